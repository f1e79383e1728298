"""Rows that follow from others in the same column without being their sum: averages, and what is left.

An average may be weighted and a balance may leave lines out, so that a wrong one is told only where another
column of the same row bears the reading out, or where the table holds nothing else.
"""

import re
from collections.abc import Iterator

from docpanel.agents.audit.arithmetic.computation import Computation, compute
from docpanel.agents.audit.arithmetic.grids import Grid, Row
from docpanel.agents.audit.arithmetic.intervals import Interval, interval_of
from docpanel.agents.audit.arithmetic.table_words import in_rounded_units, total_kind
from docpanel.agents.audit.arithmetic.writing import plain
from docpanel.documents.figures.quantity import Quantity

__all__ = ["row_relations"]

MEAN = re.compile(r"(?:average|mean|durchschnitt|mittelwert|moyenne|media)[:.]?", re.IGNORECASE)
BALANCE = re.compile(
    r"(?:(?:net|operating|gross) )?(?:balance|surplus|deficit|profit|loss|result|income|earnings|margin|"
    r"assets|difference|saldo|ergebnis|überschuss|gewinn|differenz)"
    r"(?:\s?/\s?\(?(?:deficit|loss)\)?)?(?: for the \w+)?[:.]?",
    re.IGNORECASE,
)
INCOME = re.compile(
    r"\b(?:income|revenues?|receipts|sales|turnover|assets|einnahmen|erlöse|umsatz)\b", re.IGNORECASE
)
OUTGO = re.compile(
    r"\b(?:costs?|expenses|expenditures?|spending|payments|liabilities|ausgaben|kosten|aufwand)\b",
    re.IGNORECASE,
)
FEWEST_VALUES = 2
PAIR = 2


def row_relations(grid: Grid, *, rounded: bool) -> Iterator[Computation]:
    """Yield averages and balances that could be computed again; wrong ones where that is certain."""
    rounded = rounded or in_rounded_units(grid.title)
    for at, row in enumerate(grid.rows):
        if MEAN.fullmatch(row.label):
            rows = [other for other in grid.rows[:at] if not total_kind(other.label)]
            found = list(_computed("average", row, rows, rounded=rounded))
            alone = all(not total_kind(other.label) for other in grid.rows[:at]) and len(row.cells) == PAIR
        elif BALANCE.fullmatch(row.label):
            rows = _two_sides(grid.rows[:at])
            found = list(_computed("balance", row, rows, rounded=rounded)) if rows else []
            gross = at == PAIR and row.label.lower().startswith("gross")
            alone = len(grid.rows) == PAIR + 1 or gross
        else:
            continue
        right = [item for item in found if item.agrees]
        if alone or len(right) > len(found) - len(right):
            yield from found
        else:
            yield from right


def _two_sides(rows: tuple[Row, ...]) -> list[Row]:
    """Return the last rows of income and of costs, totals before others."""
    totals = [row for row in rows if total_kind(row.label)] or list(rows)
    receipts = (row for row in reversed(totals) if INCOME.search(row.label) and not OUTGO.search(row.label))
    income = next(receipts, None)
    outgo = next((row for row in reversed(totals) if OUTGO.search(row.label)), None)
    return [income, outgo] if income is not None and outgo is not None and income is not outgo else []


def _computed(kind: str, row: Row, rows: list[Row], *, rounded: bool) -> Iterator[Computation]:
    for column in range(1, len(row.cells)):
        printed = row.cells[column].figure
        cells = [other.cells[column] for other in rows if len(other.cells) == len(row.cells)]
        values = [cell.figure for cell in cells if cell.figure is not None]
        if printed is None or len(values) != len(rows) or len(values) < FEWEST_VALUES:
            continue
        units = {value.unit for value in values} - {printed.unit, ""}
        # A margin in percent is no balance of amounts.
        if kind == "balance" and (printed.unit == "%") != all(value.unit == "%" for value in values):
            continue
        if units or any(value.ambiguous != printed.ambiguous for value in values):
            continue
        parts = [interval_of(value, rounded=rounded) for value in values]
        result, formula = _mean(parts, values) if kind == "average" else _left(parts, values)
        allowed = interval_of(printed, rounded=rounded)
        if kind == "average":
            allowed = Interval.around(printed.value, printed.precision / 2)
        yield compute(
            kind,
            row.label,
            printed,
            result,
            allowed=allowed,
            formula=formula,
            evidence=(*dict.fromkeys(other.span for other in rows), row.span),
            parts=tuple(value.span for value in values),
        )


def _mean(parts: list[Interval], values: list[Quantity]) -> tuple[Interval, str]:
    total = Interval.exactly(0)
    for part in parts:
        total += part
    shown = " + ".join(plain(value) for value in values)
    return total / Interval.exactly(len(parts)), f"({shown}) / {len(parts)}"


def _left(parts: list[Interval], values: list[Quantity]) -> tuple[Interval, str]:
    """Take costs off income, whether they are printed as a positive figure or with a minus."""
    income, outgo = parts
    cost = outgo if outgo.middle >= 0 else -outgo
    return income - cost, f"{plain(values[0])} - {plain(values[1]).strip('()-−')}"
