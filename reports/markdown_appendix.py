"""The second half of the Markdown report: each specialist, the pages, and how the run went."""

import re
from itertools import groupby

from docpanel.agents.analysis import Coverage
from docpanel.agents.findings import Finding, SpecialistReport
from docpanel.reports.citations import Citations, page_ranges
from docpanel.reports.escaping import code_span, escape_markdown, plain
from docpanel.reports.markdown_text import bullets, quotation, section, table
from docpanel.reports.wording import calls, cost, percent, quotations, tokens

__all__ = ["coverage", "marker", "quality", "run", "sources", "specialists", "warnings", "withheld"]


def specialists(citations: Citations) -> str:
    """Return one section a specialist, with all its findings."""
    reports = citations.analysis.specialists
    return section("Specialists", *(_specialist(citations, report) for report in reports))


def coverage(citations: Citations) -> str:
    """Return what became of each page; neighbours with the same fate share a row."""
    runs = [list(group) for _, group in groupby(citations.analysis.coverage, key=_fate)]
    rows = [
        (
            page_ranges(page.page for page in pages),
            "yes" if pages[0].sent else "**no**",
            "yes" if pages[0].has_text else "**none**",
            ", ".join(map(escape_markdown, sorted(pages[0].cited_by))) or "nobody",
        )
        for pages in runs
    ]
    return section("Coverage by page", table(("Pages", "Read", "Text", "Cited by"), rows))


def quality(citations: Citations) -> str:
    """Return how far the result can be trusted, and why."""
    found = citations.analysis.quality
    rows = [
        ("Confidence", percent(found.confidence)),
        ("Readers agree", percent(found.consistency)),
        ("Document and panel read", percent(found.completeness)),
    ]
    return section("How far to trust it", table(("", ""), rows), bullets(map(escape_markdown, found.reasons)))


def withheld(citations: Citations) -> str:
    """Return the sentences of the synthesizer that did not reach the body, and why."""
    rows = [
        (escape_markdown(item.text), escape_markdown(item.reason))
        for item in citations.analysis.synthesis.withheld
    ]
    return section("Withheld sentences", table(("Sentence", "Why it is not in the report"), rows))


def sources(citations: Citations) -> str:
    """Return what was asked outside the document."""
    rows = [
        (
            escape_markdown(item.name),
            escape_markdown(item.kind),
            escape_markdown(item.status),
            str(item.facts),
        )
        for item in citations.analysis.sources
    ]
    return section("Sources", table(("Source", "Kind", "Status", "Facts"), rows))


def warnings(citations: Citations) -> str:
    """Return what was odd."""
    return section("Warnings", bullets(map(escape_markdown, citations.analysis.warnings)))


def run(citations: Citations) -> str:
    """Return what it took."""
    analysis = citations.analysis
    timings = analysis.timings
    chain = " → ".join(timings.critical_path)
    spent = ", ".join(f"{name} {seconds:.1f} s" for name, seconds in timings.specialists.items())
    facts = [
        cost(analysis),
        calls(analysis),
        tokens(analysis),
        f"{timings.wall_seconds:.1f} s in all" + (f"; the longest chain: {chain}" if chain else ""),
        f"each specialist: {spent}" if spent else "",
        quotations(citations),
        f"synthesis written by {'a model' if analysis.synthesis.author == 'model' else 'rules'}",
        f"run {analysis.run_id}",
    ]
    return section("About this run", bullets(escape_markdown(fact) for fact in facts if fact))


def marker(run_id: str) -> str:
    """Return the invisible last line by which we recognise our own files."""
    safe = re.sub(r"[^\w.:]+", "-", plain(run_id)).strip("-")
    return f"<!-- docpanel report {safe} -->"


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
        escape_markdown(report.summary),
        table(("Score", "Value", "Why"), scores),
        *(_finding(item) for item in report.findings),
        missing,
        level=3,
    )


def _finding(finding: Finding) -> str:
    """Return one finding as a list item that holds its quotations."""
    facts = [
        escape_markdown(finding.category),
        f"subject: {escape_markdown(finding.subject)}",
        finding.stance,
        finding.basis,
        f"importance {percent(finding.importance)}",
        f"confidence {percent(finding.confidence)}",
        *(
            f"{escape_markdown(name)}: {escape_markdown(value)}"
            for name, value in sorted(finding.attributes.items())
        ),
    ]
    todo = f"  Next: {escape_markdown(finding.recommendation)}" if finding.recommendation else ""
    parts = [
        f"- {code_span(finding.id)} {escape_markdown(finding.claim)}",
        *(quotation(item, finding.claim, indent="  ") for item in finding.evidence),
        todo,
        f"  {'; '.join(facts)}",
    ]
    return "\n\n".join(part for part in parts if part)


def _fate(page: Coverage) -> tuple[bool, bool, tuple[str, ...]]:
    return page.sent, page.has_text, tuple(sorted(page.cited_by))
