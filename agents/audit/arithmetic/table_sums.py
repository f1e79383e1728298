"""Column sums: totals, subtotals and grand totals against the rows that they add up.

A table does not say which rows its total counts, so that every usual reading is tried: the rows since the
last total or heading, all rows, the subtotals. A total that none of them gives is wrong only where the
reading is certain: the other columns of the row agree with one, or the table leaves no second reading.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from docpanel.agents.audit.arithmetic.computation import Computation, compute
from docpanel.agents.audit.arithmetic.grids import Grid, Row
from docpanel.agents.audit.arithmetic.intervals import Interval, interval_of
from docpanel.agents.audit.arithmetic.row_kinds import (
    counts_once,
    is_net_change,
    is_overlap,
    is_stock,
    lets_repeat,
)
from docpanel.agents.audit.arithmetic.table_readings import Reading, readings
from docpanel.agents.audit.arithmetic.table_words import (
    NOT_ADDITIVE,
    SELECTED,
    in_rounded_units,
    is_aside,
    is_deduction,
    is_memo,
    total_kind,
)
from docpanel.agents.audit.arithmetic.writing import plain
from docpanel.documents.figures.quantity import Quantity
from docpanel.documents.lines import TERMINAL

__all__ = ["column_sums"]

FEWEST_PARTS = 2
SHOWN_PARTS = 8
MOST_OFF = Decimal("2.5")
"""How often a sum may hold the other before the row counts as something else than a total."""

SLIPS = (Decimal(10), Decimal("0.1"))
SLIP = Decimal("0.02")
WHOLE = 100
FIRST_YEAR, LAST_YEAR = 1900, 2100


@dataclass(frozen=True, slots=True)
class Part:
    """One addend and the row that it stands in; `sign` is -1 for a deduction."""

    row: Row
    figure: Quantity
    sign: int

    def interval(self, *, rounded: bool) -> Interval:
        """Return what the figure may stand for, with its sign."""
        value = interval_of(self.figure, rounded=rounded)
        return -value if self.sign < 0 else value


@dataclass(frozen=True, slots=True)
class Total:
    """A figure in a row of totals: where it stands, and what it is called."""

    row: Row
    at: int
    column: int
    figure: Quantity
    subject: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """A total with the reading that fits it best.

    `certain` says that the rows can be read in no other way, `telling` that this holds even where no other
    column bears the reading out.
    """

    computation: Computation
    certain: bool = True
    telling: bool = True


def column_sums(grid: Grid, *, rounded: bool) -> Iterator[Computation]:
    """Yield every total of the table that could be added up again; wrong ones only where that is certain."""
    rounded = rounded or grid.whole_money or in_rounded_units(grid.title)
    plain_kinds: list[str | None] = [total_kind(row.label) for row in grid.rows]
    kinds = [
        kind or ("net" if is_net_change(row.label) else None)
        for kind, row in zip(plain_kinds, grid.rows, strict=True)
    ]
    for at, kind in enumerate(kinds):
        if kind is None or counts_once(grid.rows[at].label):
            continue
        tried = _tried(grid, at, kinds, plain_kinds)
        columns = range(1, len(grid.rows[at].cells))
        found = [total for column in columns if (total := _total(grid, at, column)) is not None]
        tested = (_outcome(grid, kind, total, tried, rounded=rounded) for total in found)
        outcomes = [outcome for outcome in tested if outcome is not None]
        wrong = [outcome for outcome in outcomes if not outcome.computation.agrees]
        right = [outcome for outcome in outcomes if outcome.computation.agrees]
        yield from (outcome.computation for outcome in right)
        most = len(right) - 1 if kind == "loose" else max(len(right), 1)
        if len(wrong) <= most:
            yield from (item.computation for item in wrong if item.certain and (right or item.telling))


def _tried(grid: Grid, at: int, kinds: list[str | None], plain_kinds: list[str | None]) -> list[Reading]:
    """Return the readings in which net rows are sums, those in which they are addends, and overlaps."""
    found: list[Reading] = []
    for known in (kinds, plain_kinds) if kinds != plain_kinds else (kinds,):
        found += readings(grid, known, at, totals=sum(kind is not None for kind in known))
    if any(is_overlap(row.label) for row in grid.rows):
        found += [replace(reading, overlaps=sign) for sign in (-1, 0) for reading in found]
    return found


def _total(grid: Grid, at: int, column: int) -> Total | None:
    """Return the figure of a total if its column can be added: shares only where they make up a whole."""
    row = grid.rows[at]
    figure = row.cells[column].figure
    name = grid.head[column] if len(grid.head) > column else ""
    if figure is None or NOT_ADDITIVE.search(name) or (figure.unit == "%" and figure.value != WHOLE):
        return None
    subject = f"{row.label}, {name}" if name and len(row.cells) > FEWEST_PARTS else row.label
    return Total(row, at, column, figure, subject)


def _outcome(grid: Grid, kind: str, total: Total, tried: list[Reading], *, rounded: bool) -> Outcome | None:
    first: list[Part] | None = None
    for reading in tried:
        parts = _parts(grid, reading, total)
        if len(parts) < FEWEST_PARTS:
            continue
        first = first or parts
        if interval_of(total.figure, rounded=rounded).meets(_added(parts, rounded=rounded)):
            return Outcome(_computed(total, parts, rounded=rounded))
    if first is None or _restates(grid, total, kind):
        return None
    return Outcome(
        _computed(total, first, rounded=rounded),
        certain=_is_certain(grid, total, first),
        telling=_is_telling(kind, total.figure, [part.sign * part.figure.value for part in first]),
    )


def _restates(grid: Grid, total: Total, kind: str) -> bool:
    """Say whether a total repeats the net change right above it, where any error is named."""
    above = grid.rows[max(total.at - 1, 0)]
    if kind == "net" or not is_net_change(above.label) or len(above.cells) <= total.column:
        return False
    figure = above.cells[total.column].figure
    return figure is not None and figure.value == total.figure.value


def _added(parts: list[Part], *, rounded: bool) -> Interval:
    result = Interval.exactly(0)
    for part in parts:
        result += part.interval(rounded=rounded)
    return result


def _parts(grid: Grid, reading: Reading, total: Total) -> list[Part]:
    found = []
    for index in reading.rows:
        row = grid.rows[index]
        figure = row.cells[total.column].figure if total.column < len(row.cells) else None
        # Where every figure can be read both ways, the sum holds in both.
        if figure is None or not _alike(figure, total.figure) or is_memo(row.label):
            continue
        # What was there before is no part of the change.
        if is_net_change(total.row.label) and is_stock(row.label):
            continue
        sign = -1 if is_deduction(row.label) and figure.value > 0 else 1
        sign *= reading.overlaps if is_overlap(row.label) else 1
        if sign and (reading.asides or not is_aside(row.label)):
            found.append(Part(row, figure, sign))
    return found


def _computed(total: Total, parts: list[Part], *, rounded: bool) -> Computation:
    return compute(
        "column sum",
        total.subject,
        total.figure,
        _added(parts, rounded=rounded),
        allowed=interval_of(total.figure, rounded=rounded),
        formula=_formula(parts),
        evidence=(*dict.fromkeys(part.row.span for part in parts), total.row.span),
        parts=tuple(part.figure.span for part in parts),
    )


def _formula(parts: list[Part]) -> str:
    """Write the addends; of many, the first and the last."""
    shown = [plain(part.figure) if part.sign > 0 else f"-{plain(part.figure)}" for part in parts]
    if len(shown) > SHOWN_PARTS:
        middle = f"… ({len(shown) - SHOWN_PARTS + 1} more) …"
        shown = [*shown[: SHOWN_PARTS - 2], middle, shown[-1]]
    return " + ".join(shown)


def _is_certain(grid: Grid, total: Total, parts: list[Part]) -> bool:
    """Say whether the column can be read in one way: every row has it, and all of it can be added."""
    rows = grid.rows[: total.at]
    titles = (line for line in grid.context.split("\n") if not TERMINAL.search(line))
    if any(SELECTED.search(line) for line in titles) or lets_repeat(grid.context):
        return False
    if any(len(row.cells) != len(total.row.cells) for row in rows):
        return False
    for cell in (row.cells[total.column] for row in rows):
        if cell.figure is None and not cell.nil:
            return False
        if cell.figure is not None and not _alike(cell.figure, total.figure):
            return False
    values = [part.figure.value for part in parts]
    return not all(value == int(value) and FIRST_YEAR <= value <= LAST_YEAR for value in values)


def _alike(figure: Quantity, total: Quantity) -> bool:
    """Say whether a figure can be part of a total: its unit is the same, and what its points mean."""
    return figure.unit in {total.unit, ""} and figure.ambiguous == total.ambiguous


def _is_telling(kind: str, total: Quantity, values: list[Decimal]) -> bool:
    """Say whether the rows alone show that the total is meant to be their sum."""
    if kind == "net" and min(values) >= 0:
        return False
    if kind == "named" and min(values) >= 0 and max(values) > total.value:
        return False
    return _near(values, total.value)


def _near(parts: list[Decimal], printed: Decimal) -> bool:
    """Say whether a sum and its print are near enough to be meant as one, or a slip of the point apart."""
    computed = sum(parts, Decimal(0))
    if min(parts) < 0 < max(parts):
        return abs(printed - computed) < sum(map(abs, parts)) / 2
    if not computed or not printed:
        return False
    ratio = printed / computed
    if any(abs(ratio / slip - 1) < SLIP for slip in SLIPS):
        return True
    return 1 / MOST_OFF < ratio < MOST_OFF
