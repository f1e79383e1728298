"""The findings as a table of comma-separated values (RFC 4180), made for spreadsheets.

It begins with a byte-order mark: without one Excel reads UTF-8 as the code page of the machine, and every
curly quotation mark, dash and foreign letter of a quotation becomes two or three wrong ones. Programs that
want no mark have `--format json`; Python, R and pandas read the mark away with `utf-8-sig`.

A cell that a spreadsheet would take for a formula gets an apostrophe in front, the sign for text
(https://owasp.org/www-community/attacks/CSV_Injection). So does one behind a semicolon, which is where a
spreadsheet of many European countries begins the next cell.
"""

import csv
import io
import re

from docpanel.agents.analysis import Analysis
from docpanel.agents.findings import Evidence, Finding
from docpanel.agents.questions import CATEGORY, QUESTIONS
from docpanel.reports.escaping import plain

__all__ = ["COLUMNS", "is_findings_table", "render_table"]

COLUMNS = (
    "id",
    "specialist",
    "category",
    "subject",
    "claim",
    "stance",
    "importance",
    "confidence",
    "basis",
    "verified",
    "page",
    "quote",
    "match",
    "differs",
    "start",
    "end",
    "recommendation",
    "used_in",
    "document",
    "sha256",
    "run_id",
)

BYTE_ORDER_MARK = "\ufeff"
FORMULA = re.compile(r"(?:^|(?<=;))(?=[=+\-@\uff1d\uff0b\uff0d\uff20])")
"""Where a spreadsheet would begin a formula; the last four are the full-width forms of the signs."""

HEADER = BYTE_ORDER_MARK + ",".join(COLUMNS)
DECIDING = ("altered", "exact", "normalized", "fuzzy", "missing")
"""Of several quotations the row shows the one that decides whether the finding is verified."""


def render_table(analysis: Analysis) -> str:
    """Return the table with its header; lines end in CR LF and cells hold no line breaks."""
    lines = io.StringIO()
    writer = csv.writer(lines, lineterminator="\r\n")
    used = _uses(analysis)
    for finding in analysis.findings().values():
        row = _row(finding, analysis, "; ".join(used.get(finding.id, ())))
        writer.writerow([_cell(value) for value in row])
    for answer in analysis.synthesis.answers:
        if not answer.finding_ids:
            said = Finding(id="", subject=answer.question, claim=answer.text, category=CATEGORY)
            writer.writerow([_cell(value) for value in _row(said, analysis, f"answer to: {answer.question}")])
    return f"{HEADER}\r\n{lines.getvalue()}"


def is_findings_table(head: str, _tail: str) -> bool:
    """Say whether a file begins as our table does."""
    return head.removeprefix(BYTE_ORDER_MARK).startswith(",".join(COLUMNS))


def _uses(analysis: Analysis) -> dict[str, list[str]]:
    """Return by finding where the synthesis stands on it."""
    synthesis = analysis.synthesis
    places = [
        *((item.finding_ids, "bottom line") for item in synthesis.bottom_line),
        *((item.finding_ids, f"key finding {at}") for at, item in enumerate(synthesis.key_findings, 1)),
        *((item.finding_ids, "recommendation") for item in synthesis.recommendations),
        *((item.finding_ids, f"answer to: {item.question}") for item in synthesis.answers),
        *(
            (side.finding_ids, f"conflict: {item.subject}")
            for item in synthesis.conflicts
            for side in item.positions
        ),
        *((item.finding_ids, f"withheld: {item.reason}") for item in synthesis.withheld),
    ]
    used: dict[str, list[str]] = {}
    for ids, place in places:
        for name in ids:
            if place not in used.setdefault(name, []):
                used[name].append(place)
    return used


def _row(finding: Finding, analysis: Analysis, used_in: str) -> list[object]:
    quotes = sorted(finding.evidence, key=lambda item: DECIDING.index(item.match))
    shown = quotes[0] if quotes else Evidence(quote="")
    return [
        finding.id,
        finding.specialist or QUESTIONS,
        finding.category,
        finding.subject,
        finding.claim,
        finding.stance,
        finding.importance,
        finding.confidence,
        finding.basis,
        "yes" if finding.verified else "no",
        shown.page,
        shown.quote,
        shown.match if quotes else "",
        "; ".join((*finding.differs, *(word for item in finding.evidence for word in item.differs))),
        shown.start,
        shown.end,
        finding.recommendation,
        used_in,
        analysis.document.name,
        analysis.document.sha256,
        analysis.run_id,
    ]


def _cell(value: object) -> str:
    return "" if value is None else FORMULA.sub("'", plain(str(value)))
