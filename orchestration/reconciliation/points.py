"""A point: findings that speak of the same thing, who leads, who supports and who dissents."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from docpanel.agents.findings import Finding
from docpanel.agents.reconciliation import Group
from docpanel.orchestration.reconciliation.agreement import confidence_in
from docpanel.orchestration.reconciliation.disagreement import Disagreement, disagreements, refute
from docpanel.orchestration.reconciliation.grouping import group_findings
from docpanel.orchestration.reconciliation.hearing import Hearing
from docpanel.orchestration.reconciliation.weighing import strength

__all__ = ["Point", "make_point", "make_points"]


@dataclass(frozen=True, slots=True)
class Point:
    """A group with the weighted score, and what its findings disagree on."""

    group: Group
    disagreements: tuple[Disagreement, ...]

    def scored(self, score: float, *reasons: str, theme: str | None = None) -> Group:
        """Return the group as a strategy sees it, with its reasons behind those for the confidence."""
        return replace(
            self.group, score=round(score, 6), reasons=(*self.group.reasons, *reasons), theme=theme
        )


def make_points(findings: Sequence[Finding], hearing: Hearing) -> tuple[Point, ...]:
    """Group findings and weigh the groups; the order of the points means nothing."""
    return tuple(make_point(refute(members), hearing) for members in group_findings(findings))


def make_point(findings: Sequence[Finding], hearing: Hearing, overruled: Collection[str] = ()) -> Point:
    """Make the point of findings that speak of the same thing.

    The strongest verified finding leads, but none of the `overruled` (ids). The score is the sum, over the
    specialists that do not dissent, of the strongest finding of each.
    """

    def rank(item: Finding) -> tuple[bool, bool, float, str]:
        return (item.id in overruled, not item.verified, -strength(item, hearing), item.id)

    ranked = sorted(findings, key=rank)
    found = disagreements(ranked, hearing)
    first = {name for each in found for name in each.sides[0].specialists} | {ranked[0].specialist}
    against = {name for each in found for side in each.sides[1:] for name in side.specialists} - first
    strongest: dict[str, Finding] = {}
    for finding in ranked:
        strongest.setdefault(finding.specialist, finding)
    dissents = tuple(sorted(against))
    confidence, reasons = confidence_in(ranked, dissents, hearing)
    score = sum(strength(item, hearing) for name, item in strongest.items() if name not in against)
    group = Group(
        lead=ranked[0],
        findings=tuple(ranked),
        score=round(score, 6),
        confidence=confidence,
        supports=tuple(sorted(set(strongest) - against)),
        dissents=dissents,
        reasons=reasons,
    )
    return Point(group, found)
