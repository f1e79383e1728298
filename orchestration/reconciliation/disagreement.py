"""Where specialists contradict each other on one thing; what they state is never averaged."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from docpanel.agents.analysis import Conflict, Position
from docpanel.agents.findings import Finding
from docpanel.orchestration.reconciliation.grouping import same_point
from docpanel.orchestration.reconciliation.hearing import Hearing
from docpanel.orchestration.reconciliation.matter import Figure, Matter, Measure, same_value
from docpanel.orchestration.reconciliation.values import opposed_measure

__all__ = ["RULES", "Disagreement", "Side", "conflict", "disagreements", "refute"]

Kind = Literal["stance", "values"]
RULES = {"stance": "opposite stance on one subject", "values": "different values of one thing"}
OPPOSITE = {"positive": "negative", "negative": "positive"}


@dataclass(frozen=True, slots=True)
class Side:
    """Findings that hold one position, the strongest first; `value` is the stance, or the figure printed."""

    findings: tuple[Finding, ...]
    value: str
    figure: Figure | None = None

    @property
    def specialists(self) -> frozenset[str]:
        """Return who takes this side."""
        return frozenset(item.specialist for item in self.findings)


@dataclass(frozen=True, slots=True)
class Disagreement:
    """Two or more sides of one thing; the side of the group's strongest finding comes first."""

    kind: Kind
    subject: str
    sides: tuple[Side, ...]

    @property
    def severity(self) -> float:
        """Return the importance of the second most important side: what is at stake if it is right."""
        return sorted(max(item.importance for item in side.findings) for side in self.sides)[-2]


def disagreements(ranked: Sequence[Finding], hearing: Hearing) -> tuple[Disagreement, ...]:
    """Return what the findings of one group disagree on; `ranked` holds them with the strongest first."""
    return (*_by_values(ranked), *_by_stance(ranked, hearing))


def refute(findings: Sequence[Finding]) -> list[Finding]:
    """Return the findings of one group, those marked that another of them refutes.

    Refuted is a claim whose figure no quotation of its own holds, while another specialist quotes the
    document for a different one: its quotation does not carry it, so that it differs from its evidence.
    """
    matters = [Matter(item) for item in findings]
    marked = []
    for left in matters:
        against = [(right, measure) for right in matters if (measure := _refuting(right, left))]
        figures = [
            f"{left.figures[measure][0].text} for {right.figures[measure][0].text}"
            for right, measure in against
        ]
        differs = tuple(dict.fromkeys((*left.finding.differs, *figures)))
        marked.append(left.finding.model_copy(update={"differs": differs}) if figures else left.finding)
    return marked


def _refuting(right: Matter, left: Matter) -> Measure | None:
    """Return the measure in which the one, by its quotation, refutes the other."""
    measure = opposed_measure(left, right)
    return measure if measure and right.finding.verified and right.backed and not left.backed else None


def conflict(found: Disagreement, *, resolution: str | None = None) -> Conflict:
    """Return the record of a disagreement, both sides with their evidence.

    Where only one side quotes the document for what it says, that decides, whatever the strategy.
    """
    resolution = resolution or _by_evidence(found)
    return Conflict(
        kind="specialists",
        subject=found.subject,
        positions=tuple(
            Position(
                claim=side.findings[0].claim,
                value=side.value,
                finding_ids=tuple(item.id for item in side.findings),
                evidence=tuple(
                    place
                    for item in side.findings
                    if item.verified
                    for place in item.evidence
                    if place.verified
                ),
            )
            for side in found.sides
        ),
        severity=found.severity,
        rule=RULES[found.kind],
        resolution=resolution,
        resolved_by="rules" if resolution else None,
        would_settle=None if resolution else _what_would_settle(found),
    )


def _by_evidence(found: Disagreement) -> str | None:
    quoting = [side for side in found.sides if any(item.verified for item in side.findings)]
    if len(quoting) != 1:
        return None
    who = " and ".join(sorted(quoting[0].specialists))
    return f"evidence: only {who} ({quoting[0].value}) quotes the document for what it says"


def _what_would_settle(found: Disagreement) -> str:
    pages = sorted(
        {
            place.page
            for side in found.sides
            for item in side.findings
            for place in item.evidence
            if place.verified and place.page
        }
    )
    where = f"page{'s' if len(pages) > 1 else ''} {', '.join(map(str, pages))}" if pages else "the document"
    if found.kind == "values":
        values = " or ".join(side.value for side in found.sides)
        return (
            f"the passage that states “{found.subject}” for the same period and scope: read {where} and see"
            f" whether it says {values}"
        )
    return (
        f"what “{found.subject}” is to be measured by: read the quotations on {where} side by side; a passage"
        " that weighs one against the other, or the reader's own purpose, decides"
    )


def _by_stance(ranked: Sequence[Finding], hearing: Hearing) -> tuple[Disagreement, ...]:
    """Set those who take the opposite stance of the lead, on its very point, against those who share it."""
    lead = ranked[0]
    if lead.stance not in OPPOSITE:
        return ()
    strongest: dict[str, Finding] = {}
    for finding in ranked:
        strongest.setdefault(finding.specialist, finding)
    against = tuple(
        item
        for name, item in strongest.items()
        if item.stance == OPPOSITE[lead.stance]
        and hearing.judges(name) == hearing.judges(lead.specialist)
        and same_point(item, lead)
    )
    opposed = {item.specialist for item in against}
    agreed = tuple(item for item in ranked if item.stance == lead.stance and item.specialist not in opposed)
    if not against:
        return ()
    sides = (Side(agreed, lead.stance), Side(against, OPPOSITE[lead.stance]))
    return (Disagreement("stance", lead.subject, sides),)


def _by_values(ranked: Sequence[Finding]) -> tuple[Disagreement, ...]:
    """Part the findings that state a value of the same thing by that value."""
    matters = [Matter(item) for item in ranked]
    contested = {
        measure
        for left in matters
        for right in matters
        if left is not right and (measure := opposed_measure(left, right))
    }
    return tuple(
        Disagreement("values", sides[0].findings[0].subject, sides)
        for measure in sorted(contested)
        if len(sides := _sides(matters, measure)) > 1
    )


def _sides(matters: Sequence[Matter], measure: Measure) -> tuple[Side, ...]:
    sides: list[Side] = []
    for matter in matters:
        if len(matter.figures.get(measure, ())) != 1:
            continue
        figure = matter.figures[measure][0]
        same = next((side for side in sides if side.figure and same_value(side.figure, figure)), None)
        if same is None:
            sides.append(Side((matter.finding,), figure.text, figure))
        else:
            sides[sides.index(same)] = Side((*same.findings, matter.finding), same.value, same.figure)
    return tuple(_without_turncoats(sides))


def _without_turncoats(sides: Sequence[Side]) -> Sequence[Side]:
    """Leave out who states both values: it knows of both, and contradicts nobody."""
    counted = [name for side in sides for name in side.specialists]
    both = {name for name in counted if counted.count(name) > 1}
    kept = [
        Side(tuple(item for item in side.findings if item.specialist not in both), side.value, side.figure)
        for side in sides
    ]
    return [side for side in kept if side.findings]
