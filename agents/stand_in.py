"""The synthesis without a language model: the strongest findings in their own words."""

import re
from collections import Counter
from collections.abc import Iterable

from docpanel.agents.analysis import KeyFinding, Number, Sentence, Synthesis
from docpanel.agents.findings import Finding
from docpanel.agents.reconciliation import Group, Reconciliation

__all__ = ["numbers", "write_by_rules"]

FIGURE = re.compile(r"\d+(?:[.,]\d+)*")
BOTTOM_LINE = 3
KEY_FINDINGS = 8
LEADS_OF_ONE = 3
RECOMMENDATIONS = 6
NUMBERS = 30


def write_by_rules(reconciled: Reconciliation) -> Synthesis:
    """Quote the reconciled findings in order of their score; nothing is worded anew."""
    verified = [group for group in reconciled.groups if group.lead.verified]
    outlines = [group for group in verified if "summary" in _specialists(group)]
    bottom_line = (outlines or verified)[:BOTTOM_LINE]
    shown = {group.lead.id for group in bottom_line}
    rest = [group for group in verified if group.lead.id not in shown]
    return Synthesis(
        author="rules",
        bottom_line=tuple(_sentence(group.lead, group.lead.claim) for group in bottom_line),
        key_findings=tuple(_key_finding(group) for group in _varied(rest)[:KEY_FINDINGS]),
        recommendations=tuple(_recommendations(verified))[:RECOMMENDATIONS],
        conflicts=reconciled.conflicts,
        numbers=numbers(reconciled.findings().values()),
        not_found=reconciled.not_found,
    )


def numbers(findings: Iterable[Finding]) -> tuple[Number, ...]:
    """Return the figures among verified findings: those with an `amount` that their quotation holds."""
    rows: dict[tuple[str, str], Number] = {}
    for finding in findings:
        amount = finding.attributes.get("amount", "").strip()
        places = (item for item in finding.evidence if item.verified and _stands_in(amount, item.quote))
        place = next(places, None) if finding.verified else None
        if place is None:
            continue
        row = Number(
            metric=finding.subject,
            value=amount,
            unit=finding.attributes.get("unit") or None,
            period=finding.attributes.get("period") or None,
            page=place.page,
            quote=place.quote,
        )
        rows.setdefault((row.metric.casefold(), row.value), row)
    return tuple(rows.values())[:NUMBERS]


def _stands_in(amount: str, quote: str) -> bool:
    """Say whether every figure of an amount is printed in the quotation."""
    figures = FIGURE.findall(amount)
    return bool(figures) and set(figures) <= set(FIGURE.findall(quote))


def _specialists(group: Group) -> set[str]:
    return {finding.specialist for finding in group.findings}


def _varied(groups: list[Group]) -> list[Group]:
    """Keep the order of the scores, but let no specialist lead more than its share of key findings."""
    led = Counter[str]()
    kept = []
    for group in groups:
        led[group.lead.specialist] += 1
        if led[group.lead.specialist] <= LEADS_OF_ONE:
            kept.append(group)
    return kept


def _sentence(finding: Finding, text: str) -> Sentence:
    return Sentence(text=text, finding_ids=(finding.id,))


def _key_finding(group: Group) -> KeyFinding:
    return KeyFinding(
        text=group.lead.claim,
        finding_ids=group.finding_ids,
        importance=group.lead.importance,
        confidence=round(group.confidence, 3),
        supports=group.supports,
        dissents=group.dissents,
    )


def _recommendations(groups: list[Group]) -> Iterable[Sentence]:
    seen = set()
    for group in groups:
        for finding in group.findings:
            if finding.recommendation and finding.recommendation not in seen and finding.verified:
                seen.add(finding.recommendation)
                yield _sentence(finding, finding.recommendation)
