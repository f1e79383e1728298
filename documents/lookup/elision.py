"""Quotations that leave something out with an ellipsis: `A … B`.

All parts must stand in the document in this order and near each other, and what was left out must be short
and such that leaving it out turns nothing (`left_out.py`).
"""

import re
from collections.abc import Callable

from docpanel.documents.document import Document, Span
from docpanel.documents.lookup.alignment import align
from docpanel.documents.lookup.folding import FoldedText
from docpanel.documents.lookup.left_out import left_out
from docpanel.documents.lookup.passage import Passage
from docpanel.documents.lookup.words import Words, whole_words

__all__ = ["locate_parts", "parts_of"]

_ELLIPSIS = re.compile(
    r"\s*(?:[\[(]\s*(?:\u2026|\.\s?\.\s?\.)\s*[\])]|\u2026|(?<!\.)\.\s?\.\s?\.(?:\s?\.)?(?!\s?\.))\s*"
)
"""Three points or four; more of them lead the eye across a table."""

_FEWEST_LETTERS = 6
_MOST_LEFT_OUT = 400
"""Characters that one ellipsis may stand for: a sentence or two."""


def parts_of(quote: str) -> tuple[str, ...]:
    """Return what stands between the ellipses of a quotation; one part where there are none."""
    parts = [part.strip() for part in _ELLIPSIS.split(quote)]
    return tuple(part for part in parts if part)


def locate_parts(
    document: Document, parts: tuple[str, ...], find: Callable[[str], Passage | None]
) -> Passage | None:
    """Return where the parts stand around the longest of them, or None; `find` looks one part up.

    None as well where a part is too short to be told from others.
    """
    if any(sum(character.isalnum() for character in part) < _FEWEST_LETTERS for part in parts):
        return None
    anchor = max(range(len(parts)), key=lambda number: len(parts[number]))
    found = find(parts[anchor])
    if found is None:
        return None
    span, differs = found.span, list(found.differs)
    for number in range(anchor + 1, len(parts)):
        after = _beside(document, parts[number], Span(span.end, span.end + _MOST_LEFT_OUT), last=False)
        if after is None:
            return None
        differs += [*after.differs, *_unsafe(document, span, after.span)]
        span = Span(span.start, after.span.end)
    for number in range(anchor - 1, -1, -1):
        before = _beside(document, parts[number], Span(span.start - _MOST_LEFT_OUT, span.start), last=True)
        if before is None:
            return None
        differs += [*before.differs, *_unsafe(document, before.span, span)]
        span = Span(before.span.start, span.end)
    return Passage(span, tuple(dict.fromkeys(differs)))


def _beside(document: Document, part: str, reach: Span, *, last: bool) -> Passage | None:
    """Find a part whose near end lies within `reach`, behind or before what was found already."""
    room = 2 * len(part) + _MOST_LEFT_OUT // 4
    start, end = (max(0, reach.start - room), reach.end) if last else (reach.start, reach.end + room)
    start, end = whole_words(document.text, start, min(end, len(document.text)))
    skipped = [
        Span(max(span.start, start) - start, min(span.end, end) - start)
        for span in document.furniture
        if span.start < end and span.end > start
    ]
    quoted, printed = Words(FoldedText(part)), Words(FoldedText(document.text[start:end], skipped))
    laid = align(quoted, printed, least=0.5)
    if laid is None:
        return None
    found = laid.passage.source(laid.first, laid.end)
    span = Span(start + found.start, start + found.end)
    gap = reach.end - span.end if last else span.start - reach.start
    return Passage(span, laid.differs) if gap <= _MOST_LEFT_OUT else None


def _unsafe(document: Document, before: Span, after: Span) -> tuple[str, ...]:
    """Name why two passages may not be quoted with an ellipsis between them."""
    if after.start - before.end > _MOST_LEFT_OUT:
        return ("too much left out",)
    text, done = "", before.end
    for span in document.furniture:
        if done <= span.start and span.end <= after.start:
            text += document.text[done : span.start]
            done = span.end
    text += document.text[done : after.start]
    return left_out(document.text[before.start : before.end], text, document.text[after.start : after.end])
