"""The figures of one sentence as attributes: the sum and its currency, the deadline, who must act."""

import re

from docpanel.agents.readers.lexicon import words
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
    r"([^\W\d]+(?: [^\W\d]+){1,4}) (?:to be|is|are|was|were|of|at|totals?|amounts? to)"
    rf" (?:up to |about |approximately |an? )?(?:{MONEY.pattern})",
    MONEY.flags,
)
ARTICLE = re.compile(r"^(?:(?:the|an?|its|their|this|that|estimates?|and) )+", re.IGNORECASE)


def priced(text: str) -> str | None:
    """Return the words that a sum is stated for: `total cost per operator` of `… to be $7,650`."""
    found = PRICED.search(text)
    return ARTICLE.sub("", found[1]) if found else None


def attributes_of(text: str) -> dict[str, str]:
    """Return `amount`, `unit`, `deadline` and `actor` as the sentence prints them, where it does."""
    found = {}
    money = MONEY.search(text)
    if money:
        figure = FIGURE.search(money[0])
        amount = figure[0] if figure else money[0]
        found["amount"] = amount if amount.endswith(SCALES) else amount.rstrip(".,")
        unit = UNIT.search(money[0])
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
