"""A contradiction as the report shows it: both sides, how grave it is, what would settle it."""

from dataclasses import dataclass
from decimal import Decimal

from docpanel.agents.analysis import Conflict, Position
from docpanel.agents.audit.contradictions.stated_values import Measured, Stated
from docpanel.agents.findings import Evidence
from docpanel.documents.document import Document
from docpanel.documents.page_numbers import pages_named

__all__ = ["RULE", "Group", "conflict_of"]

RULE = "one entity, metric, period and unit with two values"
MOST_EVIDENCE = 4
"""Places shown for one value; what is said on every page needs no more."""

MOST_PAGES = 6
GRAVITY_OF_WORDS = 0.6
"""The severity of two days or two names, between which there is no distance."""

LEAST_GRAVITY, BY_DISTANCE, BY_PLACES, MANY_PLACES = 0.35, 0.45, 0.2, 4
"""Half the larger value apart and said in many places comes to 1: chosen by hand, 5 % stay below 0.5."""


@dataclass(frozen=True, slots=True)
class Group:
    """All that states one value of one thing, in the order of the document."""

    stated: list[Stated]


def conflict_of(document: Document, groups: list[Group], period: str | None) -> Conflict:
    """Return the conflict between `groups`, one position for each value."""
    phrase = min((item.phrase for group in groups for item in group.stated), key=_plainness)
    subject = f"{phrase} in {period}" if period and period[0].isdigit() else phrase
    if period and not period[0].isdigit():
        subject = f"{phrase} {period}"
    return Conflict(
        kind="document",
        subject=subject,
        positions=tuple(_position(document, group, subject) for group in groups),
        severity=_severity(groups),
        rule=RULE,
        would_settle=_settles(groups[0].stated[0].measured, subject),
    )


def _plainness(phrase: str) -> tuple[int, bool, str]:
    """Order phrases so that the shortest comes first, and of equal ones that from inside a sentence."""
    return len(phrase), phrase[:1].isupper(), phrase


def _position(document: Document, group: Group, subject: str) -> Position:
    first = group.stated[0]
    pages = sorted({item.page for item in group.stated})[:MOST_PAGES]
    where = pages_named(pages).capitalize() if len(document.pages) > 1 else "The text"
    verb = "give" if len(pages) > 1 else "gives"
    return Position(
        claim=f"{where} {verb} {first.measured.printed} for {subject}.",
        value=first.measured.printed,
        evidence=tuple(_evidence(document, item) for item in group.stated[:MOST_EVIDENCE]),
    )


def _evidence(document: Document, item: Stated) -> Evidence:
    start, end = item.place.start, item.place.end
    return Evidence(
        quote=document.text[start:end], page=document.page_at(start), start=start, end=end, match="exact"
    )


def _severity(groups: list[Group]) -> float:
    """Return how grave it is, from 0 to 1: how far numbers lie apart, in how many places they stand."""
    values = [group.stated[0].measured.value for group in groups]
    numbers = [value for value in values if isinstance(value, Decimal)]
    if len(numbers) < len(values):
        return GRAVITY_OF_WORDS
    low, high = min(numbers), max(numbers)
    largest = max(abs(low), abs(high))
    apart = float((high - low) / largest) if largest else 0.0
    places = min(MANY_PLACES, sum(len(group.stated) for group in groups)) / MANY_PLACES
    return round(LEAST_GRAVITY + BY_DISTANCE * min(1.0, 2 * apart) + BY_PLACES * places, 2)


def _settles(measured: Measured, subject: str) -> str:
    """Return a noun phrase, as it is printed behind `What would settle it:`."""
    if measured.names_day:
        return f"the signed or official record that fixes the date ({subject})"
    if measured.unit == "person":
        return f"the record of appointment to the office ({subject})"
    return f"the audited or signed original of the figure ({subject})"
