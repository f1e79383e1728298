"""Consensus: what several specialists found independently comes first.

n(group)     = independent supporters - dissenters
score(group) = n + w / (1 + w)   where n reaches the threshold of 2
             = w / (1 + w)       elsewhere; w is the weighted score

Independent are specialists with a verified quotation and a wording of their own: two that copied one
sentence are one witness. Two witnesses are the least that can confirm each other, and more cannot be
asked of a panel whose remits are disjoint; where nobody agrees, the order is the weighted one, and the
note says so.
"""

from collections.abc import Sequence

from docpanel.agents.reconciliation import Group
from docpanel.orchestration.reconciliation.agreement import independent
from docpanel.orchestration.reconciliation.disagreement import conflict
from docpanel.orchestration.reconciliation.hearing import Hearing
from docpanel.orchestration.reconciliation.points import Point
from docpanel.orchestration.reconciliation.strategy import Arrangement, Strategy
from docpanel.orchestration.reconciliation.weighing import bounded

__all__ = ["STRATEGY", "THRESHOLD"]

THRESHOLD = 2
"""Independent supporters, less those that dissent, from which a point is consensus."""


class Consensus:
    """Points by how many specialists stand behind them on their own."""

    name = "consensus"

    def arrange(self, points: Sequence[Point], hearing: Hearing) -> Arrangement:
        """Put what reached the threshold first, and mark the rest as below it."""
        support = [_support(point.group) for point in points]
        reached = sum(count >= THRESHOLD for count in support)
        panel = len(hearing.readers)
        return Arrangement(
            [_group(point, count, panel) for point, count in zip(points, support, strict=True)],
            [conflict(found) for point in points for found in point.disagreements],
            _note(reached, len(points), panel),
        )


def _support(group: Group) -> int:
    behind = [item for item in group.findings if item.specialist in group.supports]
    return len(independent(behind)) - len(group.dissents)


def _group(point: Point, support: int, panel: int) -> Group:
    reached = support >= THRESHOLD
    verdict = "reached" if reached else "not reached"
    against = len(point.group.dissents)
    counted = f"{support + against} of {panel} specialists" + (f", less {against} against" if against else "")
    return point.scored(
        (support if reached else 0) + bounded(point.group.score),
        f"{counted}; threshold {THRESHOLD} {verdict}",
    )


def _note(reached: int, points: int, panel: int) -> str:
    head = (
        f"consensus: {reached} of {points} points have {THRESHOLD} or more of {panel} specialists behind them"
    )
    rest = points - reached
    if not points:
        return head
    if not reached:
        return (
            f"{head}; the remits are disjoint, so that each point rests on one specialist, and all stand in"
            " the order of their weight, marked as below the threshold"
        )
    return f"{head}, independently of each other; {rest} below this threshold follow, and are marked"


STRATEGY: Strategy = Consensus()
