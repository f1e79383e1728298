"""The wire: retries, limits, deadlines and cancellation, as a worker thread sees them."""

import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any

import pytest

from docpanel.agents.completion import Completion, CompletionRequest, Message
from docpanel.agents.deadline import Deadline
from docpanel.agents.errors import (
    DeadlineExceeded,
    Interrupted,
    RateLimited,
    RequestRejected,
    ServerFailed,
    Unauthorized,
)
from docpanel.agents.providers.mock import MockProvider
from docpanel.orchestration.wire import Wire, WireOptions

QUICK = {"first_backoff_seconds": 0.001, "most_backoff_seconds": 0.002}


def question(label: str = "specialist:test") -> CompletionRequest:
    return CompletionRequest(
        model="m",
        messages=(Message("user", "?"),),
        schema={},
        schema_name="specialist_answer",
        max_output_tokens=100,
        label=label,
    )


@contextmanager
def wire(
    provider: MockProvider, *, tokens: Callable[[CompletionRequest], int] = lambda _: 1, **options: Any
) -> Iterator[Wire]:
    made = Wire(lambda: provider, WireOptions(**(QUICK | options)), count_tokens=tokens)
    try:
        yield made
    finally:
        made.close()


def test_a_failing_server_is_asked_again_until_it_answers() -> None:
    provider = MockProvider([ServerFailed("503"), RateLimited("429", retry_after_seconds=0.0), "the answer"])
    with wire(provider) as made:
        completion = made.complete(question(), deadline=Deadline())
    assert (completion.text, completion.attempts) == ("the answer", 3)


@pytest.mark.parametrize("error", [Unauthorized("401"), RequestRejected("400")])
def test_a_refusal_is_not_asked_again(error: Exception) -> None:
    provider = MockProvider([error, "never sent"])
    with wire(provider) as made, pytest.raises(type(error)):
        made.complete(question(), deadline=Deadline())
    assert len(provider.requests) == 1


def test_the_last_error_is_raised_when_all_attempts_failed() -> None:
    provider = MockProvider([ServerFailed("503")] * 3)
    with wire(provider, max_attempts=3) as made, pytest.raises(ServerFailed, match="503"):
        made.complete(question(), deadline=Deadline())


def test_no_request_is_sent_before_its_retry_after() -> None:
    sent: list[float] = []

    def answer(_: CompletionRequest) -> str | Exception:
        sent.append(time.monotonic())
        return RateLimited("429", retry_after_seconds=0.3) if len(sent) == 1 else "later"

    with wire(MockProvider(answer)) as made:
        made.complete(question(), deadline=Deadline())
    assert sent[1] - sent[0] >= 0.3


def test_a_429_holds_back_the_other_calls_too() -> None:
    sent: list[float] = []
    limited = threading.Event()

    def answer(_: CompletionRequest) -> str | Exception:
        sent.append(time.monotonic())
        if len(sent) == 1:
            limited.set()
            return RateLimited("429", retry_after_seconds=0.3)
        return "later"

    with wire(MockProvider(answer)) as made, ThreadPoolExecutor(2) as pool:
        first = pool.submit(made.complete, question(), deadline=Deadline())
        limited.wait(10)
        pool.submit(made.complete, question(), deadline=Deadline()).result()
        first.result()
    # The second call may have slipped in while the 429 was under way, but no third.
    assert len([moment for moment in sent if moment - sent[0] < 0.3]) <= 2


def test_a_wait_beyond_the_deadline_is_not_begun() -> None:
    provider = MockProvider([RateLimited("429", retry_after_seconds=3600.0), "never"])
    with wire(provider) as made, pytest.raises(RateLimited):
        made.complete(question(), deadline=Deadline.after(30))
    assert len(provider.requests) == 1


def test_a_silent_provider_ends_at_the_deadline_of_the_call() -> None:
    with wire(MockProvider(latency_seconds=3600)) as made, pytest.raises(DeadlineExceeded):
        made.complete(question(), deadline=Deadline.after(0.1))


def test_an_attempt_that_takes_too_long_is_tried_again() -> None:
    calls: list[CompletionRequest] = []

    class Slow(MockProvider):
        async def complete(self, request: CompletionRequest, **rest: Any) -> Completion:
            calls.append(request)
            self.latency_seconds = 3600.0 if len(calls) == 1 else 0.0
            return await super().complete(request, **rest)

    with wire(Slow(lambda _: "second"), attempt_seconds=0.1) as made:
        assert made.complete(question(), deadline=Deadline()).text == "second"
    assert len(calls) == 2


def test_cancelling_ends_every_call_that_waits() -> None:
    with wire(MockProvider(latency_seconds=3600)) as made, ThreadPoolExecutor(4) as pool:
        futures = [pool.submit(made.complete, question(), deadline=Deadline()) for _ in range(4)]
        while not all(future.running() for future in futures):
            pass
        while made.in_flight < 4:
            pass
        made.cancel()
        for future in futures:
            with pytest.raises(Interrupted):
                future.result(10)


def test_requests_leave_no_faster_than_the_limit() -> None:
    """1,200 a minute are 20 a second; the burst is 10, so 30 calls need at least one second."""
    sent: list[float] = []

    def answer(_: CompletionRequest) -> str:
        sent.append(time.monotonic())
        return "ok"

    with wire(MockProvider(answer), rpm=1200) as made, ThreadPoolExecutor(30) as pool:
        list(pool.map(lambda _: made.complete(question(), deadline=Deadline()), range(30)))
    assert max(sent) - min(sent) >= 0.95


def test_tokens_leave_no_faster_than_the_limit_and_in_order() -> None:
    """60,000 a minute are 1,000 a second, 5,000 at once; 7,000 tokens need at least two seconds."""
    with wire(MockProvider(lambda _: "ok"), tpm=60_000, tokens=lambda _: 3500) as made:
        started = time.monotonic()
        for _ in range(2):
            made.complete(question(), deadline=Deadline())
    assert time.monotonic() - started >= 1.9


def test_one_call_may_weigh_more_than_the_whole_bucket() -> None:
    with wire(MockProvider(lambda _: "ok"), tpm=6_000_000, tokens=lambda _: 600_000) as made:
        assert made.complete(question(), deadline=Deadline()).text == "ok"
