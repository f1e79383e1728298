"""Whose figure is whose: two figures of a sentence that its ground binds the other way round."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from docpanel.agents.grounding.matter import matter
from docpanel.documents.figures.quantities import Quantity, quantities

__all__ = ["swapped"]

TURNS = re.compile(r"\bfrom\s*(?:about\s|roughly\s|some\s)?$", re.IGNORECASE)
GOES_TO = re.compile(r"(?:[\s\w%,]{0,30}\s)?to\s(?:about\s|roughly\s|some\s)?", re.IGNORECASE)
ENDS_AT = re.compile(r"\bto\s*(?:about\s|roughly\s|some\s)?$", re.IGNORECASE)
COMES_FROM = re.compile(
    r"[,\s]*(?:in \d{4},?\s|up\s|down\s)?from\s(?:about\s|roughly\s|some\s)?", re.IGNORECASE
)
REACH = 24
OWNED_BEHIND = re.compile(r"\s*(?:of|in|for|from|on|more|less|higher|lower)\b", re.IGNORECASE)
CLAUSE_END = re.compile(r"[.;:](?:\s|$)")
OWNED_END = re.compile(r"[.,;:](?:\s|$)|\b(?:and|while|but|whereas|as)\b", re.IGNORECASE)
FEWEST = 2


@dataclass(frozen=True)
class Bound:
    """A figure with the stems of the words before it and, where they may own it, of those behind it."""

    quantity: Quantity
    before: frozenset[str]
    around: frozenset[str]
    sure: bool

    def is_value_of(self, other: "Bound") -> bool:
        """Say whether both figures are equal."""
        return self.is_like(other) and abs(self.quantity.value) == abs(other.quantity.value)

    def is_like(self, other: "Bound") -> bool:
        """Say whether both figures have one unit."""
        return bool(self.quantity.unit) and self.quantity.unit == other.quantity.unit


def swapped(text: str, ground: Sequence[str]) -> tuple[str, ...]:
    """Name figures of a sentence that the ground has with each other's subject, or the other way round."""
    known = [item for given in ground for item in _bound(given)]
    wrong = [item for item in _bound(text) if item.sure and _is_anothers(item, known)]
    found = [item.quantity.text.strip() for item in wrong] if len(wrong) >= FEWEST else []
    changes = [change for given in ground for change in _changes(given)]
    for one, other in _changes(text):
        if _stands(changes, other, one) and not _stands(changes, one, other):
            found.append(f"from {one.text.strip()} to {other.text.strip()}")
    return tuple(dict.fromkeys(found))


def _bound(text: str) -> Iterator[Bound]:
    figures = list(quantities(text))
    for index, item in enumerate(figures):
        start = figures[index - 1].span.end if index else 0
        end = figures[index + 1].span.start if index + 1 < len(figures) else len(text)
        before = CLAUSE_END.split(text[start : item.span.start])[-1]
        behind = OWNED_END.split(text[item.span.end : end])[0]
        yield Bound(item, matter(before), matter(before + " " + behind), OWNED_BEHIND.match(behind) is None)


def _is_anothers(item: Bound, known: Sequence[Bound]) -> bool:
    """Say whether the ground has this figure for something else, and another for this."""
    same = [other for other in known if item.is_value_of(other)]
    if not same or not item.before or any(item.before & other.around for other in same):
        return False
    return any(
        item.is_like(other) and not item.is_value_of(other) and item.before & other.before for other in known
    )


def _changes(text: str) -> Iterator[tuple[Quantity, Quantity]]:
    """Yield the first and the last value of each change that a text states."""
    figures = list(quantities(text))
    for one, other in pairwise(figures):
        before = text[max(0, one.span.start - REACH) : one.span.start]
        between = text[one.span.end : other.span.start]
        if TURNS.search(before) and GOES_TO.fullmatch(between):
            yield one, other
        elif ENDS_AT.search(before) and COMES_FROM.fullmatch(between):
            yield other, one


def _stands(changes: Sequence[tuple[Quantity, Quantity]], first: Quantity, last: Quantity) -> bool:
    return any(
        (abs(one.value), one.unit, abs(other.value), other.unit)
        == (abs(first.value), first.unit, abs(last.value), last.unit)
        for one, other in changes
    )
