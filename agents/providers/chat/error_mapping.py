"""Turning every failure of the client library into one of our errors, with one clear sentence.

    status 401, 403              Unauthorized       no answer within the time   AttemptTimedOut
    402, 429 insufficient_quota  QuotaExhausted     no or a broken connection   ConnectionFailed
    404                          ModelNotFound      a certificate not trusted   PermanentError
    429                          RateLimited        a 200 that is no completion BadBody
    408, 409, 5xx                ServerFailed       a request never sent        RequestRejected
    400 of a content filter      Refused            3xx                         PermanentError
    other 4xx                    RequestRejected

Nothing that a server said is shown before keys are taken out of it.
"""

import json
import ssl
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from http import HTTPStatus

import aiohttp
import httpx2
import openai
from pydantic import ValidationError

from docpanel.agents.errors import (
    AttemptTimedOut,
    BadBody,
    ConnectionFailed,
    ModelNotFound,
    PermanentError,
    ProviderError,
    QuotaExhausted,
    RateLimited,
    Refused,
    RequestRejected,
    ServerFailed,
    Unauthorized,
)
from docpanel.agents.providers.chat.redaction import Redactor
from docpanel.agents.providers.chat.retry_after import retry_after_seconds

__all__ = ["ErrorMapping", "refusal_body"]

NO_CREDIT = frozenset({"insufficient_quota", "billing_hard_limit_reached", "billing_not_active"})
FILTERED = frozenset({"content_filter", "content_policy_violation"})
PASSING = frozenset({HTTPStatus.REQUEST_TIMEOUT, HTTPStatus.CONFLICT})
KINDS: dict[int, type[ProviderError]] = {
    HTTPStatus.UNAUTHORIZED: Unauthorized,
    HTTPStatus.FORBIDDEN: Unauthorized,
    HTTPStatus.NOT_FOUND: ModelNotFound,
}
BODY_ERRORS = (
    AttributeError,
    IndexError,
    KeyError,
    TypeError,
    ValidationError,
    json.JSONDecodeError,
    UnicodeDecodeError,
    openai.LengthFinishReasonError,
    openai.APIResponseValidationError,
)
"""What the library raises over a success whose body is no completion."""

BROKEN = (httpx2.TransportError, aiohttp.ClientError, OSError, EOFError)


