"""Sentences as the arithmetic checks read them: their figures taken out, and the words between kept.

The checks are patterns over the words, in which every figure is a mark with its number. Years and labels
(`Table 3`) are marks of other kinds, which no pattern takes for a figure.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import pairwise

from docpanel.agents.audit.arithmetic.intervals import Interval, interval_of
from docpanel.documents.blocks import blocks
from docpanel.documents.document import Document, Span
from docpanel.documents.figures.figure_units import scale_of
from docpanel.documents.figures.number_context import BEFORE, is_bound, is_label
from docpanel.documents.figures.numerals import DecimalMark, decimal_mark
from docpanel.documents.figures.quantities import Quantity, quantities

__all__ = ["ANY", "FIGURE", "INNER", "LIST", "Statement", "continued", "gap", "named", "pages", "statements"]

FIGURE = "\x01(\\d+)\x02"
"""A pattern for one figure; its group is the number of the figure."""

YEAR, LABEL = "\x03", "\x04"
ANY = "\x01\\d+\x02"
SKIPPED = "[^\x01\x04.;:]"


def gap(most: int, least: int = 0) -> str:
    """Return a pattern for words without a figure, and without the end of a sentence or a clause."""
    return f"{SKIPPED}{{{least},{most}}}?"


def named(pattern: str) -> re.Pattern[str]:
    """Compile a pattern in which `«name»` stands for a figure with the group `name`."""
    filled = re.sub("«(\\w+)»", lambda name: f"\x01(?P<{name[1]}>\\d+)\x02", pattern)
    return re.compile(filled, re.IGNORECASE)


_SEPARATED = f"(?={gap(60)}(?:,|\\band|\\bund|\\bplus|\\bet|\\by))"
LIST = f"((?:{ANY}{_SEPARATED}{SKIPPED}{{1,105}}+(?=\x01)){{1,9}}{ANY})"
"""A pattern for two to ten figures that are listed; its group holds all of them."""

INNER = re.compile(FIGURE)
SPLIT = re.compile(r"[.!?][\"'”’)\]]*\s+(?=[A-Z0-9ÄÖÜÉ“\"'(•])")
NEVER_LAST = re.compile(
    r"(?:\b(?:Mio|Mrd|Tsd|Bio|No|Nos|Nr|approx|ca|vs|Inc|Ltd|Co|Corp|Dr|Mr|Mrs|Ms|St|Fig|Figs|Sec|Art|Vol|pp?|"
    r"e\.g|i\.e|z\.B|d\.h|U\.S|incl|excl|max|min|est|abs|para)|\b[A-Z])$"
)
FIGURES = re.compile(r"\d[\d.,]*")
REPEATED = re.compile(r"[a-z]\s\(\W{0,3}\d[\d.,]*\W{0,3}\)")
"""A figure alone in brackets, which may repeat one that is spelled out before it."""

CONTINUING = re.compile(
    r"(?:This|That|It) (?:is|was|represent(?:s|ed)|mark(?:s|ed)|means|meant|corresponds)\b"
)
FEWEST_FIGURES = 2
LONGEST = 1_200


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence; `words` is its text with marks for figures, whose spans are those of the document."""

    words: str
    figures: tuple[Quantity, ...]
    span: Span
    text: str

    def figure(self, number: str) -> Quantity:
        """Return the figure of a mark."""
        return self.figures[int(number)]

    def listed(self, group: str) -> list[Quantity]:
        """Return the figures of a list."""
        return [self.figures[int(number)] for number in INNER.findall(group)]

    def usable(self, *figures: Quantity) -> bool:
        """Say whether figures are meant as values, be they rough, and not as bounds or ends of a range."""
        return all(not figure.ambiguous and not self._bounds(figure) for figure in figures)

    def scaled_alike(self, *figures: Quantity) -> bool:
        """Say whether no figure may be short of a scale that another has, as in `3 of the 12 million`."""
        scales = {scale_of(figure) for figure in figures if figure.value and not figure.scaled}
        return len(scales) <= 1 or Decimal(1) not in scales

    def _bounds(self, figure: Quantity) -> bool:
        start = figure.span.start - self.span.start
        return figure.approximate and is_bound(self.text[max(0, start - BEFORE) : start])

    def interval(self, figure: Quantity) -> Interval:
        """Return what a figure of the sentence may stand for."""
        return interval_of(figure)


def statements(document: Document, mark: DecimalMark | None = None) -> Iterator[Statement]:
    """Yield the sentences of `document` that hold at least two figures."""
    mark = mark or decimal_mark(document.text)
    for block in blocks(document):
        if block.kind in {"code", "row"}:
            continue
        for span in _sentences(document.text, block.span):
            text = document.text[span.start : span.end]
            enough = len(FIGURES.findall(text)) >= FEWEST_FIGURES or REPEATED.search(text)
            if len(text) <= LONGEST and enough:
                yield _statement(text, span, mark)


def continued(document: Document, mark: DecimalMark | None = None) -> Iterator[Statement]:
    """Yield the pairs of sentences of which the second says what the one before it means: `This is …`."""
    mark = mark or decimal_mark(document.text)
    for block in blocks(document):
        if block.kind in {"code", "row"}:
            continue
        for first, second in pairwise(_sentences(document.text, block.span)):
            text = document.text[first.start : second.end]
            if len(text) <= LONGEST and CONTINUING.match(document.text, second.start, second.end):
                yield _statement(text, Span(first.start, second.end), mark)


def pages(document: Document, mark: DecimalMark | None = None) -> Iterator[Statement]:
    """Yield the lines of `document` around each sign of equality, for what is no sentence."""
    mark = mark or decimal_mark(document.text)
    text, passed = document.text, 0
    while (at := text.find("=", passed)) >= 0:
        first = text.rfind("\n", 0, at)
        start = text.rfind("\n", 0, max(first, 0)) + 1
        end = _line_end(text, _line_end(text, at) + 1)
        passed = _line_end(text, at)
        if end - start <= LONGEST and len(FIGURES.findall(text[start:end])) > FEWEST_FIGURES:
            yield _statement(text[start:end], Span(start, end), mark)


def _line_end(text: str, at: int) -> int:
    end = text.find("\n", at)
    return len(text) if end < 0 else end


def _sentences(text: str, span: Span) -> Iterator[Span]:
    start = span.start
    for match in SPLIT.finditer(text, span.start, span.end):
        if NEVER_LAST.search(text[max(start, match.start() - 8) : match.start()]):
            continue
        yield Span(start, match.start() + len(match[0].rstrip()))
        start = match.end()
    end = start + len(text[start : span.end].rstrip())
    if end > start:
        yield Span(start, end)


def _statement(text: str, span: Span, mark: DecimalMark | None) -> Statement:
    flat = text.replace("\n", " ")
    figures: list[Quantity] = []
    words: list[str] = []
    at = 0
    for found in quantities(flat, mark):
        words.append(flat[at : found.span.start])
        at = found.span.end
        before = flat[max(0, found.span.start - BEFORE) : found.span.start]
        label = found.kind == "plain" and is_label(before, flat[at : at + BEFORE])
        if label or found.kind == "year":
            words.append(LABEL if label else YEAR)
            continue
        words.append(f"\x01{len(figures)}\x02")
        place = Span(found.span.start + span.start, found.span.end + span.start)
        figures.append(replace(found, span=place))
    words.append(flat[at:])
    return Statement(re.sub(r"  +", " ", "".join(words)), tuple(figures), span, flat)
