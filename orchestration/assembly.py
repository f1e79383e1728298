"""The end of a run as one `Analysis`."""

from typing import Literal

from docpanel.agents.analysis import (
    Analysis,
    Audit,
    Cost,
    DocumentRecord,
    Synthesis,
    Timings,
    Withheld,
)
from docpanel.agents.counterpoint import answered_in_full
from docpanel.agents.digest import sealed
from docpanel.agents.findings import SpecialistReport
from docpanel.agents.questions import answers_to
from docpanel.orchestration.baseline import compared, served_from_cache
from docpanel.orchestration.context import RunContext
from docpanel.orchestration.contributions import contributions
from docpanel.orchestration.coverage import coverage_of, cut_short
from docpanel.orchestration.ledger import Asked
from docpanel.orchestration.prices import Prices
from docpanel.orchestration.reading import Reading
from docpanel.orchestration.settings import Settings
from docpanel.orchestration.spending import Spending
from docpanel.orchestration.synthesis import Synthesized

__all__ = ["assemble"]


def assemble(
    result: Synthesized, *, settings: Settings, context: RunContext, prices: Prices, wall_seconds: float
) -> Analysis:
    """Put everything that a report may show into one value, and seal it."""
    reading, ledger = result.reading, context.ledger
    document, spending = reading.plan.document, Spending(settings, prices)
    synthesis = _with_answers(result)
    short = cut_short(reading.plan, ledger)
    analysis = Analysis(
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
        panel=",".join(each.name for each in reading.plan.templates)
        if settings.specialists
        else settings.panel,
        strategy=settings.strategy,
        specialists=_reports(reading),
        synthesis=synthesis,
        quality=result.reconciliation.quality,
        coverage=coverage_of(reading, short),
        audit=reading.audited.record if reading.audited else Audit(),
        contributions=contributions(reading, result.reconciliation, synthesis, ledger, spending),
        baseline=compared(reading, model=settings.model, ledger=ledger, spending=spending),
        usage=ledger.summary(),
        cost=_cost(result, context, spending),
        timings=_timings(result, wall_seconds),
        warnings=(
            *_warnings(result),
            *((short.warning,) if short else ()),
            *_notes_on_comparison(result, context),
        ),
    )
    return sealed(analysis)


def _reports(reading: Reading) -> tuple[SpecialistReport, ...]:
    """Return the panel's reports, and behind them the one on the user's questions."""
    return (*reading.reports, *((reading.questions,) if reading.questions else ()))


def _with_answers(result: Synthesized) -> Synthesis:
    synthesis, report, plan = result.synthesis, result.reading.questions, result.reading.plan
    if report is None or plan.questions is None:
        return synthesis
    answered = answers_to(plan.questions.template.expects, report)
    withheld: tuple[Withheld, ...] = (*synthesis.withheld, *answered.withheld)
    answers = (answered_in_full(item, report.findings, synthesis.conflicts) for item in answered.answers)
    return synthesis.model_copy(update={"answers": tuple(answers), "withheld": withheld})


def _status(result: Synthesized) -> Literal["complete", "partial", "failed"]:
    """Judge by everything that was asked for; the comparison alone may fail without harm."""
    statuses = {report.status for report in _reports(result.reading)}
    if not result.reading.chunks_read:
        return "failed"
    return "complete" if statuses == {"ok"} and result.stand_in_reason is None else "partial"


def _cost(result: Synthesized, context: RunContext, spending: Spending) -> Cost:
    if spending.settings.model in {"offline", "mock"}:
        return Cost(usd=0.0, estimated_usd=0.0)
    paid = Asked(context.ledger.summary().calls, context.ledger.usage)
    return Cost(usd=spending.price_of(paid), estimated_usd=result.reading.plan.estimated_usd)


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
    reading, reason = result.reading, result.stand_in_reason
    stand_in = (f"the synthesis was put together by rules, not by the model: {reason}",) if reason else ()
    unaudited = (f"figures were not audited: {reading.audit_error}",) if reading.audit_error else ()
    document = reading.plan.document
    by_rules = any(report.reader == "rules" for report in _reports(reading))
    foreign = (
        (f"the rule readers know English; of a document in {document.language!r} they see only a part",)
        if by_rules and document.language not in {None, "en"}
        else ()
    )
    return (*document.warnings, *reading.plan.warnings, *stand_in, *unaudited, *foreign)


def _notes_on_comparison(result: Synthesized, context: RunContext) -> tuple[str, ...]:
    if not served_from_cache(result.reading, context.ledger):
        return ()
    return ("answers came from the cache, so the seconds of panel and baseline do not compare",)
