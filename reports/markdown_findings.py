"""The first half of the Markdown report: what the document comes to, and what speaks against it."""

from collections.abc import Iterable

from docpanel.agents.analysis import Conflict, KeyFinding, Number, Position, Sentence
from docpanel.agents.findings import Finding
from docpanel.reports.citations import Citations
from docpanel.reports.escaping import code_span, escape_markdown
from docpanel.reports.figures import by_concern, check_of, name_of, page_of, value_of
from docpanel.reports.markdown_text import bullets, quotation, section, table
from docpanel.reports.wording import is_mock, percent, plural, status_line, who_read

__all__ = [
    "answers",
    "bottom_line",
    "conflicts",
    "header",
    "key_findings",
    "not_found",
    "numbers",
    "questions",
]

KINDS = {"document": "The document contradicts itself", "specialists": "The specialists disagree"}


def header(citations: Citations) -> str:
    """Return the title and the facts that one must know before believing a word."""
    analysis = citations.analysis
    document = analysis.document
    rows = [
        ("Status", f"**{escape_markdown(status_line(analysis))}**"),
        ("Read by", f"**{escape_markdown(who_read(analysis))}**"),
        ("Model", code_span(analysis.model)),
        ("Document", code_span(document.name)),
        ("SHA-256", code_span(document.sha256)),
        ("Type", code_span(document.media_type)),
        ("Length", f"{plural(document.pages, 'page')}, {plural(document.words, 'word')}"),
        ("Language", escape_markdown(document.language or "unknown")),
        (
            "Panel",
            f"{escape_markdown(analysis.panel)}: {_names(report.name for report in analysis.specialists)}",
        ),
        ("Strategy", escape_markdown(analysis.strategy)),
    ]
    made_up = "> **Not an analysis:** the mock provider made these answers up." if is_mock(analysis) else ""
    title = f"# Analysis of {code_span(document.name)}"
    return "\n\n".join(part for part in (title, made_up, table(("", ""), rows)) if part)


def bottom_line(citations: Citations) -> str:
    """Return what the document comes to."""
    return section(
        "Bottom line", *(_sentence(citations, item) for item in citations.analysis.synthesis.bottom_line)
    )


def answers(citations: Citations) -> str:
    """Return the answers to what was asked."""
    return section("Answers", *(_sentence(citations, item) for item in citations.analysis.synthesis.answers))


def key_findings(citations: Citations) -> str:
    """Return every key finding with all its quotations."""
    found = citations.analysis.synthesis.key_findings
    return section("Key findings", *(_key_finding(citations, *item) for item in enumerate(found, start=1)))


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
            page_of(item),
            *((_recomputed(item),) if checked else ()),
            escape_markdown(item.quote),
        )
        for item in found
    ]
    head = ("What", "Value", "Period", "Page", *(("Recomputed",) if checked else ()), "As printed")
    return section("Numbers", table(head, rows))


def _recomputed(item: Number) -> str:
    return escape_markdown(check_of(item) + (f" ({item.computation})" if item.computation else ""))


def conflicts(citations: Citations) -> str:
    """Return what cannot all hold, the positions beside each other."""
    found = citations.analysis.synthesis.conflicts
    blocks = [_conflict(item) for item in found] or ["No specialist contradicts another on the same point."]
    return section("Contradictions and disagreements", *blocks)


def not_found(citations: Citations) -> str:
    """Return what such a document should say and does not."""
    items = citations.analysis.synthesis.not_found
    return section("Expected but not found", bullets(map(escape_markdown, items)))


def questions(citations: Citations) -> str:
    """Return what remains to be asked and done."""
    synthesis = citations.analysis.synthesis
    asked = section("Questions", bullets(map(escape_markdown, synthesis.questions)), level=3)
    todo = bullets(_sentence(citations, item) for item in synthesis.recommendations)
    return section("Questions and next actions", asked, section("Next actions", todo, level=3))


def _key_finding(citations: Citations, number: int, finding: KeyFinding) -> str:
    by = [f"supported by {_names(finding.supports)}"] if finding.supports else []
    against = [f"against it: {_names(finding.dissents)}"] if finding.dissents else []
    facts = [
        f"importance {percent(finding.importance)}",
        f"confidence {percent(finding.confidence)}",
        *by,
        *against,
        f"findings {', '.join(map(code_span, finding.finding_ids))}",
    ]
    evidence = citations.evidence(finding.finding_ids)
    quotations = (
        "\n\n".join(quotation(item, finding.text) for item in evidence) or "**No quotation supports this.**"
    )
    why = bullets(_why(item) for item in citations.findings(finding.finding_ids) if item.recommendation)
    head = f"**{number}. {escape_markdown(finding.text)}**"
    return "\n\n".join(part for part in (head, quotations, why, "; ".join(facts)) if part)


def _why(finding: Finding) -> str:
    return f"Next: {escape_markdown(finding.recommendation or '')}"


def _conflict(conflict: Conflict) -> str:
    head = tuple(f"Position {index}" for index, _ in enumerate(conflict.positions, start=1))
    facts = [
        f"{KINDS[conflict.kind]}; severity {percent(conflict.severity)}",
        f"Rule: {escape_markdown(conflict.rule)}",
        f"Resolution: {escape_markdown(conflict.resolution)}" if conflict.resolution else "Both sides stand.",
        *([f"Would settle it: {escape_markdown(conflict.would_settle)}"] if conflict.would_settle else []),
    ]
    sides = table(head, [[_side(position) for position in conflict.positions]])
    return section(escape_markdown(conflict.subject), sides, bullets(facts), level=3)


def _side(position: Position) -> str:
    value = [f"Value: {escape_markdown(position.value)}"] if position.value else []
    quotes = [
        f"“{escape_markdown(item.quote)}” ({f'p. {item.page}' if item.page is not None else 'not found'})"
        for item in position.evidence
    ]
    ids = [", ".join(map(code_span, position.finding_ids))] if position.finding_ids else []
    return "<br>".join([escape_markdown(position.claim), *value, *quotes, *ids])


def _sentence(citations: Citations, sentence: Sentence) -> str:
    return f"{escape_markdown(sentence.text)} {citations.chip(sentence.finding_ids)}".strip()


def _names(names: Iterable[str]) -> str:
    return ", ".join(map(escape_markdown, names))
