"""What a report says beside its quotations, checked against the findings that may be cited.

Who is said to have written a sentence does not matter: what rules write is quoted or computed from findings,
so that it passes the same checks.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from docpanel.agents.analysis import Analysis, Answer, Conflict
from docpanel.agents.findings import Evidence, Finding
from docpanel.agents.grounding.claim_ledger import QUESTION_MARKS, ClaimLedger
from docpanel.agents.grounding.claims import differences
from docpanel.agents.questions import (
    FOUND_BY_RULES,
    FOUND_PARTLY_BY_RULES,
    NO_QUOTATION,
    NOT_ANSWERED,
    NOT_FOUND_BY_RULES,
    NOT_SAID,
    QUESTIONS,
)
from docpanel.documents.document import Document

__all__ = ["PROBE", "probe", "problem_of_claim", "problems_of_statements", "repeated_ids", "told_apart"]

WITHOUT_ANSWER = frozenset({NO_QUOTATION, NOT_ANSWERED, NOT_FOUND_BY_RULES, NOT_SAID})
PROBE = "probe-1"
"""The id under which a text is held against a quotation that belongs to no finding."""


def told_apart(differs: Iterable[str], *, other: str = "the document") -> str:
    """Say whose each word is, where one was named as `A for B`: the report's first, then the other's."""
    return "; ".join(_told(item, other) for item in differs)


def _told(difference: str, other: str) -> str:
    ours, joint, theirs = difference.partition(" for ")
    if not joint or not ours or not theirs or " for " in theirs:
        return difference
    return f"the report has {ours}, {other} {theirs}"


def repeated_ids(analysis: Analysis) -> Iterator[str]:
    """Name ids that more than one finding has: a sentence that cites one might mean either."""
    ids = [item.id for report in analysis.specialists for item in report.findings]
    ids += [item.id for item in analysis.audit.findings]
    ids += [item.id for item in analysis.baseline.findings] if analysis.baseline else []
    repeated = [name for name, count in Counter(ids).items() if count > 1]
    if repeated:
        yield f"several findings have one id: {', '.join(repeated)}"


def problem_of_claim(finding: Finding, document: Document) -> str | None:
    """Say what a claim has otherwise than what it quotes, None where it has nothing.

    What was computed may state figures that the document does not print.
    """
    differs = differences(finding, document)
    if not differs:
        return None
    return f"the claim of {finding.id} is not what it quotes: {told_apart(differs, other='the quotation')}"


def problems_of_statements(
    analysis: Analysis, sound: Collection[str], refused: Collection[str | None], document: Document
) -> Iterator[str]:
    """Check the ground of every sentence; `sound` are the findings that may be cited.

    `refused` are those with a quotation that does not hold: they are told apart from unknown ones.
    """
    findings = analysis.findings()
    ledger = ClaimLedger({name: findings[name] for name in sound})
    for said in _sentences(analysis):
        unsound = [name for name in said.cited if name not in sound]
        if not said.cited:
            yield f"{said.place} “{said.text}” cites no finding"
        elif unsound:
            why = "do not hold" if set(unsound) & set(refused) else "are not there or not verified"
            yield f"{said.place} “{said.text}” rests on findings that {why}: {', '.join(unsound)}"
        elif reason := ledger.objection(said.text, said.cited, prescribes=said.prescribes):
            yield f"{said.place} “{said.text}” {reason}"
    yield from _of_answers(analysis)
    yield from _of_questions(analysis, document)
    for conflict in analysis.synthesis.conflicts:
        yield from _of_resolution(conflict)
        if conflict.kind == "specialists":
            yield from _of_disagreement(conflict, findings)


@dataclass(frozen=True, slots=True)
class _Said:
    """A sentence of the report, where it stands, and what it cites."""

    place: str
    text: str
    cited: tuple[str, ...]
    prescribes: bool = False


def _sentences(analysis: Analysis) -> Iterator[_Said]:
    synthesis = analysis.synthesis
    for line in synthesis.bottom_line:
        yield _Said("bottom line", line.text, line.finding_ids)
    for key in synthesis.key_findings:
        yield _Said("key finding", key.text, key.finding_ids)
    for advice in synthesis.recommendations:
        yield _Said("recommendation", advice.text, advice.finding_ids, prescribes=True)
    for answer in synthesis.answers:
        if answer.finding_ids:
            yield _Said("answer", _without_preface(answer), answer.finding_ids)


def _without_preface(answer: Answer) -> str:
    """Return an answer without the program's own words on how it was found."""
    return answer.text.removeprefix(FOUND_BY_RULES).removeprefix(FOUND_PARTLY_BY_RULES)


def _of_answers(analysis: Analysis) -> Iterator[str]:
    """Refuse answers that rest on nothing, but for the program's own sentences on there being none."""
    unread = {
        f"The question was not answered: {report.error or report.status}."
        for report in analysis.specialists
        if report.name == QUESTIONS
    }
    for answer in analysis.synthesis.answers:
        if not answer.finding_ids and answer.text not in WITHOUT_ANSWER | unread:
            yield f"answer “{answer.text}” cites no finding"


def _of_questions(analysis: Analysis, document: Document) -> Iterator[str]:
    """Refuse what is no question, or has a figure that stands neither in the document nor in a finding."""
    questions = analysis.synthesis.questions
    if not questions:
        return
    whole = probe("", "", (Evidence(quote=document.text, match="exact"),))
    ledger = ClaimLedger({**analysis.findings(), PROBE: whole})
    known = [name for name, item in analysis.findings().items() if item.verified]
    for text in questions:
        if not any(mark in text for mark in QUESTION_MARKS):
            yield f"question “{text}” is no question"
        elif reason := ledger.objection(text, (*known, PROBE), prescribes=True):
            yield f"question “{text}” {reason}"


def probe(subject: str, claim: str, evidence: tuple[Evidence, ...]) -> Finding:
    """Return what holds a text against quotations that belong to no finding."""
    return Finding(id=PROBE, subject=subject, claim=claim, category=PROBE, evidence=evidence)


def _of_disagreement(conflict: Conflict, findings: dict[str, Finding]) -> Iterator[str]:
    """Refuse a side that is not what one of its specialists claims."""
    for side in conflict.positions:
        mine = {name: findings[name] for name in side.finding_ids if name in findings}
        if all(item.claim != side.claim for item in mine.values()):
            yield f"conflict ({conflict.subject}): no specialist of this side claims “{side.claim}”"
        elif side.value and (reason := ClaimLedger(mine).objection(side.value, mine, prescribes=True)):
            yield f"conflict ({conflict.subject}): the side “{side.value}” {reason}"


def _of_resolution(conflict: Conflict) -> Iterator[str]:
    """Refuse a model's explanation with a figure that no side has, as when it was written."""
    if not conflict.resolution or conflict.resolved_by != "model":
        return
    claims = "\n".join(side.claim for side in conflict.positions)
    sides = probe("", claims, tuple(place for side in conflict.positions for place in side.evidence))
    if reason := ClaimLedger({PROBE: sides}).objection(conflict.resolution, (PROBE,), prescribes=True):
        yield f"conflict ({conflict.subject}): “{conflict.resolution}” {reason}"
