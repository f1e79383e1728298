"""The panel at work: every specialist reads every part at the same time, and so do those beside it."""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from docpanel.agents.asides import Aside
from docpanel.agents.audit.auditor import audit
from docpanel.agents.audit.result import AUDITOR, Audited
from docpanel.agents.completion import Model
from docpanel.agents.errors import AgentError, Interrupted, PermanentError
from docpanel.agents.findings import SpecialistReport
from docpanel.agents.merging import merge_reports
from docpanel.agents.questions import PromptedQuestions, filed
from docpanel.agents.reader import Reader, ReadTask
from docpanel.agents.readers.rules import rule_reader
from docpanel.agents.requests import RequestBuilder
from docpanel.agents.specialist import PromptedSpecialist
from docpanel.documents.document import Chunk
from docpanel.orchestration.context import RunContext
from docpanel.orchestration.plan import Plan, path_of
from docpanel.orchestration.steps import Outcome, Step, scatter_gather
from docpanel.prompts.template import PromptTemplate

__all__ = ["Panelists", "Reading", "reading_step"]

logger = logging.getLogger(__name__)

Read = SpecialistReport | Audited


@dataclass(frozen=True, slots=True)
class Panelists:
    """Who reads: `model` is None where rule readers do all the work."""

    model: Model | None
    requests: RequestBuilder
    count_tokens: Callable[[str], int]


@dataclass(frozen=True, slots=True)
class Reading:
    """What the panel found: one report a specialist, in the panel's order, and the seconds of each.

    `chunks_read` are the parts that at least one specialist got to read. `audited` is what was checked
    without a model, None where that failed, as `audit_error` says. `questions` and `baseline` are the
    reports of those who read beside the panel, None where nobody asked for them.
    """

    plan: Plan
    reports: tuple[SpecialistReport, ...]
    seconds: dict[str, float]
    chunks_read: tuple[Chunk, ...]
    audited: Audited | None = None
    audit_error: str | None = None
    questions: SpecialistReport | None = None
    baseline: SpecialistReport | None = None


def reading_step(panelists: Panelists) -> Step[Plan, Reading]:
    """Return the step from a plan to the reports of all specialists."""

    def branches(plan: Plan) -> Sequence[Step[Plan, Read]]:
        return [*(_read(panelists, *each) for each in _owners(plan)), Step(AUDITOR, _audit)]

    def gather(plan: Plan, outcomes: Sequence[Outcome[Read]]) -> Reading:
        return _gather(plan, outcomes, "rules" if panelists.model is None else "model")

    return scatter_gather("read", branches, gather)


def _owners(plan: Plan) -> list[tuple[PromptTemplate, Chunk]]:
    """Return who reads what, in the order of the plan's calls."""
    seats = (*plan.templates, *(item.template for item in plan.asides))
    return [(template, chunk) for chunk in plan.chunks for template in seats]


def _read(panelists: Panelists, template: PromptTemplate, chunk: Chunk) -> Step[Plan, Read]:
    """One reader, one chunk."""

    def work(context: RunContext, plan: Plan) -> Read:
        task = ReadTask(plan.document, chunk, context.deadline)
        if panelists.model is None:
            return rule_reader(template).read(task)
        reader = _prompted(plan, template, panelists.model, panelists.requests)
        if plan.baseline is not None and template is plan.baseline.template:
            return _compared(reader, task)
        return _stood_in_for(reader, template, task)

    return Step(path_of(template, chunk), work)


def _prompted(plan: Plan, template: PromptTemplate, model: Model, requests: RequestBuilder) -> Reader:
    if plan.questions is not None and template is plan.questions.template:
        return PromptedQuestions(plan.questions, model, requests)
    aside: Aside | None = next((item for item in plan.asides if template is item.template), None)
    return PromptedSpecialist(template, model, aside.requests(requests) if aside else requests)


def _stood_in_for(reader: Reader, template: PromptTemplate, task: ReadTask) -> SpecialistReport:
    """Have the model read, and the rule reader where the model fails."""
    try:
        return reader.read(task)
    except (PermanentError, Interrupted):
        raise
    except AgentError as error:
        logger.warning("the rule reader stands in: %s", error)
        # The deadline that stopped the model must not stop the reader that stands in for it.
        report = rule_reader(template).read(ReadTask(task.document, task.chunk))
        return report.model_copy(update={"status": "fallback", "error": str(error)})


def _compared(reader: Reader, task: ReadTask) -> SpecialistReport:
    """Have the model read; nobody stands in for it, and not even a permanent refusal ends the run."""
    try:
        return reader.read(task)
    except PermanentError as error:
        raise AgentError(str(error)) from error


def _audit(_context: RunContext, plan: Plan) -> Read:
    return audit(plan.document)


def _gather(plan: Plan, outcomes: Sequence[Outcome[Read]], reader: Literal["model", "rules"]) -> Reading:
    """Merge the parts of each reader; what failed or never ran is a report that says so.

    Raises:
        PermanentError: it refused every reader; the audit, which asks nobody, is no result by itself.
    """
    *read, audited = outcomes
    reports, seconds = _merged(plan, read, reader)
    panel = {template.name for template in plan.templates}
    chunks = {
        chunk
        for (template, chunk), outcome in zip(_owners(plan), read, strict=True)
        if template.name in panel and outcome.value is not None
    }
    permanent = next((item.error for item in read if isinstance(item.error, PermanentError)), None)
    if permanent is not None and not chunks:
        raise permanent
    return Reading(
        plan,
        tuple(reports[template.name] for template in plan.templates),
        seconds,
        tuple(chunk for chunk in plan.chunks if chunk in chunks),
        audited=audited.value if isinstance(audited.value, Audited) else None,
        audit_error=_problem(audited),
        questions=filed(reports[plan.questions.template.name]) if plan.questions else None,
        baseline=reports[plan.baseline.template.name] if plan.baseline else None,
    )


def _merged(
    plan: Plan, outcomes: Sequence[Outcome[Read]], reader: Literal["model", "rules"]
) -> tuple[dict[str, SpecialistReport], dict[str, float]]:
    """Return the whole report of each reader, and the seconds from its first start to its last end."""
    parts: dict[str, list[SpecialistReport]] = {}
    began: dict[str, float] = {}
    seconds: dict[str, float] = {}
    for (template, _), outcome in zip(_owners(plan), outcomes, strict=True):
        name = template.name
        report = outcome.value if isinstance(outcome.value, SpecialistReport) else None
        parts.setdefault(name, []).append(report or _without_value(template, outcome, reader))
        seconds.setdefault(name, 0.0)
        if outcome.started:
            began[name] = min(began.get(name, outcome.started), outcome.started)
            seconds[name] = max(seconds[name], outcome.started + outcome.seconds - began[name])
    return {name: merge_reports(each) for name, each in parts.items()}, seconds


def _problem(outcome: Outcome[Read]) -> str | None:
    """Return in words why a branch has no value; an interrupted run says so elsewhere."""
    if outcome.error is None or isinstance(outcome.error, Interrupted):
        return None
    return str(outcome.error) or type(outcome.error).__name__


def _without_value(
    template: PromptTemplate, outcome: Outcome[Read], reader: Literal["model", "rules"]
) -> SpecialistReport:
    stopped = isinstance(outcome.error, Interrupted)
    return SpecialistReport(
        name=template.name,
        title=template.title,
        status="omitted" if stopped else "failed",
        reader=reader,
        error=str(outcome.error) or type(outcome.error).__name__,
    )
