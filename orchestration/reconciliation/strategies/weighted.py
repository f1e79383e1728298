"""Weighted combination: every specialist adds what its strongest finding weighs.

strength(finding) = weight(specialist) x importance x confidence x evidence
evidence          = 1 exact, 0.95 normalized, 0.8 fuzzy; 0.1 where no quotation was found
score(group)      = sum over specialists of their strongest finding
confidence(group) = mean of confidence x evidence, plus 0.1 for each further specialist that does not
                    dissent, at most 1
"""

from collections.abc import Mapping, Sequence

from docpanel.agents.findings import Finding
from docpanel.agents.reconciliation import Group
from docpanel.orchestration.grouping import same_point

__all__ = ["strength", "weigh"]

EVIDENCE = {"exact": 1.0, "normalized": 0.95, "fuzzy": 0.8}
NO_EVIDENCE = 0.1
AGREEMENT = 0.1
OPPOSITE = {"positive": "negative", "negative": "positive"}


def weigh(
    findings: Sequence[Finding], weights: Mapping[str, float], judges: Mapping[str, str] | None = None
) -> Group:
    """Make a group of findings that speak of the same thing; `weights` and `judges` are by specialist."""
    measures = judges or {}
    ranked = sorted(findings, key=lambda item: (-strength(item, weights), item.id))
    lead = ranked[0]
    strongest: dict[str, Finding] = {}
    for finding in ranked:
        strongest.setdefault(finding.specialist, finding)
    opposed = {
        name
        for name, item in strongest.items()
        if item.stance == OPPOSITE.get(lead.stance)
        and measures.get(name) == measures.get(lead.specialist)
        and same_point(item, lead)
    }
    believed = [item.confidence * _evidence(item) for item in ranked]
    confidence = sum(believed) / len(believed) + AGREEMENT * (len(strongest) - len(opposed) - 1)
    return Group(
        lead=lead,
        findings=tuple(ranked),
        score=round(sum(strength(item, weights) for item in strongest.values()), 6),
        confidence=round(min(1.0, confidence), 6),
        supports=tuple(sorted(set(strongest) - opposed)),
        dissents=tuple(sorted(opposed)),
    )


def strength(finding: Finding, weights: Mapping[str, float]) -> float:
    """Return what one finding weighs."""
    weight = weights.get(finding.specialist, 1.0)
    return weight * finding.importance * finding.confidence * _evidence(finding)


def _evidence(finding: Finding) -> float:
    if not finding.verified:
        return NO_EVIDENCE
    return max(EVIDENCE[item.match] for item in finding.evidence if item.verified)
