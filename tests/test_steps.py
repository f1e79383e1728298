"""Steps at work: branches at the same time, failures that stay where they are, an order that says nothing."""

import asyncio
import logging
import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from panel_material import make_document

from docpanel.agents.completion import Completion, CompletionRequest
from docpanel.agents.errors import Interrupted, QuotaExhausted, Refused, Unauthorized
from docpanel.agents.providers.mock import MockProvider
from docpanel.orchestration import context as context_module
from docpanel.orchestration.analyzer import Analyzer
from docpanel.orchestration.context import Cancellation, RunContext, current_run, current_step
from docpanel.orchestration.events import RunEvent
from docpanel.orchestration.pool import WorkerPool
from docpanel.orchestration.settings import Settings
from docpanel.orchestration.steps import Outcome, Step, chain, scatter_gather

PATIENCE = 20.0
PANEL = ("sentiment", "keywords", "summary", "quality", "content", "linguistic", "technical", "business")


@pytest.fixture
def run():
    """Return a run with eight workers."""
    made, close = surroundings(8)
    yield made
    close()


def surroundings(workers: int) -> tuple[RunContext, Callable[[], None]]:
    pool = WorkerPool(workers)
    return RunContext(run_id="run", document="memo.txt", pool=pool), lambda: pool.close(wait=True)


def recorded(run: RunContext) -> list[RunEvent]:
    """Return the list to which the events of a run are added."""
    events: list[RunEvent] = []
    run.events.subscribe(events.append)
    return events


def scatter(**branches: Callable[[], Any]) -> Step[None, list[Outcome[Any]]]:
    """Return a step with these branches, which gathers their outcomes as they are."""

    def step(name: str, work: Callable[[], Any]) -> Step[None, Any]:
        return Step(name, lambda _run, _value: work())

    def gather(_: None, outcomes: Sequence[Outcome[Any]]) -> list[Outcome[Any]]:
        return list(outcomes)

    return scatter_gather("all", lambda _: [step(name, work) for name, work in branches.items()], gather)


def fail(error: Exception) -> Callable[[], Any]:
    def work() -> Any:
        raise error

    return work


def test_a_chain_gives_the_result_of_the_first_step_to_the_second(run: RunContext) -> None:
    double = Step("double", lambda _run, value: value * 2)
    text = Step("text", lambda _run, value: f"<{value}>")
    both = chain(chain(double, double), text)
    assert both.run(run, 5) == "<20>"
    assert both.path == "double > double > text"


def test_a_chain_ends_with_the_error_of_its_first_step(run: RunContext) -> None:
    ran: list[int] = []
    failing = chain(
        Step("first", lambda _run, _value: fail(Refused("no"))()),
        Step("second", lambda _run, value: ran.append(value)),
    )
    with pytest.raises(Refused):
        failing.run(run, 1)
    assert ran == []


def test_all_branches_are_under_way_at_the_same_time(run: RunContext) -> None:
    barrier = threading.Barrier(8)
    outcomes = scatter(**{f"b{number}": lambda: barrier.wait(PATIENCE) for number in range(8)}).run(run, None)
    assert all(outcome.error is None for outcome in outcomes)


def test_outcomes_stand_in_the_order_of_the_branches_whoever_ends_first(run: RunContext) -> None:
    last_is_done = threading.Event()

    def first() -> str:
        assert last_is_done.wait(PATIENCE)
        return "first"

    def last() -> str:
        last_is_done.set()
        return "last"

    outcomes = scatter(first=first, last=last).run(run, None)
    assert [(outcome.path, outcome.value) for outcome in outcomes] == [("first", "first"), ("last", "last")]


def test_more_branches_than_workers_all_get_their_turn() -> None:
    run, close = surroundings(2)
    outcomes = scatter(**{f"b{number}": lambda number=number: number for number in range(50)}).run(run, None)
    close()
    assert [outcome.value for outcome in outcomes] == list(range(50))


def test_without_branches_there_is_nothing_to_gather(run: RunContext) -> None:
    assert scatter().run(run, None) == []


def test_a_branch_that_fails_disturbs_no_other(run: RunContext) -> None:
    events = recorded(run)
    bad, good = scatter(bad=fail(Refused("would not answer")), good=lambda: "value").run(run, None)
    assert (bad.value, str(bad.error)) == (None, "would not answer")
    assert (good.value, good.error) == ("value", None)
    failed = [event for event in events if event.kind == "failed"]
    assert [(event.path, event.detail) for event in failed] == [("bad", "would not answer")]
    assert not run.cancellation.requested


