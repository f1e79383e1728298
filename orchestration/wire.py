"""The wire: all network traffic on one event loop in one daemon thread.

Worker threads call `Wire.complete` and wait. On the loop, from the outside in: total deadline of the
call → retry → limit → deadline of the attempt → provider.
"""

import asyncio
import concurrent.futures
import contextlib
import threading
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from docpanel.agents.completion import Completion, CompletionRequest, Provider
from docpanel.agents.deadline import Deadline
from docpanel.agents.errors import (
    AttemptTimedOut,
    DeadlineExceeded,
    Interrupted,
    ProviderError,
    RateLimited,
    RetryableError,
)
from docpanel.orchestration.context import current_run
from docpanel.orchestration.limits import Limits

if TYPE_CHECKING:
    from tenacity import AsyncRetrying, RetryCallState

__all__ = ["Wire", "WireOptions"]

CLOSE_SECONDS = 2.0
GRACE_SECONDS = 1.0
"""How long a caller waits beyond its deadline for the loop to say why it ended."""


@dataclass(frozen=True, slots=True)
class WireOptions:
    """Limits and patience; `attempt_seconds` bounds one attempt, `call_seconds` a call with its retries."""

    rpm: int | None = None
    tpm: int | None = None
    max_attempts: int = 4
    attempt_seconds: float = 120.0
    call_seconds: float = 300.0
    first_backoff_seconds: float = 0.5
    most_backoff_seconds: float = 30.0


