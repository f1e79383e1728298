"""Analyses with something in every part of a report, and the documents that they are of."""

import json
from pathlib import Path
from typing import Any

from panel_material import make_document

from docpanel.agents.analysis import Analysis
from docpanel.agents.findings import Evidence
from docpanel.documents.document import Document, Span

__all__ = ["FOREIGN", "MEMO", "evidence", "foreign_analysis", "full_analysis", "hostile_analysis"]

RECORD = (Path(__file__).parent / "analyses" / "memo.json").read_text(encoding="utf-8")

HEADER = "ACME Corp. - internal"
GROWTH = "Revenue rose to $4.2 million in 2023."
OTHER_GROWTH = "Revenue was $4.8 million in 2023."

FIRST_PAGE = f"""{HEADER}
{GROWTH}
The plant in Ulm was closed in May, which
cost 38 jobs. The board expects the"""
SECOND_PAGE = f"""{HEADER}
closure to pay for itself within two years.
{OTHER_GROWTH}
Maintenance must be done every 40 hours. It shall not be put off."""
LAST_PAGE = "Appendix\nLabour 120\nParts 80\nTotal 210"

FOREIGN = make_document(
    'הסכם שכירות\nהשוכר ישלם 5,000 ש"ח בכל חודש (כולל מע"מ).',
    "العقد ساري المفعول حتى 31 ديسمبر 2025.",
    "本契約の期間は三年とする。甲は乙に月額五十万円を支払う。",
    name="חוזה.txt",
)

FIXED = {"id", "finding_ids", "kind", "stance", "basis", "match", "author", "reader", "status", "resolved_by"}
SAID = {"supports", "dissents", "critical_path", "reasons", "warnings", "questions", "not_found", "differs"}


def evidence(quote: str, document: Document, *, passage: str | None = None, **fields: Any) -> Evidence:
    """Return a quotation of `passage`, by default of its own words; missing where that stands nowhere."""
    start = document.text.find(passage or quote)
    if start < 0:
        return Evidence(quote=quote)
    end = start + len(passage or quote)
    place: dict[str, Any] = {"start": start, "end": end, "page": document.page_at(start), "match": "exact"}
    return Evidence(quote=quote, **(place | fields))


def _memo() -> Document:
    plain = make_document(FIRST_PAGE, SECOND_PAGE, "", LAST_PAGE, name="memos/2023 outlook.txt")
    starts = (plain.pages[0].span.start, plain.pages[1].span.start)
    furniture = tuple(Span(start, start + len(HEADER)) for start in starts)
    return Document(plain.name, plain.sha256, plain.media_type, plain.text, plain.pages, furniture=furniture)


MEMO = _memo()


def full_analysis(**changes: Any) -> Analysis:
    """Return an analysis of `MEMO` in which no part of the report is empty."""
    quotations = _quotations()
    record: dict[str, Any] = json.loads(RECORD)
    groups = [*record["specialists"], record["audit"], record["baseline"]]
    for finding in (finding for group in groups for finding in group.get("findings", ())):
        finding["evidence"] = [item.model_dump() for item in quotations[finding["id"]]]
    sides = record["synthesis"]["conflicts"][0]["positions"]
    for side, quote in zip(sides, (GROWTH, OTHER_GROWTH), strict=True):
        side["evidence"] = [evidence(quote, MEMO).model_dump()]
    record["document"] = {
        "name": MEMO.name,
        "sha256": MEMO.sha256,
        "media_type": MEMO.media_type,
        "pages": len(MEMO.pages),
        "words": MEMO.words,
        "language": "en",
    }
    return Analysis.model_validate(record | changes)


def foreign_analysis() -> Analysis:
    """Return an analysis of `FOREIGN`: one finding a page, right to left and in Chinese characters."""
    quotes = ('השוכר ישלם 5,000 ש"ח בכל חודש', "حتى 31 ديسمبر 2025", "期間は三年とする。")
    findings = [
        {
            "id": f"business-{number}",
            "subject": "contract",
            "claim": quote,
            "category": "term",
            "evidence": [evidence(quote, FOREIGN).model_dump()],
        }
        for number, quote in enumerate(quotes, start=1)
    ]
    document = full_analysis().document.model_copy(update={"name": FOREIGN.name, "language": "he"})
    return full_analysis(
        document=document, specialists=[{"name": "business", "findings": findings}], baseline=None, audit={}
    )


def hostile_analysis(attack: str) -> Analysis:
    """Return the full analysis with every free text replaced by `attack`; the positions stay."""
    return Analysis.model_validate(_hostile(full_analysis().model_dump(mode="json"), attack))


def _hostile(value: Any, attack: str, key: str = "") -> Any:
    if isinstance(value, dict):
        free = key in {"scores", "attributes"}
        return {(attack if free else name): _hostile(item, attack, name) for name, item in value.items()}
    if isinstance(value, list):
        return [attack if key in SAID else _hostile(item, attack, key) for item in value]
    kept = key in FIXED or key == "sha256"
    return attack if isinstance(value, str) and not kept else value


def _quotations() -> dict[str, list[Evidence]]:
    """Return the quotations by finding: overlapping, over two pages, altered, missing."""
    longer = f"{GROWTH}\nThe plant in Ulm was closed in May"
    closure = "The board expects the\n\nACME Corp. - internal\nclosure to pay for itself within two years."
    expected = "The board expects the closure to pay for itself within two years."
    altered = evidence(
        OTHER_GROWTH.replace("8", "1"), MEMO, passage=OTHER_GROWTH, match="altered", differs=("4.1 for 4.8",)
    )
    return {
        "business-1": [evidence(GROWTH, MEMO), evidence(longer, MEMO, match="normalized")],
        "business-2": [altered],
        "technical-1": [evidence(expected, MEMO, passage=closure, match="normalized")],
        "technical-2": [evidence("The plant will reopen.", MEMO)],
        "technical-3": [evidence("Maintenance must be done every 40 hours.", MEMO)],
        "audit-1": [evidence("Total 210", MEMO)],
        "baseline-1": [evidence("cost 38 jobs", MEMO)],
    }