@dataclass(frozen=True, slots=True)
class ErrorMapping:
    """Knows whom we speak to, for the sentences: `host`, and the secrets to take out."""

    host: str
    redactor: Redactor

    def provider_error(self, error: Exception, *, model: str) -> ProviderError:
        """Return our error for any exception of a call; ours pass through as they are."""
        if isinstance(error, ProviderError):
            return error
        self._scrub(error)
        if isinstance(error, openai.APIStatusError):
            return self._of_status(error, model)
        if isinstance(error, (openai.APIConnectionError, *BROKEN)):
            return self._of_connection(error)
        return self._of_anything_else(error)

    def _of_anything_else(self, error: Exception) -> ProviderError:
        if isinstance(error, openai.ContentFilterFinishReasonError):
            return Refused("the provider's content filter would not answer", original=error)
        if isinstance(error, BODY_ERRORS):
            return BadBody(f"the answer of {self.host} is no completion", original=error)
        if isinstance(error, openai.APIError):
            return ServerFailed(f"{self.host} reported an error: {self._detail(error.body)}", original=error)
        cause = self.redactor.clean(f"{type(error).__name__}: {error}")
        return RequestRejected(f"the request to {self.host} could not be sent: {cause}", original=error)

    def _of_status(self, error: openai.APIStatusError, model: str) -> ProviderError:
        status = error.response.status_code
        codes = {error.code, error.type}
        wait = retry_after_seconds(error.response.headers)
        if status == HTTPStatus.PAYMENT_REQUIRED or codes & NO_CREDIT:
            return QuotaExhausted(f"the account at {self.host} has no credit left ({status})", original=error)
        if status == HTTPStatus.TOO_MANY_REQUESTS:
            return RateLimited(
                f"{self.host} limits the rate ({status})", retry_after_seconds=wait, original=error
            )
        if codes & FILTERED:
            return Refused(f"the content filter of {self.host} would not read this", original=error)
        detail = self._detail(refusal_body(error)) or "it does not say why"
        if status in PASSING or status >= HTTPStatus.INTERNAL_SERVER_ERROR:
            return ServerFailed(
                f"{self.host} failed ({status}): {detail}", retry_after_seconds=wait, original=error
            )
        return self._of_refusal(status, detail, model, error)

    def _of_refusal(
        self, status: int, detail: str, model: str, error: openai.APIStatusError
    ) -> ProviderError:
        kind = KINDS.get(status, RequestRejected)
        match status:
            case HTTPStatus.UNAUTHORIZED:
                # Such a body echoes parts of the key: it is not quoted at all.
                sentence = f"does not accept the key ({status}); check OPENAI_API_KEY and the base URL"
            case HTTPStatus.FORBIDDEN:
                sentence = f"does not allow this ({status}): {detail}"
            case HTTPStatus.NOT_FOUND:
                sentence = f"does not know the model {model!r}, or the base URL is wrong ({status}): {detail}"
            case _ if status < HTTPStatus.BAD_REQUEST:
                kind = PermanentError
                sentence = (
                    f"redirects ({status}); redirects are not followed, since they would carry the document "
                    "elsewhere: set the base URL to the final address"
                )
            case _:
                sentence = f"does not accept the request ({status}): {detail}"
        return kind(f"{self.host} {sentence}", original=error)

    def _of_connection(self, error: Exception) -> ProviderError:
        chain = list(_causes(error))
        if any(isinstance(cause, ssl.SSLCertVerificationError | ssl.CertificateError) for cause in chain):
            return PermanentError(
                f"the certificate of {self.host} is not trusted; SSL_CERT_FILE can name the certificates of "
                "your own authority",
                original=error,
            )
        if _timed_out(chain):
            return AttemptTimedOut(f"{self.host} took too long to connect or to answer", original=error)
        if any(isinstance(cause, aiohttp.ClientPayloadError) for cause in chain):
            return ConnectionFailed(f"the connection to {self.host} broke in its answer", original=error)
        deepest = next((str(cause) for cause in reversed(chain) if str(cause)), type(error).__name__)
        return ConnectionFailed(
            f"the connection to {self.host} failed: {self.redactor.clean(deepest)}", original=error
        )

    def _detail(self, body: object) -> str:
        return self.redactor.clean(_sentence(body))

    def _scrub(self, error: Exception) -> None:
        """Take keys out of the exception itself, should somebody print it."""
        if isinstance(error, openai.APIError):
            error.message = self.redactor.clean(error.message)
            error.args = (error.message,)


def refusal_body(error: openai.APIStatusError) -> object:
    """Return the whole body of a refusal; the library keeps only what stands under `error`."""
    try:
        return error.response.json()
    except ValueError:
        return error.response.text


def _timed_out(chain: list[BaseException]) -> bool:
    """Look below the library: its transport reports a hang-up or an unknown host as a connect timeout."""
    if any(isinstance(cause, aiohttp.ClientError) for cause in chain):
        return any(isinstance(cause, TimeoutError) for cause in chain)
    return any(
        isinstance(cause, TimeoutError | httpx2.TimeoutException | openai.APITimeoutError) for cause in chain
    )


def _causes(error: BaseException) -> Iterator[BaseException]:
    seen: BaseException | None = error
    while seen is not None:
        yield seen
        seen = seen.__cause__ or seen.__context__


def _sentence(body: object) -> str:
    """Find the sentence in an error body, whatever its shape; a web page says nothing."""
    if isinstance(body, Mapping):
        for key in ("message", "error", "detail", "msg", "error_description", "title"):
            if body.get(key):
                return _sentence(body[key])
        return ""
    if isinstance(body, list):
        return _sentence(body[0]) if body else ""
    text = str(body or "")
    return "" if text.lstrip().startswith("<") else text
