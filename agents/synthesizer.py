"""The synthesizer: a model that sees reconciled findings only, and cites them or is not heard."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from docpanel.agents.analysis import KeyFinding, Sentence, Synthesis, Withheld
from docpanel.agents.answers import DraftSentence, SynthesisAnswer
from docpanel.agents.completion import CompletionRequest, Model
from docpanel.agents.counterpoint import both_sides, counterpoint, dissenters, page_of
from docpanel.agents.deadline import Deadline
from docpanel.agents.findings import Finding, SpecialistReport
from docpanel.agents.grounding.claim_ledger import ClaimLedger
from docpanel.agents.judged_pairs import JudgedPairs, on_one_line
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

    `room_tokens`, counted by `count_tokens`, is what the overview, the pairs to be judged and the findings
    may take; findings that do not fit are the least telling ones, and they stay in the report.
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
        pairs, conflicts = ("\n".join(lines) for lines in JudgedPairs.of(reconciled).lines())
        if pairs or conflicts:
            left -= self._extra(document, pairs, conflicts)
        overview = "\n".join(_overview(reconciled, reports))
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
        return self.requests.synthesis(
            document, overview=overview, findings="\n".join(lines), pairs=pairs, conflicts=conflicts
        )

    def write(
        self,
        document: Document,
        reconciled: Reconciliation,
        reports: Sequence[SpecialistReport],
        *,
        deadline: Deadline,
    ) -> Synthesis:
        """Ask, and keep only sentences that stand on verified findings; see `ask` for the errors.

        The bottom line is empty where no sentence of it is left.
        """
        request = self.request(document, reconciled, reports)

        def problem(answer: SynthesisAnswer) -> str | None:
            reasons = [item.reason for item in checked(answer, reconciled).withheld]
            return f"sentences that cannot be used: {'; '.join(dict.fromkeys(reasons))}" if reasons else None

        answer = ask(self.model, request, SynthesisAnswer, deadline=deadline, check=problem)
        return checked(answer, reconciled)

    def _extra(self, document: Document, pairs: str, conflicts: str) -> int:
        """Count what pairs, conflicts and the questions on them add to a request."""
        plain, asking = (
            self.requests.synthesis(document, overview="", findings="", **shown).messages[-1].content
            for shown in ({}, {"pairs": pairs, "conflicts": conflicts})
        )
        return max(0, self.count_tokens(asking) - self.count_tokens(plain))


def checked(answer: SynthesisAnswer, reconciled: Reconciliation) -> Synthesis:
    """Move every sentence without verified ground out of the body, and compute what may be computed."""
    ledger = ClaimLedger(reconciled.findings())
    withheld: list[Withheld] = []
    conflicts = JudgedPairs.of(reconciled).settled(answer.verdicts, reconciled.conflicts)
    known = replace(reconciled, conflicts=conflicts)

    def grounded(drafts: Iterable[DraftSentence], *, prescribes: bool = False) -> list[Sentence]:
        kept: dict[str, Sentence] = {}
        for draft in drafts:
            said = ledger.ground(draft.text, draft.finding_ids, prescribes=prescribes)
            if isinstance(said, Withheld):
                withheld.append(said)
                continue
            known_already = kept.get(said.text.casefold())
            ids = (*known_already.finding_ids, *said.finding_ids) if known_already else said.finding_ids
            kept[said.text.casefold()] = said.model_copy(update={"finding_ids": tuple(dict.fromkeys(ids))})
        return list(kept.values())

    bottom_line = [_with_other_side(item, known) for item in grounded(answer.bottom_line)]
    key_findings = grounded(answer.key_findings)
    recommendations = grounded(answer.recommendations, prescribes=True)
    questions = []
    for text in answer.questions:
        question = ledger.question(text)
        if isinstance(question, Withheld):
            withheld.append(question)
        else:
            questions.append(question)
    return Synthesis(
        author="model",
        bottom_line=tuple(bottom_line),
        key_findings=tuple(_key_finding(sentence, known) for sentence in key_findings),
        recommendations=tuple(recommendations),
        conflicts=conflicts,
        not_found=reconciled.not_found,
        questions=tuple(dict.fromkeys(questions)),
        withheld=tuple(dict.fromkeys(withheld)),
    )


def _with_other_side(sentence: Sentence, reconciled: Reconciliation) -> Sentence:
    """Add what stands against a sentence that gives only one side of a conflict."""
    other = counterpoint(sentence.finding_ids, reconciled)
    if other is None:
        return sentence
    pages = (page_of(reconciled.findings()[name]) for name in sentence.finding_ids)
    return Sentence(
        text=both_sides(sentence.text, next(pages), other),
        finding_ids=tuple(dict.fromkeys((*sentence.finding_ids, *other.finding_ids))),
    )


def _key_finding(sentence: Sentence, reconciled: Reconciliation) -> KeyFinding:
    """Compute importance, confidence and support from the cited findings, never from the model's word."""
    cited = set(sentence.finding_ids)
    groups = [group for group in reconciled.groups if cited & set(group.finding_ids)]
    dissents = tuple(dict.fromkeys(name for group in groups for name in _dissents(sentence, group)))
    speakers = dict.fromkeys(name.rpartition("-")[0] for name in sentence.finding_ids)
    other = counterpoint(sentence.finding_ids, reconciled)
    if other is not None and other.kind == "document":
        sentence = _with_other_side(sentence, reconciled)
    return KeyFinding(
        text=sentence.text,
        finding_ids=sentence.finding_ids,
        importance=max(group.lead.importance for group in groups),
        confidence=round(sum(group.confidence for group in groups) / len(groups), 3),
        supports=tuple(name for name in speakers if name not in dissents),
        dissents=dissents,
        reasons=_reasons(groups),
        theme=next((group.theme for group in groups if group.theme), None),
    )


