"""The middle of the Markdown report: figures, what was recomputed, what contradicts what."""

from collections.abc import Sequence

from docpanel.agents.analysis import Conflict, Number, Position
from docpanel.reports.audits import audit_line, mismatches
from docpanel.reports.citations import Citations
from docpanel.reports.disagreement import (
    between_specialists,
    no_contradiction,
    no_disagreement,
    outcome,
    within_document,
)
from docpanel.reports.escaping import code_span, escape_markdown
from docpanel.reports.figures import by_concern, check_of, name_of, value_of
from docpanel.reports.markdown_text import bullets, finding_item, section, table
from docpanel.reports.wording import how_found, percent

__all__ = ["audit", "contradictions", "disagreements", "numbers"]

AUDITED = "Without any language model:"


def numbers(citations: Citations) -> str:
    """Return every figure, with the quotation that holds it."""
    found = by_concern(citations.analysis.synthesis.numbers)
    # A column that is empty in every row looks like a check that was passed.
    checked = any(item.agrees is not None for item in found)
    rows = [
        (
            escape_markdown(name_of(item)),
            escape_markdown(value_of(item)),
            escape_markdown(item.period or ""),
            citations.page(item.page),
            *((_recomputed(item),) if checked else ()),
            escape_markdown(item.quote),
        )
        for item in found
    ]
    head = ("What", "Value", "Period", "Page", *(("Recomputed",) if checked else ()), "As printed")
    return section("Numbers", table(head, rows))


def audit(citations: Citations) -> str:
    """Return what was checked without a model, and every mismatch that is no contradiction."""
    line = audit_line(citations.analysis)
    found = (finding_item(citations, item) for item in mismatches(citations.analysis))
    return section("Figures and sums done again", f"{AUDITED} {line}." if line else "", *found)


def contradictions(citations: Citations) -> str:
    """Return where the document contradicts itself, the places beside each other."""
    analysis = citations.analysis
    found = [_conflict(citations, item) for item in within_document(analysis)]
    return section("Contradictions within the document", *(found or [no_contradiction(analysis)]))


def disagreements(citations: Citations) -> str:
    """Return where the readers differ, the sides beside each other."""
    analysis = citations.analysis
    found = [_conflict(citations, item) for item in between_specialists(analysis)]
    return section("Disagreements between specialists", *(found or [no_disagreement(analysis)]))


def _recomputed(item: Number) -> str:
    return escape_markdown(check_of(item) + (f" ({item.computation})" if item.computation else ""))


def _conflict(citations: Citations, conflict: Conflict) -> str:
    head = tuple(f"Position {index}" for index, _ in enumerate(conflict.positions, start=1))
    facts = [
        f"Severity {percent(conflict.severity)}",
        f"Found by: {escape_markdown(conflict.rule)}",
        escape_markdown(outcome(conflict)),
    ]
    sides = table(head, [[_side(citations, conflict.kind, position) for position in conflict.positions]])
    return section(escape_markdown(conflict.subject), sides, bullets(facts), level=3)


def _side(citations: Citations, kind: str, position: Position) -> str:
    what = "Value" if kind == "document" else "Stance or value"
    value = [f"{what}: {escape_markdown(position.value)}"] if position.value else []
    ids = [", ".join(map(code_span, position.finding_ids))] if position.finding_ids else []
    return "<br>".join([escape_markdown(position.claim), *value, *_quotes(citations, position), *ids])


def _quotes(citations: Citations, position: Position) -> Sequence[str]:
    quotes = []
    for item in position.evidence:
        page = citations.page(item.page)
        place = page if item.verified else ", ".join(filter(None, [page, how_found(item)]))
        quotes.append(f"“{escape_markdown(item.quote)}”" + (f" ({escape_markdown(place)})" if place else ""))
    return quotes
