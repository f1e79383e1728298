"""Stretches of running text that state figures but are no sentences of prose: few words, or no end."""

import re
from collections.abc import Iterator

from docpanel.agents.audit.contradictions.labelled import labelled
from docpanel.agents.readers.passages import Passages
from docpanel.documents.document import Span

__all__ = ["passed_over"]

GAP_END = re.compile(r"(?<=[.!?])\s+(?=[A-Z\d$€£])")
LONGEST = 400


def passed_over(text: Passages) -> Iterator[tuple[Span, int]]:
    """Yield what stands in paragraphs between their sentences, piece by piece, with its page."""
    starts = [item.span for item in text.sentences]
    cursor = 0
    lines = {item.place.start for item in labelled(text)}
    for block in text.blocks:
        if block.kind not in {"paragraph", "item", "note"} or block.span.start in lines:
            continue
        at = block.span.start
        while cursor < len(starts) and starts[cursor].start < block.span.start:
            cursor += 1
        while cursor < len(starts) and starts[cursor].end <= block.span.end:
            yield from _pieces(text, Span(at, starts[cursor].start), block.page)
            at = starts[cursor].end
            cursor += 1
        if not block.cut:
            yield from _pieces(text, Span(at, block.span.end), block.page)


def _pieces(text: Passages, gap: Span, page: int) -> Iterator[tuple[Span, int]]:
    raw = text.document.text[gap.start : gap.end]
    at = 0
    for end in [*(match.start() for match in GAP_END.finditer(raw)), len(raw)]:
        piece = raw[at:end]
        start = gap.start + at + len(piece) - len(piece.lstrip())
        body = piece.strip()
        if 1 < len(body) <= LONGEST and any(map(str.isdigit, body)) and not body[0].islower():
            yield Span(start, start + len(body)), page
        at = end