def _reasons(groups: Sequence[Group]) -> tuple[str, ...]:
    """Return where the confidence comes from; of several points each is named, or they seem to disagree."""
    if len(groups) == 1:
        return groups[0].reasons
    return tuple(f"on {group.lead.subject}: {'; '.join(group.reasons)}" for group in groups)


def _dissents(sentence: Sentence, group: Group) -> tuple[str, ...]:
    """Return who of a group is against the sentence; one that cites both sides has all dissents."""
    mine = [item for item in group.findings if item.id in sentence.finding_ids]
    cites_both = {item.specialist in group.dissents for item in mine} == {True, False}
    return group.dissents if cites_both else dissenters(mine, group)


def _overview(reconciled: Reconciliation, reports: Sequence[SpecialistReport]) -> Iterable[str]:
    if reconciled.note:
        yield f"Order of the findings: {on_one_line(reconciled.note)}"
    for report in reports:
        if report.summary:
            yield f"{on_one_line(report.title or report.name)}: {on_one_line(report.summary)}"


def _lines(group: Group) -> Iterable[str]:
    """Print a group for the synthesizer: one line a finding, ids first."""
    for finding in group.findings:
        pages = sorted({item.page for item in finding.evidence if item.page is not None})
        quotes = [item.quote for item in finding.evidence if item.verified][:QUOTES]
        facts = [
            f"{finding.category}, {finding.stance}",
            f"importance {finding.importance:.2f}, confidence {finding.confidence:.2f}",
            f"page {', '.join(map(str, pages))}" if pages else "quotation not found in the document",
            *_reservations(finding, group),
        ]
        line = f"[{finding.id}] {finding.subject}: {finding.claim} ({'; '.join(facts)})"
        line += "".join(f' Quotation: "{quote}"' for quote in quotes)
        if finding.recommendation:
            line += f" Suggested: {finding.recommendation}"
        yield on_one_line(line)


def _reservations(finding: Finding, group: Group) -> Iterable[str]:
    """Say what speaks against a finding."""
    if any(item.match == "altered" for item in finding.evidence):
        yield "its quotation was altered"
    if finding.differs:
        yield f"its claim is not what it quotes: {', '.join(finding.differs)}"
    against = set(dissenters([finding], group))
    opposed = [item.id for item in group.findings if item.specialist in against and item.verified]
    if opposed:
        yield f"opposed by {', '.join(opposed)}"
    if group.theme:
        yield f"theme {group.theme}"
