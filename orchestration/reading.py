"""The panel at work: every specialist reads every part at the same time."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass

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


@dataclass(frozen=True, slots=True)
class Reading:
    """What the panel found: one report a specialist, in the panel's order, and the seconds of each."""

    plan: Plan
    reports: tuple[SpecialistReport, ...]
    seconds: dict[str, float]


def reading_step(panelists: Panelists) -> Step[Plan, Reading]:
    """Return the step from a plan to the reports of all specialists."""

    def branches(plan: Plan) -> Sequence[Step[Plan, SpecialistReport]]:
        return [_read(panelists, template, chunk) for chunk in plan.chunks for template in plan.templates]

    return scatter_gather("read", branches, _gather)


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


def _gather(plan: Plan, outcomes: Sequence[Outcome[SpecialistReport]]) -> Reading:
    """Merge the parts of each specialist; what failed or never ran is a report that says so."""
    reports: dict[str, list[SpecialistReport]] = {template.name: [] for template in plan.templates}
    seconds = dict.fromkeys(reports, 0.0)
    owners = [template for _ in plan.chunks for template in plan.templates]
    for template, outcome in zip(owners, outcomes, strict=True):
        reports[template.name].append(outcome.value or _without_value(template, outcome))
        seconds[template.name] += outcome.seconds
    return Reading(plan, tuple(merge_reports(parts) for parts in reports.values()), seconds)


def _without_value(template: PromptTemplate, outcome: Outcome[SpecialistReport]) -> SpecialistReport:
    stopped = isinstance(outcome.error, Interrupted)
    return SpecialistReport(
        name=template.name,
        title=template.title,
        status="omitted" if stopped else "failed",
        error=str(outcome.error) or type(outcome.error).__name__,
    )
