"""The coverage strip: one cell a page."""

from collections.abc import Iterable
from dataclasses import dataclass

from docpanel.agents.analysis import Coverage
from docpanel.reports.wording import plural

__all__ = ["Cell", "cells"]

DARKEST = 4
"""Pages cited by so many specialists or more look the same."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One page of the strip; `look` is a class of the stylesheet, `words` say the same."""

    page: int
    look: str
    words: str


def cells(coverage: Iterable[Coverage]) -> list[Cell]:
    """Return the cells in the order of the pages."""
    return [Cell(page.page, _look(page), f"Page {page.page}: {_words(page)}") for page in coverage]


def _look(page: Coverage) -> str:
    if not page.has_text:
        return "blank"
    if not page.sent:
        return "unsent"
    cited = f"cited-{min(len(page.cited_by), DARKEST)}"
    return f"{cited} cut" if page.cut_off else cited


def _words(page: Coverage) -> str:
    if not page.has_text:
        return "no text"
    if not page.sent:
        return "not sent"
    cited = f"cited by {plural(len(page.cited_by), 'specialist')}" if page.cited_by else "cited by nobody"
    return f"{cited}, probably cut off" if page.cut_off else cited
