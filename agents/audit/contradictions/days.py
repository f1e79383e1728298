"""Days that a document gives for an event: which event, and whether the day is the event's own."""

import re

from docpanel.agents.audit.contradictions.neutral_words import content_words
from docpanel.agents.audit.contradictions.periods import Period, dates

__all__ = ["day_of", "event_words"]

LEADS_UP = re.compile(r"(?:\b(?:on|for|is|from|by|effective|of|date|dated)\s+|[:|=]\s*|^)$", re.IGNORECASE)
"""What stands before a day that is stated, not only mentioned."""

EFFECT = re.compile(
    r"\b(?:takes? effect|becomes? effective|(?:comes?|enters?) into (?:force|effect)|effective)\b",
    re.IGNORECASE,
)
TURNS = re.compile(r"\b(?:date (?:set|fixed|agreed) for|dates?|will be|shall be)\b", re.IGNORECASE)
SCHEDULING = frozenset({"planned", "set", "due", "fixed", "agreed"})
"""Words by which a day to come is given; a plan that was given up is told in other words beside them."""


def day_of(text: str) -> Period | None:
    """Return the only day that a sentence states."""
    days = list(dates(text))
    return days[0] if len(days) == 1 and LEADS_UP.search(text[: days[0].span.start]) else None


def event_words(text: str) -> frozenset[str]:
    """Return the words of the event in a text from which the day was taken."""
    if EFFECT.search(text):
        return content_words(EFFECT.sub(" ", TURNS.sub(" ", text))) | {"effective"}
    return content_words(TURNS.sub(" ", text)) - SCHEDULING
