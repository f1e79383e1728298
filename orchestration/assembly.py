"""The end of a run as one `Analysis`."""

from typing import Literal

from docpanel.agents.analysis import Analysis, Cost, Coverage, DocumentRecord, Timings
from docpanel.orchestration.context import RunContext
from docpanel.orchestration.ledger import Ledger
from docpanel.orchestration.plan import Plan
from docpanel.orchestration.prices import Prices
from docpanel.orchestration.reading import Reading
from docpanel.orchestration.settings import Settings
from docpanel.orchestration.synthesis import Synthesized

__all__ = ["assemble"]

READ_AT_LEAST = 0.4
"""Share of the counted tokens; for unknown vocabularies we count up to twice what a server does."""


def assemble(
    result: Synthesized, *, settings: Settings, context: RunContext, prices: Prices, wall_seconds: float
) -> Analysis:
    """Put everything that a report may show into one value."""
    plan, reports = result.reading.plan, result.reading.reports
    document = plan.document
    return Analysis(
        run_id=context.run_id,
        status=_status(result),
        document=DocumentRecord(
            name=document.name,
            sha256=document.sha256,
            media_type=document.media_type,
            pages=len(document.pages),
            words=document.words,
            language=document.language,
        ),
        model=settings.model,
        panel=",".join(dict.fromkeys(settings.specialists)) or settings.panel,
        strategy=settings.strategy,
        specialists=reports,
        synthesis=result.synthesis,
        quality=result.reconciliation.quality,
        coverage=_coverage(result.reading),
        usage=context.ledger.summary(),
        cost=_cost(plan, settings, context, prices),
        timings=_timings(result, wall_seconds),
        warnings=(*_warnings(result), *_cut_short(plan, context.ledger)),
    )


def _status(result: Synthesized) -> Literal["complete", "partial", "failed"]:
    statuses = {report.status for report in result.reading.reports}
    if not result.reading.chunks_read:
        return "failed"
    return "complete" if statuses == {"ok"} and result.stand_in_reason is None else "partial"


def _coverage(reading: Reading) -> tuple[Coverage, ...]:
    document, reports, read = reading.plan.document, reading.reports, reading.chunks_read
    cited: dict[int, set[str]] = {page.number: set() for page in document.pages}
    for report in reports:
        for place in (place for finding in report.findings for place in finding.evidence):
            if place.start is None or place.end is None:
                continue
            for page in range(document.page_at(place.start), document.page_at(place.end - 1) + 1):
                cited[page].add(report.name)
    return tuple(
        Coverage(
            page=page.number,
            sent=any(page.span.overlaps(chunk.span) for chunk in read),
            has_text=document.has_text(page.number),
            cited_by=tuple(sorted(cited[page.number])),
        )
        for page in document.pages
    )


def _cost(plan: Plan, settings: Settings, context: RunContext, prices: Prices) -> Cost:
    if settings.model in {"offline", "mock"}:
        return Cost(usd=0.0, estimated_usd=0.0)
    usage, calls = context.ledger.usage, context.ledger.summary().calls
    if not calls:
        spent: float | None = 0.0
    elif not usage.input_tokens:
        spent = None  # a server that does not report usage may still bill it
    else:
        spent = prices.price_of(settings.model, usage, settings.base_url)
    return Cost(usd=spent, estimated_usd=plan.estimated_usd)


def _timings(result: Synthesized, wall_seconds: float) -> Timings:
    seconds = result.reading.seconds
    slowest = max(seconds, key=lambda name: (seconds[name], name))
    path = (slowest, "synthesizer") if result.seconds else (slowest,)
    named = seconds | ({"synthesizer": result.seconds} if result.seconds else {})
    return Timings(
        wall_seconds=round(wall_seconds, 3),
        critical_path=path,
        specialists={name: round(value, 3) for name, value in named.items()},
    )


def _warnings(result: Synthesized) -> tuple[str, ...]:
    reason = result.stand_in_reason
    stand_in = (f"the synthesis was put together by rules, not by the model: {reason}",) if reason else ()
    document = result.reading.plan.document
    by_rules = any(report.reader == "rules" for report in result.reading.reports)
    foreign = (
        (f"the rule readers know English; of a document in {document.language!r} they see only a part",)
        if by_rules and document.language not in {None, "en"}
        else ()
    )
    return (*document.warnings, *result.reading.plan.warnings, *stand_in, *foreign)


def _cut_short(plan: Plan, ledger: Ledger) -> tuple[str, ...]:
    """Notice a server that read much less than it was sent, as some do without a word."""
    for label in dict.fromkeys(call.label for call in plan.calls if call.chunk is not None):
        planned = [call.input_tokens for call in plan.calls if call.label == label]
        asked = ledger.asked(label)
        read = asked.usage.input_tokens
        if asked.calls >= len(planned) and 0 < read < READ_AT_LEAST * sum(planned):
            warning = (
                f"the server says it read {read:,} of about {sum(planned):,} tokens for {label}: its context"
                " window is probably smaller than assumed, and the rest was cut; set --context-window"
            )
            return (warning,)
    return ()
