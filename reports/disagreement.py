"""Conflicts by their kind, and an honest sentence where there are none: what was looked for at all."""

from docpanel.agents.analysis import Analysis, Conflict
from docpanel.reports.escaping import plain
from docpanel.reports.wording import panel, plural

__all__ = [
    "between_specialists",
    "no_contradiction",
    "no_disagreement",
    "outcome",
    "within_document",
]

RESOLVED_BY = {"rules": "Resolved by rules", "model": "Resolved by the model", None: "Resolved"}


def within_document(analysis: Analysis) -> tuple[Conflict, ...]:
    """Return the places where the document contradicts itself, the gravest first."""
    return _of_kind(analysis, "document")


def between_specialists(analysis: Analysis) -> tuple[Conflict, ...]:
    """Return the points on which the readers differ, the gravest first."""
    return _of_kind(analysis, "specialists")


def outcome(conflict: Conflict) -> str:
    """Return how a conflict ended: what holds and who says so, or what would decide it."""
    if conflict.resolution:
        return f"{RESOLVED_BY[conflict.resolved_by]}: {plain(conflict.resolution)}"
    if conflict.would_settle:
        return f"Both sides stand. Would settle it: {plain(conflict.would_settle)}"
    return "Both sides stand."


def no_contradiction(analysis: Analysis) -> str:
    """Return what it means that no contradiction within the document is reported."""
    figures = analysis.audit.figures
    if figures < 2:  # noqa: PLR2004  # a contradiction takes two
        return "The document states no two figures that could be compared: no contradiction was looked for."
    pairs = analysis.audit.candidates
    unsure = f" {plural(pairs, 'pair')} may contradict each other: rules alone cannot tell." if pairs else ""
    return (
        f"{plural(figures, 'figure')} of the document were compared with each other: no certain contradiction"
        f" among them.{unsure} Statements without a figure were not compared."
    )


def no_disagreement(analysis: Analysis) -> str:
    """Return what it means that no disagreement between specialists is reported."""
    spoke = sum(bool(report.findings) for report in panel(analysis))
    if spoke < 2:  # noqa: PLR2004  # a disagreement takes two
        found = "Only one specialist found anything" if spoke else "No specialist found anything"
        return f"{found}: nobody could disagree."
    return (
        "On the points that more than one specialist made, none contradicts another. Points that only one"
        " of them made could not be compared."
    )


def _of_kind(analysis: Analysis, kind: str) -> tuple[Conflict, ...]:
    found = [item for item in analysis.synthesis.conflicts if item.kind == kind]
    return tuple(sorted(found, key=lambda item: -item.severity))
