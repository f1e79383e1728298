"""What can go wrong between a question and an answer.

AgentError
├── ProviderError                 the model did not answer
│   ├── RetryableError            worth another attempt
│   │   ├── RateLimited           429; `retry_after_seconds` where the provider gave it
│   │   ├── ServerFailed          408, 409, 5xx
│   │   ├── ConnectionFailed      no connection, or one that broke
│   │   ├── AttemptTimedOut       one attempt outlived its share of the deadline
│   │   └── BadBody               a 200 whose body is no completion: HTML, half a body, no choices
│   ├── PermanentError            every call would end the same way
│   │   ├── Unauthorized          401, 403, or no key at all
│   │   ├── QuotaExhausted        429 insufficient_quota
│   │   ├── ModelNotFound         404
│   │   └── RequestRejected       any other 4xx
│   ├── Refused                   the model or its content filter would not answer
│   └── DeadlineExceeded          the call's total time is over
├── AnswerError                   an answer that is no valid JSON of the schema, even after its repair
└── Interrupted                   the run was cancelled
"""

from docpanel.errors import DocpanelError

__all__ = [
    "AgentError",
    "AnswerError",
    "AttemptTimedOut",
    "BadBody",
    "ConnectionFailed",
    "DeadlineExceeded",
    "Interrupted",
    "ModelNotFound",
    "PermanentError",
    "ProviderError",
    "QuotaExhausted",
    "RateLimited",
    "Refused",
    "RequestRejected",
    "RetryableError",
    "ServerFailed",
    "Unauthorized",
]


class AgentError(DocpanelError):
    """Base of this room."""


class ProviderError(AgentError):
    """The model did not answer; `original` is the exception of the client library, if there was one."""

    def __init__(self, message: str, *, original: BaseException | None = None) -> None:
        """Keep the cause beside the sentence."""
        super().__init__(message)
        self.original = original


class RetryableError(ProviderError):
    """Worth another attempt, not before `retry_after_seconds` where that is known."""

    def __init__(
        self,
        message: str,
        *,
        retry_after_seconds: float | None = None,
        original: BaseException | None = None,
    ) -> None:
        """Keep the wait that the provider asked for."""
        super().__init__(message, original=original)
        self.retry_after_seconds = retry_after_seconds


class RateLimited(RetryableError):
    """The provider asks for fewer calls or tokens a minute."""


class ServerFailed(RetryableError):
    """The provider failed on its side."""


class ConnectionFailed(RetryableError):
    """No connection, or one that broke before the answer was whole."""


class AttemptTimedOut(RetryableError):
    """One attempt took longer than it may."""


class BadBody(RetryableError):
    """A success whose body is no completion."""


class PermanentError(ProviderError):
    """Every call of this run would end the same way."""


class Unauthorized(PermanentError):
    """The key is missing, wrong or not allowed to do this."""


class QuotaExhausted(PermanentError):
    """The account has no credit left."""


class ModelNotFound(PermanentError):
    """The provider does not know the model."""


class RequestRejected(ProviderError):
    """The provider does not accept this request; another may pass."""


class Refused(ProviderError):
    """The model, or a content filter, would not answer."""


class DeadlineExceeded(ProviderError):
    """The total time of a call is over."""


class AnswerError(AgentError):
    """An answer that could not be read as the schema asks, even after its repair turn."""


class Interrupted(AgentError):
    """The run was cancelled while this call waited or was under way."""
