"""What every step of a run shares: its deadline, cancellation, events and workers."""

import contextvars
import math
import threading
import time
from collections.abc import Callable, Iterable
from concurrent.futures import FIRST_COMPLETED, Future, wait
from dataclasses import dataclass, field
from typing import Any

from docpanel.agents.deadline import Deadline
from docpanel.agents.errors import Interrupted
from docpanel.orchestration.events import EventBus
from docpanel.orchestration.ledger import Ledger
from docpanel.orchestration.pool import WorkerPool

__all__ = ["Cancellation", "RunContext", "current_run", "current_step"]

current_run: contextvars.ContextVar["RunContext"] = contextvars.ContextVar("current_run")
"""The run that the present thread or task works for."""

current_step: contextvars.ContextVar[str] = contextvars.ContextVar("current_step", default="")
"""The path of the step that the present thread or task works on."""

TICK_SECONDS = 0.1
PATIENCE_SECONDS = 0.6


class Cancellation:
    """A flag that is set once, and what must be told when it is."""

    def __init__(self) -> None:
        """Start uncancelled."""
        self.refused = False
        """Whether it was the provider that ended the run, by refusing every call."""
        self._event = threading.Event()
        self._callbacks: list[Callable[[], None]] = []

    @property
    def requested(self) -> bool:
        """Say whether the run should end as soon as it can."""
        return self._event.is_set()

    def request(self, *, refused: bool = False) -> None:
        """End the run: what waits gives up, what is finished is kept."""
        self.refused = self.refused or refused
        self._event.set()
        for callback in self._callbacks:
            callback()

    def on_request(self, callback: Callable[[], None]) -> None:
        """Have `callback` called, from the cancelling thread, when the run is cancelled."""
        self._callbacks.append(callback)

    def check(self) -> None:
        """Raise `Interrupted` if the run was cancelled."""
        if self.requested:
            raise Interrupted("interrupted")


@dataclass(frozen=True, slots=True, eq=False)
class RunContext:
    """One run's surroundings."""

    run_id: str
    document: str
    pool: WorkerPool
    ledger: Ledger = field(default_factory=Ledger)
    events: EventBus = field(default_factory=EventBus)
    deadline: Deadline = field(default_factory=Deadline)
    cancellation: Cancellation = field(default_factory=Cancellation)

    def wait_for(self, futures: Iterable[Future[Any]]) -> None:
        """Wait until all futures are done; Ctrl-C cancels the run and waits a little for its end.

        Waiting in ticks lets the main thread notice a signal on every platform. After a cancellation
        the wait ends within `PATIENCE_SECONDS`, whatever a worker is still at. A second Ctrl-C ends it
        with `KeyboardInterrupt`.
        """
        pending = set(futures)
        end = math.inf
        while pending := {future for future in pending if not future.done()}:
            if self.cancellation.requested:
                end = min(end, time.monotonic() + PATIENCE_SECONDS)
                if time.monotonic() >= end:
                    return
            try:
                pending = wait(pending, timeout=TICK_SECONDS, return_when=FIRST_COMPLETED).not_done
            except KeyboardInterrupt:
                if self.cancellation.requested:
                    raise
                self.cancellation.request()
