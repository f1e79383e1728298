"""What the sections of the terminal report share: width, colour, and how much may be shown."""

from collections.abc import Iterable, Sequence
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
    the first two claims still get two.
    """

    sentence_lines: int
    findings: int
    claim_lines: int
    quote_lines: int
    numbers: int
    conflicts: int
    items: int


LEVELS = (
    Detail(sentence_lines=4, findings=8, claim_lines=3, quote_lines=2, numbers=8, conflicts=3, items=4),
    Detail(sentence_lines=4, findings=7, claim_lines=3, quote_lines=1, numbers=8, conflicts=2, items=3),
    Detail(sentence_lines=4, findings=6, claim_lines=2, quote_lines=0, numbers=6, conflicts=2, items=2),
    Detail(sentence_lines=4, findings=5, claim_lines=2, quote_lines=0, numbers=5, conflicts=1, items=2),
    Detail(sentence_lines=4, findings=5, claim_lines=2, quote_lines=0, numbers=4, conflicts=1, items=1),
    Detail(sentence_lines=4, findings=4, claim_lines=2, quote_lines=0, numbers=4, conflicts=1, items=1),
    Detail(sentence_lines=4, findings=4, claim_lines=2, quote_lines=0, numbers=3, conflicts=1, items=1),
    Detail(sentence_lines=3, findings=4, claim_lines=1, quote_lines=0, numbers=3, conflicts=1, items=1),
    Detail(sentence_lines=3, findings=3, claim_lines=1, quote_lines=0, numbers=2, conflicts=1, items=1),
)
"""From rich to lean; the report takes the first that fits a screen."""


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
        """Return a blank line, the heading and the body, or nothing where the body is empty."""
        lines = list(body)
        return ["", self.ink.heading(title), *lines] if lines else []

    def note(
        self, label: str, texts: Iterable[str], max_lines: int | None = None, *, tails: Iterable[str] = ()
    ) -> list[str]:
        """Return short items beside their label, each cut to `max_lines` but for its tail."""
        limit = max_lines or min(2, self.detail.items)
        lines = [
            line
            for text, tail in zip_longest(texts, tails, fillvalue="")
            for line in wrap(text, self.width - MARGIN, limit, tail=tail)
        ]
        labels = [label, *[""] * (len(lines) - 1)]
        return [self.ink.heading(pad(name, MARGIN)) + line for name, line in zip(labels, lines, strict=False)]

    def hang(self, mark: str, text: str, max_lines: int | None = None, *, tail: str = "") -> list[str]:
        """Return `text` behind `mark`, its further lines under its first word."""
        width = self.width - len(INDENT) - len(mark)
        return [
            INDENT + (mark if index == 0 else " " * len(mark)) + line
            for index, line in enumerate(wrap(text, width, max_lines, tail=tail))
        ]
