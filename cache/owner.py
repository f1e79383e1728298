"""One thread that owns something which must not be shared, and works for all others."""

import os
import threading
from collections.abc import Callable
from concurrent.futures import Future
from queue import SimpleQueue
from typing import Any, TypeVar

__all__ = ["OwnerThread"]

T = TypeVar("T")


class OwnerThread:
    """Runs what it is given, one at a time and in order, on a thread of its own.

    The thread is a daemon that starts with the first call: an executor would refuse work as soon as
    the interpreter begins to end, which is when interrupted workers store their last answers.
    """

    def __init__(self, name: str) -> None:
        """Name the thread; it is not started yet."""
        self._name = name
        self._lock = threading.Lock()
        self._jobs: SimpleQueue[Callable[[], None] | None] | None = None
        self._thread: threading.Thread | None = None
        self._process = 0

    def call(self, work: Callable[[], T]) -> T:
        """Return what `work` returns, or raise what it raises, when its turn has come."""
        future: Future[T] = Future()

        def job() -> None:
            try:
                future.set_result(work())
            except BaseException as error:  # noqa: BLE001  # it is raised in the caller's thread
                future.set_exception(error)

        with self._lock:
            self._started().put(job)
        return future.result()

    def stop(self) -> None:
        """End the thread after what it has been given; the next call starts another."""
        with self._lock:
            jobs, thread = self._jobs, self._thread
            alive = self._process == os.getpid()
            self._jobs = self._thread = None
            if jobs is not None:
                jobs.put(None)
        if thread is not None and alive:
            thread.join()

    def _started(self) -> "SimpleQueue[Callable[[], None] | None]":
        # A forked child inherits the queue, but not the thread that serves it.
        if self._jobs is None or self._process != os.getpid():
            self._jobs = SimpleQueue()
            self._process = os.getpid()
            self._thread = threading.Thread(target=_serve, args=(self._jobs,), name=self._name, daemon=True)
            self._thread.start()
        return self._jobs


def _serve(jobs: "SimpleQueue[Any]") -> None:
    while (job := jobs.get()) is not None:
        job()
