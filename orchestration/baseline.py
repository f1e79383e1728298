"""The panel against one call that was asked everything at once."""

from dataclasses import dataclass

from docpanel.agents.analysis import Baseline
from docpanel.agents.findings import Finding
from docpanel.orchestration.ledger import Asked, Ledger
from docpanel.orchestration.reading import Reading
from docpanel.orchestration.reconciliation.grouping import group_findings
from docpanel.orchestration.spending import Spending

__all__ = ["compared", "served_from_cache"]

LABEL = "baseline"
SYNTHESIZER = "synthesizer"


@dataclass(frozen=True, slots=True)
class Points:
    """Groups of verified findings, by who made them."""

    shared: int
    alone: int
    missed: int


def compared(reading: Reading, *, model: str, ledger: Ledger, spending: Spending) -> Baseline | None:
    """Return the comparison, None where nobody asked for it.

    The panel's side is all that its result takes, the synthesizer included. Both prices are those of
    asking afresh: an answer from our cache costs nothing in this run, but it says nothing about who is
    cheaper.
    """
    report = reading.baseline
    if report is None:
        return None
    points = _points(report.findings, [item for each in reading.reports for item in each.findings])
    panel = _of_panel(reading, ledger)
    return Baseline(
        model=model,
        findings=report.findings,
        verified=sum(item.verified for item in report.findings),
        shared=points.shared,
        alone=points.alone,
        missed=points.missed,
        usd=spending.price_of(ledger.asked(LABEL).afresh),
        panel_usd=spending.price_of(panel.afresh),
        error=None if report.status == "ok" else report.error or report.status,
    )


def served_from_cache(reading: Reading, ledger: Ledger) -> bool:
    """Say whether answers on either side came from our cache, so that their seconds compare nothing."""
    if reading.baseline is None:
        return False
    return bool((_of_panel(reading, ledger) + ledger.asked(LABEL)).cached_calls)


def _of_panel(reading: Reading, ledger: Ledger) -> Asked:
    labels = [*(f"specialist:{report.name}" for report in reading.reports), SYNTHESIZER]
    return sum(map(ledger.asked, labels), Asked())


def _points(baseline: tuple[Finding, ...], panel: list[Finding]) -> Points:
    """Group both sides' verified findings; a group is one point."""
    own = {item.id for item in baseline}
    sides = [
        {item.id in own for item in group}
        for group in group_findings([item for item in (*baseline, *panel) if item.verified])
    ]
    return Points(
        shared=sum(len(side) > 1 for side in sides),
        alone=sum(side == {True} for side in sides),
        missed=sum(side == {False} for side in sides),
    )
