"""What a document states of something that has one value: about what, when, in which unit, how much.

A statement is about the words that are left when the value, the period and all that leaves open what is
measured are taken away. So two statements are about the same only if they are qualified alike.
"""

from dataclasses import dataclass
from decimal import Decimal

from docpanel.agents.audit.contradictions.scopes import NO_SCOPE, Scope
from docpanel.documents.document import Span
from docpanel.documents.figures.quantities import Quantity
from docpanel.documents.figures.units import converted, unit_named

__all__ = ["Measured", "Stated", "measured"]

BASES = {
    "mass": "kg", "length": "m", "time": "day", "calendar": "month", "area": "m²", "volume": "m³",
    "speed": "km/h", "energy": "kWh", "power": "kW", "pressure": "bar", "temperature": "°C",
}  # fmt: skip
ROUGH = Decimal("0.1")
"""The share by which `about` may miss; read from how documents round."""

ROUND_DIGITS = 2
"""So many zeros at the end of a whole number, behind two digits or more, say that it was rounded."""

ROUNDED = Decimal("0.05")
"""The largest share of a value that such zeros stand for."""

EXACT = frozenset({"time", "calendar"})
"""Dimensions in which whole numbers are agreed, not measured: one year is twelve months and not ten."""


@dataclass(frozen=True, slots=True)
class Measured:
    """A value in the base unit of its dimension; `value` is a number, or a day or a name as text.

    Two writings of one number may lie half a `step` apart.
    """

    value: Decimal | str
    unit: str
    printed: str
    step: Decimal = Decimal(0)

    @property
    def names_day(self) -> bool:
        """Say whether this is a day of the calendar, and no number of days."""
        return self.unit == "day" and isinstance(self.value, str)


@dataclass(frozen=True, slots=True)
class Stated:
    """One value for one thing.

    `about` are the folded words that say what is measured; `phrase` is how it is printed. `period` is
    None where none is given. `place` is the sentence or row; `table` and `title` tell rows of one table from
    others, `section` counts the headings before it. `doubt` says why it can be no more than a candidate,
    `past` that it is told in the past tense and of no period. `scope` is what it stands under.
    """

    about: frozenset[str]
    phrase: str
    measured: Measured
    period: str | None
    place: Span
    page: int
    table: int | None = None
    title: frozenset[str] = frozenset()
    section: int = 0
    doubt: str | None = None
    past: bool = False
    scope: Scope = NO_SCOPE


def measured(quantity: Quantity, printed: str, symbol: str = "") -> Measured:
    """Return the value of `quantity` in the base unit of its dimension; `symbol` is a unit without one."""
    value, step, unit = quantity.value, quantity.precision, quantity.unit or symbol
    known = unit_named(unit) if quantity.kind == "measure" else None
    base = unit_named(BASES[known.dimension]) if known and known.dimension in BASES else None
    if known and base:
        step = abs(converted(value + step, known, base) - converted(value, known, base))
        value, unit = converted(value, known, base), base.name
        if known.dimension in EXACT and "." not in quantity.text:
            step = Decimal(0)
    digits = "".join(character for character in quantity.text if character.isdigit())
    zeros = len(digits) - len(digits.rstrip("0"))
    if zeros >= ROUND_DIGITS and len(digits) > ROUND_DIGITS + 1 and "." not in quantity.text:
        step = min(step * 10**zeros, ROUNDED * abs(value))
    if quantity.approximate:
        step = max(step, 2 * ROUGH * abs(value))
    return Measured(value, unit, printed, step)
