"""Parts of a document that fit a context window, cut at page borders where that is possible."""

import re
from collections.abc import Callable, Iterator

from docpanel.documents.document import Chunk, Document, Span

__all__ = ["split"]

BORDERS = tuple(map(re.compile, (r"\n\s*\n", r"\n", r"(?<=[.!?])\s+|(?<=[\u3002\uff01\uff1f])\s*", r"\s")))
"""Where a page that is itself too long may be cut, the best border first."""


def split(document: Document, room: int, count: Callable[[str], int]) -> tuple[Chunk, ...]:
    """Cut the text into chunks of at most `room` tokens; together they cover every character.

    Whole pages are packed as they come; a page of more than `room` tokens is cut at a paragraph, a
    line, a sentence or a word, in this order of preference.
    """
    spans: list[Span] = []
    start = end = used = 0
    for piece in _pieces(document, room, count):
        tokens = count(document.text[piece.start : piece.end])
        if used and used + tokens > room:
            spans.append(Span(start, end))
            start, used = piece.start, 0
        end = piece.end
        used += tokens
    spans.append(Span(start, len(document.text)))
    return tuple(Chunk(index, len(spans), span) for index, span in enumerate(spans))


def _pieces(document: Document, room: int, count: Callable[[str], int]) -> Iterator[Span]:
    """Yield spans of at most `room` tokens that follow each other without a gap."""
    starts = [page.span.start for page in document.pages[1:]]
    start = 0
    for end in (*starts, len(document.text)):
        yield from _halved(document.text, Span(start, end), room, count)
        start = end


def _halved(text: str, span: Span, room: int, count: Callable[[str], int]) -> Iterator[Span]:
    """Yield `span` whole if it fits, else its two halves, cut near the middle, each halved in turn."""
    if len(span) <= 1 or count(text[span.start : span.end]) <= room:
        yield span
        return
    middle = _border(text, span)
    yield from _halved(text, Span(span.start, middle), room, count)
    yield from _halved(text, Span(middle, span.end), room, count)


def _border(text: str, span: Span) -> int:
    """Return the best place to cut in the middle half of a span."""
    middle = (span.start + span.end) // 2
    quarter = max(1, len(span) // 4)
    for border in BORDERS:
        places = [match.end() for match in border.finditer(text, middle - quarter, middle + quarter)]
        inside = [place for place in places if span.start < place < span.end]
        if inside:
            return min(inside, key=lambda place: abs(place - middle))
    return middle
