"""The synthesizer: a model that sees reconciled findings only, and cites them or is not heard."""

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from docpanel.agents.analysis import KeyFinding, Sentence, Synthesis, Withheld
from docpanel.agents.answers import DraftSentence, SynthesisAnswer
from docpanel.agents.completion import CompletionRequest, Model
from docpanel.agents.deadline import Deadline
from docpanel.agents.findings import Finding, SpecialistReport
from docpanel.agents.parsing import ask
from docpanel.agents.reconciliation import Group, Reconciliation
from docpanel.agents.requests import RequestBuilder
from docpanel.documents.document import Document

__all__ = ["PromptedSynthesizer"]

MOST_GROUPS = 60
"""Groups that the synthesizer gets to see, the most telling first; enough for eight specialists."""


@dataclass(frozen=True, slots=True)
class PromptedSynthesizer:
    """Writes the synthesis with a language model."""

    model: Model
    requests: RequestBuilder

    def request(
        self, document: Document, reconciled: Reconciliation, reports: Sequence[SpecialistReport]
    ) -> CompletionRequest:
        """Build the one request of the synthesis."""
        overview = "\n".join(
            f"{_line(report.title or report.name)}: {_line(report.summary)}" for report in reports
        )
        findings = "\n".join(line for group in reconciled.groups[:MOST_GROUPS] for line in _lines(group))
        return self.requests.synthesis(document, overview=overview, findings=findings)

    def write(
        self,
        document: Document,
        reconciled: Reconciliation,
        reports: Sequence[SpecialistReport],
        *,
        deadline: Deadline,
    ) -> Synthesis:
        """Ask, and keep only sentences that stand on verified findings; see `ask` for the errors."""
        request = self.request(document, reconciled, reports)
        answer = ask(self.model, request, SynthesisAnswer, deadline=deadline)
        return checked(answer, reconciled)


def checked(answer: SynthesisAnswer, reconciled: Reconciliation) -> Synthesis:
    """Move every sentence without verified ground out of the body, and compute what may be computed."""
    findings = reconciled.findings()
    withheld: list[Withheld] = []

    def grounded(drafts: Iterable[DraftSentence]) -> list[Sentence]:
        kept = []
        for draft in drafts:
            reason = _reason_to_withhold(draft, findings)
            if reason:
                withheld.append(Withheld(text=draft.text, reason=reason))
            else:
                kept.append(Sentence(text=draft.text, finding_ids=draft.finding_ids))
        return kept

    bottom_line = grounded(answer.bottom_line)
    key_findings = grounded(answer.key_findings)
    recommendations = grounded(answer.recommendations)
    return Synthesis(
        author="model",
        bottom_line=tuple(bottom_line),
        key_findings=tuple(_key_finding(sentence, reconciled) for sentence in key_findings),
        recommendations=tuple(recommendations),
        conflicts=reconciled.conflicts,
        not_found=reconciled.not_found,
        questions=answer.questions,
        withheld=tuple(withheld),
    )


def _reason_to_withhold(draft: DraftSentence, findings: dict[str, Finding]) -> str | None:
    if not draft.finding_ids:
        return "cites no finding"
    unknown = [name for name in draft.finding_ids if name not in findings]
    if unknown:
        return f"cites unknown findings: {', '.join(unknown)}"
    if not any(findings[name].verified for name in draft.finding_ids):
        return "cites only findings whose quotations were not found in the document"
    return None


def _key_finding(sentence: Sentence, reconciled: Reconciliation) -> KeyFinding:
    """Compute importance, confidence and support from the cited findings, never from the model's word."""
    cited = set(sentence.finding_ids)
    groups = [group for group in reconciled.groups if cited & set(group.finding_ids)]
    return KeyFinding(
        text=sentence.text,
        finding_ids=sentence.finding_ids,
        importance=max(group.lead.importance for group in groups),
        confidence=round(sum(group.confidence for group in groups) / len(groups), 3),
        supports=tuple(dict.fromkeys(name for group in groups for name in group.supports)),
        dissents=tuple(dict.fromkeys(name for group in groups for name in group.dissents)),
    )


def _lines(group: Group) -> Iterable[str]:
    """Print a group for the synthesizer: one line a finding, ids first."""
    for finding in group.findings:
        pages = sorted({item.page for item in finding.evidence if item.page is not None})
        quote = next((item.quote for item in finding.evidence if item.verified), "")
        facts = [
            f"{finding.category}, {finding.stance}, importance {finding.importance:.2f}",
            f"page {', '.join(map(str, pages))}" if pages else "quotation not found in the document",
        ]
        line = f"[{finding.id}] {finding.subject}: {finding.claim} ({'; '.join(facts)})"
        if quote:
            line += f' Quotation: "{quote}"'
        if finding.recommendation:
            line += f" Suggested: {finding.recommendation}"
        yield _line(line)


def _line(text: str) -> str:
    """Return text on one line, without control characters: a claim cannot forge the line of another."""
    spaced = " ".join(text.split())
    return "".join(character for character in spaced if unicodedata.category(character)[0] != "C")
