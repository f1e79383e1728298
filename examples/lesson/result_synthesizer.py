"""Exercise 4: one set of findings, put together by four strategies, and how far each result can be trusted.

Runs offline: the findings are written down here, their quotations are looked up in the notice.

    python examples/lesson/result_synthesizer.py
"""

from docpanel.agents.findings import Evidence, Finding, SpecialistReport
from docpanel.agents.reconciliation import Reconciliation
from docpanel.documents.document import Document
from docpanel.documents.limits import Limits
from docpanel.documents.loading import parse
from docpanel.documents.quotations import look_up
from docpanel.orchestration.reconciliation.reconcile import reconcile
from docpanel.orchestration.reconciliation.strategy import strategy_names
from docpanel.prompts.library import Library

NOTICE = """# Harbour notice

## Fees

The harbour fee is $40 a day for every boat. The pier is closed from November to March.

## Safety

Two lamps on the pier are broken. The harbour master checks all lamps every month.

## Amendment

As amended in May, the harbour fee is $45 a day for every boat.
"""
FINDINGS = """
summary-1 | main_point | 0.9 | harbour fee | The harbour fee costs $40 a day. | The harbour fee is $40 a day
business-1 | cost | 0.85 | harbour fee | The harbour fee costs $45 a day. | the harbour fee is $45 a day
business-2 | risk | 0.8 | pier closing | Nothing can be landed at the pier in winter. | The pier is closed
content-1 | topic | 0.5 | pier lamps | Two of the lamps on the pier are broken. | Two lamps on the pier
sentiment-1 | concern | 0.5 | pier lamps | The broken lamps leave the pier dark. | Two lamps on the pier
sentiment-2 | concern | 1.0 | harbour master | The harbour master resigned. | She resigned in anger
"""
"""Finder and number, category, importance, subject, claim and quotation; the last quotation is invented."""


def finding(document: Document, row: str) -> Finding:
    """Return a finding, its quotation looked up in the document."""
    identity, category, importance, subject, claim, quote = (cell.strip() for cell in row.split("|"))
    place = look_up(document, quote)
    evidence = Evidence(quote=quote)
    if place is not None:
        where = {"page": place.page, "start": place.span.start, "end": place.span.end}
        evidence = evidence.model_copy(update={**where, "match": place.match})
    return Finding(
        id=identity,
        category=category,
        subject=subject,
        claim=claim,
        importance=float(importance),
        confidence=0.8,
        evidence=(evidence,),
    )


def synthesize(strategy: str) -> Reconciliation:
    """Put the findings together by one strategy."""
    document = parse("notice.md", NOTICE.encode(), Limits())
    findings = [finding(document, row) for row in FINDINGS.strip().splitlines()]
    names = dict.fromkeys(item.specialist for item in findings)
    reports = [
        SpecialistReport(name=name, findings=tuple(item for item in findings if item.specialist == name))
        for name in names
    ]
    return reconcile(document, [Library().get(name) for name in names], reports, strategy=strategy)


def main() -> None:
    """Print what each strategy puts first, what it does with the contradiction, and the quality."""
    for strategy in strategy_names():
        result = synthesize(strategy)
        print(result.note)
        for rank, group in enumerate(result.groups, 1):
            theme = f" [{group.theme}]" if group.theme else ""
            print(f"  {rank}. {group.score:.3f}{theme} {group.lead.claim}")
            print(f"     confidence {group.confidence:.2f}: {'; '.join(group.reasons)}")
        for conflict in result.conflicts:
            sides = " against ".join(position.claim for position in conflict.positions)
            print(f"  contested: {sides}\n     {conflict.resolution or f'open; {conflict.would_settle}'}")
        print()
    quality = synthesize("weighted").quality
    print(f"confidence {quality.confidence}, consistency {quality.consistency}, ", end="")
    print(f"completeness {quality.completeness}")
    print("\n".join(f"  {reason}" for reason in quality.reasons))


if __name__ == "__main__":
    main()