def test_a_bug_in_one_branch_is_an_outcome_too_and_is_logged_with_its_step(
    run: RunContext, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.ERROR, "docpanel"):
        bad, good = scatter(bad=lambda: 1 // 0, good=lambda: "value").run(run, None)
    assert isinstance(bad.error, ZeroDivisionError)
    assert good.value == "value"
    assert "bad failed unexpectedly" in caplog.text


@pytest.mark.parametrize("error", [Unauthorized("401"), QuotaExhausted("no credit")])
def test_a_permanent_refusal_ends_the_step_and_what_waits_is_not_begun(error: Exception) -> None:
    run, close = surroundings(1)
    begun: list[str] = []
    step = scatter(first=fail(error), **{name: lambda name=name: begun.append(name) for name in "abc"})
    with pytest.raises(type(error)) as raised:
        step.run(run, None)
    close()
    assert raised.value is error
    assert begun == []


def test_a_cancelled_run_keeps_what_is_finished_and_begins_nothing_more() -> None:
    run, close = surroundings(1)

    def cancelling() -> str:
        run.cancellation.request()
        return "finished"

    outcomes = scatter(first=lambda: "kept", second=cancelling, third=lambda: "never").run(run, None)
    close()
    assert [outcome.value for outcome in outcomes] == ["kept", "finished", None]
    assert isinstance(outcomes[2].error, Interrupted)


def test_whoever_waits_for_a_cancellation_is_told_once_it_comes() -> None:
    cancellation, told = Cancellation(), []
    cancellation.on_request(lambda: told.append("told"))
    cancellation.check()
    assert (cancellation.requested, told) == (False, [])
    cancellation.request()
    assert (cancellation.requested, told) == (True, ["told"])
    with pytest.raises(Interrupted):
        cancellation.check()


class CtrlC:
    """Waits as the standard library does, but for the first times, when somebody presses Ctrl-C."""

    def __init__(self, presses: int) -> None:
        self.presses = presses

    def __call__(self, *arguments: Any, **options: Any) -> Any:
        if self.presses:
            self.presses -= 1
            raise KeyboardInterrupt
        return WAIT(*arguments, **options)


WAIT = context_module.wait


def test_ctrl_c_cancels_the_run_and_waits_for_its_end(
    run: RunContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    cancelled = threading.Event()
    run.cancellation.on_request(cancelled.set)
    monkeypatch.setattr(context_module, "wait", CtrlC(1))
    (outcome,) = scatter(work=lambda: cancelled.wait(PATIENCE) and "kept").run(run, None)
    assert (outcome.value, run.cancellation.requested) == ("kept", True)


def test_a_second_ctrl_c_waits_for_nothing(run: RunContext, monkeypatch: pytest.MonkeyPatch) -> None:
    go_on = threading.Event()
    monkeypatch.setattr(context_module, "wait", CtrlC(2))
    try:
        with pytest.raises(KeyboardInterrupt):
            scatter(stubborn=lambda: go_on.wait(PATIENCE)).run(run, None)
    finally:
        go_on.set()


def test_a_branch_is_queued_started_and_finished_in_this_order(run: RunContext) -> None:
    events = recorded(run)
    scatter(a=lambda: 1, b=lambda: 2).run(run, None)
    for path in "ab":
        mine = [event for event in events if event.path == path]
        assert [event.kind for event in mine] == ["queued", "started", "finished"]
        assert mine[0].at <= mine[1].at <= mine[2].at
        assert mine[2].seconds >= 0


def test_every_worker_knows_its_run_and_its_step(run: RunContext) -> None:
    token = current_run.set(run)
    names = {f"b{number}": lambda: (current_run.get(), current_step.get()) for number in range(5)}
    outcomes = scatter(**names).run(run, None)
    current_run.reset(token)
    assert [outcome.value for outcome in outcomes] == [(run, name) for name in names]
    assert current_step.get() == ""


class InTurn(MockProvider):
    """Holds the answers back until all specialists have asked, then lets them go in a given order."""

    def __init__(self, order: Sequence[str]) -> None:
        super().__init__(seed=1)
        self.order = [f"specialist:{name}" for name in order]
        self.asked: set[str] = set()
        self.answered: list[str] = []
        self.moved = asyncio.Condition()

    async def complete(self, request: CompletionRequest, **rest: Any) -> Completion:
        if request.label not in self.order:
            return await super().complete(request, **rest)
        async with self.moved:
            self.asked.add(request.label)
            self.moved.notify_all()
            await self.moved.wait_for(lambda: self._turn_of(request.label))
            completion = await super().complete(request, **rest)
            self.answered.append(request.label)
            self.moved.notify_all()
        return completion

    def _turn_of(self, label: str) -> bool:
        return len(self.asked) == len(self.order) and self.order[len(self.answered)] == label


MEMO = make_document(
    "The operator must pay a fee of $40 before 5 May 2026. The board welcomed the new rule with praise.",
    "The fine is $90 a day, which small operators call far too high. Nobody says who decides on appeals.",
)


def analysis_when_finished_in(order: Sequence[str], folder: Path) -> str:
    """Return the analysis as JSON, without what may differ from run to run."""
    provider = InTurn(order)
    options = Settings(model="mock", cache="off", cache_folder=folder)
    with Analyzer(options, provider=provider) as analyzer:
        analysis = analyzer.analyze(MEMO)
    assert provider.answered == provider.order
    return analysis.model_dump_json(exclude={"run_id", "timings"})


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.permutations(PANEL))
def test_the_order_in_which_agents_finish_changes_no_byte_of_the_analysis(
    tmp_path: Path, order: list[str]
) -> None:
    assert analysis_when_finished_in(order, tmp_path) == analysis_when_finished_in(PANEL, tmp_path)
