"""From the reports of the panel to one synthesis: reconciled by rules, written by the model if it can."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass, replace

from docpanel.agents.analysis import Synthesis, Withheld
from docpanel.agents.errors import AgentError
from docpanel.agents.numbers import numbers
from docpanel.agents.reconciliation import Reconciliation
from docpanel.agents.stand_in import write_by_rules
from docpanel.agents.synthesizer import PromptedSynthesizer
from docpanel.orchestration.context import RunContext
from docpanel.orchestration.reading import Panelists, Reading
from docpanel.orchestration.reconciliation.reconcile import reconcile
from docpanel.orchestration.steps import Outcome, Step, scatter_gather

__all__ = ["Reconciled", "Synthesized", "reconcile_step", "synthesis_step"]

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Reconciled:
    """The reading and what it comes to without any model."""

    reading: Reading
    reconciliation: Reconciliation


@dataclass(frozen=True, slots=True)
class Synthesized:
    """The end of the run; `stand_in_reason` says why rules wrote where a model should have."""

    reading: Reading
    reconciliation: Reconciliation
    synthesis: Synthesis
    stand_in_reason: str | None = None
    seconds: float = 0.0


def reconcile_step() -> Step[Reading, Reconciled]:
    """Return the step that groups what the panel found."""

    def work(_context: RunContext, reading: Reading) -> Reconciled:
        plan = reading.plan
        reconciliation = reconcile(
            plan.document, plan.templates, reading.reports, audited=reading.audited, strategy=plan.strategy
        )
        return Reconciled(reading, reconciliation)

    return Step("reconcile", work)


def synthesis_step(panelists: Panelists) -> Step[Reconciled, Synthesized]:
    """Return the step that writes the synthesis, on a worker like every other call."""

    def branches(reconciled: Reconciled) -> Sequence[Step[Reconciled, Synthesized]]:
        return [Step("synthesizer", work)] if _model_found_something(reconciled) else []

    def work(context: RunContext, value: Reconciled) -> Synthesized:
        if panelists.model is None:
            raise AgentError("there is no model")
        writer = PromptedSynthesizer(
            panelists.model, panelists.requests, value.reading.plan.synthesis_room, panelists.count_tokens
        )
        try:
            written = writer.write(
                value.reading.plan.document,
                value.reconciliation,
                value.reading.reports,
                deadline=context.deadline,
            )
        except AgentError as error:
            # Not even a permanent refusal may cost the findings that are already here.
            logger.warning("the synthesis was put together by rules: %s", error)
            return _by_rules(value, str(error))
        if not written.bottom_line:
            reason = "no sentence of its bottom line stands on a verified finding that says the same"
            logger.warning("the synthesis was put together by rules: %s", reason)
            return _by_rules(value, reason, written.withheld)
        return _with_numbers(Synthesized(value.reading, value.reconciliation, written))

    def gather(value: Reconciled, outcomes: Sequence[Outcome[Synthesized]]) -> Synthesized:
        if not outcomes:
            return _by_rules(value, None)
        result = outcomes[0].value or _by_rules(value, str(outcomes[0].error))
        return replace(result, seconds=outcomes[0].seconds)

    return scatter_gather("synthesize", branches, gather)


def _model_found_something(value: Reconciled) -> bool:
    """Say whether a model spoke: rules need no model to sum them up."""
    return any(report.reader == "model" and report.findings for report in value.reading.reports)


def _by_rules(value: Reconciled, reason: str | None, withheld: Sequence[Withheld] = ()) -> Synthesized:
    """Let the rules write; what a model said without ground stays on record."""
    written = write_by_rules(value.reconciliation)
    kept = written.model_copy(update={"withheld": (*withheld, *written.withheld)})
    return _with_numbers(Synthesized(value.reading, value.reconciliation, kept, reason))


def _with_numbers(result: Synthesized) -> Synthesized:
    figures = numbers(result.reconciliation.findings().values(), result.reading.audited)
    return replace(result, synthesis=result.synthesis.model_copy(update={"numbers": figures}))
