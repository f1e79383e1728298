"""`docpanel verify REPORT DOCUMENT`: every quotation of a report looked up again, without a model."""

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from docpanel.cli.exits import Exit, complain

if TYPE_CHECKING:
    from docpanel.agents.analysis import Analysis
    from docpanel.agents.verification import CheckedQuotation, Verification

__all__ = ["verify"]

SHOWN_CHARACTERS = 120
SHOWN_OF_ANOTHER = 5
"""Refused quotations that are shown where the document is another: that nearly all are is no news."""


@click.command()
@click.argument("report", type=click.Path(path_type=Path), metavar="REPORT")
@click.argument("document", metavar="DOCUMENT")
@click.option("--json", "as_json", is_flag=True, help="One JSON object instead of sentences.")
def verify(report: Path, document: str, *, as_json: bool) -> int:
    """Look up every quotation of a JSON REPORT in its DOCUMENT again.

    REPORT is what `analyze --format json` wrote: one analysis, or one a line, of which that of the
    document is taken. Exit code 0: every quotation and sentence holds, the document is the same, and the
    checksum of the report fits (it is no signature). 1: something does not hold, was changed, or there is
    no quotation. 2: a file cannot be read.
    """
    from docpanel.agents.verification import verify as check  # noqa: PLC0415  # --help must stay light
    from docpanel.cli.written_reports import read_reports, report_about  # noqa: PLC0415  # as above
    from docpanel.documents.inputs import STANDARD_INPUT, InputFile  # noqa: PLC0415  # as above
    from docpanel.documents.loading import load  # noqa: PLC0415  # as above

    reports = read_reports(report)
    path = None if document == STANDARD_INPUT else Path(document)
    parsed = load(InputFile(document, path))
    analysis = report_about(reports, parsed.sha256, parsed.name)
    if analysis is None:
        complain(f"{report}: none of its {len(reports)} analyses is about {document}")
        return Exit.USAGE
    found = check(analysis, parsed)
    print(_as_json(found, analysis) if as_json else "\n".join(_sentences(found, analysis)))
    return Exit.COMPLETE if found.holds else Exit.NOTHING


def _as_json(found: "Verification", analysis: "Analysis") -> str:
    from docpanel.reports.escaping import escape_json  # noqa: PLC0415  # --help must stay light

    data = {
        "verified": len(found.evidence) - len(found.refused),
        "refused": len(found.refused),
        "run_id": analysis.run_id,
        "same_document": found.same_document,
        "unchanged_report": found.sealed,
        "problems": [*found.problems, *found.statements],
        "evidence": [
            {
                "finding_id": item.finding_id,
                "quote": item.quote,
                "match": item.match,
                "page": item.page,
                "differs": list(item.differs),
                "holds": item.holds,
                "where": item.where,
                "problem": item.problem,
            }
            for item in found.evidence
        ],
    }
    return escape_json(json.dumps(data, ensure_ascii=False, indent=2))


def _sentences(found: "Verification", analysis: "Analysis") -> list[str]:
    """Return one line a problem and a refused quotation, then what it comes to."""
    from docpanel.reports.escaping import plain  # noqa: PLC0415  # --help must stay light
    from docpanel.reports.wording import plural  # noqa: PLC0415  # as above

    refused, total = len(found.refused), len(found.evidence)
    most = refused if found.same_document else SHOWN_OF_ANOTHER
    lines = [*found.problems, *(found.statements if found.same_document else ())]
    lines += [_refusal(item) for item in found.refused[:most]]
    if refused > most:
        lines.append(f"… and {refused - most:,} more")
    if not total:
        outcome = "the report quotes nothing"
    elif refused:
        outcome = f"{refused:,} of {plural(total, 'quotation')} REFUSED, {total - refused:,} verified"
    else:
        outcome = f"{plural(total, 'quotation')} verified, none refused"
    return [plain(line) for line in (*lines, f"{analysis.document.name}: {outcome}{_of_files(found)}")]


def _of_files(found: "Verification") -> str:
    """Say what the last line adds on the document and the report as a whole."""
    if found.holds:
        return "; the document is the same, and the checksum of the report fits (it is no signature)"
    said = ""
    if found.same_document and found.statements:
        said += f"; {len(found.statements):,} of its other statements REFUSED"
    if not found.sealed:
        said += "; the report was CHANGED, or has no checksum"
    return said


def _refusal(item: "CheckedQuotation") -> str:
    quote = item.quote if len(item.quote) <= SHOWN_CHARACTERS else f"{item.quote[:SHOWN_CHARACTERS]}…"
    page = f", p. {item.page}" if item.page is not None else ""
    return f"refused: {item.where}{page}: “{quote}” {item.problem}"
