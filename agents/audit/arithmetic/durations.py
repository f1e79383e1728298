"""Two dates and the time between them, counted with or without the last day."""

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from docpanel.agents.audit.arithmetic.computation import Computation, compute
from docpanel.agents.audit.arithmetic.intervals import Interval
from docpanel.agents.audit.arithmetic.statements import Statement

__all__ = ["durations"]

MONTHS = (
    "january february march april may june july august september october november december",
    "januar februar märz april mai juni juli august september oktober november dezember",
)
MONTH = r"(?:Jan|Feb|Mar|Mär|Apr|Ma[yi]|Jun|Jul|Aug|Sep|O[ck]t|Nov|De[cz])[a-zä]{0,6}\.?"


def _date(prefix: str) -> str:
    """Return a pattern for a day; of the first of two, the year may be left to the second."""
    return (
        rf"(?:(?P<{prefix}iso>\d{{4}}-\d{{2}}-\d{{2}})"
        rf"|(?P<{prefix}d>\d{{1,2}})(?:st|nd|rd|th|"
        rf"\.)?\s+(?P<{prefix}m>{MONTH})(?:,?\s+(?P<{prefix}y>\d{{4}}))?"
        rf"|(?P<{prefix}m2>{MONTH})\s+(?P<{prefix}d2>\d{{1,2}})(?:st|nd|rd|th)?"
        rf"(?:,?\s+(?P<{prefix}y2>\d{{4}}))?)"
    )


LENGTH = r"(?P<n>\d{1,4})[ -](?P<unit>days?|weeks?|calendar days?|nights?|Tagen?|Wochen?)\b"
UNTIL = r"\s*(?:to|through|until|till|and|bis(?: zum)?|–|-)\s*(?:the\s+)?"
BETWEEN = rf"(?:from|between|vom)\s+(?:the\s+)?{_date('a')}{UNTIL}{_date('b')}"
THAT_IS = (
    r"\s*(?:\(|,? (?:that is|i\.e\.),? |,? (?:an?|for an?) (?:total |period |span |term )?(?:of |"
    r"period of )?)"
    r"(?:a total of )?"
)
BEHIND = re.compile(
    rf"{BETWEEN}(?:,? inclusive)?{THAT_IS}{LENGTH}",
    re.IGNORECASE,
)
BEFORE = re.compile(
    rf"\b{LENGTH}(?: period| term| window| trial| notice| lease)?,?\s+(?:running |lasting )?{BETWEEN}",
    re.IGNORECASE,
)
WEEK = 7


def durations(statement: Statement) -> Iterator[Computation]:
    """Yield numbers of days or weeks whose two dates the sentence names."""
    for pattern in (BEHIND, BEFORE):
        for match in pattern.finditer(statement.text):
            last = _day(match, "b", None)
            first = _day(match, "a", last)
            place = statement.span.start + match.start("n")
            printed = next(
                (item for item in statement.figures if item.span.start <= place < item.span.end), None
            )
            if (
                first is None
                or last is None
                or printed is None
                or last < first
                or not statement.usable(printed)
            ):
                continue
            days = (last - first).days
            span = Interval(Decimal(days), Decimal(days), Decimal(days + 1))
            weeks = match["unit"].lower().startswith("w")
            step = printed.precision / 2 if weeks else Decimal(0)
            yield compute(
                "duration",
                f"the time from {first.isoformat()} to {last.isoformat()}",
                printed,
                span / Interval.exactly(WEEK) if weeks else span,
                allowed=Interval.around(printed.value, step),
                formula=f"{first.isoformat()} to {last.isoformat()}, the last day counted or not",
                evidence=(statement.span,),
            )


def _day(match: re.Match[str], prefix: str, last: date | None) -> date | None:
    """Return the day that was matched, or None where there is no such day or no year."""
    try:
        if match[f"{prefix}iso"]:
            return date.fromisoformat(match[f"{prefix}iso"])
        day = match[f"{prefix}d"] or match[f"{prefix}d2"]
        name = (match[f"{prefix}m"] or match[f"{prefix}m2"]).lower().rstrip(".")
        year = match[f"{prefix}y"] or match[f"{prefix}y2"] or (last.year if last else None)
        month = next(
            (at for names in MONTHS for at, full in enumerate(names.split(), 1) if full.startswith(name[:3])),
            None,
        )
        return date(int(year), month, int(day)) if year and month else None
    except ValueError:
        return None
