"""The pieces of a Markdown report: headings, tables, lists and quotations around escaped content."""

from collections.abc import Iterable, Sequence

from docpanel.agents.findings import Evidence
from docpanel.reports.citations import same_words
from docpanel.reports.escaping import escape_markdown
from docpanel.reports.wording import MATCHES

__all__ = ["bullets", "quotation", "section", "table"]

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


def quotation(evidence: Evidence, claim: str = "", indent: str = "") -> str:
    """Return a quotation as a block quote, with its page and how it was found.

    Where the claim is the quotation, as rule readers have it, the words are not said twice.
    """
    place = [] if evidence.page is None else [f"p. {evidence.page}"]
    source = [f"from {escape_markdown(evidence.source)}"] if evidence.source else []
    words = MATCHES[evidence.match]
    found = ", ".join([*place, *source, words if evidence.verified else f"**{words}**"])
    if same_words(claim, evidence.quote):
        return f"{indent}> The sentence itself: {found}"
    return f"{indent}> “{escape_markdown(evidence.quote)}”\n{indent}>\n{indent}> {found}"


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cell.replace('|', PIPE) for cell in cells)} |"
