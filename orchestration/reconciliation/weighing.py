"""What one finding weighs: the measure that all strategies share.

strength(finding) = weight(specialist) x importance x confidence x evidence
evidence          = 1 exact, 0.95 normalized, 0.8 fuzzy; 0.1 where no quotation was found, one was altered,
                    or the claim contradicts its own

`confidence` is what the specialist said of itself; being at most 1, it can only lower.
"""

from docpanel.agents.findings import Finding
from docpanel.orchestration.reconciliation.hearing import Hearing

__all__ = ["EVIDENCE", "NO_EVIDENCE", "bounded", "evidence_of", "strength"]

EVIDENCE = {"exact": 1.0, "normalized": 0.95, "fuzzy": 0.8}
NO_EVIDENCE = 0.1


def strength(finding: Finding, hearing: Hearing) -> float:
    """Return what one finding weighs."""
    weight = hearing.weight(finding.specialist)
    return weight * finding.importance * finding.confidence * evidence_of(finding)


def evidence_of(finding: Finding) -> float:
    """Return how firmly a finding stands on its quotations, from 0.1 to 1."""
    if not finding.verified:
        return NO_EVIDENCE
    return max(EVIDENCE[place.match] for place in finding.evidence if place.verified)


def bounded(score: float) -> float:
    """Return s / (1 + s): the same order, always below 1, so that it decides only between equals."""
    return score / (1 + score)
