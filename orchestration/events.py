"""What happens during a run, told to whoever listens: progress, logs, monitor."""

import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal

from docpanel.agents.completion import Usage

logger = logging.getLogger(__name__)

__all__ = ["EventBus", "EventKind", "RunEvent"]

EventKind = Literal["queued", "started", "waited", "retried", "cached", "answered", "failed", "finished"]


@dataclass(frozen=True, slots=True)
class RunEvent:
    """One moment in the life of a step; `path` names the step, `at` is in seconds of `time.monotonic()`."""

    kind: EventKind
    path: str
    detail: str = ""
    usage: Usage = field(default_factory=Usage)
    seconds: float = 0.0
    at: float = field(default_factory=time.monotonic)


class EventBus:
    """Calls every subscriber for every event, in the thread that emits; it must be safe for threads."""

    def __init__(self) -> None:
        """Start without subscribers."""
        self._subscribers: tuple[Callable[[RunEvent], None], ...] = ()
        self._lock = threading.Lock()

    def subscribe(self, subscriber: Callable[[RunEvent], None]) -> None:
        """Add a subscriber; it must be quick, since the run waits for it."""
        with self._lock:
            self._subscribers = (*self._subscribers, subscriber)

    def emit(self, event: RunEvent) -> None:
        """Tell everybody; a subscriber that fails disturbs neither the run nor the others."""
        for subscriber in self._subscribers:
            try:
                subscriber(event)
            except Exception:
                logger.exception("a subscriber failed on %s", event.kind)
