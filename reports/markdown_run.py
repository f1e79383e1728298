"""The end of the Markdown report: who contributed what, and how the analysis was made."""

from docpanel.reports.citations import Citations
from docpanel.reports.contributed import baseline_line, comparison
from docpanel.reports.escaping import code_span, escape_markdown, marker_id
from docpanel.reports.markdown_text import bullets, finding_item, section, table
from docpanel.reports.wording import calls, cost, dollars, panel, plural, quotations, tokens, who_read

__all__ = ["baseline", "contributions", "marker", "run", "sources"]

ALONE = (
    "“Only they found” counts verified findings that no other specialist had; “cited” those that the"
    " synthesis cites."
)
LEDGER = (
    "Every sentence of the synthesis cites findings by their id, and every quotation was looked up in the"
    " document: a sentence without a verified finding is withheld."
)


def contributions(citations: Citations) -> str:
    """Return what each specialist added, and at what price."""
    rows = [
        (
            escape_markdown(item.specialist),
            str(item.verified),
            str(item.alone),
            str(item.cited),
            str(item.conflicts),
            dollars(item.usd),
            f"{citations.analysis.timings.specialists.get(item.specialist, 0.0):.1f} s",
        )
        for item in citations.analysis.contributions
    ]
    head = ("Specialist", "Verified findings", "Only they found", "Cited", "In conflicts", "Cost", "Time")
    made = table(head, rows)
    return section("What each specialist contributed", made, ALONE if made else "")


def baseline(citations: Citations) -> str:
    """Return the panel beside one call that was asked everything at once."""
    found = citations.analysis.baseline
    if found is None:
        return ""
    if found.error:
        return section("One call beside the panel", escape_markdown(baseline_line(citations.analysis, found)))
    rows = [(row.what, row.call, row.panel) for row in comparison(citations.analysis)]
    own = [finding_item(citations, item) for item in found.findings]
    return section(
        "One call beside the panel",
        f"One call to {code_span(found.model)} was asked everything at once.",
        table(("", "One call", "The panel"), rows),
        section("Findings of the one call", *own, level=3),
    )


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


def run(citations: Citations) -> str:
    """Return who did what to arrive here, and what it took."""
    analysis = citations.analysis
    timings = analysis.timings
    chain = " → ".join(timings.critical_path)
    spent = ", ".join(f"{name} {seconds:.1f} s" for name, seconds in sorted(timings.specialists.items()))
    by = "a model" if analysis.synthesis.author == "model" else "rules"
    facts = [
        f"{plural(len(panel(analysis)), 'specialist')} read independently: {who_read(analysis)}",
        f"combined by the strategy {analysis.strategy}; synthesis written by {by}",
        cost(analysis),
        calls(analysis),
        tokens(analysis),
        f"{timings.wall_seconds:.1f} s in all" + (f"; the longest chain: {chain}" if chain else ""),
        f"each specialist: {spent}" if spent else "",
        quotations(citations),
        f"run {analysis.run_id}",
    ]
    lines = [escape_markdown(fact) for fact in facts if fact]
    if analysis.digest:
        lines.append(f"digest {code_span(analysis.digest)}: a checksum of the JSON report")
    return section("How this was made", LEDGER, bullets(lines))


def marker(run_id: str) -> str:
    """Return the invisible last line by which we recognise our own files."""
    return f"<!-- docpanel report {marker_id(run_id)} -->"
