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


@click.command()
@click.argument("report", type=click.Path(path_type=Path), metavar="REPORT")
@click.argument("document", metavar="DOCUMENT")
@click.option("--json", "as_json", is_flag=True, help="One JSON object instead of sentences.")
def verify(report: Path, document: str, *, as_json: bool) -> int:
    """Look up every quotation of a JSON REPORT in its DOCUMENT again.

    REPORT is what `analyze --format json` wrote: one analysis, or one a line, of which that of the
    document is taken. Exit code 0: every quotation holds, and neither file was changed. 1: one does not,
    or something was changed. 2: a file cannot be read.
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
        "problems": list(found.problems),
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

    lines = [plain(problem) for problem in found.problems]
    lines += [plain(_refusal(item)) for item in found.refused]
    total, refused = len(found.evidence), len(found.refused)
    name = plain(analysis.document.name)
    if not total:
        lines.append(f"{name}: the report quotes nothing")
    elif refused:
        lines.append(
            f"{name}: {refused:,} of {plural(total, 'quotation')} REFUSED, {total - refused:,} verified"
        )
    else:
        lines.append(f"{name}: {plural(total, 'quotation')} verified, none refused")
    if found.holds:
        lines[-1] += "; document and report are unchanged"
    return lines


def _refusal(item: "CheckedQuotation") -> str:
    quote = item.quote if len(item.quote) <= SHOWN_CHARACTERS else f"{item.quote[:SHOWN_CHARACTERS]}…"
    page = f", p. {item.page}" if item.page is not None else ""
    return f"refused: {item.where}{page}: “{quote}” {item.problem}"
