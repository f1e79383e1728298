"""The first part of the Markdown report: what the document comes to, and what was asked."""

from collections.abc import Iterable, Sequence

from docpanel.agents.analysis import Answer, KeyFinding, Sentence
from docpanel.agents.findings import Finding
from docpanel.reports.answered import answer_text
from docpanel.reports.citations import Citations
from docpanel.reports.escaping import code_span, escape_markdown
from docpanel.reports.markdown_text import bullets, names, quotation, section, table, warned
from docpanel.reports.wording import is_mock, panel, percent, plural, status_line, who_read

__all__ = ["answers", "bottom_line", "header", "key_findings", "not_found", "questions"]

NO_THEME = "Under no theme"


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
            f"{escape_markdown(analysis.panel)}: {names(report.name for report in panel(analysis))}",
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
    """Return what was asked, and what the document says to it or that it does not."""
    found = citations.analysis.synthesis.answers
    return section("Answers", *(_answer(citations, item) for item in found))


def key_findings(citations: Citations) -> str:
    """Return every key finding with all its quotations, under its theme where there are any."""
    found = list(enumerate(citations.analysis.synthesis.key_findings, start=1))
    if not any(finding.theme for _, finding in found):
        return section("Key findings", *(_key_finding(citations, *item) for item in found))
    themes = dict.fromkeys(finding.theme for _, finding in found if finding.theme)
    blocks = [
        section(
            escape_markdown(theme) if theme else NO_THEME,
            *(_key_finding(citations, *item) for item in found if item[1].theme == theme),
            level=3,
        )
        for theme in (*themes, None)
    ]
    return section("Key findings", *blocks)


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


def _answer(citations: Citations, answer: Answer) -> str:
    head = f"### {escape_markdown(answer.question)}"
    said = escape_markdown(answer_text(answer))
    if not answer.finding_ids:
        return f"{head}\n\n{said}"
    text = f"{said} {citations.chip(answer.finding_ids)}".strip()
    return "\n\n".join(
        (head, text, *_grounds(citations, answer.finding_ids, answer.text), _ids(answer.finding_ids))
    )


def _key_finding(citations: Citations, number: int, finding: KeyFinding) -> str:
    by = [f"supported by {names(finding.supports)}"] if finding.supports else []
    against = [f"against it: {names(finding.dissents)}"] if finding.dissents else []
    certain = f"confidence {percent(finding.confidence)}"
    facts = [
        f"importance {percent(finding.importance)}",
        *([] if finding.reasons else [certain]),
        *by,
        *against,
        _ids(finding.finding_ids),
    ]
    because = bullets(map(escape_markdown, finding.reasons))
    cited = citations.findings(finding.finding_ids)
    parts = [
        f"**{number}. {escape_markdown(finding.text)}**",
        *_grounds(citations, finding.finding_ids, finding.text),
        bullets(_next(item) for item in cited if item.recommendation),
        "; ".join(facts),
        f"{certain}, since:\n\n{because}" if because else "",
    ]
    return "\n\n".join(part for part in parts if part)


def _grounds(citations: Citations, ids: Sequence[str], claim: str) -> Iterable[str]:
    """Return all quotations of the findings, and what is wrong with them."""
    evidence = citations.evidence(ids)
    yield from (quotation(citations, item, claim) for item in evidence)
    if not evidence:
        yield "**No quotation supports this.**"
    yield from warned(citations.findings(ids))


def _ids(ids: Sequence[str]) -> str:
    return f"findings {', '.join(map(code_span, ids))}"


def _next(finding: Finding) -> str:
    return f"Next: {escape_markdown(finding.recommendation or '')}"


def _sentence(citations: Citations, sentence: Sentence) -> str:
    return f"{escape_markdown(sentence.text)} {citations.chip(sentence.finding_ids)}".strip()
