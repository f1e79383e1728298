"""Columns that follow from others in the same row: amounts, shares, changes.

The names of the columns say what may be meant, and the rows must bear it out: what most of them follow
is the rule, and a row that breaks it is wrong.
"""

import re
from collections.abc import Callable, Iterator

from docpanel.agents.audit.arithmetic.computation import Computation, compute
from docpanel.agents.audit.arithmetic.grids import Grid, Row
from docpanel.agents.audit.arithmetic.intervals import Interval, interval_of
from docpanel.agents.audit.arithmetic.table_words import (
    CHANGES,
    COUNTS,
    PRICES,
    PRODUCTS,
    SHARES,
    in_rounded_units,
    total_kind,
)
from docpanel.agents.audit.arithmetic.writing import plain
from docpanel.documents.document import Span
from docpanel.documents.figures.quantity import Quantity

__all__ = ["column_relations"]

YEAR = re.compile(r"\b(?:19|20)\d{2}\b")
EITHER_SIGN = re.compile(
    r"\b(?:variances?|differences?|deviation|changes?|abweichung|differenz|veränderung)\b", re.IGNORECASE
)
"""Names of columns that may show what is favourable as positive, be it more income or less cost."""

HUNDRED = Interval.exactly(100)
FEWEST_WITNESSES = 2

Rule = Callable[[Row], Computation | None]


def column_relations(grid: Grid, *, rounded: bool) -> Iterator[Computation]:
    """Yield the cells that could be computed again; wrong ones only where the rows bear the rule out."""
    rounded = rounded or in_rounded_units(grid.title)
    head = grid.head
    for rules in (
        _products(head, rounded=rounded),
        _shares(grid, rounded=rounded),
        _changes(head, rounded=rounded),
    ):
        best: list[Computation] = []
        for rule in rules:
            rows = [row for row in grid.rows if len(row.cells) == len(head)]
            found = [item for row in rows if (item := rule(row)) is not None]
            if _agreeing(found) > _agreeing(best):
                best = found
        right = _agreeing(best)
        if right >= max(FEWEST_WITNESSES, len(best) - right):
            yield from best


def _agreeing(found: list[Computation]) -> int:
    return sum(item.agrees for item in found)


def _figures(row: Row, *columns: int) -> list[Quantity] | None:
    figures = [row.cells[column].figure for column in columns]
    known = [figure for figure in figures if figure is not None and not figure.ambiguous]
    return known if len(known) == len(columns) else None


def _compared(
    kind: str,
    row: Row,
    *,
    name: str,
    printed: Quantity,
    result: Interval,
    formula: str,
    rounded: bool,
    parts: tuple[Span, ...],
) -> Computation:
    return compute(
        kind,
        f"{row.label}, {name}",
        printed,
        result,
        allowed=interval_of(printed, rounded=rounded),
        formula=formula,
        evidence=(row.span,),
        parts=parts,
    )


def _products(head: tuple[str, ...], *, rounded: bool) -> Iterator[Rule]:
    """Quantity × price = amount."""
    count = next(
        (at for at, name in enumerate(head) if COUNTS.search(name) and not PRICES.search(name)), None
    )
    price = next((at for at, name in enumerate(head) if PRICES.search(name)), None)
    if count is None or price is None:
        return
    for amount in range(max(count, price) + 1, len(head)):
        if not PRODUCTS.search(head[amount]):
            continue

        def rule(row: Row, amount: int = amount) -> Computation | None:
            known = _figures(row, count, price, amount)
            if known is None:
                return None
            one, each, printed = known
            result = interval_of(one) * interval_of(each, rounded=rounded)
            formula = f"{plain(one)} × {plain(each)}"
            return _compared(
                "product",
                row,
                name=head[amount],
                printed=printed,
                result=result,
                formula=formula,
                rounded=rounded,
                parts=(one.span, each.span),
            )

        yield rule


def _shares(grid: Grid, *, rounded: bool) -> Iterator[Rule]:
    """Part / whole = share, where the whole is in the row of totals, or the sum of the column."""
    head = grid.head
    for share in range(2, len(head)):
        if not SHARES.search(head[share]) or CHANGES.search(head[share]):
            continue
        for base in range(1, share):
            whole = _whole(grid, base)
            if whole is None:
                continue

            def rule(
                row: Row, share: int = share, base: int = base, whole: Quantity = whole
            ) -> Computation | None:
                known = _figures(row, base, share)
                if known is None or known[1].unit not in {"%", ""} or known[0] is whole:
                    return None
                part, printed = known
                result = interval_of(part, rounded=rounded) / interval_of(whole, rounded=rounded) * HUNDRED
                formula = f"{plain(part)} / {plain(whole)} × 100"
                return _compared(
                    "share",
                    row,
                    name=head[share],
                    printed=printed,
                    result=result,
                    formula=formula,
                    rounded=True,
                    parts=(part.span, whole.span),
                )

            yield rule


def _whole(grid: Grid, column: int) -> Quantity | None:
    for row in reversed(grid.rows):
        figure = row.cells[column].figure if len(row.cells) > column else None
        if (
            total_kind(row.label) in {"plain", "named"}
            and figure is not None
            and figure.value
            and figure.unit != "%"
        ):
            return figure
    return None


def _changes(head: tuple[str, ...], *, rounded: bool) -> Iterator[Rule]:
    """Later − earlier, or that in percent of the earlier, for each two columns before the one of changes."""
    for change in range(3, len(head)):
        if not CHANGES.search(head[change]):
            continue
        for first, second in _pairs(head, change):
            for relative in (True, False):
                yield _change_rule(head, first, second, change, relative=relative, rounded=rounded)


def _pairs(head: tuple[str, ...], change: int) -> Iterator[tuple[int, int]]:
    """Yield columns as earlier and later; years in their names decide, else both orders are tried."""
    one, other = change - 2, change - 1
    years = [YEAR.search(head[column]) for column in (one, other)]
    if years[0] and years[1] and years[0][0] != years[1][0]:
        yield (one, other) if years[0][0] < years[1][0] else (other, one)
        return
    yield one, other
    yield other, one


def _change_rule(
    head: tuple[str, ...], first: int, second: int, change: int, *, relative: bool, rounded: bool
) -> Rule:
    def rule(row: Row) -> Computation | None:
        known = _figures(row, first, second, change)
        if known is None:
            return None
        before, after, printed = known
        if before.value <= 0 or (not relative and printed.unit == "%" and before.unit != "%"):
            return None
        result = interval_of(after, rounded=rounded) - interval_of(before, rounded=rounded)
        formula = f"{plain(after)} - {plain(before)}"
        if relative:
            base = interval_of(before, rounded=rounded)
            if base.low <= 0:
                return None
            result = interval_of(after, rounded=rounded) / base * HUNDRED - HUNDRED
            formula = f"({formula}) / {plain(before)} × 100"
        opposite = printed.value * result.middle < 0
        if opposite and (EITHER_SIGN.search(head[change]) or not _signed(head[change], printed)):
            result = -result
            shown = f"{plain(before)} - {plain(after)}"
            formula = f"({shown}) / {plain(before)} × 100" if relative else shown
        return _compared(
            "change",
            row,
            name=head[change],
            printed=printed,
            result=result,
            formula=formula,
            rounded=relative or rounded,
            parts=(before.span, after.span),
        )

    return rule


def _signed(name: str, printed: Quantity) -> bool:
    """Say whether a figure shows a direction, so that its sign must be right, too."""
    return "(" in printed.text or re.search(r"decrease|reduction|rückgang", name, re.IGNORECASE) is None
