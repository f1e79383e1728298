"""What the sections of the terminal report share: width, colour, and how much may be shown."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from docpanel.agents.analysis import Analysis
from docpanel.reports.citations import Citations
from docpanel.reports.columns import pad, wrap
from docpanel.reports.ink import Ink

__all__ = ["CHIP_PAGES", "INDENT", "LEVELS", "MARGIN", "Detail", "Screen"]

INDENT = "  "

CHIP_PAGES = 3
"""So many pages, or runs of pages, are named behind a sentence."""

MARGIN = 11
"""Columns of the labels in the lower half: the longest, and two spaces."""


@dataclass(frozen=True, slots=True)
class Detail:
    """How much of each section is shown; what is left out is counted in the report's last lines.

    With no `quote_lines` a quotation shares the line that says who found it. With one of `claim_lines`
    the first two claims still get two, with none every claim has one line. Where the sides of a conflict
    get one line only, a contradiction is shown by its values. `items` are those of a list.
    """

    sentence_lines: int
    answers: int
    answer_lines: int
    findings: int
    claim_lines: int
    quote_lines: int
    numbers: int
    conflicts: int
    side_lines: int
    items: int
    todo: int
    panel_lines: int
    gaps: bool


LEVELS = (
    Detail(6, 8, 4, 8, 3, 2, 8, 3, 3, 4, 4, 2, gaps=True),
    Detail(6, 8, 4, 7, 3, 1, 8, 2, 3, 3, 3, 2, gaps=True),
    Detail(6, 6, 4, 6, 2, 0, 6, 2, 3, 2, 2, 2, gaps=True),
    Detail(6, 6, 4, 5, 2, 0, 5, 1, 3, 2, 2, 2, gaps=True),
    Detail(6, 6, 4, 5, 2, 0, 4, 1, 2, 1, 1, 2, gaps=True),
    Detail(6, 6, 4, 4, 2, 0, 4, 1, 2, 1, 1, 1, gaps=True),
    Detail(6, 6, 4, 4, 2, 0, 3, 1, 2, 1, 1, 1, gaps=True),
    Detail(6, 5, 3, 4, 1, 0, 3, 1, 2, 1, 1, 1, gaps=True),
    Detail(5, 5, 3, 4, 1, 0, 2, 1, 2, 1, 1, 1, gaps=False),
    Detail(4, 4, 3, 4, 0, 0, 2, 1, 1, 1, 1, 1, gaps=False),
    Detail(4, 4, 3, 3, 0, 0, 2, 1, 1, 1, 0, 1, gaps=False),
    Detail(3, 2, 3, 2, 0, 0, 1, 1, 1, 1, 0, 1, gaps=False),
    Detail(2, 2, 3, 2, 0, 0, 1, 1, 1, 1, 0, 1, gaps=False),
)
"""From rich to lean, in the order of the fields; the report takes the first that fits a screen."""


@dataclass(frozen=True)
class Screen:
    """One attempt to show an analysis at one level of detail."""

    analysis: Analysis
    citations: Citations
    width: int
    ink: Ink
    detail: Detail

    def chip(self, ids: Sequence[str]) -> str:
        """Return the pages of findings, short enough for the end of a line."""
        return self.citations.chip(ids, CHIP_PAGES)

    def section(self, title: str, body: Iterable[str]) -> list[str]:
        """Return a blank line if there is room, heading and body; nothing where the body is empty."""
        lines = list(body)
        gap = [""] if self.detail.gaps else []
        return [*gap, self.ink.heading(title), *lines] if lines else []

    def note(
        self,
        label: str,
        texts: Iterable[str],
        max_lines: int | None = None,
        *,
        tails: Iterable[str] = (),
        paint: Callable[[str], str] = str,
    ) -> list[str]:
        """Return short items beside their label, each cut to `max_lines` but for its tail."""
        limit = max_lines or min(2, self.detail.items)
        lines = [
            line
            for text, tail in zip_longest(texts, tails, fillvalue="")
            for line in wrap(text, self.width - MARGIN, limit, tail=tail)
        ]
        labels = [label, *[""] * (len(lines) - 1)]
        margins = [self.ink.heading(pad(name, MARGIN)) if name else " " * MARGIN for name in labels]
        return [margin + paint(line) for margin, line in zip(margins, lines, strict=False)]

    def hang(self, mark: str, text: str, max_lines: int | None = None, *, tail: str = "") -> list[str]:
        """Return `text` behind `mark`, its further lines under its first word."""
        width = self.width - len(INDENT) - len(mark)
        return [
            INDENT + (mark if index == 0 else " " * len(mark)) + line
            for index, line in enumerate(wrap(text, width, max_lines, tail=tail))
        ]
