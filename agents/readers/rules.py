"""What all rule readers share: the drafts they make, how drafts become findings, and the registry.

One module of this folder is one remit: it is named for the template that it reads for and binds its
class to `READER`. A distribution adds a reader through the entry-point group `docpanel.readers`. A
template without a reader of its own is read by the lexical reader, from what its front matter says.
"""

import importlib
import importlib.util
from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from importlib.metadata import entry_points
from typing import Literal

from docpanel.agents.errors import DeadlineExceeded
from docpanel.agents.findings import Evidence, Finding, Score, SpecialistReport
from docpanel.agents.reader import Reader, ReadTask
from docpanel.agents.readers.passages import Passages, passages
from docpanel.documents.document import Document, Span
from docpanel.prompts.template import PromptTemplate

__all__ = ["MAX_FINDINGS", "Draft", "Reading", "RuleReader", "rule_reader"]

ENTRY_POINT_GROUP = "docpanel.readers"
MAX_FINDINGS = 12
MAX_QUOTE = 400
MAX_QUOTES = 6
MAX_CLAIM = 600
FEW_SENTENCES = 10
MEASURED_SHARE = 0.4
MOST_OF_MEASURED = 0.3
"""Measures of a handful of sentences say little; they never lead over what the sentences state."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A finding before it has an id; `quotes` are the places in the document that it stands on.

    `importance` and `confidence` are from 0 to 1; confidence says how surely the rule that fired means
    what the claim says, not how true the document is.
    """

    subject: str
    claim: str
    category: str
    quotes: tuple[Span, ...]
    importance: float
    confidence: float
    stance: Literal["positive", "negative", "neutral"] = "neutral"
    basis: Literal["stated", "inferred", "computed"] = "stated"
    attributes: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Reading:
    """All that one rule reader says of one text."""

    summary: str
    drafts: tuple[Draft, ...] = ()
    scores: Mapping[str, Score] = field(default_factory=dict)
    not_found: tuple[str, ...] = ()


class RuleReader(ABC):
    """A deterministic reader for one remit; safe to share between threads, for it keeps no state.

    `remit` are the categories that its rules know. What it finds in one that the template does not
    declare is not reported: it would stand under a wrong name.
    """

    remit: frozenset[str] = frozenset()

    def __init__(self, template: PromptTemplate) -> None:
        """Read for `template`: its name, title, categories and scores bound what is reported."""
        self.template = template

    @abstractmethod
    def examine(self, text: Passages) -> Reading:
        """Return what the remit has to say of `text`."""

    def read(self, task: ReadTask) -> SpecialistReport:
        """Return the report on `task`; raises `DeadlineExceeded` where its time is over."""
        self._check(task)
        text = passages(task.document, task.chunk.span)
        self._check(task)
        reading = self.examine(text)
        self._check(task)
        return SpecialistReport(
            name=self.template.name,
            title=self.template.title,
            status="ok",
            reader="rules",
            model=None,
            summary=reading.summary,
            scores={name: score for name, score in reading.scores.items() if name in self.template.scores},
            findings=self._findings(task.document, _weighed(reading.drafts, text)),
            not_found=reading.not_found,
        )

    def _check(self, task: ReadTask) -> None:
        if task.deadline.passed:
            raise DeadlineExceeded(f"{self.template.name}: the rule reader's time is over")

    def _findings(self, document: Document, drafts: tuple[Draft, ...]) -> tuple[Finding, ...]:
        """Number the drafts by importance; among equals the earlier place in the document comes first."""
        declared = [draft for draft in drafts if draft.category in self.template.categories]
        ranked = sorted(declared, key=lambda draft: (-round(draft.importance, 6), draft.quotes, draft.claim))
        return tuple(
            self._finding(document, number, draft) for number, draft in enumerate(ranked[:MAX_FINDINGS], 1)
        )

    def _finding(self, document: Document, number: int, draft: Draft) -> Finding:
        known = {name: value for name, value in draft.attributes.items() if name in self.template.attributes}
        return Finding(
            id=f"{self.template.name}-{number}",
            subject=draft.subject,
            claim=_shorten(draft.claim, MAX_CLAIM),
            category=draft.category,
            stance=draft.stance,
            importance=round(min(1.0, max(0.0, draft.importance)), 3),
            confidence=round(min(1.0, max(0.0, draft.confidence)), 3),
            basis=draft.basis,
            attributes=known,
            evidence=_evidence(document, draft.quotes),
        )


def _weighed(drafts: tuple[Draft, ...], text: Passages) -> tuple[Draft, ...]:
    """Lower what was computed from a short text; a text without sentences has nothing better to tell."""
    if not 0 < len(text.sound) <= len(text.passages) < FEW_SENTENCES:
        return drafts
    return tuple(
        replace(draft, importance=min(MOST_OF_MEASURED, MEASURED_SHARE * draft.importance))
        if draft.basis == "computed"
        else draft
        for draft in drafts
    )


def rule_reader(template: PromptTemplate) -> Reader:
    """Return the rule reader for `template`: its own where there is one, else the lexical reader.

    A template that took over one of our names with categories of its own is read by the lexical reader.
    """
    module = f"{__package__}.{template.name.replace('-', '_')}"
    if importlib.util.find_spec(module) is not None:
        own: type[RuleReader] | None = getattr(importlib.import_module(module), "READER", None)
        if own is not None and not own.remit.isdisjoint(template.categories):
            return own(template)
    for point in entry_points(group=ENTRY_POINT_GROUP, name=template.name):
        foreign: Callable[[PromptTemplate], Reader] = point.load()
        return foreign(template)
    generic: type[RuleReader] = importlib.import_module(f"{__package__}.lexical").READER
    return generic(template)


def _evidence(document: Document, spans: tuple[Span, ...]) -> tuple[Evidence, ...]:
    pieces = [piece for span in spans for piece in _pieces(document.text, span)][:MAX_QUOTES]
    return tuple(
        Evidence(
            quote=document.text[piece.start : piece.end],
            page=document.page_at(piece.start),
            start=piece.start,
            end=piece.end,
            match="exact",
        )
        for piece in pieces
    )


def _pieces(text: str, span: Span) -> list[Span]:
    """Part a long quotation at the clause borders nearest to its middle."""
    if len(span) <= MAX_QUOTE:
        return [span]
    middle = (span.start + span.end) // 2
    for mark in ("; ", ";\n", ", ", ",\n", " ", "\n"):
        near = [text.rfind(mark, span.start, middle), text.find(mark, middle, span.end)]
        borders = [place + len(mark.rstrip()) for place in near if place >= 0]
        good = [place for place in borders if abs(place - middle) < len(span) // 3]
        if good:
            border = min(good, key=lambda place: abs(place - middle))
            after = border + len(text[border : span.end]) - len(text[border : span.end].lstrip())
            return [*_pieces(text, Span(span.start, border)), *_pieces(text, Span(after, span.end))]
    return [Span(span.start, span.start + MAX_QUOTE)]


def _shorten(claim: str, limit: int) -> str:
    return claim if len(claim) <= limit else claim[: limit - 1].rsplit(" ", 1)[0].rstrip(",;:") + "…"
