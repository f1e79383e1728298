"""Put one report together: the analysis, the document's text, the style sheet and the script."""

import re
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any

from markupsafe import Markup

from docpanel.agents.analysis import Analysis, Conflict
from docpanel.agents.findings import Evidence, Finding
from docpanel.documents.document import Document
from docpanel.reports import disagreement, figures, wording
from docpanel.reports.audits import audit_line
from docpanel.reports.citations import Citations, same_words
from docpanel.reports.contributed import comparison
from docpanel.reports.escaping import marker_id
from docpanel.reports.page.anchors import Anchors
from docpanel.reports.page.coverage import cells
from docpanel.reports.page.environment import fill, policy, resource
from docpanel.reports.page.excerpts import Excerpts
from docpanel.reports.page.marks import Marks
from docpanel.reports.page.passages import PageText, page_texts
from docpanel.reports.page.timeline import timeline
from docpanel.reports.page_fates import coverage_sentences, fully_cited

__all__ = ["render_page"]

LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")
"""A language tag as a browser takes it, for the pronunciation of the document's text."""


@dataclass(frozen=True, slots=True)
class ConflictGroup:
    """Conflicts of one kind under their heading; `silence` says what it means that there are none."""

    heading: str
    conflicts: tuple[Conflict, ...]
    silence: str


def render_page(analysis: Analysis, document: Document | None) -> str:
    """Return the report as one HTML file; the text of a document that was not analysed is not shown."""
    if document is not None and document.sha256 != analysis.document.sha256:
        document = None
    places: Marks | Excerpts = Excerpts(analysis) if document is None else Marks(analysis, document)
    pages = list(places.pages if isinstance(places, Excerpts) else page_texts(_known(document), places.all))
    anchors = Anchors(analysis, places.id_of, (page.number for page in pages))
    style, script = resource("report.css"), resource("report.js")
    return fill(
        "report.html",
        {
            **_words(analysis),
            "analysis": analysis,
            "synthesis": analysis.synthesis,
            "anchors": anchors,
            "citations": Citations(analysis),
            "pages": [(page.number, _safe(page)) for page in pages],
            "whole": document is not None,
            "numbers": figures.by_concern(analysis.synthesis.numbers),
            "contents": _contents(analysis),
            "cells": cells(analysis.coverage),
            "remarks": coverage_sentences(analysis),
            "fully_cited": fully_cited(analysis),
            "comparison": comparison(analysis),
            "conflict_groups": _conflict_groups(analysis),
            "audited": audit_line(analysis),
            "timeline": timeline(analysis),
            "policy": policy(style, script),
            "style": Markup(style),  # noqa: S704  # our own file
            "script": Markup(script),  # noqa: S704  # our own file
            "marker": marker_id(analysis.run_id),
        },
    )


def _words(analysis: Analysis) -> dict[str, Any]:
    """Return what the template says in the words of all formats, and the functions that it calls."""
    language = analysis.document.language or ""
    return {
        "by_rules": all(report.reader == "rules" for report in analysis.specialists),
        "doubt": _doubt,
        "figures": figures,
        "language": language if LANGUAGE.fullmatch(language) else None,
        "outcome": disagreement.outcome,
        "same_words": same_words,
        "title": PurePath(analysis.document.name.replace("\\", "/")).name or analysis.document.name,
        "unsupported": _unsupported,
        "unsure": _unsure,
        "wording": wording,
    }


def _known(document: Document | None) -> Document:
    if document is None:
        raise ValueError("there is no document to show")
    return document


def _safe(page: PageText) -> Markup:
    return Markup(page.html)  # noqa: S704  # escaped piece by piece where it was cut


def _unsure(evidence: list[Evidence]) -> bool:
    """Say whether quotations fail to support what they stand under."""
    return not any(item.verified for item in evidence) or any(item.match == "altered" for item in evidence)


def _unsupported(evidence: list[Evidence]) -> str:
    """Return what is wrong with the quotations under a key finding, nothing where they support it."""
    if any(item.match == "altered" for item in evidence):
        return "A quotation under this was altered: read the page before you rely on it"
    if any(item.verified for item in evidence):
        return ""
    return "Its quotation was not found in the document" if evidence else "No quotation supports this"


def _contents(analysis: Analysis) -> list[tuple[str, str, bool]]:
    """Return the sections in their order: place, name, and whether this report has it."""
    synthesis = analysis.synthesis
    return [
        ("bottom-line", "Bottom line", True),
        ("answers", "Your questions", bool(synthesis.answers)),
        ("key-findings", "Key findings", bool(synthesis.key_findings)),
        ("numbers", "Numbers", bool(synthesis.numbers)),
        ("conflicts", "Contradictions", True),
        ("next", "Next actions", bool(synthesis.questions or synthesis.recommendations)),
        ("specialists", "Specialists", bool(analysis.specialists)),
        ("audit", "Audit", bool(audit_line(analysis))),
        ("coverage", "Coverage", bool(analysis.coverage)),
        ("run", "The run", True),
    ]


def _conflict_groups(analysis: Analysis) -> tuple[ConflictGroup, ...]:
    return (
        ConflictGroup(
            "The document contradicts itself",
            disagreement.within_document(analysis),
            disagreement.no_contradiction(analysis),
        ),
        ConflictGroup(
            "The specialists disagree",
            disagreement.between_specialists(analysis),
            disagreement.no_disagreement(analysis),
        ),
    )


def _doubt(finding: Finding) -> str:
    """Return why a finding is not verified, nothing where it is."""
    if finding.verified:
        return ""
    if any(item.match == "altered" for item in finding.evidence):
        return "Unverified: a quotation was altered"
    if finding.differs:
        return f"Unverified: the claim differs from its own quotation ({'; '.join(finding.differs)})"
    return "Unverified: the quotation was not found" if finding.evidence else "Unverified: no quotation"
