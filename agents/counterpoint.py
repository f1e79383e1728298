"""What stands against a finding: the other side of a conflict, or of its own group."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from docpanel.agents.analysis import Answer, Conflict, Position
from docpanel.agents.audit.result import AUDITOR
from docpanel.agents.findings import Evidence, Finding
from docpanel.agents.reconciliation import Group, Reconciliation
from docpanel.documents.figures.quantities import quantities

__all__ = ["Counterpoint", "answered_in_full", "both_sides", "counterpoint", "dissenters", "page_of"]

NAMES_ITS_PAGE = ("Page ", "Pages ", "The text gives ")
"""How the audit begins what a page, or a document of one page, gives."""

OPPOSITE = {"positive": "negative", "negative": "positive"}


@dataclass(frozen=True, slots=True)
class Counterpoint:
    """The strongest claim of the other side; `finding_ids` are verified and may be empty."""

    claim: str
    page: int | None
    finding_ids: tuple[str, ...]
    kind: str


def counterpoint(cited: Sequence[str], reconciled: Reconciliation) -> Counterpoint | None:
    """Return what stands against the cited findings, None where nothing does or both sides are cited.

    Conflicts come first, in their order; then the groups of the findings, where specialists dissent.
    """
    known = reconciled.findings()
    findings = [known[name] for name in cited if name in known]
    for conflict in reconciled.conflicts:
        if other := _other_side(conflict, findings):
            return _of_position(conflict, other, known.values())
    for group in reconciled.groups:
        mine = [item for item in findings if item.id in group.finding_ids]
        against = [
            item for item in group.findings if item.verified and item.specialist in dissenters(mine, group)
        ]
        if against:
            return Counterpoint(against[0].claim, page_of(against[0]), (against[0].id,), "specialists")
    return None


def answered_in_full(answer: Answer, findings: Iterable[Finding], conflicts: Iterable[Conflict]) -> Answer:
    """Return the answer to a question with what the document says against it elsewhere.

    `findings` are those that the answer may rest on; a conflict of whose sides it tells all adds nothing.
    """
    mine = [item for item in findings if item.id in answer.finding_ids]
    for conflict in conflicts:
        other = _other_side(conflict, mine) if conflict.kind == "document" else None
        if other is not None:
            text = f"{answer.text} But the document contradicts itself here: {_lowered(other.claim)}"
            ids = tuple(dict.fromkeys((*answer.finding_ids, *other.finding_ids)))
            answer = answer.model_copy(update={"text": text, "finding_ids": ids})
    return answer


def both_sides(text: str, page: int | None, other: Counterpoint) -> str:
    """Return one sentence of the form `A (p. 3); but B (p. 11)`."""
    said = _unended(other.claim)
    if said.startswith(NAMES_ITS_PAGE):
        return f"{_unended(text)}{_chip(page)}; but {_lowered(said)}."
    return f"{_unended(text)}{_chip(page)}; but {said}{_chip(other.page)}."


def dissenters(mine: Sequence[Finding], group: Group) -> tuple[str, ...]:
    """Return who of a group takes the stance opposite to these members of it.

    Nobody does where they already stand for both sides.
    """
    specialists = {item.specialist for item in mine}
    against = set(group.dissents)
    if not mine or not against:
        return ()
    if not specialists & against:
        return group.dissents
    if not specialists <= against:
        return ()
    opposed = {OPPOSITE.get(item.stance) for item in mine}
    return tuple(
        dict.fromkeys(
            item.specialist
            for item in group.findings
            if item.stance in opposed and item.specialist not in specialists
        )
    )


def page_of(finding: Finding) -> int | None:
    """Return the page of the first quotation that stands in the document."""
    return next((item.page for item in finding.evidence if item.verified), None)


def _other_side(conflict: Conflict, findings: Sequence[Finding]) -> Position | None:
    """Return the position that none of the findings takes, where one of them takes another."""
    taken = [any(_takes(finding, position) for finding in findings) for position in conflict.positions]
    if not any(taken):
        return None
    return next(
        (
            position
            for position, is_taken in zip(conflict.positions, taken, strict=True)
            if not is_taken and any(place.verified for place in position.evidence)
        ),
        None,
    )


def _takes(finding: Finding, position: Position) -> bool:
    """Say whether a finding states what a position does: it belongs to it, or quotes its value there."""
    if finding.id in position.finding_ids:
        return True
    shared = any(_overlap(one, other) for one in finding.evidence for other in position.evidence)
    if not shared or position.value is None:
        return shared
    values = {(item.value, item.unit) for item in quantities(position.value)}
    return bool(values & {(item.value, item.unit) for item in quantities(finding.claim)})


def _overlap(one: Evidence, other: Evidence) -> bool:
    if one.start is None or one.end is None or other.start is None or other.end is None:
        return False
    return one.verified and other.verified and one.start < other.end and other.start < one.end


def _of_position(conflict: Conflict, position: Position, findings: Iterable[Finding]) -> Counterpoint:
    place = next(item for item in position.evidence if item.verified)
    taking = [item for item in findings if item.verified and _takes(item, position)]
    if not taking:
        # What no finding cites is not repeated: the conflict itself shows it, with its quotation.
        return Counterpoint("the document says otherwise", place.page, (), conflict.kind)
    panel = [item for item in taking if item.specialist != AUDITOR]
    claim = panel[0].claim if panel else position.claim
    return Counterpoint(claim, place.page, ((panel or taking)[0].id,), conflict.kind)


def _lowered(said: str) -> str:
    """Return a claim as it reads inside a sentence."""
    return said[0].lower() + said[1:] if said.startswith(NAMES_ITS_PAGE) else said


def _unended(text: str) -> str:
    return text.strip().rstrip(".")


def _chip(page: int | None) -> str:
    return f" (p. {page})" if page is not None else ""
