"""Reconciliation: groups, conflicts and quality, computed without any model.

The order in which specialists answered, or are listed, never changes the result.
"""

from collections.abc import Sequence

from docpanel.agents.analysis import Conflict
from docpanel.agents.audit.result import Audited
from docpanel.agents.findings import SpecialistReport
from docpanel.agents.reconciliation import Reconciliation
from docpanel.documents.document import Document
from docpanel.orchestration.reconciliation.expectations import not_found
from docpanel.orchestration.reconciliation.hearing import Hearing
from docpanel.orchestration.reconciliation.points import make_points
from docpanel.orchestration.reconciliation.quality import rate
from docpanel.orchestration.reconciliation.strategy import find_strategy
from docpanel.prompts.template import PromptTemplate

__all__ = ["reconcile"]


def reconcile(
    document: Document,
    templates: Sequence[PromptTemplate],
    reports: Sequence[SpecialistReport],
    *,
    audited: Audited | None = None,
    strategy: str = "weighted",
) -> Reconciliation:
    """Group what the specialists and the audit found, and say how far it can be trusted.

    Conflicts within the document come first, as the audit has them; those between specialists by severity.

    Raises:
        SettingsError: there is no such strategy; the sentence names those there are.
    """
    chosen = find_strategy(strategy)
    hearing = Hearing.of(document, templates, reports)
    findings = [finding for report in hearing.reports for finding in report.findings]
    findings += audited.record.findings if audited else ()
    points = sorted(make_points(findings, hearing), key=lambda point: point.group.lead.id)
    arranged = chosen.arrange(points, hearing)
    groups = tuple(sorted(arranged.groups, key=lambda group: (-group.score, group.lead.id)))
    conflicts = (*(audited.conflicts if audited else ()), *sorted(arranged.conflicts, key=_by_severity))
    missed = not_found(hearing)
    return Reconciliation(
        groups=groups,
        conflicts=conflicts,
        quality=rate(hearing, groups, conflicts, missed),
        not_found=missed,
        candidates=audited.candidates if audited else (),
        note=arranged.note,
    )


def _by_severity(conflict: Conflict) -> tuple[float, str, tuple[str, ...]]:
    ids = tuple(identity for position in conflict.positions for identity in position.finding_ids)
    return (-conflict.severity, conflict.subject, ids)
