"""Two values that one sentence ties to two periods: `errors rose from 71 in 2022 to 96 in 2023`.

Such a change states both values for certain, unlike one that leaves a period open.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from docpanel.agents.audit.contradictions.neutral_words import content_words
from docpanel.agents.audit.contradictions.periods import periods
from docpanel.documents.figures.quantities import Quantity, quantities

__all__ = ["Dated", "dated_change"]

MOVED = (
    r"rose|risen|fell|fallen|grew|grown|increased|decreased|declined|dropped|climbed|shrank|shrunk|improved"
    r"|worsened|went\s(?:up|down)|doubled|halved|soared|plunged|slipped|eased"
)
CHANGE = re.compile(
    rf"(?:^|[,;:]\s)(?P<about>[^,;:]{{3,120}}?)\s(?:(?:has|have|had)\s)?(?:{MOVED})\s(?:\w+\s){{0,3}}?"
    r"from\s(?P<first>[^,;:]{1,60}?)\sto\s(?P<second>[^,;:]{1,60})",
    re.IGNORECASE,
)
COUNTED = re.compile(r"^(?:the\s)?(?:total\s)?(?:number|amount)\sof\s(?:the\s)?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Dated:
    """One of the two values, its period, and the words that both are about."""

    about: frozenset[str]
    quantity: Quantity
    period: str


def dated_change(text: str) -> Iterator[Dated]:
    """Yield both values of a change between two named periods; nothing where anything is left open."""
    match = CHANGE.search(text)
    if match is None:
        return
    subject = COUNTED.sub("", match["about"].strip())
    about = content_words(subject)
    before, after = _only(match["first"], about), _only(match["second"], about)
    if periods(subject) or not about or before is None or after is None or before.period == after.period:
        return
    if before.quantity.kind == after.quantity.kind and before.quantity.unit == after.quantity.unit:
        yield from (before, after)


def _only(text: str, about: frozenset[str]) -> Dated | None:
    """Return the figure and the period that the text holds, where it holds one of each and no bound."""
    named = periods(text)
    found = [
        item
        for item in quantities(text)
        if item.kind != "year" and not any(item.span.overlaps(each.span) for each in named)
    ]
    if len(found) != 1 or len(named) != 1 or found[0].approximate or found[0].ambiguous:
        return None
    return Dated(about, found[0], named[0].name) if named[0].name else None