class Wire:
    """Sends requests from any thread, within the limits, again where that helps.

    `count_tokens` says what a request weighs against the token limit. `on_retry(request, error,
    wait_seconds)` and `on_wait(request, seconds)` are told on the loop and must be quick.
    """

    def __init__(
        self,
        connect: Callable[[], Provider],
        options: WireOptions,
        *,
        count_tokens: Callable[[CompletionRequest], int],
        on_retry: Callable[[CompletionRequest, ProviderError, float], None] = lambda *_: None,
        on_wait: Callable[[CompletionRequest, float], None] = lambda *_: None,
    ) -> None:
        """Nothing starts before the first call: a run that is wholly cached needs no loop."""
        self._connect = connect
        self._options = options
        self._count_tokens = count_tokens
        self._on_retry = on_retry
        self._on_wait = on_wait
        self._closed = False
        self._starting = threading.Lock()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._thread: threading.Thread | None = None
        self._tasks: dict[asyncio.Task[Completion], str] = {}
        self._connecting = asyncio.Lock()
        self._provider: Provider | None = None
        self._limits: Limits | None = None

    def complete(self, request: CompletionRequest, *, deadline: Deadline) -> Completion:
        """Return the answer; blocks the calling thread until then.

        Raises:
            ProviderError: as the provider's last attempt ended, or `DeadlineExceeded`.
            Interrupted: the call was cancelled.
        """
        total = min(deadline, Deadline.after(self._options.call_seconds))
        if self._closed:
            raise Interrupted("the wire is closed")
        loop = self._running_loop()
        # Counted here, in the caller's thread: a long document would hold up the loop.
        tokens = self._count_tokens(request) if self._options.tpm else 0
        future = asyncio.run_coroutine_threadsafe(self._call(request, total, tokens), loop)
        try:
            return future.result(timeout=total.remaining_seconds + GRACE_SECONDS)
        except concurrent.futures.CancelledError:
            raise Interrupted("interrupted") from None
        except TimeoutError as error:
            future.cancel()
            raise DeadlineExceeded("no answer before the deadline", original=error) from None

    @property
    def in_flight(self) -> int:
        """Return the number of calls that wait or are under way."""
        return len(self._tasks)

    def cancel(self, run_id: str | None = None) -> None:
        """End the calls of one run, or all, that wait or are under way; their callers get `Interrupted`."""
        loop = self._loop
        if loop is not None and loop.is_running():
            loop.call_soon_threadsafe(self._cancel_tasks, run_id)

    def close(self) -> None:
        """Cancel what is left, close the provider on its loop, end the thread."""
        self._closed = True
        loop, thread = self._loop, self._thread
        if loop is None or thread is None or not thread.is_alive():
            return
        with contextlib.suppress(concurrent.futures.TimeoutError, concurrent.futures.CancelledError):
            asyncio.run_coroutine_threadsafe(self._shut_down(), loop).result(CLOSE_SECONDS)
        loop.call_soon_threadsafe(loop.stop)
        thread.join(CLOSE_SECONDS)
        if not thread.is_alive():
            loop.close()

    def _running_loop(self) -> asyncio.AbstractEventLoop:
        with self._starting:
            if self._loop is None:
                self._loop = asyncio.new_event_loop()
                self._thread = threading.Thread(
                    target=self._loop.run_forever, name="docpanel-wire", daemon=True
                )
                self._thread.start()
            return self._loop

    async def _call(self, request: CompletionRequest, total: Deadline, tokens: int) -> Completion:
        task = asyncio.current_task()
        run = current_run.get(None)
        if task is not None:
            self._tasks[task] = run.run_id if run else ""
        if run is not None:
            run.cancellation.check()
        last: list[ProviderError] = []
        try:
            async with asyncio.timeout(total.remaining_seconds):
                return await self._attempts(request, total, tokens, last)
        except TimeoutError:
            cause = f": {last[-1]}" if last else ""
            raise DeadlineExceeded(f"no answer before the deadline{cause}") from None
        finally:
            if task is not None:
                self._tasks.pop(task, None)

    async def _attempts(
        self, request: CompletionRequest, total: Deadline, tokens: int, last: list[ProviderError]
    ) -> Completion:
        provider, limits = await self._connected()
        sent = 0
        async for attempt in self._retrying(request, total, last):
            with attempt:
                waited = await limits.acquire(tokens, total)
                if waited > 0:
                    self._on_wait(request, waited)
                sent += 1
                until = min(total, Deadline.after(self._options.attempt_seconds))
                try:
                    async with asyncio.timeout(until.remaining_seconds):
                        completion = await provider.complete(request, deadline=until)
                except TimeoutError as error:
                    if total.passed:
                        raise DeadlineExceeded("no answer before the deadline", original=error) from None
                    raise AttemptTimedOut("the provider did not answer in time", original=error) from None
                except RateLimited as error:
                    limits.pause(error.retry_after_seconds or self._options.first_backoff_seconds)
                    raise
        return replace(completion, attempts=sent)

    async def _connected(self) -> tuple[Provider, Limits]:
        """Make the provider and the limits with the first call; heavy imports do not hold up the loop."""
        async with self._connecting:
            if self._provider is None or self._limits is None:
                provider = self._connect()
                await asyncio.to_thread(provider.prepare)
                self._provider, self._limits = provider, Limits(self._options.rpm, self._options.tpm)
            return self._provider, self._limits

    def _retrying(
        self, request: CompletionRequest, total: Deadline, last: list[ProviderError]
    ) -> "AsyncRetrying":
        import tenacity  # noqa: PLC0415  # only a run that calls a model needs it

        options = self._options
        jitter = tenacity.wait_random_exponential(
            multiplier=options.first_backoff_seconds, max=options.most_backoff_seconds
        )

        def wait(state: "RetryCallState") -> float:
            asked = getattr(_error_of(state), "retry_after_seconds", None)
            return jitter(state) if asked is None else asked + min(1.0, jitter(state))

        def hopeless(state: "RetryCallState") -> bool:
            spent = state.attempt_number >= options.max_attempts
            return spent or total.remaining_seconds <= state.upcoming_sleep

        def before_sleep(state: "RetryCallState") -> None:
            error = _error_of(state)
            if isinstance(error, ProviderError):
                last.append(error)
                self._on_retry(request, error, state.upcoming_sleep)

        return tenacity.AsyncRetrying(
            retry=tenacity.retry_if_exception_type(RetryableError),
            wait=wait,
            stop=hopeless,
            before_sleep=before_sleep,
            reraise=True,
        )

    def _cancel_tasks(self, run_id: str | None) -> None:
        for task, owner in tuple(self._tasks.items()):
            if run_id is None or owner == run_id:
                task.cancel()

    async def _shut_down(self) -> None:
        self._cancel_tasks(None)
        if self._provider is not None:
            await self._provider.close()


def _error_of(state: "RetryCallState") -> BaseException | None:
    return state.outcome.exception() if state.outcome is not None else None
