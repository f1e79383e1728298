"""The periods that a text names, in one form: `2023`, `2023-Q3`, `2023-H1`, `2023-06`, `since 2019`."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from docpanel.documents.document import Span

__all__ = ["Period", "dates", "periods"]

MONTHS = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
]
SHORT = {month[:3]: number for number, month in enumerate(MONTHS, 1)}
MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December|"
    r"Jan\.?|Feb\.?|Mar\.?|Apr\.?|Jun\.?|Jul\.?|Aug\.?|Sept?\.?|Oct\.?|Nov\.?|Dec\.?)"
)
DATE = re.compile(
    rf"(?<![\w-])(?:(?P<d1>\d{{1,2}})(?:st|nd|rd|"
    rf"th)?\s+(?:day\s+)?(?:of\s+)?(?P<m1>{MONTH}),?\s+(?P<y1>\d{{4}})"
    rf"|(?P<m2>{MONTH})\s+(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<y2>\d{{4}})"
    r"|(?P<y3>\d{4})-(?P<m3>\d{2})-(?P<d3>\d{2}))(?![\w])"
)
YEAR = r"(?:19|20)\d{2}"
FISCAL = (
    r"(?:(?:the\s+)?(?:(?:fiscal|financial|business|calendar|reporting)\s+)?year\s+|FY\s?|fiscal\s+|"
    r"calendar\s+)"
)
ORDINAL = r"(?P<nth>first|second|third|fourth|1st|2nd|3rd|4th|last)"
PERIOD = re.compile(
    rf"(?:(?P<lead>\b(?:since|until|till|by|before|after|from|up to|prior to))\s+)?"
    rf"(?:(?P<ended>(?:the\s+)?(?:year|twelve months|"
    rf"12 months)\s+ended?\s+(?:on\s+)?){DATE.pattern.replace('(?P<', '(?P<e_')}"
    rf"|{DATE.pattern}"
    rf"|(?:the\s+)?{ORDINAL}\s+(?P<part>quarter|half|six months|"
    rf"nine months)\s+(?:of\s+)?{FISCAL}?(?P<y4>{YEAR})"
    rf"|(?P<q>[QH][1-4])[\s/-]?(?:of\s+)?{FISCAL}?(?P<y5>{YEAR})|(?P<y6>{YEAR})[\s/-]?(?P<q6>[QH][1-4])"
    rf"|(?P<m7>\b{MONTH})\s+(?:of\s+)?(?P<y7>{YEAR})"
    rf"|(?P<close>(?:the\s+)?(?:end\s+of\s+|year[- ]end\s+|close\s+of\s+)){FISCAL}?(?P<y8>{YEAR})"
    rf"|\b{FISCAL}?(?P<y9>{YEAR})(?:\s?[/–-]\s?(?P<y9b>{YEAR}|\d\d)(?!\d))?)(?![\w%])(?P<on>\s+onwards?)?",
    re.IGNORECASE,
)  # fmt: skip
ANY_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)|\b[Yy]ear\b")
RELATIVE = re.compile(
    r"\b(?:the\s+)?(?:prior|previous|preceding|last)[- ](?:(?:fiscal|financial|business)\s+)?year(?:'s|’s)?\b"
    r"|\b(?:a|one)\s+year\s+(?:earlier|before|ago)\b|\bthe\s+year\s+before\b",
    re.IGNORECASE,
)
NTH = {"first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4, "last": 9}


@dataclass(frozen=True, slots=True)
class Period:
    """A period and where it stands; `name` is None where it is told only from the one before it."""

    name: str | None
    span: Span

    @property
    def year(self) -> int | None:
        """Return the year of a period that is one."""
        return int(self.name) if self.name and self.name.isdigit() else None


def dates(text: str) -> Iterator[Period]:
    """Yield the days that `text` names, as `2024-03-01`."""
    for match in DATE.finditer(text):
        name = _day(match, "")
        if name:
            yield Period(name, Span(*match.span()))


def periods(text: str) -> tuple[Period, ...]:
    """Return the periods of `text` in order; one like `the year before` counts from the only year named."""
    if not ANY_YEAR.search(text):
        return ()
    found = [Period(_name(match), Span(*match.span())) for match in PERIOD.finditer(text)]
    years = {item.year for item in found} - {None}
    for match in RELATIVE.finditer(text):
        known = years.pop() if len(years) == 1 else None
        found.append(Period(str(known - 1) if known else None, Span(*match.span())))
        years = {known}
    return tuple(sorted(found, key=lambda item: item.span))


def _name(match: "re.Match[str]") -> str:
    lead = (match["lead"] or "").lower()
    return " ".join(part for part in (lead, _core(match), "onwards" if match["on"] else "") if part)


def _core(match: "re.Match[str]") -> str:
    whole = _day(match, "e_")
    day = f"year to {whole}" if whole else _day(match, "")
    if whole and whole.endswith("12-31"):
        day = whole[:4]
    if day:
        return day
    if match["part"]:
        kind = {"quarter": "Q", "half": "H"}.get(match["part"].lower(), "M" + match["part"][0])
        return f"{match['y4']}-{kind}{NTH[match['nth'].lower()]}"
    if match["q"] or match["q6"]:
        return f"{match['y5'] or match['y6']}-{(match['q'] or match['q6']).upper()}"
    if match["m7"]:
        return f"{match['y7']}-{SHORT[match['m7'][:3].lower()]:02}"
    years = match["y9"] or match["y8"]
    return f"{years}-12-31" if match["close"] else years + (f"/{match['y9b'][-2:]}" if match["y9b"] else "")


def _day(match: "re.Match[str]", prefix: str) -> str | None:
    for number in "123":
        year = match[f"{prefix}y{number}"]
        if year:
            month = match[f"{prefix}m{number}"]
            value = int(month) if month.isdigit() else SHORT[month[:3].lower()]
            return f"{year}-{value:02}-{int(match[f'{prefix}d{number}']):02}"
    return None
