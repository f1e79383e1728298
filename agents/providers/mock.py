"""A provider without a model: scripted in tests, else inventing valid answers; no network, no cost.

A script is a list, consumed in the order of the calls, or a function of the request. Its items are
the text of an answer, a whole `Completion`, or an exception to raise.
"""

import asyncio
import random
from collections import Counter
from collections.abc import Callable, Iterable

from docpanel.agents.completion import Completion, CompletionRequest, Usage
from docpanel.agents.deadline import Deadline
from docpanel.agents.errors import AttemptTimedOut, PermanentError, ProviderError, RateLimited, ServerFailed
from docpanel.agents.providers.mock_answers import compose_answer, estimated_tokens, request_digest
from docpanel.agents.providers.registry import ProviderOptions

__all__ = ["NAME", "MockProvider", "ScriptExhausted", "create"]

NAME = "mock"

Item = str | Completion | Exception
Script = Iterable[Item] | Callable[[CompletionRequest], Item]


class ScriptExhausted(PermanentError):
    """More calls came than the script has answers."""


def create(options: ProviderOptions) -> "MockProvider":
    """Return a mock with the options `seed`, `latency_seconds` and `failure_rate`."""
    known = {"seed": "0", "latency_seconds": "0", "failure_rate": "0", **options.options}
    try:
        return MockProvider(
            seed=int(known["seed"]),
            latency_seconds=float(known["latency_seconds"]),
            failure_rate=float(known["failure_rate"]),
        )
    except ValueError as error:
        raise PermanentError(f"the mock provider cannot use its options: {error}") from error


class MockProvider:
    """Answers in process; `requests` holds every request in the order of arrival."""

    name = NAME

    def __init__(
        self,
        script: Script | None = None,
        *,
        seed: int = 0,
        latency_seconds: float = 0.0,
        failure_rate: float = 0.0,
    ) -> None:
        """Without a script, a share `failure_rate` of the calls fails as a busy server would."""
        if latency_seconds < 0 or not 0 <= failure_rate <= 1:
            raise ValueError(
                f"latency_seconds={latency_seconds!r} must not be negative, "
                f"and failure_rate={failure_rate!r} must be from 0 to 1"
            )
        self.requests: list[CompletionRequest] = []
        self.seed = seed
        self.latency_seconds = latency_seconds
        self.failure_rate = failure_rate
        self._script = script if callable(script) or script is None else iter(script)
        self._calls_of: Counter[str] = Counter()

    def prepare(self) -> None:
        """Do nothing: there is nothing to import."""

    async def complete(
        self,
        request: CompletionRequest,
        *,
        deadline: Deadline,
        on_first_token: Callable[[], None] | None = None,
    ) -> Completion:
        """Answer after the latency, or fail as the script or the failure rate wants it."""
        self.requests.append(request)
        number = len(self.requests)
        await self._wait(deadline)
        item = self._next(request, number)
        if isinstance(item, Exception):
            raise item
        if on_first_token is not None:
            on_first_token()
        return item if isinstance(item, Completion) else _completion(request, item)

    async def close(self) -> None:
        """Do nothing: there is nothing to release."""

    async def _wait(self, deadline: Deadline) -> None:
        remaining = deadline.remaining_seconds
        await asyncio.sleep(min(self.latency_seconds, remaining))
        if self.latency_seconds > remaining:
            raise AttemptTimedOut(
                f"the mock takes {self.latency_seconds:g} s, the attempt had {remaining:.2f} s"
            )

    def _next(self, request: CompletionRequest, number: int) -> Item:
        if self._script is None:
            return self._failure(request) or compose_answer(request, self.seed)
        if callable(self._script):
            return self._script(request)
        try:
            return next(self._script)
        except StopIteration:
            raise ScriptExhausted(
                f"the mock's script is exhausted: call {number}, by {request.label or 'an unnamed caller'}, "
                "has no answer"
            ) from None

    def _failure(self, request: CompletionRequest) -> ProviderError | None:
        """Draw by seed, request and how often it was asked: no order of threads changes who fails."""
        digest = request_digest(request)
        nth = self._calls_of[digest]
        self._calls_of[digest] += 1
        chance = random.Random(f"{self.seed}:{digest}:{nth}")  # noqa: S311  # a simulation, no secret
        if chance.random() >= self.failure_rate:
            return None
        if (int(digest[:2], 16) + nth) % 2:
            return ServerFailed("the mock failed on purpose (503)")
        return RateLimited("the mock limits the rate on purpose (429)", retry_after_seconds=0.05)


def _completion(request: CompletionRequest, text: str) -> Completion:
    asked = sum(estimated_tokens(message.content) for message in request.messages)
    usage = Usage(input_tokens=asked, output_tokens=estimated_tokens(text))
    return Completion(text=text, model=request.model, usage=usage)
