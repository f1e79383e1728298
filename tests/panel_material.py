"""Documents, findings, answers and a scripted model by the handful, for the tests of the panel."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from docpanel.agents.findings import Evidence, Finding, SpecialistReport
from docpanel.agents.providers.mock import MockProvider, Script
from docpanel.agents.requests import RequestBuilder
from docpanel.cache.store import Store
from docpanel.documents.document import Document, Page, Span
from docpanel.documents.quotations import look_up
from docpanel.orchestration.calls import CachedModel
from docpanel.orchestration.context import RunContext, current_run
from docpanel.orchestration.models import build_model
from docpanel.orchestration.pool import WorkerPool
from docpanel.orchestration.settings import Settings
from docpanel.prompts.template import PromptTemplate

__all__ = [
    "REQUESTS",
    "Asking",
    "asking",
    "draft",
    "finding",
    "make_document",
    "report",
    "sentence",
    "specialist_answer",
    "synthesis_answer",
    "template",
]

REQUESTS = RequestBuilder(model="mock", secret=b"secret")


def make_document(*pages: str, name: str = "memo.txt") -> Document:
    """Return a document whose pages hold these texts."""
    spans, start = [], 0
    for text in pages:
        spans.append(Span(start, start + len(text)))
        start += len(text) + 2
    numbered = tuple(Page(number, span) for number, span in enumerate(spans, 1))
    return Document(name, "5a" * 32, "text/plain", "\n\n".join(pages), numbered)


def template(name: str = "business", **fields: Any) -> PromptTemplate:
    """Return a specialist; without `fields` it has two categories and nothing else."""
    given = {
        "title": f"The {name}",
        "description": "what it costs",
        "categories": ("cost", "risk"),
        "body": "Read it.",
        "source": f"{name}.md",
    }
    return PromptTemplate(name=name, **(given | fields))


def finding(
    identity: str,
    claim: str = "The fee is high.",
    quote: str = "",
    *,
    document: Document | None = None,
    at: tuple[int, int] | None = None,
    page: int = 1,
    **fields: Any,
) -> Finding:
    """Return a finding; its quotation is looked up in `document`, or stands where `at` and `page` say."""
    place: dict[str, Any] = {}
    found = look_up(document, quote) if document is not None else None
    if found is not None:
        span = found.span
        place = {"start": span.start, "end": span.end, "page": found.page, "match": found.match}
    elif at is not None:
        place = {"start": at[0], "end": at[1], "page": page, "match": "exact"}
    evidence = (Evidence(quote=quote, **place),) if quote or place else ()
    given = {"subject": "fee", "category": "cost", "evidence": evidence}
    return Finding(id=identity, claim=claim, **(given | fields))


def report(name: str, *findings: Finding, **fields: Any) -> SpecialistReport:
    """Return the report of one specialist."""
    return SpecialistReport(name=name, findings=findings, **fields)


def draft(claim: str = "The fee is high.", *quotes: str, **fields: Any) -> dict[str, Any]:
    """Return a finding as a model writes it."""
    return {
        "subject": "fee",
        "claim": claim,
        "category": "cost",
        "stance": "neutral",
        "importance": 0.5,
        "confidence": 0.5,
        "basis": "stated",
        "quotes": quotes or ("The fee is $40.",),
        "recommendation": None,
        "attributes": [],
    } | fields


def specialist_answer(*drafts: dict[str, Any], **fields: Any) -> str:
    """Return a specialist's answer as a model writes it."""
    return json.dumps({"summary": "It costs.", "findings": drafts, "scores": [], "not_found": []} | fields)


def sentence(text: str, *finding_ids: str) -> dict[str, Any]:
    """Return a sentence of the synthesizer."""
    return {"text": text, "finding_ids": finding_ids}


def synthesis_answer(*bottom_line: dict[str, Any], **fields: Any) -> str:
    """Return the synthesizer's answer as a model writes it."""
    rest: dict[str, Any] = {"key_findings": [], "recommendations": [], "questions": []}
    return json.dumps({"bottom_line": bottom_line} | rest | fields)


@dataclass(frozen=True)
class Asking:
    """A model of ours in front of a scripted provider, within a run."""

    model: CachedModel
    provider: MockProvider
    context: RunContext


@contextmanager
def asking(script: Script | MockProvider, folder: Path, **settings: Any) -> Iterator[Asking]:
    """Put cache, single flight and wire in front of a script; nothing is tried twice."""
    provider = script if isinstance(script, MockProvider) else MockProvider(script)
    options = Settings(**({"model": "mock", "cache_folder": folder, "max_attempts": 1} | settings))
    pool = WorkerPool(16)
    with Store(options.cache_folder) as store:
        model, wire = build_model(options, store, count_tokens=lambda _: 1, provider=provider)
        context = RunContext(run_id="run", document="memo.txt", pool=pool)
        token = current_run.set(context)
        try:
            yield Asking(model, provider, context)
        finally:
            current_run.reset(token)
            wire.close()
            pool.close(wait=True)
