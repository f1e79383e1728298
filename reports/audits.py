"""What was checked without a model: figures compared with each other, computations done again."""

from docpanel.agents.analysis import Analysis
from docpanel.agents.findings import Finding
from docpanel.reports.disagreement import within_document
from docpanel.reports.wording import plural

__all__ = ["audit_line", "mismatches"]


def mismatches(analysis: Analysis) -> list[Finding]:
    """Return the audit's findings without those that stand as contradictions already."""
    told = _contradicting(analysis)
    return [item for item in analysis.audit.findings if item.id not in told]


def audit_line(analysis: Analysis) -> str:
    """Return `84 figures compared: no contradiction; 22 computations done again: 1 mismatch`.

    Nothing where nothing was checked.
    """
    audit, told = analysis.audit, _contradicting(analysis)
    contradictions = sum(item.id in told for item in audit.findings)
    wrong = len(audit.findings) - contradictions
    parts = []
    if audit.figures > 1 or contradictions:  # one figure alone was compared with nothing
        found = plural(contradictions, "contradiction") if contradictions else "no contradiction"
        unsure = f", {plural(audit.candidates, 'pair')} for a reader to judge" if audit.candidates else ""
        parts.append(f"{plural(audit.figures, 'figure')} compared: {found}{unsure}")
    if audit.computations or wrong:
        found = f"{wrong:,} mismatch{'' if wrong == 1 else 'es'}" if wrong else "no mismatch"
        parts.append(f"{plural(audit.computations, 'computation')} done again: {found}")
    return "; ".join(parts)


def _contradicting(analysis: Analysis) -> set[str]:
    """Return the ids of findings that stand behind a contradiction within the document."""
    return {
        id_
        for conflict in within_document(analysis)
        for position in conflict.positions
        for id_ in position.finding_ids
    }
