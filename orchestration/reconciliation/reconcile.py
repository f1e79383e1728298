"""Reconciliation: groups, conflicts and quality, computed without any model.

The order in which specialists answered never changes the result.
"""

from collections.abc import Sequence

from docpanel.agents.analysis import Conflict, Position, Quality
from docpanel.agents.findings import Finding, SpecialistReport
from docpanel.agents.reconciliation import Group, Reconciliation
from docpanel.documents.document import Document
from docpanel.orchestration.grouping import group_findings
from docpanel.orchestration.strategies.weighted import weigh
from docpanel.prompts.template import PromptTemplate

__all__ = ["reconcile"]


def reconcile(
    document: Document, templates: Sequence[PromptTemplate], reports: Sequence[SpecialistReport]
) -> Reconciliation:
    """Group what the specialists found and say how far it can be trusted."""
    weights = {template.name: template.weight for template in templates}
    findings = [finding for report in reports for finding in report.findings]
    judges = {template.name: template.judges for template in templates}
    groups = [weigh(members, weights, judges) for members in group_findings(findings)]
    groups.sort(key=lambda group: (-group.score, group.lead.id))
    conflicts = tuple(_conflict(group) for group in groups if group.dissents)
    not_found = dict.fromkeys(item for report in reports for item in report.not_found)
    return Reconciliation(
        groups=tuple(groups),
        conflicts=conflicts,
        quality=_quality(document, reports, groups, conflicts),
        not_found=tuple(not_found),
    )


def _conflict(group: Group) -> Conflict:
    sides = [
        [item for item in group.findings if item.specialist not in group.dissents],
        [item for item in group.findings if item.specialist in group.dissents],
    ]
    return Conflict(
        kind="specialists",
        subject=group.lead.subject,
        positions=tuple(_position(side) for side in sides if side),
        severity=min(max(item.importance for item in side) for side in sides if side),
        rule="opposite stance on one subject",
    )


def _position(findings: Sequence[Finding]) -> Position:
    return Position(
        claim=findings[0].claim,
        value=findings[0].stance,
        finding_ids=tuple(item.id for item in findings),
        evidence=tuple(place for item in findings for place in item.evidence if place.verified),
    )


def _quality(
    document: Document,
    reports: Sequence[SpecialistReport],
    groups: Sequence[Group],
    conflicts: Sequence[Conflict],
) -> Quality:
    """Rate the result from evidence and agreement; every number comes with its reason."""
    quotations = [place for report in reports for item in report.findings for place in item.evidence]
    verified = sum(place.verified for place in quotations)
    rate = verified / len(quotations) if quotations else 0.0
    shared = sum(len(group.supports) > 1 for group in groups)
    read = sum(report.status == "ok" for report in reports)
    pages = len(document.pages)
    with_text = pages - len(document.pages_without_text)
    confidence = sum(group.confidence for group in groups) / len(groups) if groups else 0.0
    consistency = 1 - len(conflicts) / len(groups) if groups else 1.0
    completeness = (read / len(reports)) * (with_text / pages) if reports and pages else 0.0
    return Quality(
        confidence=round(confidence * rate, 3),
        consistency=round(consistency, 3),
        completeness=round(completeness, 3),
        reasons=(
            f"{verified} of {len(quotations)} quotations stand in the document",
            f"{shared} of {len(groups)} points were made by more than one specialist",
            f"specialists contradict each other on {len(conflicts)} of {len(groups)} points",
            f"{read} of {len(reports)} specialists read as planned; {with_text} of {pages} pages have text",
        ),
    )
