"""The last part of the Markdown report: how far to trust it, each specialist, and the pages."""

from itertools import groupby

from docpanel.agents.analysis import Coverage
from docpanel.agents.findings import SpecialistReport
from docpanel.reports.citations import Citations, page_ranges
from docpanel.reports.escaping import code_span, escape_markdown
from docpanel.reports.markdown_text import bullets, finding_item, names, section, table
from docpanel.reports.page_fates import coverage_sentences
from docpanel.reports.trust import MEASURES, measures

__all__ = ["coverage", "quality", "specialists", "warnings", "withheld"]

SUMMARY = "In the reader's own words, not checked:"


def quality(citations: Citations) -> str:
    """Return how far the result can be trusted: each measure with its reasons."""
    found = citations.analysis.quality
    reasons = {
        name: [item for item in found.reasons if item.casefold().startswith(name)] for name in MEASURES
    }
    rows = [
        (name.capitalize(), value, "<br>".join(map(escape_markdown, reasons[name])))
        for name, value in measures(found).items()
    ]
    said = {item for items in reasons.values() for item in items}
    others = bullets(escape_markdown(item) for item in found.reasons if item not in said)
    return section("How far to trust it", table(("Measure", "Value", "Why"), rows), others)


def specialists(citations: Citations) -> str:
    """Return one section a specialist, with all its findings."""
    reports = citations.analysis.specialists
    return section("Specialists", *(_specialist(citations, report) for report in reports))


def coverage(citations: Citations) -> str:
    """Return what became of each page; neighbours with the same fate share a row."""
    runs = [list(group) for _, group in groupby(citations.analysis.coverage, key=_fate)]
    rows = [(page_ranges(page.page for page in pages), *_fate(pages[0])) for pages in runs]
    sentences = "\n\n".join(coverage_sentences(citations.analysis))
    return section("Coverage by page", sentences, table(("Pages", "Read", "Text", "Cited by"), rows))


def withheld(citations: Citations) -> str:
    """Return the sentences of the synthesizer that did not reach the body, and why."""
    rows = [
        (
            escape_markdown(item.text),
            escape_markdown(item.reason),
            ", ".join(map(code_span, item.finding_ids)) or "nothing",
        )
        for item in citations.analysis.synthesis.withheld
    ]
    head = ("Sentence", "Why it is not in the report", "It cited")
    return section("Withheld sentences", table(head, rows))


def warnings(citations: Citations) -> str:
    """Return what was odd."""
    return section("Warnings", bullets(map(escape_markdown, citations.analysis.warnings)))


def _specialist(citations: Citations, report: SpecialistReport) -> str:
    title = escape_markdown(report.title or report.name)
    reader = f"model {code_span(report.model)}" if report.model else "a model"
    who = "rules, no language model" if report.reader == "rules" else reader
    seconds = citations.analysis.timings.specialists.get(report.name)
    head = f"{code_span(report.name)}: {report.status}, read by {who}" + (
        f", {seconds:.1f} s" if seconds else ""
    )
    problem = f"**{escape_markdown(report.error)}**" if report.error else ""
    scores = [
        (escape_markdown(name), f"{score.value:.2f}", escape_markdown(score.reason))
        for name, score in sorted(report.scores.items())
    ]
    missing = bullets(f"Expected but not found: {escape_markdown(item)}" for item in report.not_found)
    return section(
        title,
        head,
        problem,
        f"{SUMMARY} {escape_markdown(report.summary)}" if report.summary else "",
        table(("Score", "Value", "Why"), scores),
        *(finding_item(citations, item) for item in report.findings),
        missing,
        level=3,
    )


def _fate(page: Coverage) -> tuple[str, str, str]:
    read = "yes" if page.sent else "**no**"
    return (
        "**probably cut off**" if page.cut_off else read,
        "yes" if page.has_text else "**none**",
        names(sorted(page.cited_by)) or "nobody",
    )
