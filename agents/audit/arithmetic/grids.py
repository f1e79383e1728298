"""The tables of a document as rows and columns of figures, over page breaks where they go on."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from docpanel.agents.audit.arithmetic.cell_borders import Layout, layout_of
from docpanel.agents.audit.arithmetic.cells import Cell, cells_of
from docpanel.agents.audit.arithmetic.table_lines import GAPLESS, TableLine, TableLines, tables_of_lines
from docpanel.agents.audit.arithmetic.table_words import names_column
from docpanel.documents.document import Document, Span
from docpanel.documents.figures.numerals import DecimalMark, decimal_mark
from docpanel.documents.lines import Line

__all__ = ["Grid", "Row", "grids"]

GROUPED = re.compile(r"(?<![\d.,])\d{1,3}\.\d{3}(?![\d.,])")
WHOLE = re.compile(r"(?<![\d.,])\d{1,3}(?![\d.,])")
CURRENCY_SIGN = re.compile(r"[$€£¥]|\b(?:USD|EUR|GBP|CHF|JPY|[Dd]ollars?|[Ee]uros?)\b")
FEWEST_ROWS = 2
WORDS_OF_ONE_NAME = 2
"""Words of a line that may name the only column of figures; more are a title."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row; `label` is its first cell without a figure, `sectioned` that a heading stands before it."""

    label: str
    cells: tuple[Cell, ...]
    span: Span
    page: int
    sectioned: bool = False

    @property
    def figures(self) -> int:
        """Return how many cells hold a figure."""
        return sum(cell.figure is not None for cell in self.cells)


@dataclass(frozen=True, slots=True)
class Grid:
    """Rows under a head; `heads` are the rows of column names, `context` the text right before the table.

    `width` is the number of cells of most rows.
    """

    rows: tuple[Row, ...]
    heads: tuple[tuple[str, ...], ...]
    context: str
    layout: Layout
    width: int

    @property
    def title(self) -> str:
        """Return everything that is said above the rows."""
        return f"{self.context} {' '.join(' '.join(row) for row in self.heads)}"

    @property
    def whole_money(self) -> bool:
        """Say whether it holds sums of money without cents: accounts round each of them to the whole."""
        if CURRENCY_SIGN.search(self.title):
            return True
        figures = (cell.figure for row in self.rows for cell in row.cells)
        return any(figure.kind == "money" and figure.precision == 1 for figure in figures if figure)

    @property
    def head(self) -> tuple[str, ...]:
        """Return the names of the columns, empty where they cannot be told."""
        names = [""] * self.width
        fitting = [row for row in self.heads if len(row) == self.width]
        if self.layout not in GAPLESS:
            fitting = [row for row in fitting if any(names_column(name) for name in row[1:])]
        # Between single spaces, a title may have as many words as there are columns: the lowest line counts.
        for row in fitting if self.layout in GAPLESS else fitting[-1:]:
            names = [f"{name} {more}".strip() for name, more in zip(names, row, strict=True)]
        return tuple(names) if any(names) else ()


def grids(document: Document, mark: DecimalMark | None = None) -> Iterator[Grid]:
    """Yield the tables of `document` that hold at least two rows of figures."""
    mark = mark or decimal_mark(document.text)
    for lines in tables_of_lines(document):
        grid = _grid(lines, mark)
        if grid is not None:
            yield grid


def _grid(lines: TableLines, mark: DecimalMark | None) -> Grid | None:
    body = "\n".join(row.line.text for row in lines.rows)
    mark = _mark(body) or mark
    rows = [_row(item, lines.layout, mark) for item in lines.rows]
    rows = [row for row in rows if row.figures or any(cell.nil and cell.text for cell in row.cells[1:])]
    if len(rows) < FEWEST_ROWS:
        return None
    width = Counter(len(row.cells) for row in rows).most_common(1)[0][0]
    if lines.layout == "bars":
        rows = [_padded(row, width) for row in rows]
    heads = [names for line in lines.heads if (names := _names(line, lines.layout, width))]
    return Grid(tuple(rows), tuple(heads), "\n".join(lines.context), lines.layout, width)


def _mark(body: str) -> DecimalMark | None:
    """Return the decimal mark of a table; points that only part groups of three are no decimals."""
    mark = decimal_mark(body)
    if mark is None and GROUPED.search(body) and WHOLE.search(body) and "," not in body:
        return ","
    return mark


def _row(item: TableLine, layout: Layout, mark: DecimalMark | None) -> Row:
    line = item.line
    if layout not in GAPLESS:
        layout = layout_of(line.text, media_type="") or layout
    cells = cells_of(line.text, line.start, layout, mark)
    names = (cell.text for cell in cells if cell.text and cell.figure is None and not cell.nil)
    label = next(names, cells[0].text).strip("*_ ")
    return Row(label, cells, Span(line.start, line.end), item.page, item.sectioned)


def _padded(row: Row, width: int) -> Row:
    """Give a row the empty cells at its end that a loader leaves out."""
    missing = width - len(row.cells)
    if missing <= 0:
        return row
    end = Span(row.span.end, row.span.end)
    empty = tuple(Cell("", end, None, nil=True) for _ in range(missing))
    return Row(row.label, row.cells + empty, row.span, row.page, row.sectioned)


def _names(line: Line, layout: Layout, width: int) -> tuple[str, ...]:
    """Return the names of the columns; words count as names where there are as many as columns."""
    text = line.text
    if layout in GAPLESS:
        return tuple(cell.text.strip("*_ ") for cell in cells_of(text, line.start, layout, None))
    for pattern in (r" {2,}", r"\s+(?!price\b|cost\b|rate\b|value\b|\()"):
        names = tuple(re.split(pattern, text.strip()))
        if len(names) == 1 and len(text.split()) > WORDS_OF_ONE_NAME:
            continue
        if len(names) == width:
            return names
        if len(names) == width - 1:
            return ("", *names)
    return (text,)
