"""The synthesis without a language model: the strongest findings in their own words."""

from collections import Counter
from collections.abc import Iterable, Sequence

from docpanel.agents.analysis import Conflict, KeyFinding, Sentence, Synthesis, Withheld
from docpanel.agents.audit.result import AUDITOR
from docpanel.agents.counterpoint import both_sides, counterpoint, page_of
from docpanel.agents.findings import Finding
from docpanel.agents.grounding.claim_ledger import ClaimLedger
from docpanel.agents.reconciliation import Group, Reconciliation

__all__ = ["write_by_rules"]

BOTTOM_LINE = 3
KEY_FINDINGS = 8
LEADS_OF_ONE = 3
RECOMMENDATIONS = 6
QUESTIONS = 6

DOUBTS = 2
"""Pairs that may contradict each other and that no model judged; each becomes a question."""

AUDITED = 2
"""Key findings that the audit gets where its own rank would not put it among them."""

MATTERS = 0.5
"""Importance from which a mismatch that the audit found is a key finding: useful, and no detail."""


def write_by_rules(reconciled: Reconciliation) -> Synthesis:
    """Quote the reconciled findings in the strategy's order; only what joins two sides is worded anew.

    The table of numbers is left to whoever knows what was computed again.
    """
    verified = [(group, lead) for group in reconciled.groups if (lead := _lead(group))]
    outlines = [item for item in verified if "summary" in _specialists(item[0])]
    of_panel = [item for item in verified if item[1].specialist != AUDITOR]
    bottom_line = (outlines or of_panel or verified)[:BOTTOM_LINE]
    rest = [item for item in verified if item not in bottom_line]
    ledger = ClaimLedger(reconciled.findings())
    recommendations, withheld = _recommendations([group for group, _ in verified], ledger)
    return Synthesis(
        author="rules",
        bottom_line=tuple(_sentence(lead, reconciled) for _, lead in bottom_line),
        key_findings=tuple(_key_finding(group, lead, reconciled) for group, lead in _chosen(rest)),
        recommendations=recommendations[:RECOMMENDATIONS],
        conflicts=reconciled.conflicts,
        not_found=reconciled.not_found,
        questions=tuple(
            dict.fromkeys((*_questions(reconciled.conflicts), *_doubts(reconciled.candidates[:DOUBTS])))
        )[:QUESTIONS],
        withheld=withheld,
    )


def _lead(group: Group) -> Finding | None:
    """Return the first finding of the group that is verified; groups begin with their strongest."""
    return next((finding for finding in group.findings if finding.verified), None)


def _specialists(group: Group) -> set[str]:
    return {finding.specialist for finding in group.findings}


def _chosen(groups: Sequence[tuple[Group, Finding]]) -> list[tuple[Group, Finding]]:
    """Keep the strategy's order, but let nobody lead more than its share, and the audit be heard."""
    varied = _varied(groups)
    best = varied[:KEY_FINDINGS]
    waiting = [
        item
        for item in varied[KEY_FINDINGS:]
        if item[1].specialist == AUDITOR and item[1].importance >= MATTERS
    ]
    heard = sum(lead.specialist == AUDITOR for _, lead in best)
    late = waiting[: max(0, AUDITED - heard)]
    return [*best[: KEY_FINDINGS - len(late)], *late]


def _varied(groups: Sequence[tuple[Group, Finding]]) -> list[tuple[Group, Finding]]:
    led = Counter[str]()
    kept = []
    for group, lead in groups:
        led[lead.specialist] += 1
        if led[lead.specialist] <= LEADS_OF_ONE:
            kept.append((group, lead))
    return kept


def _sentence(lead: Finding, reconciled: Reconciliation) -> Sentence:
    """Say what the lead says, and what stands against it."""
    other = counterpoint((lead.id,), reconciled)
    if other is None:
        return Sentence(text=lead.claim, finding_ids=(lead.id,))
    return Sentence(
        text=both_sides(lead.claim, page_of(lead), other),
        finding_ids=tuple(dict.fromkeys((lead.id, *other.finding_ids))),
    )


def _key_finding(group: Group, lead: Finding, reconciled: Reconciliation) -> KeyFinding:
    said = _sentence(lead, reconciled)
    members = (item.id for item in group.findings if item.verified)
    return KeyFinding(
        text=said.text,
        finding_ids=tuple(dict.fromkeys((*said.finding_ids, *members))),
        importance=group.lead.importance,
        confidence=round(group.confidence, 3),
        supports=group.supports,
        dissents=group.dissents,
        reasons=group.reasons,
        theme=group.theme,
    )


def _recommendations(
    groups: Iterable[Group], ledger: ClaimLedger
) -> tuple[tuple[Sentence, ...], tuple[Withheld, ...]]:
    """Return what verified findings suggest; a figure that only the suggestion has is nobody's."""
    kept: dict[str, Sentence] = {}
    withheld = []
    for finding in (item for group in groups for item in group.findings):
        text = finding.recommendation
        if not text or text in kept or not finding.verified:
            continue
        said = ledger.ground(text, (finding.id,), prescribes=True)
        if isinstance(said, Withheld):
            withheld.append(said)
        else:
            kept[text] = said
    return tuple(kept.values()), tuple(withheld)


def _questions(conflicts: Iterable[Conflict]) -> Iterable[str]:
    """Ask what would settle each conflict that nobody has resolved, the gravest first."""
    for conflict in sorted(conflicts, key=lambda item: -item.severity):
        settles = (conflict.would_settle or "").strip().rstrip(".")
        if not settles or conflict.resolution:
            continue
        values = " or ".join(side.value or side.claim.rstrip(".") for side in conflict.positions)
        yield f"Which holds for “{conflict.subject}”: {values}? What would settle it: {settles}."


def _doubts(candidates: Iterable[Conflict]) -> Iterable[str]:
    """Ask about pairs of places that only somebody who understands them can tell apart."""
    for pair in candidates:
        sides = [item for side in pair.positions for item in side.evidence[:1]]
        places = " and ".join(f"“{' '.join(item.quote.split())}” (p. {item.page})" for item in sides)
        yield f"Do these agree on “{pair.subject}”: {places}?"
