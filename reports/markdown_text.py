"""The pieces of a Markdown report: headings, tables, lists and quotations around escaped content."""

from collections.abc import Iterable, Sequence

from docpanel.agents.findings import Evidence, Finding
from docpanel.reports.citations import Citations, same_words
from docpanel.reports.escaping import code_span, escape_markdown
from docpanel.reports.wording import claim_differs, how_found, percent

__all__ = ["bullets", "finding_item", "names", "quotation", "section", "table", "warned"]

PIPE = r"\|"


def section(title: str, *blocks: str, level: int = 2) -> str:
    """Return a heading and its blocks, or nothing where all of them are empty."""
    filled = [block for block in blocks if block]
    return "\n\n".join([f"{'#' * level} {title}", *filled]) if filled else ""


def bullets(items: Iterable[str]) -> str:
    """Return a list of items that are Markdown already."""
    return "\n".join(f"- {item}" for item in items)


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a table of cells that are Markdown already; nothing where it has no rows."""
    lines = [_row(row) for row in rows]
    return "\n".join([_row(head), _row(["---"] * len(head)), *lines]) if lines else ""


def names(items: Iterable[str]) -> str:
    """Return names in one line."""
    return ", ".join(map(escape_markdown, items))


def warned(findings: Iterable[Finding]) -> list[str]:
    """Return a bold line for each claim that says otherwise than its own quotation."""
    unlike = dict.fromkeys(filter(None, map(claim_differs, findings)))
    return [f"**Not verified: {escape_markdown(words)}**" for words in unlike]


def quotation(citations: Citations, evidence: Evidence, claim: str = "", indent: str = "") -> str:
    """Return a quotation as a block quote, with its page and how it was found.

    Where the claim is the quotation, as rule readers have it, the words are not said twice.
    """
    page = citations.page(evidence.page)
    source = [f"from {escape_markdown(evidence.source)}"] if evidence.source else []
    words = escape_markdown(how_found(evidence))
    found = ", ".join([*filter(None, [page]), *source, words if evidence.verified else f"**{words}**"])
    if same_words(claim, evidence.quote):
        return f"{indent}> The sentence itself: {found}"
    return f"{indent}> “{escape_markdown(evidence.quote)}”\n{indent}>\n{indent}> {found}"


def finding_item(citations: Citations, finding: Finding) -> str:
    """Return one finding in full, as a list item that holds its quotations."""
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
    parts = [
        f"- {code_span(finding.id)} {escape_markdown(finding.claim)}",
        *(f"  {line}" for line in warned([finding])),
        *(quotation(citations, item, finding.claim, indent="  ") for item in finding.evidence),
        f"  Next: {escape_markdown(finding.recommendation)}" if finding.recommendation else "",
        f"  {'; '.join(facts)}",
    ]
    return "\n\n".join(part for part in parts if part)


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cell.replace('|', PIPE) for cell in cells)} |"
