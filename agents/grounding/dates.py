"""The days and months that a text names, whatever their writing: `5 May 2024` is `2024-05-05`."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

__all__ = ["Date", "dates"]

MONTHS = (
    ("jan", "ene", "gen"), ("feb", "fév"), ("mar", "mär"), ("apr", "avr", "abr"), ("may", "mai", "mag"),
    ("jun", "juin", "giu"), ("jul", "juil", "lug"), ("aug", "aoû", "ago"), ("sep", "set"),
    ("oct", "okt", "ott"), ("nov",), ("dec", "dez", "déc", "dic"),
)  # fmt: skip
"""How names of months begin in English, German, French, Spanish and Italian."""

MONTH_OF = {start: number for number, starts in enumerate(MONTHS, 1) for start in starts}
NAME = (
    "(?P<month>jan(?:uary|uar|vier)?|feb(?:ruary|ruar|rero|braio)?|février|mar(?:ch|s|zo)?|märz|apr(?:il|ile)?|avril|abril|"
    "may|mai|mayo|maggio|june?|juni|juin|junio|giugno|july?|juli|juillet|julio|luglio|aug(?:ust)?|août|agosto|"
    "sept?(?:ember|embre|iembre)?|settembre|oct(?:ober|obre|ubre)?|oktober|ottobre|nov(?:ember|embre|iembre)?|"
    r"dec(?:ember)?|dezember|décembre|diciembre|dicembre|enero|gennaio)\b\.?"
)
DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th|\.)?"
YEAR = r"(?P<year>\d{4})(?!\d)"
WRITINGS = (
    re.compile(r"(?<![\d-])(?P<year>\d{4})-(?P<month>\d{2})-(?P<day>\d{2})(?!\d|-\d)"),
    re.compile(r"(?P<year>\d{4})年(?:\s?(?P<month>\d{1,2})月(?:\s?(?P<day>\d{1,2})日)?)?"),
    re.compile(rf"(?<![\w.,]){DAY}\s+(?:of\s+|de\s+)?{NAME}(?:,?\s+(?:de\s+)?{YEAR})?", re.IGNORECASE),
    re.compile(rf"(?<!\w){NAME}\s+{DAY}(?!\d|[.,]\d|\s?%)(?:,?\s+{YEAR})?", re.IGNORECASE),
    re.compile(rf"(?<!\w){NAME},?\s+(?:de\s+)?{YEAR}", re.IGNORECASE),
)
NUMERIC = re.compile(r"(?<![\d./])(\d{1,2})[./](\d{1,2})[./](\d{4}|\d{2})(?![\d/]|\.\d)")
LAST_MONTH, LAST_DAY = 12, 31
CENTURY, PIVOT = 100, 70


@dataclass(frozen=True, slots=True)
class Date:
    """A date as far as it is written; `other` is its second reading where 05/06/2024 could be both."""

    year: int | None
    month: int | None
    day: int | None
    text: str
    other: tuple[int, int] | None = None

    def within(self, given: "Date") -> bool:
        """Say whether everything that this date states, another one states too; a missing year matches."""
        readings = [(self.month, self.day), *([self.other] if self.other else [])]
        offered = {(given.month, given.day), *([given.other] if given.other else [])}
        same_day = any(
            month == other_month and day in {None, other_day}
            for month, day in readings
            for other_month, other_day in offered
        )
        return same_day and (self.year is None or given.year is None or self.year == given.year)


def dates(text: str) -> Iterator[Date]:
    """Yield the dates of a text; a month or a weekday alone is none."""
    taken: list[tuple[int, int]] = []
    for writing in WRITINGS:
        for match in writing.finditer(text):
            start, end = match.span()
            found = _date(match)
            if found and not any(start < other_end and other_start < end for other_start, other_end in taken):
                taken.append((start, end))
                yield found
    for match in NUMERIC.finditer(text):
        if found := _numeric(match):
            yield found


def _date(match: "re.Match[str]") -> Date | None:
    parts = match.groupdict()
    name, day = parts["month"], parts.get("day")
    if match[0].startswith("may "):
        return None  # they may 3 times
    month = None if name is None else int(name) if name.isdigit() else _month(name)
    if (month is not None and not 1 <= month <= LAST_MONTH) or (day and not 1 <= int(day) <= LAST_DAY):
        return None
    return Date(int(parts["year"]) if parts["year"] else None, month, int(day) if day else None, match[0])


def _month(name: str) -> int | None:
    lowered = name.lower()
    return MONTH_OF.get(lowered[:4]) or MONTH_OF.get(lowered[:3])


def _numeric(match: "re.Match[str]") -> Date | None:
    first, second, year = int(match[1]), int(match[2]), int(match[3])
    if year < CENTURY:
        year += 2000 if year < PIVOT else 1900
    readings = [
        (month, day)
        for month, day in ((second, first), (first, second))
        if 1 <= month <= LAST_MONTH and 1 <= day <= LAST_DAY
    ]
    if not readings:
        return None
    other = readings[1] if readings[1:] and readings[1] != readings[0] else None
    return Date(year, *readings[0], match[0], other)
