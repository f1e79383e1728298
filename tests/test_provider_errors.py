"""Every failure of the client library, and every bad body, becomes one of our errors without a key in it."""

import json
import ssl
import time
from email.utils import formatdate

import aiohttp
import httpx2
import openai
import pytest
from pydantic import BaseModel, ValidationError

from docpanel.agents.errors import (
    AttemptTimedOut,
    BadBody,
    ConnectionFailed,
    ModelNotFound,
    PermanentError,
    QuotaExhausted,
    RateLimited,
    Refused,
    RequestRejected,
    ServerFailed,
    Unauthorized,
)
from docpanel.agents.providers.chat.error_mapping import ErrorMapping
from docpanel.agents.providers.chat.redaction import Redactor
from docpanel.agents.providers.chat.retry_after import retry_after_seconds

KEY = "sk-proj-Abcdefghij0123456789"
HEADER = "s3cret-header-value"
MAPPING = ErrorMapping("models.example", Redactor.of([KEY, HEADER]))
REQUEST = httpx2.Request("POST", "https://models.example/v1/chat/completions", headers={"authorization": KEY})


def _subclasses(kind: type) -> set[type]:
    return {kind}.union(*(_subclasses(each) for each in kind.__subclasses__()))


def _status_error(
    kind: type[openai.APIStatusError], status: int, text: str = "no", **fields
) -> openai.APIStatusError:
    body = {"message": text, **fields}
    response = httpx2.Response(status, request=REQUEST, json={"error": body})
    if kind is openai.OAuthError:
        return kind(response=response, body=body)
    return kind(text, response=response, body=body)


STATUS_ERRORS = {
    "APIStatusError": (418, RequestRejected),
    "BadRequestError": (400, RequestRejected),
    "AuthenticationError": (401, Unauthorized),
    "OAuthError": (401, Unauthorized),
    "PermissionDeniedError": (403, Unauthorized),
    "NotFoundError": (404, ModelNotFound),
    "ConflictError": (409, ServerFailed),
    "UnprocessableEntityError": (422, RequestRejected),
    "RateLimitError": (429, RateLimited),
    "InternalServerError": (500, ServerFailed),
}
OTHER_ERRORS = {
    "APIError": (openai.APIError("went wrong", REQUEST, body=None), ServerFailed),
    "APIConnectionError": (openai.APIConnectionError(request=REQUEST), ConnectionFailed),
    "APITimeoutError": (openai.APITimeoutError(request=REQUEST), AttemptTimedOut),
    "APIResponseValidationError": (
        openai.APIResponseValidationError(httpx2.Response(200, request=REQUEST), None),
        BadBody,
    ),
}


def test_every_exception_of_the_client_library_is_mapped():
    kinds = {kind.__name__: kind for kind in _subclasses(openai.APIError)}
    assert kinds.keys() == STATUS_ERRORS.keys() | OTHER_ERRORS.keys()
    for name, (status, expected) in STATUS_ERRORS.items():
        mapped = MAPPING.provider_error(_status_error(kinds[name], status), model="m")
        assert type(mapped) is expected, name
    for name, (error, expected) in OTHER_ERRORS.items():
        assert type(MAPPING.provider_error(error, model="m")) is expected, name


class Shape(BaseModel):
    """Something that a body can fail to be."""

    number: int


def _validation_error() -> ValidationError:
    with pytest.raises(ValidationError) as caught:
        Shape.model_validate({"number": "x"})
    return caught.value


@pytest.mark.parametrize(
    ("error", "expected"),
    [
        (AttributeError("'str' object has no attribute 'choices'"), BadBody),
        (json.JSONDecodeError("Expecting value", "x", 0), BadBody),
        (IndexError("list index out of range"), BadBody),
        (TypeError("'NoneType' object is not subscriptable"), BadBody),
        (_validation_error(), BadBody),
        (openai.ContentFilterFinishReasonError(), Refused),
        (httpx2.ReadError("gone"), ConnectionFailed),
        (httpx2.ReadTimeout("slow"), AttemptTimedOut),
        (aiohttp.ServerDisconnectedError(), ConnectionFailed),
        (aiohttp.ServerTimeoutError(), AttemptTimedOut),
        (aiohttp.ClientPayloadError("half"), ConnectionFailed),
        (ConnectionResetError(104, "reset"), ConnectionFailed),
        (ssl.SSLCertVerificationError("self-signed"), PermanentError),
        (UnicodeEncodeError("utf-8", "\ud800", 0, 1, "surrogates not allowed"), RequestRejected),
        (httpx2.UnsupportedProtocol("what"), ConnectionFailed),
        (openai.OpenAIError("anything"), RequestRejected),
        (ValueError("anything"), RequestRejected),
    ],
)
def test_failures_outside_the_tree_of_the_library_are_mapped_too(error, expected):
    assert type(MAPPING.provider_error(error, model="m")) is expected


