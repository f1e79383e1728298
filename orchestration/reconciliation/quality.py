"""How far the result can be trusted: three numbers from 0 to 1, each with its reasons.

confidence   = mean of the groups' confidence (see `agreement`), weighted by the importance of their leads
consistency  = I / (I + sum of f x severity over the conflicts), where I is the sum of the importance of
               all groups' leads (at least 1), and f is 2 for a conflict that stands open, 1 for one that
               was decided; conflicts within the document and between specialists count alike
completeness = panel x pages x expected
panel        = share of specialists that read as planned; one for which rules stood in counts half
pages        = share of pages that hold text
expected     = share of what the templates expect that was found
"""

from collections.abc import Sequence

from docpanel.agents.analysis import Conflict, Quality
from docpanel.agents.reconciliation import Group
from docpanel.documents.legibility import HARD_TO_READ
from docpanel.orchestration.reconciliation.agreement import Tally, independent, tally
from docpanel.orchestration.reconciliation.expectations import expected
from docpanel.orchestration.reconciliation.hearing import Hearing

__all__ = ["rate"]

OPEN = 2.0
DECIDED = 1.0
STATUS = {"ok": 1.0, "fallback": 0.5}


def rate(
    hearing: Hearing, groups: Sequence[Group], conflicts: Sequence[Conflict], missed: Sequence[str]
) -> Quality:
    """Rate the result; the reasons are sentences that begin with the name of their number."""
    confidence, why_confident = _confidence(hearing, groups)
    consistency, why_consistent = _consistency(groups, conflicts)
    completeness, why_complete = _completeness(hearing, missed)
    return Quality(
        confidence=round(confidence, 3),
        consistency=round(consistency, 3),
        completeness=round(completeness, 3),
        reasons=(
            *(f"confidence: {reason}" for reason in why_confident),
            *(f"consistency: {reason}" for reason in why_consistent),
            *(f"completeness: {reason}" for reason in why_complete),
        ),
    )


def _confidence(hearing: Hearing, groups: Sequence[Group]) -> tuple[float, list[str]]:
    findings = [item for group in groups for item in group.findings]
    if not findings:
        return 0.0, ["nothing was found"]
    weight = sum(group.lead.importance for group in groups)
    believed = (
        sum(group.confidence * group.lead.importance for group in groups) / weight
        if weight
        else sum(group.confidence for group in groups) / len(groups)
    )
    witnesses = [
        independent([item for item in group.findings if item.specialist in group.supports])
        for group in groups
    ]
    shared = sum(len(names) > 1 for names in witnesses)
    pages = hearing.cited_pages(findings)
    hard = [page for page, share in pages.items() if share < HARD_TO_READ]
    return believed, [
        _verification(tally(findings)),
        f"{shared} of {len(groups)} points were made by more than one specialist independently",
        f"{_pages(hard)} hard to read" if hard else "every cited page is legible",
    ]


def _verification(count: Tally) -> str:
    found = count.verbatim + count.fuzzy
    doubts = [f"{count.fuzzy} of them not verbatim"] if count.fuzzy else []
    doubts += [f"{count.altered} altered, which counts twice"] if count.altered else []
    doubts += [f"{count.missing} not found"] if count.missing else []
    doubts += [f"{count.contradicted} claims contradict their own quotation"] if count.contradicted else []
    return ", ".join([f"{found} of {count.quotations} quotations stand in the document", *doubts])


def _consistency(groups: Sequence[Group], conflicts: Sequence[Conflict]) -> tuple[float, list[str]]:
    ground = max(1.0, sum(group.lead.importance for group in groups))
    against = sum(
        (OPEN if item.resolution is None else DECIDED) * item.severity
        for item in sorted(conflicts, key=lambda item: (item.severity, item.resolution is None))
    )
    reasons = [
        _counted(conflicts, "specialists", "between specialists"),
        _counted(conflicts, "document", "within the document"),
    ]
    return ground / (ground + against), reasons


def _counted(conflicts: Sequence[Conflict], kind: str, where: str) -> str:
    those = [item for item in conflicts if item.kind == kind]
    if not those:
        return f"no conflict {where}"
    decided = sum(item.resolution is not None for item in those)
    worst = max(item.severity for item in those)
    noun = "conflict" if len(those) == 1 else "conflicts"
    return f"{len(those)} {noun} {where}, {decided} decided, severity up to {worst:.2f}"


def _completeness(hearing: Hearing, missed: Sequence[str]) -> tuple[float, list[str]]:
    reports, pages = hearing.reports, len(hearing.document.pages)
    if not reports or not pages:
        return 0.0, ["nobody read"]
    panel = sum(STATUS.get(report.status, 0.0) for report in reports) / len(reports)
    planned = sum(report.status == "ok" for report in reports)
    stand_ins = sum(report.status == "fallback" for report in reports)
    with_text = pages - len(hearing.document.pages_without_text)
    items = expected(hearing)
    listed = {item.casefold() for item in items}
    lacking = sum(item.casefold() in listed for item in missed)
    found = 1 - lacking / len(items) if items else 1.0
    read = f"{planned} of {len(reports)} specialists read as planned"
    reasons = [
        read + (f", rules stood in for {stand_ins} more" if stand_ins else ""),
        f"{with_text} of {pages} pages hold text",
    ]
    if items:
        reasons.append(f"{lacking} of {len(items)} expected items were not found")
    return panel * with_text / pages * found, reasons


def _pages(numbers: Sequence[int]) -> str:
    listed = ", ".join(map(str, numbers))
    return f"page {listed} is" if len(numbers) == 1 else f"pages {listed} are"
