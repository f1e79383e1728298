"""The table of figures in the terminal report."""

from collections.abc import Sequence

from docpanel.reports.columns import cell_width, cut, pad
from docpanel.reports.escaping import plain
from docpanel.reports.figures import by_concern, check_of, name_of, value_of
from docpanel.reports.screen import INDENT, Screen

__all__ = ["numbers"]

GAP = "  "
VALUE_COLUMN = 1
"""Figures stand to the right of their column, words to the left."""


def numbers(screen: Screen) -> list[str]:
    """Return one line a figure; a column that no figure fills is left out."""
    shown = by_concern(screen.analysis.synthesis.numbers)[: screen.detail.numbers]
    page = screen.citations.page
    rows = [
        [name_of(item), value_of(item), plain(item.period or ""), page(item.page), check_of(item)]
        for item in shown
    ]
    lines = [INDENT + line for line in _table(rows, screen.width - len(INDENT))]
    warn = screen.ink.warning
    return screen.section(
        "NUMBERS",
        (warn(line) if item.agrees is False else line for line, item in zip(lines, shown, strict=True)),
    )


def _table(rows: Sequence[Sequence[str]], width: int) -> list[str]:
    kept = [index for index in range(len(rows[0])) if any(row[index] for row in rows)] if rows else []
    limits = _limits([[row[index] for row in rows] for index in kept], width)
    return [
        GAP.join(
            pad(cut(row[index], limit), limit, right=index == VALUE_COLUMN)
            for index, limit in zip(kept, limits, strict=True)
        ).rstrip()
        for row in rows
    ]


def _limits(columns: Sequence[Sequence[str]], width: int) -> list[int]:
    """Return the width of each column: the widest gives way until the line fits."""
    limits = [max(map(cell_width, column)) for column in columns]
    room = width - len(GAP) * (len(columns) - 1)
    while limits and sum(limits) > room and max(limits) > 1:
        limits[limits.index(max(limits))] -= 1
    return limits
