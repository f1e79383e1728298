"""The model as a specialist sees it: our cache and single flight in front of the wire."""

from collections.abc import Callable
from dataclasses import asdict, dataclass, replace

from docpanel.agents.completion import Completion, CompletionRequest, Usage
from docpanel.agents.deadline import Deadline
from docpanel.agents.errors import DeadlineExceeded, Interrupted
from docpanel.agents.requests import request_fields
from docpanel.cache.keys import key
from docpanel.cache.responses import ResponseCache, StoredResponse
from docpanel.cache.single_flight import SingleFlight
from docpanel.orchestration.context import current_run
from docpanel.orchestration.wire import Wire

__all__ = ["CachedModel"]


@dataclass(frozen=True, slots=True)
class CachedModel:
    """Answers from the cache, else from the wire; an answer is stored the moment it arrives.

    `endpoint` names the provider and its address: the same model name elsewhere is another model.
    `on_answer(request, completion)` is told of every answer, from the caller's thread.
    """

    wire: Wire
    responses: ResponseCache
    flights: SingleFlight[Completion]
    endpoint: str
    on_answer: Callable[[CompletionRequest, Completion], None]

    def complete(self, request: CompletionRequest, *, deadline: Deadline) -> Completion:
        """Return the answer; see `Wire.complete` for the errors."""
        name = self._key(request)
        mine: list[Completion] = []
        cancellation = current_run.get().cancellation
        cancellation.check()

        def work() -> Completion:
            stored = self.responses.get(name)
            if stored is not None:
                return _completion(stored)
            completion = self.wire.complete(request, deadline=deadline)
            self.responses.put(name, _stored(completion))
            mine.append(completion)
            return completion

        try:
            completion = self.flights.run(
                name,
                work,
                timeout_seconds=deadline.remaining_seconds,
                # Another run was cut short, or had less time: this one goes on by itself.
                retry_when=lambda error: (
                    isinstance(error, Interrupted | DeadlineExceeded) and not cancellation.requested
                ),
            )
        except TimeoutError as error:
            raise DeadlineExceeded("no answer before the deadline", original=error) from None
        if not mine:
            completion = replace(completion, cached=True)
        self.on_answer(request, completion)
        return completion

    def forget(self, request: CompletionRequest) -> None:
        """Drop the stored answer, so that the next run asks again."""
        self.responses.drop(self._key(request))

    def _key(self, request: CompletionRequest) -> str:
        return key("response", {"endpoint": self.endpoint, **request_fields(request)})


def _stored(completion: Completion) -> StoredResponse:
    return StoredResponse(
        text=completion.text,
        model=completion.model,
        finish_reason=completion.finish_reason,
        **asdict(completion.usage),
    )


def _completion(stored: StoredResponse) -> Completion:
    return Completion(
        text=stored.text,
        model=stored.model,
        finish_reason=stored.finish_reason,
        usage=Usage(stored.input_tokens, stored.cached_input_tokens, stored.output_tokens),
        cached=True,
    )
