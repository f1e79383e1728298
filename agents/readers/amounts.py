"""The figures of one sentence as attributes: the sum and its currency, the deadline, who must act."""

import re

from docpanel.agents.readers.lexicon import function_words, words
from docpanel.agents.readers.patterns import DATE, DEADLINE, MONEY

__all__ = ["DATED", "attributes_of", "priced"]

DATED = re.compile(rf"(?:{DATE.pattern})|\bwithin\b|\bnotice\b", re.IGNORECASE)
"""A deadline that names a day or a span of time, not only an event."""

FIGURE = re.compile(r"\d[\d.,]*(?:\s?(?:million|billion|thousand|bn|m|k|Mio\.|Mrd\.)(?!\w))?", re.IGNORECASE)
SCALES = ("Mio.", "Mrd.")
UNIT = re.compile(r"[$€£¥]|[A-Z]{3}|dollars|[Ee]uros?|pounds")
CURRENCIES = {"$": "USD", "€": "EUR", "£": "GBP", "¥": "JPY"}
BOUND = re.compile(
    r" (?:also )?(?:must|shall|(?:would be|is|are) required to|agrees? to|undertakes? to|is responsible)\b"
)
CLAUSE_START = re.compile(r"[,;:] |\bthat |\band ")
MAX_ACTOR_WORDS = 8
PRICED = re.compile(
    r"([^\W\d]+(?: [^\W\d]+){0,4}) (?:to be|is|are|was|were|of|at|totals?|amounts? to|von|beträgt|betrug)"
    rf" (?:up to |about |approximately |an? |rund )?(?:{MONEY.pattern})",
    MONEY.flags,
)
ASIDE = re.compile(r"\s?\([^()]*\)|,? of which\b.*")
"""What explains a sum by others, as a calculation in brackets does, is no second sum."""

NEAR_FIGURE = r"(?:-|–|to|and|or|auf|bis|und|à)"
FIGURE_BEFORE = re.compile(rf"\d[\d.,]*\s?(?:million|billion|m|bn)?\s?{NEAR_FIGURE}\s?$")
FIGURE_AFTER = re.compile(rf"\s?{NEAR_FIGURE}\s?\d")


def priced(text: str) -> str | None:
    """Return the words that a sum is stated for: `total cost per operator` of `… to be $7,650`."""
    found = PRICED.search(ASIDE.sub("", text))
    if found is None:
        return None
    name = found[1].split()
    cut = max(
        (place for place, word in enumerate(name, 1) if word.lower() in words("before_price_names")),
        default=0,
    )
    name = name[cut:]
    while name and name[0].lower() in function_words("en"):
        del name[0]
    named = bool(name) and name[-1].lower() not in words("nameless_sums") | function_words("en")
    return " ".join(name) if named else None


def _only_sum(text: str) -> str | None:
    """Return the sum that a text names, where it names one alone and not two ends of a change or a range."""
    text = ASIDE.sub("", text)
    found = list(MONEY.finditer(text))
    if len({" ".join(match[0].split()) for match in found}) != 1:
        return None
    ranged = any(
        FIGURE_BEFORE.search(text[: match.start()]) or FIGURE_AFTER.match(text, match.end())
        for match in found
    )
    return None if ranged else found[0][0]


def attributes_of(text: str) -> dict[str, str]:
    """Return `amount`, `unit`, `deadline` and `actor` as the sentence prints them, where it does.

    An amount is given only where the sentence holds one sum and names what it is for: among several, or
    without a name, the figure alone would say something false or nothing.
    """
    found = {}
    money = _only_sum(text)
    if money and priced(text):
        figure = FIGURE.search(money)
        amount = figure[0] if figure else money
        found["amount"] = amount if amount.endswith(SCALES) else amount.rstrip(".,")
        unit = UNIT.search(money)
        if unit:
            found["unit"] = CURRENCIES.get(unit[0], unit[0])
    deadline = DEADLINE.search(text)
    if deadline and DATED.search(deadline[0]):
        found["deadline"] = " ".join(deadline[0].split())
    actor = _actor(text)
    if actor:
        found["actor"] = actor
    return found


def _actor(text: str) -> str | None:
    """Return the words of the clause before a duty, where they can name somebody."""
    bound = BOUND.search(text)
    if bound is None:
        return None
    name = CLAUSE_START.split(text[: bound.start()])[-1].strip(' “”"')
    parts = name.split()
    if not 0 < len(parts) <= MAX_ACTOR_WORDS or parts[0].lower() in words("not_actors"):
        return None
    return None if parts[0].endswith("ed") or name.endswith(",") else name
