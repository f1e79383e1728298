"""What each specialist added to the result, and what that cost."""

from docpanel.agents.analysis import Contribution, Synthesis
from docpanel.agents.findings import SpecialistReport
from docpanel.agents.reconciliation import Reconciliation
from docpanel.orchestration.ledger import Ledger
from docpanel.orchestration.reading import Reading
from docpanel.orchestration.spending import Spending

__all__ = ["contributions"]


def contributions(
    reading: Reading, reconciled: Reconciliation, synthesis: Synthesis, ledger: Ledger, spending: Spending
) -> tuple[Contribution, ...]:
    """Return a row a specialist, in the panel's order."""
    alone = _alone(reading, reconciled)
    cited = {
        name
        for ids in (
            *(sentence.finding_ids for sentence in (*synthesis.bottom_line, *synthesis.recommendations)),
            *(finding.finding_ids for finding in synthesis.key_findings),
        )
        for name in ids
    }
    opposed = [
        {_speaker(name) for side in conflict.positions for name in side.finding_ids}
        for conflict in synthesis.conflicts
    ]

    def row(report: SpecialistReport) -> Contribution:
        verified = {item.id for item in report.findings if item.verified}
        return Contribution(
            specialist=report.name,
            verified=len(verified),
            alone=len(verified & alone),
            cited=sum(item.id in cited for item in report.findings),
            conflicts=sum(report.name in names for names in opposed),
            usd=spending.price_of(ledger.asked(f"specialist:{report.name}")),
        )

    return tuple(map(row, reading.reports))


def _alone(reading: Reading, reconciled: Reconciliation) -> set[str]:
    """Return the verified findings whose point no other specialist verified; the audit is none."""
    panel = {report.name for report in reading.reports}
    found = set()
    for group in reconciled.groups:
        verified = [item for item in group.findings if item.verified and item.specialist in panel]
        if len({item.specialist for item in verified}) == 1:
            found |= {item.id for item in verified}
    return found


def _speaker(finding_id: str) -> str:
    return finding_id.rpartition("-")[0]
