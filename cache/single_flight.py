"""Equal work that is asked for at the same time is done once."""

import math
import threading
import time
from collections.abc import Callable
from typing import Any, Generic, Literal, TypeVar

__all__ = ["SingleFlight"]

T = TypeVar("T")

_Role = Literal["leader", "follower", "stranger"]


class _Flight:
    """Work under way: who does it, and how it ended."""

    def __init__(self) -> None:
        self.leader = threading.get_ident()
        self.landed = threading.Event()
        self.result: Any = None
        self.error: BaseException | None = None


class SingleFlight(Generic[T]):
    """Runs the work of equal keys once, in the thread of whoever came first."""

    def __init__(self) -> None:
        """Begin with nothing under way."""
        self._lock = threading.Lock()
        self._flights: dict[str, _Flight] = {}
        self._waiting: dict[int, _Flight] = {}

    def run(
        self,
        key: str,
        work: Callable[[], T],
        *,
        timeout_seconds: float = math.inf,
        retry_when: Callable[[BaseException], bool] = lambda _: False,
    ) -> T:
        """Return what `work` returns, done here or by another thread that is already at it.

        `work` runs in this thread or not at all: a caller that has to know sets a flag in it.
        `timeout_seconds` bounds the waiting for others, never the work itself. Where the other thread
        failed with an error for which `retry_when` is true (it was cancelled, this caller was not),
        or was interrupted, this caller tries itself.

        Raises:
            TimeoutError: the other thread took longer than `timeout_seconds`.
        """
        give_up_at = time.monotonic() + timeout_seconds
        while True:
            flight, role = self._board(key)
            if role == "leader":
                return self._lead(key, flight, work)
            if role == "stranger":
                return work()
            self._follow(flight, give_up_at)
            if flight.error is None:
                result: T = flight.result
                return result
            if isinstance(flight.error, Exception) and not retry_when(flight.error):
                raise flight.error

    def _board(self, key: str) -> tuple[_Flight, _Role]:
        with self._lock:
            flight = self._flights.get(key)
            if flight is None:
                flight = self._flights[key] = _Flight()
                return flight, "leader"
            if self._waits_for_us(flight):
                return flight, "stranger"
            self._waiting[threading.get_ident()] = flight
            return flight, "follower"

    def _waits_for_us(self, flight: _Flight) -> bool:
        """Say whether waiting for `flight` would close a circle of threads that wait for each other."""
        ours = threading.get_ident()
        ahead: _Flight | None = flight
        while ahead is not None and not ahead.landed.is_set():
            if ahead.leader == ours:
                return True
            ahead = self._waiting.get(ahead.leader)
        return False

    def _follow(self, flight: _Flight, give_up_at: float) -> None:
        seconds = max(0.0, give_up_at - time.monotonic())
        try:
            landed = flight.landed.wait(min(seconds, threading.TIMEOUT_MAX))
        finally:
            with self._lock:
                del self._waiting[threading.get_ident()]
        if not landed:
            raise TimeoutError("the same work, under way in another thread, took too long")

    def _lead(self, key: str, flight: _Flight, work: Callable[[], T]) -> T:
        try:
            flight.result = result = work()
        except BaseException as error:
            flight.error = error
            raise
        else:
            return result
        finally:
            # Whoever asks from now on starts anew: a result is shared, never kept.
            with self._lock:
                del self._flights[key]
            flight.landed.set()
