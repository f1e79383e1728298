"""Steps and how they compose: a run is one Step made of others."""

import functools
import logging
import time
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from typing import Generic, TypeVar

from docpanel.agents.errors import Interrupted, PermanentError
from docpanel.errors import DocpanelError
from docpanel.orchestration.context import RunContext, current_step
from docpanel.orchestration.events import RunEvent

__all__ = ["Outcome", "Step", "chain", "scatter_gather"]

logger = logging.getLogger(__name__)

A = TypeVar("A")
B = TypeVar("B")
C = TypeVar("C")


@dataclass(frozen=True, slots=True)
class Outcome(Generic[B]):
    """How one branch ended: a value or an error, when it began, and the seconds that it took."""

    path: str
    value: B | None = None
    error: Exception | None = None
    seconds: float = 0.0
    started: float = 0.0


@dataclass(frozen=True, slots=True)
class Step(Generic[A, B]):
    """A piece of work with a stable path, from one typed value to another."""

    path: str
    work: Callable[[RunContext, A], B]

    def run(self, context: RunContext, value: A) -> B:
        """Do the work in the calling thread."""
        return self.work(context, value)


def chain(first: Step[A, B], second: Step[B, C]) -> Step[A, C]:
    """Return the step that does `first`, then `second` with its result."""
    return Step(f"{first.path} > {second.path}", lambda run, value: second.run(run, first.run(run, value)))


def scatter_gather(
    path: str,
    branches: Callable[[A], Sequence[Step[A, B]]],
    gather: Callable[[A, Sequence[Outcome[B]]], C],
) -> Step[A, C]:
    """Return the step that runs its branches at the same time, each on one worker of the pool.

    `gather` gets one outcome a branch, in the order of the branches whatever order they ended in. A
    branch that fails is an outcome with an error and disturbs no other, except that a `PermanentError`
    (every other call would end the same way) stops the others, and is raised where none has a result.
    """

    def work(context: RunContext, value: A) -> C:
        steps = branches(value)
        for step in steps:
            context.events.emit(RunEvent("queued", step.path))
        futures = [context.pool.submit(functools.partial(_branch, context, step, value)) for step in steps]
        context.wait_for(futures)
        outcomes = [_outcome(step, future) for step, future in zip(steps, futures, strict=True)]
        permanent = next((item.error for item in outcomes if isinstance(item.error, PermanentError)), None)
        if permanent is not None and not any(item.value is not None for item in outcomes):
            raise permanent
        return gather(value, outcomes)

    return Step(path, work)


def _outcome(step: Step[A, B], future: Future[Outcome[B]]) -> Outcome[B]:
    """Return how a branch ended; one that was dropped or is still at work was interrupted."""
    if future.done() and not future.cancelled():
        return future.result()
    return Outcome(step.path, error=Interrupted("interrupted"))


def _branch(context: RunContext, step: Step[A, B], value: A) -> Outcome[B]:
    """Run one branch so that nothing but an outcome leaves its thread."""
    current_step.set(step.path)
    started = time.monotonic()

    def seconds() -> float:
        return time.monotonic() - started

    try:
        context.cancellation.check()
        context.events.emit(RunEvent("started", step.path))
        result = step.run(context, value)
    except Exception as error:
        if isinstance(error, PermanentError):
            context.cancellation.request(refused=True)
        if not isinstance(error, DocpanelError):
            # One line for a person; the trace is for whoever asks for it with --verbose.
            logger.error("%s failed unexpectedly: %s: %s", step.path, type(error).__name__, error)  # noqa: TRY400  # as the line above says
            logger.debug("where it failed", exc_info=error)
        detail = "" if isinstance(error, Interrupted) else str(error) or type(error).__name__
        context.events.emit(RunEvent("failed", step.path, detail=detail, seconds=seconds()))
        return Outcome(step.path, error=error, seconds=seconds(), started=started)
    context.events.emit(RunEvent("finished", step.path, seconds=seconds()))
    return Outcome(step.path, value=result, seconds=seconds(), started=started)
