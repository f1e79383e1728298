"""A refusal that names what it does not like is obeyed; nothing else is."""

from dataclasses import replace

import pytest
from provider_requests import specialist_request

from docpanel.agents.providers.chat.dialect import Dialect, DialectMemory, ResponseFormat
from docpanel.agents.providers.chat.parameters import REASONING_HEADROOM_TOKENS, request_body
from docpanel.agents.providers.chat.step_down import Complaint, step_down


def body(dialect: Dialect = Dialect(), **options) -> dict:  # noqa: B008  # frozen
    return request_body(
        specialist_request(), dialect, **{"stream": True, "newest_limit_first": True, **options}
    )


def openai_error(message: str, **fields) -> dict:
    return {"error": {"message": message, "type": "invalid_request_error", **fields}}


# The bodies are in the words of real servers.
MAX_TOKENS = openai_error(
    "Unsupported parameter: 'max_tokens' is not supported with this model. "
    "Use 'max_completion_tokens' instead.",
    param="max_tokens",
    code="unsupported_parameter",
)
TEMPERATURE = openai_error(
    "Unsupported value: 'temperature' does not support 0.0 with this model. "
    "Only the default (1) value is supported.",
    param="temperature",
    code="unsupported_value",
)
STREAM = openai_error(
    "Your organization must be verified to stream this model.", param="stream", code="unsupported_value"
)
EXTRA_FORBIDDEN = {
    "object": "error",
    "message": {
        "detail": [
            {
                "type": "extra_forbidden",
                "loc": ["body", "store"],
                "msg": "Extra inputs are not permitted",
                "input": False,
            },
            {
                "type": "extra_forbidden",
                "loc": ["body", "prompt_cache_key"],
                "msg": "Extra inputs are not permitted",
                "input": {"temperature": 0, "stream": True},
            },
        ]
    },
}
UNRECOGNIZED = openai_error("Unrecognized request argument supplied: store")
UNKNOWN_NAME = [
    {
        "error": {
            "code": 400,
            "message": 'Invalid JSON payload received. Unknown name "store": Cannot find field.',
        }
    }
]


@pytest.mark.parametrize(
    ("said", "newest_first", "dropped"),
    [
        (MAX_TOKENS, False, {"max_tokens"}),
        (TEMPERATURE, True, {"temperature"}),
        (STREAM, True, {"stream"}),
        (EXTRA_FORBIDDEN, True, {"store", "prompt_cache_key"}),
        (UNRECOGNIZED, True, {"store"}),
        (UNKNOWN_NAME, True, {"store"}),
        (
            openai_error("Unrecognized request argument supplied: max_completion_tokens"),
            True,
            {"max_completion_tokens"},
        ),
    ],
)
def test_a_parameter_that_is_named_is_dropped_and_no_other(said, newest_first, dropped):
    sent = body(newest_limit_first=newest_first)
    leaner = step_down(Complaint.of(said), sent, Dialect())
    assert leaner is not None
    assert leaner.dropped == dropped
    assert not dropped & body(leaner, newest_limit_first=newest_first).keys()


@pytest.mark.parametrize("newest_first", [True, False])
def test_a_refused_output_limit_is_sent_under_its_other_name_and_then_not_at_all(newest_first):
    names = ["max_completion_tokens", "max_tokens"][:: 1 if newest_first else -1]
    assert body(newest_limit_first=newest_first)[names[0]] == 1500
    once = body(Dialect(dropped=frozenset(names[:1])), newest_limit_first=newest_first)
    assert once[names[1]] == 1500
    assert names[0] not in once
    assert not set(names) & body(Dialect(dropped=frozenset(names))).keys()


@pytest.mark.parametrize(
    "said",
    [
        openai_error(
            "This model's maximum context length is 8192 tokens. However, you requested 9000 tokens. "
            "Please reduce the length of the messages or completion.",
            code="context_length_exceeded",
            param="messages",
        ),
        openai_error(
            "'max_tokens' or 'max_completion_tokens' is too large: 1500. "
            "This model's maximum context length is 1024"
        ),
        openai_error("the request exceeds the available context size", type="exceed_context_size_error"),
        openai_error("We could not store or stream the temperature readings in your file"),
        openai_error("Invalid value for 'messages[0].role'"),
        openai_error("Invalid image", param="messages"),
        "just a sentence",
        None,
        {"detail": [{"msg": "bad", "input": {"store": "'store'", "response_format": "response_format"}}]},
    ],
)
def test_a_refusal_of_anything_else_changes_nothing(said):
    assert step_down(Complaint.of(said), body(), Dialect()) is None


def test_the_ladder_goes_from_schema_to_object_to_words():
    said = Complaint.of(
        openai_error("Invalid parameter: 'response_format' of type 'json_schema' is not supported")
    )
    first = step_down(said, body(), Dialect())
    assert first is not None
    assert body(first)["response_format"] == {"type": "json_object"}
    second = step_down(
        Complaint.of({"error": "'response_format.type' must be 'json_schema' or 'text'"}), body(first), first
    )
    assert second is not None
    assert "response_format" not in body(second)
    assert step_down(said, body(second), second) is None


def test_a_schema_with_bounds_that_are_refused_is_sent_without_them_before_the_schema_is_given_up():
    said = Complaint.of(
        openai_error(
            "Invalid schema for response_format 'specialist_answer': "
            "In context=(), 'maxLength' is not permitted."
        )
    )
    leaner = step_down(said, body(), Dialect())
    assert leaner is not None
    asked = body(leaner)["response_format"]
    assert asked["type"] == "json_schema"
    text = str(asked["json_schema"]["schema"])
    assert "maxLength" not in text
    assert "minLength" not in text
    assert "maxItems" in text
    again = step_down(said, body(leaner), leaner)
    assert again is not None
    assert again.response_format is ResponseFormat.JSON_OBJECT


def test_a_property_called_like_a_refused_keyword_stays_in_the_schema():
    schema = {"type": "object", "properties": {"format": {"type": "string", "format": "date"}}}
    request = specialist_request()
    request = replace(request, schema=schema)
    sent = request_body(
        request, Dialect(stripped=frozenset({"format"})), stream=False, newest_limit_first=True
    )
    assert sent["response_format"]["json_schema"]["schema"]["properties"] == {"format": {"type": "string"}}


def test_a_model_that_refuses_temperature_thinks_and_gets_room_for_its_hidden_tokens():
    leaner = step_down(Complaint.of(TEMPERATURE), body(), Dialect())
    assert leaner is not None
    assert body(leaner)["max_completion_tokens"] == 1500 + REASONING_HEADROOM_TOKENS
    too_large = Complaint.of(
        openai_error("max_completion_tokens is too large: 9500", param="max_completion_tokens")
    )
    least = step_down(too_large, body(leaner), leaner)
    assert least is not None
    assert body(least)["max_completion_tokens"] == 1500


def test_model_and_messages_come_first_so_that_specialists_share_the_bytes_of_the_prefix():
    assert list(body())[:2] == ["model", "messages"]
    assert body()["store"] is False
    assert body()["prompt_cache_key"] == "docpanel-prefix"


def test_what_two_calls_learn_at_once_is_kept_by_server_and_model():
    memory = DialectMemory()
    memory.learn("http://a", "m", Dialect(dropped=frozenset({"store"})))
    memory.learn("http://a", "m", Dialect(response_format=ResponseFormat.JSON_OBJECT))
    assert memory.recall("http://a", "m") == Dialect(
        response_format=ResponseFormat.JSON_OBJECT, dropped=frozenset({"store"})
    )
    assert memory.recall("http://a", "other") == memory.recall("http://b", "m") == Dialect()
