"""The figures of one sentence as attributes: the sum and its currency, the deadline, who must act."""

import re

from docpanel.agents.readers.lexicon import words
from docpanel.agents.readers.patterns import DATE, DEADLINE, MONEY

__all__ = ["DATED", "attributes_of"]

DATED = re.compile(rf"(?:{DATE.pattern})|\bwithin\b|\bnotice\b", re.IGNORECASE)
"""A deadline that names a day or a span of time, not only an event."""

FIGURE = re.compile(r"\d[\d.,]*(?:\s?(?:million|billion|thousand|bn|m|k|Mio\.|Mrd\.)(?!\w))?", re.IGNORECASE)
UNIT = re.compile(r"[$€£¥]|[A-Z]{3}|dollars|[Ee]uros?|pounds")
CURRENCIES = {"$": "USD", "€": "EUR", "£": "GBP", "¥": "JPY"}
ACTOR = re.compile(
    r"(?:^|[,;:] |that |and )"
    r"((?:[Tt]he |[Aa]n? |[Ee]ach |[Aa]ny |[Aa]ll )?[A-Za-z][\w’'&.-]*(?: [\w’'&.-]+){0,6}?)"
    r" (?:also )?(?:must|shall|(?:would be|is|are) required to|agrees? to|undertakes? to|is responsible)"
)


def attributes_of(text: str) -> dict[str, str]:
    """Return `amount`, `unit`, `deadline` and `actor` as the sentence prints them, where it does."""
    found = {}
    money = MONEY.search(text)
    if money:
        figure = FIGURE.search(money[0])
        found["amount"] = figure[0].rstrip(".,") if figure else money[0]
        unit = UNIT.search(money[0])
        if unit:
            found["unit"] = CURRENCIES.get(unit[0], unit[0])
    deadline = DEADLINE.search(text)
    if deadline and DATED.search(deadline[0]):
        found["deadline"] = " ".join(deadline[0].split())
    actor = ACTOR.search(text)
    if actor and _is_actor(actor[1]):
        found["actor"] = actor[1]
    return found


def _is_actor(name: str) -> bool:
    first = name.split()[0]
    return first.lower() not in words("not_actors") and not first.endswith("ed")
