"""The audit of one document: all that can be checked without a model, as findings with their evidence."""

from collections.abc import Sequence

from docpanel.agents.analysis import Audit, Conflict, Number, Position
from docpanel.agents.audit.arithmetic.checks import check_arithmetic
from docpanel.agents.audit.arithmetic.computation import Computation
from docpanel.agents.audit.contradictions.comparison import find_contradictions
from docpanel.agents.audit.result import AUDITOR, Audited
from docpanel.agents.findings import Evidence, Finding
from docpanel.documents.document import Document, Span
from docpanel.documents.page_numbers import pages_named

__all__ = ["audit"]

LEAST, MOST = 0.6, 0.95
"""Importance of a mismatch: from one that is next to nothing to one as large as the figure itself."""

CONFIDENCE = 0.95
"""Of a finding that follows from the figures alone: what remains is that the page was misread."""

MOST_QUOTES = 8
LONGEST_QUOTE = 500
"""Characters up to which rows that follow each other are quoted as one."""


def audit(document: Document) -> Audited:
    """Check the sums of `document`, and its statements against each other.

    Findings are numbered by importance, then by place. Each certain conflict has one, which its positions
    name; candidates have none.
    """
    computations = check_arithmetic(document)
    contradictions = find_contradictions(document)
    drafts = [_mismatch(document, item) for item in computations if not item.agrees]
    first = len(drafts)
    drafts += [_contradiction(conflict) for conflict in contradictions.conflicts]
    order = sorted(range(len(drafts)), key=lambda at: (-drafts[at].importance, _place(drafts[at]), at))
    ids = {at: f"{AUDITOR}-{number}" for number, at in enumerate(order, 1)}
    conflicts = tuple(
        _with_finding(conflict, ids[first + index]) for index, conflict in enumerate(contradictions.conflicts)
    )
    return Audited(
        record=Audit(
            findings=tuple(drafts[at].model_copy(update={"id": ids[at]}) for at in order),
            figures=contradictions.compared,
            computations=len(computations),
            candidates=len(contradictions.candidates),
        ),
        conflicts=conflicts,
        candidates=contradictions.candidates,
        numbers=tuple(_number(document, item) for item in computations),
    )


def _place(finding: Finding) -> int:
    return min((item.start for item in finding.evidence if item.start is not None), default=0)


def _with_finding(conflict: Conflict, identity: str) -> Conflict:
    positions = (position.model_copy(update={"finding_ids": (identity,)}) for position in conflict.positions)
    return conflict.model_copy(update={"positions": tuple(positions)})


def _sides(positions: Sequence[Position]) -> str:
    """Return the values against each other, with their pages where these differ."""
    pages = [sorted({item.page for item in side.evidence if item.page is not None}) for side in positions]
    apart = any(found != pages[0] for found in pages)
    return " against ".join(
        f"{side.value or side.claim}" + (f" ({pages_named(found)})" if apart and found else "")
        for side, found in zip(positions, pages, strict=True)
    )


def _contradiction(conflict: Conflict) -> Finding:
    return Finding(
        id="",
        subject=conflict.subject,
        claim=f"The document contradicts itself on {conflict.subject}: {_sides(conflict.positions)}.",
        category="contradiction",
        stance="negative",
        importance=conflict.severity,
        confidence=CONFIDENCE,
        basis="computed",
        attributes={"rule": conflict.rule},
        evidence=tuple(item for position in conflict.positions for item in position.evidence),
    )


def _mismatch(document: Document, item: Computation) -> Finding:
    return Finding(
        id="",
        subject=item.subject,
        claim=(
            f"The document prints {item.printed} for {item.subject}, but its figures give {item.recomputed} "
            f"({item.formula}): a difference of {item.difference}."
        ),
        category="arithmetic",
        stance="negative",
        importance=round(LEAST + (MOST - LEAST) * min(float(item.size), 1.0), 3),
        confidence=CONFIDENCE,
        basis="computed",
        attributes={"printed": item.printed, "recomputed": item.recomputed, "computation": item.formula},
        evidence=tuple(_evidence(document, span) for span in _quoted(document.text, item)),
    )


def _quoted(text: str, item: Computation) -> list[Span]:
    """Return what is quoted: first what holds the printed figure, then the parts, rows in a row as one."""
    holder = _holder(item)
    joined: list[Span] = []
    for span in sorted(span for span in item.evidence if span != holder):
        last = joined[-1] if joined else None
        if last and not text[last.end : span.start].strip() and span.end - last.start <= LONGEST_QUOTE:
            joined[-1] = Span(last.start, span.end)
        else:
            joined.append(span)
    return [holder, *joined][:MOST_QUOTES]


def _holder(item: Computation) -> Span:
    """Return the row or the sentence that holds the printed figure."""
    holders = (
        span for span in item.evidence if span.start <= item.place.start and item.place.end <= span.end
    )
    return next(holders, item.place)


def _evidence(document: Document, span: Span) -> Evidence:
    return Evidence(
        quote=document.text[span.start : span.end],
        page=document.page_at(span.start),
        start=span.start,
        end=span.end,
        match="exact",
    )


def _number(document: Document, item: Computation) -> Number:
    holder = _holder(item)
    return Number(
        metric=item.subject,
        value=item.printed,
        unit=item.unit or None,
        page=document.page_at(item.place.start),
        quote=document.text[holder.start : holder.end],
        recomputed=item.recomputed,
        agrees=item.agrees,
        computation=item.formula,
    )
