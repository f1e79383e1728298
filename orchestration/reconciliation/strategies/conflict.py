"""Conflict resolution: what is contested is decided by rules in order, or stays open with both sides.

Rules: stronger evidence, remit of the specialist, specificity, recency within the document; see `settling`.

score(group) = w of the side that won, its strongest finding leading
             = w x (1 - w2 / w1)  where no rule decides: w1 and w2 are the strongest finding of the first
               side and the strongest of the others, so that a contested point counts only for what its
               side has over the other, and never below 0
             = w elsewhere; w is the weighted score
"""

from collections.abc import Sequence

from docpanel.agents.analysis import Conflict
from docpanel.agents.reconciliation import Group
from docpanel.orchestration.reconciliation.disagreement import Disagreement, conflict
from docpanel.orchestration.reconciliation.hearing import Hearing
from docpanel.orchestration.reconciliation.points import Point, make_point
from docpanel.orchestration.reconciliation.settling import RULES, Decision, settle
from docpanel.orchestration.reconciliation.strategy import Arrangement, Strategy
from docpanel.orchestration.reconciliation.weighing import strength

__all__ = ["STRATEGY"]


class ConflictResolution:
    """Points as the rules leave them; who lost never leads, and stays in the conflict with its quotations."""

    name = "conflict"

    def arrange(self, points: Sequence[Point], hearing: Hearing) -> Arrangement:
        """Decide every disagreement that a rule can decide."""
        groups: list[Group] = []
        conflicts: list[Conflict] = []
        for point in points:
            decisions = [(found, settle(found, hearing)) for found in point.disagreements]
            groups.append(_group(point, decisions, hearing))
            conflicts += [
                conflict(found, resolution=decision.sentence if decision else None)
                for found, decision in decisions
            ]
        decided = sum(record.resolution is not None for record in conflicts)
        return Arrangement(
            groups,
            conflicts,
            f"conflict resolution: {decided} of {len(conflicts)} disagreements between specialists decided by"
            f" rules in order ({', '.join(RULES)}); the others stay open with both sides",
        )


def _group(
    point: Point, decisions: Sequence[tuple[Disagreement, Decision | None]], hearing: Hearing
) -> Group:
    made = [decision for _, decision in decisions if decision]
    open_ones = [found for found, decision in decisions if decision is None]
    overruled = {identity for decision in made for identity in decision.overruled}
    if made and point.group.lead.id in overruled:
        point = make_point(point.group.findings, hearing, overruled)
    score = point.group.score
    for found in open_ones:
        first, *others = (max(strength(item, hearing) for item in side.findings) for side in found.sides)
        score *= max(0.0, 1 - max(others) / first) if first else 0.0
    reasons = [decision.reason for decision in made]
    reasons += ["contested, and no rule decides"] * bool(open_ones)
    return point.scored(score, *reasons)


STRATEGY: Strategy = ConflictResolution()