def test_our_own_errors_pass_through():
    ours = BadBody("as it is")
    assert MAPPING.provider_error(ours, model="m") is ours


def test_a_hang_up_that_the_transport_calls_a_timeout_is_a_broken_connection():
    error = openai.APITimeoutError(request=REQUEST)
    error.__cause__ = httpx2.ConnectTimeout("Server disconnected")
    error.__cause__.__cause__ = aiohttp.ServerDisconnectedError()
    assert type(MAPPING.provider_error(error, model="m")) is ConnectionFailed


@pytest.mark.parametrize(
    ("status", "fields", "expected"),
    [
        (429, {"code": "insufficient_quota"}, QuotaExhausted),
        (429, {"type": "insufficient_quota"}, QuotaExhausted),
        (402, {}, QuotaExhausted),
        (400, {"code": "content_filter"}, Refused),
        (408, {}, ServerFailed),
        (503, {}, ServerFailed),
        (307, {}, PermanentError),
        (413, {}, RequestRejected),
    ],
)
def test_status_and_code_decide(status, fields, expected):
    error = _status_error(openai.APIStatusError, status, **fields)
    assert type(MAPPING.provider_error(error, model="m")) is expected


@pytest.mark.parametrize("status", [400, 401, 403, 404, 429, 500])
@pytest.mark.parametrize(
    "echo",
    [
        f"Incorrect API key provided: {KEY}.",
        "Incorrect API key provided: sk-proj-****************6789.",
        f"key {KEY[:14]} is not known",
        "key Abcde...6789 is not known",
        f"Bearer {KEY}",
        f"header x-key: {HEADER}",
    ],
)
def test_no_part_of_a_key_is_in_the_sentence_or_in_what_is_kept_of_the_cause(status, echo):
    mapped = MAPPING.provider_error(_status_error(openai.APIStatusError, status, echo), model="m")
    for shown in (str(mapped), repr(mapped), str(mapped.original), repr(mapped.original)):
        for part in (KEY[:12], "6789", HEADER, "Abcde"):
            assert part not in shown


def test_a_message_is_one_short_line_without_control_characters():
    text = "first\nsecond \x1b[31mred\x07 " + "long " * 200
    shown = str(MAPPING.provider_error(_status_error(openai.BadRequestError, 400, text), model="m"))
    assert "first second" in shown
    assert shown.isprintable()
    assert len(shown) < 400


def test_ordinary_words_survive_redaction():
    text = "This model's maximum context length is 8192 tokens; you asked for 9,000..."
    assert (
        Redactor.of([KEY, "short"])
        .clean(text)
        .startswith("This model's maximum context length is 8192 tokens")
    )


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({"retry-after": "7"}, 7.0),
        ({"retry-after": "0.5"}, 0.5),
        ({"retry-after": "3600"}, 3600.0),
        ({"retry-after-ms": "250", "retry-after": "1"}, 0.25),
        ({"retry-after": "-3"}, None),
        ({"retry-after": "nan"}, None),
        ({"retry-after": "soon"}, None),
        ({"retry-after": "Wed, 21 Oct 2015 07:28:00 GMT"}, 0.0),
        ({}, None),
    ],
)
def test_retry_after_is_read_in_all_its_forms(headers, seconds):
    assert retry_after_seconds(headers) == seconds


def test_retry_after_as_a_date_is_the_time_until_then():
    seconds = retry_after_seconds({"retry-after": formatdate(time.time() + 90, usegmt=True)})
    assert seconds is not None
    assert 60 < seconds <= 90


def test_the_wait_reaches_the_caller():
    response = httpx2.Response(429, request=REQUEST, headers={"retry-after": "12"}, json={})
    error = openai.RateLimitError("slow down", response=response, body=None)
    mapped = MAPPING.provider_error(error, model="m")
    assert isinstance(mapped, RateLimited)
    assert mapped.retry_after_seconds == 12
