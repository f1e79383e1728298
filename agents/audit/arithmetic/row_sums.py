"""Row sums: a column of totals against the other figures of each row.

The rows vouch for each other: where most of them add up, one that does not is wrong; where none does, the
column is something else than their sum.
"""

from collections.abc import Iterator

from docpanel.agents.audit.arithmetic.computation import Computation, compute
from docpanel.agents.audit.arithmetic.grids import Grid, Row
from docpanel.agents.audit.arithmetic.intervals import Interval, interval_of
from docpanel.agents.audit.arithmetic.row_kinds import counts_once, is_period, is_stock
from docpanel.agents.audit.arithmetic.table_words import (
    NOT_ADDITIVE,
    PARTIAL,
    PRICES,
    QUARTER,
    WHOLE_YEAR,
    in_rounded_units,
    total_kind,
)
from docpanel.agents.audit.arithmetic.writing import plain
from docpanel.documents.figures.quantity import Quantity

__all__ = ["row_sums"]

FEWEST_PARTS = 2
SHOWN_PARTS = 8
FEWEST_WITNESSES = 3
"""Rows that must add up where no column names tell which one holds the totals."""


def row_sums(grid: Grid, *, rounded: bool) -> Iterator[Computation]:
    """Yield the row totals that could be added up again; wrong ones only where other rows add up."""
    rounded = rounded or grid.whole_money or in_rounded_units(grid.title)
    head = grid.head
    if any(PRICES.search(name) for name in head):
        return
    witnesses = 1
    column = _total_column(head)
    if column is None and _ends_in_total(grid):
        column, witnesses = grid.width - 1, FEWEST_WITNESSES
    if column is None:
        return
    # Nameless columns may be periods, too.
    periods = not head or any(is_period(name) for name in head[1:])
    found = []
    for row in grid.rows:
        if NOT_ADDITIVE.search(row.label) or (periods and is_stock(row.label)):
            continue
        at = column if head else len(row.cells) - 1
        computation = _computed(row, at, head, rounded=rounded)
        if computation is not None and (computation.agrees or len(row.cells) == grid.width):
            found.append(computation)
    right = [item for item in found if item.agrees]
    if len(right) >= max(witnesses, len(found) - len(right)):
        yield from found


def _total_column(head: tuple[str, ...]) -> int | None:
    for column in range(len(head) - 1, FEWEST_PARTS, -1):
        year = WHOLE_YEAR.search(head[column]) and all(QUARTER.search(name) for name in head[1:column])
        if (total_kind(head[column]) and not counts_once(head[column])) or year:
            return column
    return 1 if len(head) > FEWEST_PARTS + 1 and total_kind(head[1]) == "plain" else None


def _ends_in_total(grid: Grid) -> bool:
    """Say whether the line above the rows ends with the name of a total, however it parts its columns."""
    words = [row[-1].split() for row in grid.heads if row and row[-1]]
    return bool(words) and not grid.head and total_kind(words[-1][-1]) is not None


def _computed(row: Row, column: int, head: tuple[str, ...], *, rounded: bool) -> Computation | None:
    if column >= len(row.cells) or (head and len(row.cells) != len(head)):
        return None
    total = row.cells[column].figure
    if total is None:
        return None
    places = range(1, column) if column > 1 else range(2, len(row.cells))
    chosen = [place for place in places if not head or not NOT_ADDITIVE.search(head[place])]
    partial = [place for place in chosen if head and PARTIAL.search(head[place])]
    readings = [[place for place in chosen if place not in partial], chosen]
    computations = [
        item for reading in readings if (item := _sum(row, total, reading, head, rounded=rounded))
    ]
    return next((item for item in computations if item.agrees), computations[0] if computations else None)


def _sum(
    row: Row, total: Quantity, places: list[int], head: tuple[str, ...], *, rounded: bool
) -> Computation | None:
    cells = [row.cells[place] for place in places]
    if any(cell.figure is None and not cell.nil for cell in cells):
        return None
    parts = [cell.figure for cell in cells if cell.figure is not None]
    units = {part.unit for part in parts} - {total.unit, ""}
    # Where every figure can be read both ways, the sum holds in both.
    if len(parts) < FEWEST_PARTS or units or any(part.ambiguous != total.ambiguous for part in parts):
        return None
    result = Interval.exactly(0)
    for part in parts:
        result += interval_of(part, rounded=rounded)
    shown = [plain(part) for part in parts if part.value] or ["0"]
    if len(shown) > SHOWN_PARTS:
        shown = [*shown[: SHOWN_PARTS - 2], f"… ({len(shown) - SHOWN_PARTS + 1} more) …", shown[-1]]
    place = next((at for at, cell in enumerate(row.cells) if cell.figure is total), 0)
    name = head[place] if head else "Total"
    return compute(
        "row sum",
        f"{row.label}, {name}",
        total,
        result,
        allowed=interval_of(total, rounded=rounded),
        formula=" + ".join(shown),
        evidence=(row.span,),
        parts=tuple(part.span for part in parts),
    )
