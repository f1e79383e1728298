"""Figures that anybody can compute from two stated ones, or see to be a bound of one.

Allowed are a complement to 100 percent, sum and difference, share and change in percent, and the product with
a count, a share or a span of time; each must be exact to the precision that it is printed with.
"""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import permutations

from docpanel.documents.figures.quantities import Quantity

__all__ = ["is_bound", "is_computed", "is_rounded"]

MOST_FIGURES = 12
"""Figures from which something may be computed: out of more, nearly any figure could be by chance."""

ABOVE = re.compile(
    r"\b(?:topp(?:ed|ing|s)|over|more than|above|exceed(?:s|ed|ing)?|at least|surpass(?:es|ed|ing)?|north of"
    r"|greater than|higher than)\s(?:the\s)?$",
    re.IGNORECASE,
)
BELOW = re.compile(
    r"\b(?:below|under|less than|fewer than|lower than|at most|short of|no more than)\s(?:the\s)?$",
    re.IGNORECASE,
)
BOUND_REACH = 24
FARTHEST_BOUND = 2
"""How often a figure may hold its bound: of any larger one it would be true, and say nothing."""

SMALLEST_COUNT = 100
"""Counts below are too common for a bound: `more than five` would be true of some six."""

FEWEST_DIGITS = 2


def is_rounded(item: Quantity, known: Sequence[Quantity]) -> bool:
    """Say whether a figure is a known one, rounded correctly to two digits or more."""
    if _telling_digits(item) < FEWEST_DIGITS or item.kind == "year":
        return False
    return any(
        other.unit == item.unit
        and other.kind != "year"
        and other.precision < item.precision
        and abs(abs(item.value) - abs(other.value)) * 2 <= item.precision
        for other in known
    )


def _telling_digits(item: Quantity) -> int:
    """Return how many digits a figure shows from its first that is not zero."""
    return len(str(int(abs(item.value) / item.precision))) if item.precision else 0


def is_bound(text: str, item: Quantity, known: Sequence[Quantity]) -> bool:
    """Say whether a figure of `text` is given as a bound that holds, and closely, for a known one."""
    before = text[max(0, item.span.start - BOUND_REACH) : item.span.start]
    size = abs(item.value)
    if item.kind == "year" or not (item.unit or size >= SMALLEST_COUNT):
        return False
    same = [abs(other.value) for other in known if other.unit == item.unit and other.kind != "year"]
    if re.search(r"\b(?:no|not)\s(?:more|less|fewer)\sthan\s$", before, re.IGNORECASE):
        return False
    if ABOVE.search(before):
        return any(size <= other <= size * FARTHEST_BOUND for other in same)
    return BELOW.search(before) is not None and any(other <= size <= other * FARTHEST_BOUND for other in same)


def is_computed(item: Quantity, known: Sequence[Quantity]) -> bool:
    """Say whether a figure with a unit comes out of known ones."""
    given = list({(other.value, other.unit): other for other in known if other.kind != "year"}.values())
    if not item.unit or len(given) > MOST_FIGURES:
        return False
    rough = _telling_digits(item) < FEWEST_DIGITS and not item.approximate
    step = Decimal(0) if rough else item.precision
    return any(abs(abs(value) - abs(item.value)) * 2 <= step for value in _results(item, given))


def _results(item: Quantity, known: Sequence[Quantity]) -> Iterator[Decimal]:
    if item.unit == "%":
        yield from (100 - other.value for other in known if other.unit == "%" and 0 < other.value < 100)  # noqa: PLR2004  # percent
    for one, other in permutations(known, 2):
        if one.unit == other.unit:
            yield from _of_one_unit(item, one, other)
        elif other.unit == item.unit and item.unit != "%" and (one.kind != "measure" or item.kind == "money"):
            yield other.value * (one.value / 100 if one.unit == "%" else one.value)


def _of_one_unit(item: Quantity, one: Quantity, other: Quantity) -> Iterator[Decimal]:
    points = item.unit == "percentage point" and one.unit == "%"
    if one.unit == item.unit or points:
        yield one.value - other.value
        yield one.value + other.value
    if item.unit == "%" and one.unit != "%" and other.value:
        yield 100 * one.value / other.value
        yield 100 * (one.value - other.value) / other.value
