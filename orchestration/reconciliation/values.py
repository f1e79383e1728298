"""Whether two claims state different values: of one thing, which is a disagreement, or of two things."""

from collections.abc import Sequence

from docpanel.orchestration.reconciliation.matter import Figure, Matter, Measure, alike, same_value

__all__ = ["differing", "opposed_measure", "opposed_values"]

ONE_SUBJECT = 0.4
"""Share of common words from which two claims under one subject state a value of the same thing."""
ANY_SUBJECT = 0.65
"""The same where the subjects are worded differently."""
TWO_PLACES = 0.8
"""The same where each value stands in a sentence of its own: a document gives many figures of one kind."""

SCOPES = frozenset(
    {
        "after", "annual", "annually", "average", "before", "current", "daily", "domestic",
        "estimated", "final", "first", "foreign", "former", "fourth", "gross", "initial", "last",
        "least", "lower", "maximum", "median", "minimum", "monthly", "net", "new", "next", "old",
        "original", "per", "planned", "previous", "projected", "proposed", "quarter", "quarterly",
        "second", "third", "total", "upper", "weekly", "yearly"
    }
)  # fmt: skip
"""Words that tell one figure of a thing from another; a claim that has one more speaks of something else."""


def opposed_values(left: Matter, right: Matter) -> bool:
    """Say whether two specialists state values of one thing that cannot both hold."""
    return opposed_measure(left, right) is not None


def opposed_measure(left: Matter, right: Matter) -> Measure | None:
    """Return what two specialists disagree on: one thing, one kind and unit, one period, two values."""
    if left.finding.specialist == right.finding.specialist:
        return None
    shared = [measure for measure in left.figures if measure in right.figures]
    apart = [measure for measure in shared if not _overlap(left.figures[measure], right.figures[measure])]
    if len(apart) != 1 or len(left.figures[apart[0]]) != 1 or len(right.figures[apart[0]]) != 1:
        return None
    if _other_scope(left, right) or alike(left.measured, right.measured) < _threshold(left, right):
        return None
    return apart[0]


def differing(left: Matter, right: Matter) -> bool:
    """Say whether both claims give figures of one kind, or years, and none in common."""
    if left.years and right.years and not left.years & right.years:
        return True
    return any(
        measure in right.figures and not _overlap(values, right.figures[measure])
        for measure, values in left.figures.items()
    )


def _overlap(left: Sequence[Figure], right: Sequence[Figure]) -> bool:
    return any(same_value(one, other) for one in left for other in right)


def _other_scope(left: Matter, right: Matter) -> bool:
    """Say whether the claims name different periods, or one a scope that the other does not."""
    if left.years != right.years and left.years and right.years:
        return True
    periods = [matter.finding.attributes.get("period", "").casefold() for matter in (left, right)]
    if all(periods) and periods[0] != periods[1]:
        return True
    return bool((left.said ^ right.said) & SCOPES)


def _threshold(left: Matter, right: Matter) -> float:
    if left.backed and right.backed and not any(a.overlaps(b) for a in left.spans for b in right.spans):
        return TWO_PLACES
    return ONE_SUBJECT if left.subject and left.subject == right.subject else ANY_SUBJECT
