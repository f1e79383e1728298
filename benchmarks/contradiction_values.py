"""Values as documents print them: one number in many writings, and a second one that differs."""

import random
from dataclasses import dataclass

from contradiction_wording import Metric

__all__ = ["Printer", "Value", "other_than"]

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
FIRST = (
    "Anna",
    "Peter",
    "Ingrid",
    "Tomas",
    "Maria",
    "David",
    "Helen",
    "Jonas",
    "Clara",
    "Martin",
    "Ruth",
    "Oscar",
)
LAST = (
    "Lindqvist", "Okafor", "Brandt", "Moreau", "Castillo", "Hughes", "Novak", "Petersen", "Rossi", "Tanaka",
    "Weber", "Keller", "Osborne", "Dunn",
)  # fmt: skip
SMALL = (
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
)
SIGNS = {"USD": "$", "EUR": "€", "GBP": "£"}
Value = float | tuple[int, int, int] | str


@dataclass
class Printer:
    """Writes the values of one document; `currency` is the document's."""

    rng: random.Random
    currency: str

    def draw(self, metric: Metric) -> Value:
        """Return a value that the metric may have."""
        if metric.kind == "date":
            return (2024, self.rng.randint(1, 12), self.rng.randint(1, 28))
        if metric.kind == "role":
            return f"{self.rng.choice(FIRST)} {self.rng.choice(LAST)}"
        drawn = self.rng.uniform(metric.low, metric.high)
        if metric.kind in {"count", "days", "months", "plain"}:
            return float(round(drawn))
        return float(f"{drawn:.3g}")

    def write(self, metric: Metric, value: Value) -> str:
        """Return one writing of `value`."""
        if isinstance(value, tuple):
            return self._date(value)
        if isinstance(value, str):
            return value
        writers = {
            "money": self._money,
            "percent": self._percent,
            "count": lambda number: self._count(number, metric.name),
            "days": lambda number: self._duration(number, "days"),
            "months": lambda number: self._duration(number, "months"),
            "measure": lambda number: f"{number:,.10g} {metric.unit}",
            "plain": lambda number: f"{number:,.10g}",
        }
        return writers[metric.kind](value)

    def _money(self, value: float) -> str:
        sign = SIGNS[self.currency]
        plain = f"{value:,.10g}"
        if value < 1e6:
            return self.rng.choice([f"{plain} {self.currency}", f"{self.currency} {plain}", f"{sign}{plain}"])
        short = f"{value / 1e6:.6g}"
        return self.rng.choice(
            [
                f"{short} million {self.currency}",
                f"{self.currency} {short} million",
                f"{sign}{short} million",
                f"{sign}{short}m",
                f"{plain} {self.currency}",
                f"{sign}{plain}",
            ]
        )

    def _percent(self, value: float) -> str:
        return f"{value:.4g}" + self.rng.choice(["%", " %", " percent", " per cent"])

    def _count(self, value: float, name: str) -> str:
        number = SMALL[int(value)] if value < len(SMALL) and self.rng.random() < 0.5 else f"{value:,.10g}"
        return f"{number} {name}"

    def _duration(self, value: float, unit: str) -> str:
        if unit == "months" and value % 12 == 0 and self.rng.random() < 0.5:
            years = int(value // 12)
            return f"{years} year{'s' if years > 1 else ''}"
        number = int(value)
        if number < len(SMALL) and self.rng.random() < 0.5:
            return f"{SMALL[number]} ({number}) {unit}"
        return f"{number} {unit}"

    def _date(self, value: tuple[int, int, int]) -> str:
        year, month, day = value
        name = MONTHS[month - 1]
        return self.rng.choice(
            [
                f"{day} {name} {year}",
                f"{name} {day}, {year}",
                f"{year}-{month:02}-{day:02}",
                f"{day} {name} {year}",
            ]
        )


def other_than(printer: Printer, metric: Metric, value: Value) -> Value:
    """Return a value that differs from `value` by more than any rounding."""
    if not isinstance(value, float):
        while True:
            other = printer.draw(metric)
            if other != value and (not isinstance(value, str) or value.split()[1] not in str(other)):
                return other
    while True:
        factor = printer.rng.choice([0.5, 0.75, 0.85, 0.9, 0.94, 1.06, 1.12, 1.2, 1.4, 2.0])
        other = value * factor
        changed = (
            float(round(other))
            if metric.kind in {"count", "days", "months", "plain"}
            else float(f"{other:.3g}")
        )
        if abs(changed - value) >= 0.04 * value and changed > 0:
            return changed
