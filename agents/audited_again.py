"""An analysis held against an audit of its document that was done again: findings, conflicts and figures."""

from collections.abc import Collection, Iterable, Iterator

from docpanel.agents.analysis import Analysis, Conflict, Number, Position
from docpanel.agents.audit.auditor import audit
from docpanel.agents.audit.result import Audited
from docpanel.agents.findings import Evidence, Finding
from docpanel.agents.grounding.claim_ledger import ClaimLedger
from docpanel.agents.grounding.claims import differences
from docpanel.agents.numbers import FIGURE
from docpanel.agents.verified_statements import PROBE, probe, told_apart
from docpanel.documents.document import Document

__all__ = ["problems_of_audit"]


def problems_of_audit(analysis: Analysis, document: Document) -> Iterator[str]:
    """Audit the same document again, and say what the report has otherwise."""
    again = audit(document)
    yield from _of_audit(analysis, again)
    for conflict in analysis.synthesis.conflicts:
        if conflict.kind == "document" and not _is_found_again(conflict, again):
            yield from _of_own_ground(conflict, document)
    subjects = {item.subject for item in analysis.findings().values() if item.verified}
    metrics = subjects | {row.metric for row in again.numbers}
    for row in analysis.synthesis.numbers:
        if problem := _of_number(row, again, metrics):
            yield f"number ({row.metric}) {problem}"


def _of_audit(analysis: Analysis, again: Audited) -> Iterator[str]:
    """Compare the audit's findings; a report whose audit did not run at all has none to miss."""
    ours = {_identity(item): item for item in analysis.audit.findings}
    theirs = {_identity(item): item for item in again.record.findings}
    for identity, item in ours.items():
        if identity not in theirs:
            yield f"the audit, done again, does not find {item.id}: “{item.claim}”"
    if analysis.audit.figures or analysis.audit.computations or ours:
        for identity, item in theirs.items():
            if identity not in ours:
                yield f"the audit, done again, finds what the report has not: “{item.claim}”"


def _identity(finding: Finding) -> tuple[object, ...]:
    return (finding.id, finding.subject, finding.claim, finding.basis, _places(finding.evidence))


def _places(evidence: Iterable[Evidence]) -> tuple[tuple[object, ...], ...]:
    return tuple((item.quote, item.page, item.start, item.end) for item in evidence)


def _is_found_again(conflict: Conflict, again: Audited) -> bool:
    """Say whether the audit finds the same sides, certain or as what a model was asked to judge."""
    wanted = (conflict.subject, tuple(map(_side, conflict.positions)))
    known = (*again.conflicts, *again.candidates)
    return any((item.subject, tuple(map(_side, item.positions))) == wanted for item in known)


def _side(position: Position) -> tuple[object, ...]:
    return (position.claim, position.value, _places(position.evidence))


def _of_own_ground(conflict: Conflict, document: Document) -> Iterator[str]:
    """Check the sides of a conflict that the audit does not find: each must be what it quotes."""
    for side in conflict.positions:
        problem = None
        if not any(item.verified for item in side.evidence):
            problem = "quotes nothing"
        elif side.value and not _stands_in(side.value, [item.quote for item in side.evidence]):
            problem = f"has a value that its quotations do not: {side.value}"
        elif differs := differences(probe(conflict.subject, side.claim, side.evidence), document):
            problem = f"is not what it quotes: {told_apart(differs, other='the quotation')}"
        if problem:
            yield (
                f"conflict ({conflict.subject}): the audit, done again, does not find it,"
                f" and the side “{side.claim}” {problem}"
            )


def _of_number(row: Number, again: Audited, metrics: Collection[str]) -> str | None:
    """Say what is wrong with a figure: it must stand in its quotation, and be computed again as it says."""
    if row.metric not in metrics:
        return "is the figure of no finding"
    same = [item for item in again.numbers if FIGURE.findall(item.value) == FIGURE.findall(row.value)]
    if not any(item.value == row.value and item.quote == row.quote for item in same):
        quoted = probe("", "", (Evidence(quote=row.quote, match="exact"),))
        beyond = ClaimLedger({PROBE: quoted}).objection(row.value, (PROBE,), prescribes=True)
        if not _stands_in(row.value, [row.quote]) or beyond:
            return f"has a value that its quotation does not: {row.value}"
    if (row.recomputed, row.agrees, row.computation) == (None, None, None):
        return None
    done = {(item.recomputed, item.agrees, item.computation) for item in same}
    if (row.recomputed, row.agrees, row.computation) not in done:
        return f"is said to be computed again as {row.recomputed}, which the audit, done again, does not find"
    return None


def _stands_in(value: str, quotes: Iterable[str]) -> bool:
    """Say whether every figure of a value is printed in one of the quotations; words must stand there too."""
    figures = set(FIGURE.findall(value))
    if not figures:
        return any(value.casefold() in quote.casefold() for quote in quotes)
    return any(figures <= set(FIGURE.findall(quote)) for quote in quotes)
