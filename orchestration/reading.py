"""The panel at work: every specialist reads every part at the same time."""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from docpanel.agents.completion import Model
from docpanel.agents.errors import AgentError, Interrupted, PermanentError
from docpanel.agents.findings import SpecialistReport
from docpanel.agents.merging import merge_reports
from docpanel.agents.reader import ReadTask
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


@dataclass(frozen=True, slots=True)
class Panelists:
    """Who reads: `model` is None where rule readers do all the work."""

    model: Model | None
    requests: RequestBuilder
    count_tokens: Callable[[str], int]


@dataclass(frozen=True, slots=True)
class Reading:
    """What the panel found: one report a specialist, in the panel's order, and the seconds of each.

    `chunks_read` are the parts that at least one specialist got to read.
    """

    plan: Plan
    reports: tuple[SpecialistReport, ...]
    seconds: dict[str, float]
    chunks_read: tuple[Chunk, ...]


def reading_step(panelists: Panelists) -> Step[Plan, Reading]:
    """Return the step from a plan to the reports of all specialists."""

    def branches(plan: Plan) -> Sequence[Step[Plan, SpecialistReport]]:
        return [_read(panelists, template, chunk) for chunk in plan.chunks for template in plan.templates]

    def gather(plan: Plan, outcomes: Sequence[Outcome[SpecialistReport]]) -> Reading:
        return _gather(plan, outcomes, "rules" if panelists.model is None else "model")

    return scatter_gather("read", branches, gather)


def _read(panelists: Panelists, template: PromptTemplate, chunk: Chunk) -> Step[Plan, SpecialistReport]:
    """One specialist, one chunk: the model, and the rule reader where the model fails."""

    def work(context: RunContext, plan: Plan) -> SpecialistReport:
        task = ReadTask(plan.document, chunk, context.deadline)
        if panelists.model is None:
            return rule_reader(template).read(task)
        try:
            return PromptedSpecialist(template, panelists.model, panelists.requests).read(task)
        except (PermanentError, Interrupted):
            raise
        except AgentError as error:
            logger.warning("the rule reader stands in: %s", error)
            # The deadline that stopped the model must not stop the reader that stands in for it.
            report = rule_reader(template).read(ReadTask(plan.document, chunk))
            return report.model_copy(update={"status": "fallback", "error": str(error)})

    return Step(path_of(template, chunk), work)


def _gather(
    plan: Plan, outcomes: Sequence[Outcome[SpecialistReport]], reader: Literal["model", "rules"]
) -> Reading:
    """Merge the parts of each specialist; what failed or never ran is a report that says so."""
    reports: dict[str, list[SpecialistReport]] = {template.name: [] for template in plan.templates}
    seconds = dict.fromkeys(reports, 0.0)
    owners = [(template, chunk) for chunk in plan.chunks for template in plan.templates]
    read = set()
    began: dict[str, float] = {}
    for (template, chunk), outcome in zip(owners, outcomes, strict=True):
        reports[template.name].append(outcome.value or _without_value(template, outcome, reader))
        if outcome.started:
            began[template.name] = min(began.get(template.name, outcome.started), outcome.started)
            seconds[template.name] = max(
                seconds[template.name], outcome.started + outcome.seconds - began[template.name]
            )
        if outcome.value is not None:
            read.add(chunk)
    merged = tuple(merge_reports(parts) for parts in reports.values())
    return Reading(plan, merged, seconds, tuple(chunk for chunk in plan.chunks if chunk in read))


def _without_value(
    template: PromptTemplate, outcome: Outcome[SpecialistReport], reader: Literal["model", "rules"]
) -> SpecialistReport:
    stopped = isinstance(outcome.error, Interrupted)
    return SpecialistReport(
        name=template.name,
        title=template.title,
        status="omitted" if stopped else "failed",
        reader=reader,
        error=str(outcome.error) or type(outcome.error).__name__,
    )
