"""What a finding speaks of: its words, its figures and its places, as findings are compared by them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property, lru_cache

from docpanel.agents.audit.result import AUDITOR
from docpanel.agents.findings import Finding
from docpanel.agents.grounding.dates import Date, dates
from docpanel.agents.readers.lexicon import function_words
from docpanel.agents.readers.tokens import WORD, fold, words_of
from docpanel.documents.document import Span
from docpanel.documents.figures.quantities import Quantity, quantities

__all__ = ["Figure", "Matter", "Measure", "alike", "carrying_words", "is_critical", "same_value"]

CRITICAL = frozenset(
    {
        "arithmetic",
        "conflict",
        "contradiction",
        "discrepancy",
        "gap",
        "inconsistency",
        "manipulation",
        "mismatch",
    }
)
"""Categories of findings that report a fault of what the document states."""

COMPARABLE = frozenset({"money", "percent", "measure", "count"})
ROUGHLY = Decimal("0.05")
"""Share by which an approximate figure may differ from another and still be the same."""

Figure = Quantity | Date
"""A value that a text states: with its unit, or a date."""

Measure = tuple[str, str]
"""What a figure counts: its kind, and its unit or, for a bare count, the word behind it."""


@lru_cache(maxsize=4096)
def carrying_words(text: str) -> frozenset[str]:
    """Return the words that carry matter, plurals folded; without figures, which are compared as values."""
    known = function_words("en")
    return frozenset(
        fold(word) for word in words_of(text) if len(word) > 1 and word not in known and not word[0].isdigit()
    )


def alike(left: frozenset[str], right: frozenset[str]) -> float:
    """Return the share of common words (Jaccard), 0 where there are none at all."""
    union = len(left | right)
    return len(left & right) / union if union else 0.0


def is_critical(finding: Finding) -> bool:
    """Say whether a finding reports a fault: it never says the same as the statement that it criticises."""
    return finding.specialist == AUDITOR or finding.category in CRITICAL


def same_value(left: Figure, right: Figure) -> bool:
    """Say whether two figures agree as far as the coarser is written, or roughly where one is rough."""
    if isinstance(left, Date) or isinstance(right, Date):
        return (
            isinstance(left, Date) and isinstance(right, Date) and (left.within(right) or right.within(left))
        )
    if left.unit != right.unit:
        return False
    distance = abs(left.value - right.value)
    if left.approximate or right.approximate:
        return distance <= ROUGHLY * max(abs(left.value), abs(right.value))
    # 4 million is 4.2 million, written with fewer digits; 4.8 million is not, having as many as 4.2.
    rounded = left.precision != right.precision
    return distance * 2 <= max(left.precision, right.precision) if rounded else not distance


@dataclass(frozen=True)
class Matter:
    """A finding, read for comparison; everything is computed at first use."""

    finding: Finding
    critical: bool = field(init=False)

    def __post_init__(self) -> None:
        """Note whether it reports a fault."""
        object.__setattr__(self, "critical", is_critical(self.finding))

    @cached_property
    def subject(self) -> frozenset[str]:
        """Return the words of the subject."""
        return carrying_words(self.finding.subject)

    @cached_property
    def words(self) -> frozenset[str]:
        """Return the words of subject and claim."""
        return self.subject | carrying_words(self.finding.claim)

    @cached_property
    def measured(self) -> frozenset[str]:
        """Return the words of subject and claim around the figures: what the figures are said of."""
        claim = self.finding.claim
        for item in sorted(quantities(claim), key=lambda item: -item.span.start):
            claim = f"{claim[: item.span.start]} {claim[item.span.end :]}"
        return self.subject | carrying_words(claim)

    @cached_property
    def said(self) -> frozenset[str]:
        """Return all words of the claim, those that carry grammar too."""
        return frozenset(words_of(self.finding.claim))

    @cached_property
    def spans(self) -> tuple[Span, ...]:
        """Return where its quotations stand."""
        return tuple(
            Span(place.start, place.end)
            for place in self.finding.evidence
            if place.verified and place.start is not None and place.end is not None
        )

    @cached_property
    def figures(self) -> Mapping[Measure, tuple[Figure, ...]]:
        """Return the figures of the claim by what they measure; years and labels aside."""
        return _by_measure(self.finding.claim)

    @cached_property
    def years(self) -> frozenset[int]:
        """Return the years that claim and period name; those of full dates, which are values, aside."""
        text = f"{self.finding.claim} {self.finding.attributes.get('period', '')}"
        dated = {date.year for date in dates(self.finding.claim) if date.day is not None}
        return frozenset(int(item.value) for item in quantities(text) if item.kind == "year").difference(
            dated
        )

    @cached_property
    def backed(self) -> bool:
        """Say whether each figure of the claim stands in a quotation that was found in the document."""
        quotes = [place.quote for place in self.finding.evidence if place.verified]
        quoted: list[Figure] = []
        for quote in quotes:
            quoted += [*quantities(quote), *dates(quote)]
        return all(
            any(same_value(item, other) for other in quoted)
            for values in self.figures.values()
            for item in values
        )


@lru_cache(maxsize=4096)
def _by_measure(text: str) -> Mapping[Measure, tuple[Figure, ...]]:
    found: dict[Measure, tuple[Figure, ...]] = {}
    for item in quantities(text):
        if item.kind in COMPARABLE and not item.ambiguous:
            measure = (item.kind, item.unit or _noun(text, item.span.end))
            found[measure] = (*found.get(measure, ()), item)
    named = tuple(date for date in dates(text) if date.day is not None)
    return found | {("date", ""): named} if named else found


def _noun(text: str, end: int) -> str:
    following = WORD.search(text, end)
    return fold(following[0].casefold()) if following else ""
