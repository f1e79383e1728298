"""Weighted combination: every specialist adds what its strongest finding weighs.

score(group)      = sum over the specialists that do not dissent of their strongest finding
strength(finding) = weight(specialist) x importance x confidence x evidence, see `weighing`

Nothing is resolved: where specialists contradict each other, both sides are shown.
"""

from collections.abc import Sequence

from docpanel.orchestration.reconciliation.disagreement import conflict
from docpanel.orchestration.reconciliation.hearing import Hearing
from docpanel.orchestration.reconciliation.points import Point
from docpanel.orchestration.reconciliation.strategy import Arrangement, Strategy

__all__ = ["STRATEGY"]


class Weighted:
    """Points in the order of what their supporters weigh together."""

    name = "weighted"

    def arrange(self, points: Sequence[Point], hearing: Hearing) -> Arrangement:
        """Keep the score that the points come with."""
        groups = [point.scored(point.group.score) for point in points]
        heaviest = max((hearing.weight(report.name) for report in hearing.reports), default=1.0)
        return Arrangement(
            groups,
            [conflict(found) for point in points for found in point.disagreements],
            f"weighted combination: {len(groups)} points by weight x importance x confidence x evidence"
            f" of their supporters (weights up to {heaviest:g})",
        )


STRATEGY: Strategy = Weighted()
