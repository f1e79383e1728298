"""Which rows a total may count: every usual reading of a table, the likeliest first."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from docpanel.agents.audit.arithmetic.grids import Grid
from docpanel.agents.audit.arithmetic.table_words import is_forward

__all__ = ["Reading", "readings"]

MOST_WORK = 1_000_000
"""Totals × rows up to which all readings are tried; beyond, only the rows since the last total are."""


@dataclass(frozen=True, slots=True)
class Reading:
    """Places of rows; `asides` says that rows such as `of which abroad` count, too.

    `overlaps` is the sign of rows that count again what two others hold: 1, -1, or 0 where they are left out.
    """

    rows: Sequence[int]
    asides: bool = False
    overlaps: int = 1


def readings(grid: Grid, kinds: Sequence[str | None], at: int, *, totals: int) -> Iterator[Reading]:
    """Yield what the total in row `at` may count; `kinds` tells which rows are `totals` totals."""
    since = at
    while since > 0 and not kinds[since - 1]:
        since -= 1
    near = _without_repeats(grid, list(range(since, at)))
    if totals * len(kinds) > MOST_WORK:
        yield Reading(near)
        return
    lasts = [index for index in range(at) if kinds[index]]
    leaves = _without_repeats(grid, [index for index in range(at) if not kinds[index]])
    whole_first = kinds[at] == "plain" and lasts
    yield from (Reading(rows) for rows in ((leaves, near) if whole_first else (near, leaves)))
    yield Reading(near, asides=True)
    sections = [index for index in range(at) if grid.rows[index].sectioned]
    if sections:
        yield Reading([index for index in leaves if index >= sections[-1]])
    if lasts:
        level = _latest_level(kinds, lasts)
        for rows in (lasts, [lasts[-1], *near], [*lasts, *near], level, [*level, *near]):
            yield Reading(rows)
    behind = at + 1
    while behind < len(kinds) and not kinds[behind]:
        behind += 1
    yield Reading(range(at + 1, behind))


def _without_repeats(grid: Grid, rows: list[int]) -> list[int]:
    """Leave out a sum that is carried forward and brought forward again; one alone is an opening balance."""
    repeated = {index for index in rows if is_forward(grid.rows[index].label)}
    return [index for index in rows if index not in repeated] if len(repeated) > 1 else rows


def _latest_level(kinds: Sequence[str | None], lasts: list[int]) -> list[int]:
    """Return the subtotals since the last total that is none."""
    found: list[int] = []
    for index in lasts:
        found = [] if kinds[index] == "plain" else [*found, index]
    return found
