"""The thread pool: one worker a call."""

import contextvars
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeVar

__all__ = ["WorkerPool"]

T = TypeVar("T")


class WorkerPool:
    """Runs work on at most `max_workers` threads.

    Only the coordinating thread submits; a worker that waited for other work of the pool could wait
    forever. The submitter's context variables (run, document, specialist) are visible to the work.
    """

    def __init__(self, max_workers: int) -> None:
        """Threads start with the first work, not here."""
        self.max_workers = max_workers
        self._executor = ThreadPoolExecutor(max_workers, thread_name_prefix="docpanel-worker")

    def submit(self, work: Callable[[], T]) -> Future[T]:
        """Queue work and return its future."""
        return self._executor.submit(contextvars.copy_context().run, work)

    def close(self, *, wait: bool) -> None:
        """Stop: queued work is dropped, running work ends by itself."""
        self._executor.shutdown(wait=wait, cancel_futures=True)
