"""Spans of time and rates: `24 months` is `two years`, `0.5% per day` is not `0.5% per week`."""

import re
from dataclasses import replace
from decimal import Decimal

from docpanel.documents.figures.quantities import Quantity

__all__ = ["is_duration", "is_same_duration", "period_of", "with_duration"]

_EXACT = {
    "s": ("time", Decimal(1) / 86400), "min": ("time", Decimal(1) / 1440), "h": ("time", Decimal(1) / 24),
    "day": ("time", Decimal(1)), "week": ("time", Decimal(7)),
    "month": ("calendar", Decimal(1)), "year": ("calendar", Decimal(12)),
}  # fmt: skip
"""Units by the family within which they turn into each other exactly, with their size in it."""

_DAYS_A_MONTH = Decimal("30.4")
_CALENDAR_TOLERANCE = Decimal("0.035")
"""How far days and months may be apart and be meant as one: 30 or 31 days a month, 360 a year. Read."""

_UNIT = "(?P<unit>day|week|month|year|hour)s?"
_BEHIND = re.compile(
    rf"\s*(?:\(\s*\d+\s*\)\s*|\)\s*)?-?(?:(?:calendar|business|working|full)\s)?{_UNIT}\b", re.IGNORECASE
)
_RATE = re.compile(
    r"\s*(?:of\s(?:the\s)?\w+\s)?(?:(?:per|a|an|each|every|for each|for every)\s|/\s?)"
    r"(?:(?:calendar|business|working|full)\s)?(?P<period>day|week|month|year|hour|annum|quarter)\b"
    r"|\s*(?P<often>daily|weekly|monthly|annually|yearly|quarterly|hourly|p\.a\.)",
    re.IGNORECASE,
)
_OFTEN = {
    "daily": "day", "weekly": "week", "monthly": "month", "annually": "year", "yearly": "year",
    "quarterly": "quarter", "hourly": "hour", "p.a.": "year", "annum": "year",
}  # fmt: skip


def is_duration(item: Quantity) -> bool:
    """Say whether a figure is a span of time."""
    return item.unit in _EXACT


def with_duration(text: str, item: Quantity) -> Quantity:
    """Return a figure of `text` with the span of time that it counts, as both in `thirty (30) days` do."""
    if item.unit or item.kind not in {"count", "plain"}:
        return item
    found = _BEHIND.match(text, item.span.end)
    if found is None:
        return item
    unit = found["unit"].lower()
    return replace(item, unit="h" if unit == "hour" else unit, kind="measure")


def is_same_duration(one: Quantity, other: Quantity) -> bool:
    """Say whether two spans of time are one; a month is 30.4 days, give or take 3.5 percent."""
    (family, size), (other_family, other_size) = _EXACT[one.unit], _EXACT[other.unit]
    mine, theirs = abs(one.value) * size, abs(other.value) * other_size
    if family == other_family:
        # Sizes such as a day's share of an hour are no finite decimals.
        return abs(mine - theirs) <= Decimal("1e-9") * max(mine, theirs)
    if family == "calendar":
        mine *= _DAYS_A_MONTH
    else:
        theirs *= _DAYS_A_MONTH
    return abs(mine - theirs) <= _CALENDAR_TOLERANCE * max(mine, theirs)


def period_of(text: str, item: Quantity) -> str | None:
    """Return the unit of time for each of which a figure of `text` is meant."""
    found = _RATE.match(text, item.span.end)
    if found is None:
        return None
    named = (found["period"] or found["often"]).lower()
    return _OFTEN.get(named, named)
