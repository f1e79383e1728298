"""Hierarchical integration: passages, sections, themes, the whole.

1. A group stands in the section (heading, else page) of its lead's first verified quotation.
2. Groups whose subjects share words are one theme; see `themes`.
3. W(theme) = sum over its sections of the weighted score of the strongest group there: a theme that
   returns throughout the document weighs more than one that is treated once at length. What shares no
   word with anything is filed under other matters, which weigh as their heaviest group.
4. score(group) = 1 / (r + 1 / (1 + W)), where r is the rank of the group within its theme by weighted
   score, from 1. Since 1/(1 + W) is at most 1, all first ones come before all second ones, and among
   equals the heavier theme is first: every theme is heard before any is heard twice.
"""

from collections.abc import Sequence

from docpanel.agents.reconciliation import Group
from docpanel.orchestration.reconciliation.disagreement import conflict
from docpanel.orchestration.reconciliation.hearing import Hearing
from docpanel.orchestration.reconciliation.points import Point
from docpanel.orchestration.reconciliation.strategy import Arrangement, Strategy
from docpanel.orchestration.reconciliation.themes import Sections, Theme, themes

__all__ = ["STRATEGY"]


class Hierarchical:
    """Points under themes, each theme's best before any second one."""

    name = "hierarchical"

    def arrange(self, points: Sequence[Point], hearing: Hearing) -> Arrangement:
        """File every point under one theme and let the themes take turns."""
        sections = Sections(hearing.document)
        found = themes(points, sections)
        groups = [group for theme in found for group in _ranked(theme, sections)]
        return Arrangement(
            groups,
            [conflict(each) for point in points for each in point.disagreements],
            f"hierarchical integration: {_counted(len(groups), 'point')},"
            f" {_counted(len(found), 'theme')}, {_counted(sections.count, 'section')};"
            " each theme's best point comes before any theme's second",
        )


def _ranked(theme: Theme, sections: Sections) -> list[Group]:
    weight = theme.weight(sections)
    where = sorted({sections.of(point) for point in theme.points})
    reach = f"{_counted(len(theme.points), 'point')} in {_counted(len(where), 'section')}"
    spread = f"theme “{theme.name}”: {reach}"
    return [
        point.scored(1 / (rank + 1 / (1 + weight)), spread, theme=theme.name)
        for rank, point in enumerate(theme.points, 1)
    ]


def _counted(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


STRATEGY: Strategy = Hierarchical()
