"""The synthesizer: a model that sees reconciled findings only, and cites them or is not heard."""

import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import islice

from docpanel.agents.analysis import KeyFinding, Sentence, Synthesis, Withheld
from docpanel.agents.answers import DraftSentence, SynthesisAnswer
from docpanel.agents.completion import CompletionRequest, Model
from docpanel.agents.deadline import Deadline
from docpanel.agents.errors import AnswerError
from docpanel.agents.findings import Finding, SpecialistReport
from docpanel.agents.parsing import ask
from docpanel.agents.reconciliation import Group, Reconciliation
from docpanel.agents.requests import RequestBuilder
from docpanel.documents.document import Document

__all__ = ["PromptedSynthesizer"]

QUOTES = 2
MOST_FINDINGS = 200
"""Findings that the synthesizer gets to see, the most telling first; more than that nobody weighs well."""


@dataclass(frozen=True, slots=True)
class PromptedSynthesizer:
    """Writes the synthesis with a language model.

    `room_tokens`, counted by `count_tokens`, is what the overview and the findings may take; findings
    that do not fit are the least telling ones, and they stay in the report.
    """

    model: Model
    requests: RequestBuilder
    room_tokens: int
    count_tokens: Callable[[str], int]

    def request(
        self, document: Document, reconciled: Reconciliation, reports: Sequence[SpecialistReport]
    ) -> CompletionRequest:
        """Build the one request of the synthesis."""
        left = self.room_tokens
        overview = "\n".join(
            f"{_line(report.title or report.name)}: {_line(report.summary)}"
            for report in reports
            if report.summary
        )
        # The findings matter more: an overview that takes over half of the room is left out.
        if (size := self.count_tokens(overview)) * 2 > left:
            overview, size = "", 0
        left -= size
        lines = []
        for line in islice((line for group in reconciled.groups for line in _lines(group)), MOST_FINDINGS):
            left -= self.count_tokens(line) + 1
            if left < 0:
                break
            lines.append(line)
        return self.requests.synthesis(document, overview=overview, findings="\n".join(lines))

    def write(
        self,
        document: Document,
        reconciled: Reconciliation,
        reports: Sequence[SpecialistReport],
        *,
        deadline: Deadline,
    ) -> Synthesis:
        """Ask, and keep only sentences that stand on verified findings; see `ask` for the errors.

        Raises:
            AnswerError: also where no sentence of the bottom line is left.
        """
        request = self.request(document, reconciled, reports)

        def problem(answer: SynthesisAnswer) -> str | None:
            reasons = [item.reason for item in checked(answer, reconciled).withheld]
            return f"sentences that cannot be used: {'; '.join(dict.fromkeys(reasons))}" if reasons else None

        answer = ask(self.model, request, SynthesisAnswer, deadline=deadline, check=problem)
        written = checked(answer, reconciled)
        if not written.bottom_line:
            raise AnswerError("no sentence of its bottom line stands on a finding with a verified quotation")
        return written


def checked(answer: SynthesisAnswer, reconciled: Reconciliation) -> Synthesis:
    """Move every sentence without verified ground out of the body, and compute what may be computed."""
    findings = reconciled.findings()
    withheld: list[Withheld] = []

    def grounded(drafts: Iterable[DraftSentence]) -> list[Sentence]:
        kept = []
        for draft in drafts:
            ids = tuple(dict.fromkeys(name.strip("[] ") for name in draft.finding_ids))
            reason = _reason_to_withhold(ids, findings)
            if reason:
                withheld.append(Withheld(text=draft.text, reason=reason))
            else:
                verified = tuple(name for name in ids if findings[name].verified)
                kept.append(Sentence(text=draft.text, finding_ids=verified))
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


def _reason_to_withhold(ids: tuple[str, ...], findings: dict[str, Finding]) -> str | None:
    if not ids:
        return "cites no finding"
    unknown = [name for name in ids if name not in findings]
    if unknown:
        return f"cites unknown findings: {', '.join(unknown)}"
    if not any(findings[name].verified for name in ids):
        return "cites only findings whose quotations were not found in the document"
    return None


def _key_finding(sentence: Sentence, reconciled: Reconciliation) -> KeyFinding:
    """Compute importance, confidence and support from the cited findings, never from the model's word."""
    cited = set(sentence.finding_ids)
    groups = [group for group in reconciled.groups if cited & set(group.finding_ids)]
    dissents = tuple(dict.fromkeys(name for group in groups for name in group.dissents))
    speakers = dict.fromkeys(name.rpartition("-")[0] for name in sentence.finding_ids)
    return KeyFinding(
        text=sentence.text,
        finding_ids=sentence.finding_ids,
        importance=max(group.lead.importance for group in groups),
        confidence=round(sum(group.confidence for group in groups) / len(groups), 3),
        supports=tuple(name for name in speakers if name not in dissents),
        dissents=dissents,
    )


def _lines(group: Group) -> Iterable[str]:
    """Print a group for the synthesizer: one line a finding, ids first."""
    for finding in group.findings:
        pages = sorted({item.page for item in finding.evidence if item.page is not None})
        quotes = [item.quote for item in finding.evidence if item.verified][:QUOTES]
        facts = [
            f"{finding.category}, {finding.stance}",
            f"importance {finding.importance:.2f}, confidence {finding.confidence:.2f}",
            f"page {', '.join(map(str, pages))}" if pages else "quotation not found in the document",
        ]
        line = f"[{finding.id}] {finding.subject}: {finding.claim} ({'; '.join(facts)})"
        line += "".join(f' Quotation: "{quote}"' for quote in quotes)
        if finding.recommendation:
            line += f" Suggested: {finding.recommendation}"
        yield _line(line)


def _line(text: str) -> str:
    """Return text on one line, without control characters: a claim cannot forge the line of another."""
    spaced = " ".join(text.split())
    return "".join(character for character in spaced if unicodedata.category(character)[0] != "C")
