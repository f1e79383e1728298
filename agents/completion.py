"""One question to a model and its answer: what every provider speaks."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, Protocol

from docpanel.agents.deadline import Deadline

__all__ = ["Completion", "CompletionRequest", "Message", "Model", "Provider", "Usage"]

Role = Literal["system", "user", "assistant"]


@dataclass(frozen=True, slots=True)
class Message:
    """One message of a conversation."""

    role: Role
    content: str


@dataclass(frozen=True, slots=True)
class CompletionRequest:
    """All that can change an answer, and nothing else, but for the last three fields.

    `schema` is the JSON schema of the answer and `schema_name` its name. `revision` is the template's
    version: a new one asks again although the text is the same. `nonce` is the secret of the
    document's delimiters: keys blank it, so that they agree between machines. `prefix_key` is the
    same for requests that share a prefix (the provider's prompt cache). `label` says who asks
    (`specialist:business`), for logs and scripted answers.
    """

    model: str
    messages: tuple[Message, ...]
    schema: Mapping[str, Any]
    schema_name: str
    max_output_tokens: int
    temperature: float = 0.0
    revision: int = 1
    nonce: str = field(default="", compare=False)
    prefix_key: str = field(default="", compare=False)
    label: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class Usage:
    """Tokens that were billed; `cached_input_tokens` are part of `input_tokens`."""

    input_tokens: int = 0
    cached_input_tokens: int = 0
    output_tokens: int = 0

    def __add__(self, other: "Usage") -> "Usage":
        """Add token by token."""
        return Usage(
            self.input_tokens + other.input_tokens,
            self.cached_input_tokens + other.cached_input_tokens,
            self.output_tokens + other.output_tokens,
        )


@dataclass(frozen=True, slots=True)
class Completion:
    """The model's answer; `finish_reason` is the provider's word (`stop`, `length`, …).

    `cached` is True where the answer came from our own cache and nothing was paid; `attempts` counts
    the requests that were sent for it.
    """

    text: str
    model: str
    finish_reason: str = "stop"
    usage: Usage = field(default_factory=Usage)
    attempts: int = 1
    cached: bool = False


class Provider(Protocol):
    """Which model answers. Lives on the wire's event loop; raises `ProviderError`s only."""

    name: str

    def prepare(self) -> None:
        """Load what the first call needs; slow, and safe to call from any thread, more than once."""

    async def complete(
        self,
        request: CompletionRequest,
        *,
        deadline: Deadline,
        on_first_token: Callable[[], None] | None = None,
    ) -> Completion:
        """Send one attempt and return its answer before `deadline`."""

    async def close(self) -> None:
        """Release the connections; nothing is sent afterwards."""


class Model(Protocol):
    """What a specialist calls from its own thread: cache, limits and retries stand behind it."""

    def complete(self, request: CompletionRequest, *, deadline: Deadline) -> Completion:
        """Return the answer, or raise an `AgentError`."""

    def forget(self, request: CompletionRequest) -> None:
        """Drop a stored answer that turned out to be useless, so that the next run asks again."""
