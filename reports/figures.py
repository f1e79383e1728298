"""A figure of the document in words: what it measures, its value, whether it adds up."""

from collections.abc import Iterable

from docpanel.agents.analysis import Number
from docpanel.reports.escaping import plain

__all__ = ["by_concern", "check_of", "name_of", "value_of"]

CHECK, CROSS = "\N{CHECK MARK}", "\N{BALLOT X}"


def by_concern(numbers: Iterable[Number]) -> list[Number]:
    """Return the figures that do not add up first, else in their order."""
    return sorted(numbers, key=lambda number: number.agrees is not False)


def name_of(number: Number) -> str:
    """Return what the figure measures, and of whom."""
    return plain(f"{number.metric}, {number.entity}" if number.entity else number.metric)


def value_of(number: Number) -> str:
    """Return the figure as printed, with its unit unless that is part of it."""
    value, unit = plain(number.value), plain(number.unit or "")
    return value if not unit or unit.casefold() in value.casefold() else f"{value} {unit}"


def check_of(number: Number) -> str:
    """Return what recomputing gave, after a check mark or a cross; nothing where it could not be done."""
    if number.agrees is None:
        return ""
    if number.agrees:
        return f"{CHECK} adds up"
    gave = f": {plain(number.recomputed)}" if number.recomputed else ""
    return f"{CROSS} does not add up{gave}"
