"""Rounding: which values a printed figure may stand for, and what follows for what is computed from it.

A figure that shows steps of p stands for every value within p/2 of it. Sums, differences, products and
quotients of such figures are intervals again (Moore, Kearfott, Cloud: Introduction to Interval Analysis,
SIAM 2009, chapter 2). A printed result agrees where its own interval and the computed one have a value in
common. Whole numbers of things and sums to the cent are meant exactly; a figure that is called approximate
may be off by a twentieth.
"""

from dataclasses import dataclass
from decimal import Decimal

from docpanel.documents.figures.quantity import Quantity

__all__ = ["Interval", "interval_of"]

APPROXIMATION = Decimal("0.05")
CENT = Decimal("0.01")
SLACK = Decimal("1e-20")


@dataclass(frozen=True, slots=True)
class Interval:
    """All values from `low` to `high`; `middle` is what the plain figures come to."""

    low: Decimal
    middle: Decimal
    high: Decimal

    @classmethod
    def around(cls, value: Decimal, half_width: Decimal) -> "Interval":
        """Return the values within `half_width` of `value`."""
        return cls(value - half_width, value, value + half_width)

    @classmethod
    def exactly(cls, value: Decimal | int) -> "Interval":
        """Return one value alone."""
        return cls.around(Decimal(value), Decimal(0))

    def __add__(self, other: "Interval") -> "Interval":
        """Return the sums."""
        return Interval(self.low + other.low, self.middle + other.middle, self.high + other.high)

    def __neg__(self) -> "Interval":
        """Return the opposites."""
        return Interval(-self.high, -self.middle, -self.low)

    def __sub__(self, other: "Interval") -> "Interval":
        """Return the differences."""
        return self + -other

    def __mul__(self, other: "Interval") -> "Interval":
        """Return the products."""
        ends = [mine * theirs for mine in (self.low, self.high) for theirs in (other.low, other.high)]
        return Interval(min(ends), self.middle * other.middle, max(ends))

    def __truediv__(self, other: "Interval") -> "Interval":
        """Return the quotients.

        Raises:
            ZeroDivisionError: if the divisor may be zero.
        """
        if other.low <= 0 <= other.high:
            raise ZeroDivisionError("the divisor may be zero")
        ends = [mine / theirs for mine in (self.low, self.high) for theirs in (other.low, other.high)]
        return Interval(min(ends), self.middle / other.middle, max(ends))

    def __abs__(self) -> "Interval":
        """Return the values without their sign."""
        if self.low >= 0:
            return self
        if self.high <= 0:
            return -self
        return Interval(Decimal(0), abs(self.middle), max(-self.low, self.high))

    def meets(self, other: "Interval") -> bool:
        """Say whether the two have a value in common, but for what the 28 digits of a Decimal leave out."""
        slack = max(abs(self.middle), abs(other.middle)) * SLACK
        return self.low <= other.high + slack and other.low <= self.high + slack


def interval_of(quantity: Quantity, *, rounded: bool = False) -> Interval:
    """Return what a quantity may stand for; `rounded` says that its whole numbers may be rounded, too."""
    half = quantity.precision / 2
    unscaled = quantity.kind in {"money", "count", "plain", "measure", "year"}
    if unscaled and not rounded:
        whole = quantity.precision == 1
        cents = quantity.kind == "money" and quantity.precision == CENT
        half = Decimal(0) if whole or cents else half
    if quantity.approximate:
        half = max(half, abs(quantity.value) * APPROXIMATION)
    return Interval.around(quantity.value, half)
