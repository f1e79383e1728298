"""Measures that are given in two units.

The second figure may be rounded from the first, or the first from the second where it shows fewer digits.
Amounts in two currencies are no conversion: their rate is a price, and no arithmetic.
"""

import re
from collections.abc import Iterator
from decimal import Decimal

from docpanel.agents.audit.arithmetic.computation import Computation, compute
from docpanel.agents.audit.arithmetic.intervals import Interval
from docpanel.agents.audit.arithmetic.statements import FIGURE, Statement
from docpanel.agents.audit.arithmetic.writing import plain
from docpanel.documents.figures.quantity import Quantity
from docpanel.documents.figures.units import Unit, converted, unit_by_name

__all__ = ["conversions"]

SAME = (
    r"(?:or |about |approximately |approx\.? |ca\. |roughly |around |equal to |= ?|equivalent to |i\.e\.,? |"
    r"that is,? )*"
)
PAIRS = (
    re.compile(rf"{FIGURE}\s*[(\[]\s*{SAME}{FIGURE}\s*[)\]]", re.IGNORECASE),
    re.compile(rf"{FIGURE},? (?:or|i\.e\.,?|=|equals|is equal to|which is) {SAME}{FIGURE}", re.IGNORECASE),
)
LIKE = {"gallon": ("imperial gallon",)}
"""Units of one name: a text that says only gallon may mean either."""

CERTAIN = frozenset(
    {
        "length",
        "mass",
        "area",
        "volume",
        "speed",
        "energy",
        "power",
        "pressure",
        "temperature",
        "time",
        "data",
    }
)
STEP = re.compile(
    r"\b(?:ris\w*|rose|increas\w*|decreas\w*|drop\w*|f[ae]ll\w*|differ\w*|warm\w*|cool\w*|by|change\w*|within)\b|±",
    re.IGNORECASE,
)
"""Words by which a temperature is a difference of two, and no place on the scale."""

APPROXIMATION = Decimal("0.05")
LARGE = 100


def conversions(statement: Statement) -> Iterator[Computation]:
    """Yield measures that the sentence repeats in another unit."""
    for pattern in PAIRS:
        for match in pattern.finditer(statement.words):
            first, second = statement.figure(match[1]), statement.figure(match[2])
            source, target = unit_by_name(first.unit), unit_by_name(second.unit)
            if source is None or target is None or source == target or source.dimension != target.dimension:
                continue
            if source.dimension in CERTAIN and statement.usable(first, second):
                yield _computed(statement, first, second, source, target)


def _computed(
    statement: Statement, first: Quantity, second: Quantity, source: Unit, target: Unit
) -> Computation:
    """Compare with every reading under which the two are the same; the plain one stands in the finding."""
    value = converted(first.value, source, target)
    readings = [value, *(converted(first.value, other, target) for other in _namesakes(source))]
    readings += [converted(first.value, source, other) for other in _namesakes(target)]
    if source.dimension == "temperature" and STEP.search(statement.text):
        readings.append(first.value * source.factor / target.factor)
    allowed = Interval.around(second.value, _half_step(second))
    agreeing = next((reading for reading in readings if allowed.meets(Interval.exactly(reading))), None)
    if agreeing is None and _digits(first) < _digits(second):
        back = converted(second.value, target, source)
        if Interval.around(first.value, _half_step(first)).meets(Interval.exactly(back)):
            agreeing = second.value
    result = Interval.exactly(value if agreeing is None else agreeing)
    return compute(
        "conversion",
        f"{plain(first)} in {target.name}",
        second,
        result,
        allowed=allowed if agreeing is None else Interval.around(second.value, abs(second.value) + LARGE),
        formula=plain(first),
        evidence=(statement.span,),
        parts=(first.span,),
    )


def _namesakes(unit: Unit) -> list[Unit]:
    return [found for name in LIKE.get(unit.name, ()) if (found := unit_by_name(name)) is not None]


def _half_step(figure: Quantity) -> Decimal:
    """Return half of the step that the figure shows; zeros at the end of a whole number may be rounded."""
    half = figure.precision / 2
    widest = abs(figure.value) * APPROXIMATION
    step = figure.precision
    while step >= 1 and figure.value and figure.value % (step * 10) == 0:
        step *= 10
    return max(half, widest if figure.approximate else min(step / 2, widest))


def _digits(figure: Quantity) -> int:
    """Return how many digits a figure shows, without those that only place its point."""
    shown = str((figure.value / figure.precision).to_integral_value()) if figure.precision else ""
    return len(shown.lstrip("-0"))
