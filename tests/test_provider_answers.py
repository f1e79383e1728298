"""What the OpenAI-compatible provider makes of answers and errors, with the network replaced by respx."""

import json

import httpx
import loopback_replies as replies
import pytest
import respx
from provider_requests import ask, specialist_request

from docpanel.agents.completion import Usage
from docpanel.agents.errors import (
    BadBody,
    ModelNotFound,
    PermanentError,
    RateLimited,
    Refused,
    ServerFailed,
    Unauthorized,
)
from docpanel.agents.providers.chat.dialect import DialectMemory
from docpanel.agents.providers.chat.parameters import REASONING_HEADROOM_TOKENS
from docpanel.agents.providers.openai_compatible import DEFAULT_BASE_URL, OpenAICompatible
from docpanel.agents.providers.registry import ProviderOptions

KEY = "sk-test-Abcdefgh12345678"
URL = f"{DEFAULT_BASE_URL}/chat/completions"


def provider(memory: DialectMemory | None = None, **options) -> OpenAICompatible:
    return OpenAICompatible(
        ProviderOptions(**{"api_key": KEY, **options}),
        http_client=httpx.AsyncClient(),
        memory=memory or DialectMemory(),
    )


def responses(*planned: replies.Reply) -> list[httpx.Response]:
    return [
        httpx.Response(
            each.status,
            content=each.body or b"".join(piece for _, piece in each.pieces),
            headers={"content-type": each.content_type, **each.headers},
        )
        for each in planned
    ]


@pytest.fixture
def openai_api():
    with respx.mock(assert_all_called=False) as mock:
        yield mock.post(URL)


def sent(route: respx.Route) -> list[dict]:
    return [json.loads(call.request.content) for call in route.calls]


def test_an_answer_comes_with_its_model_its_usage_and_its_attempts(openai_api):
    usage = {"prompt_tokens": 900, "completion_tokens": 70, "prompt_tokens_details": {"cached_tokens": 512}}
    openai_api.side_effect = responses(replies.message("{}", model="some-model-2026", usage=usage))
    (answer,) = ask(provider(), specialist_request())
    assert answer.text == "{}"
    assert answer.model == "some-model-2026"
    assert answer.finish_reason == "stop"
    assert answer.usage == Usage(900, 512, 70)
    assert answer.attempts == 1
    assert not answer.cached


def test_the_request_asks_for_the_schema_is_not_stored_and_has_the_key_and_the_extra_headers(openai_api):
    openai_api.side_effect = responses(replies.message("{}"))
    ask(provider(headers={"X-Team": "audit"}), specialist_request())
    (body,) = sent(openai_api)
    asked = body["response_format"]["json_schema"]
    assert (asked["name"], asked["strict"]) == ("specialist_answer", True)
    assert body["store"] is False
    assert body["prompt_cache_key"] == "docpanel-prefix"
    assert body["max_completion_tokens"] == 1500
    assert "stream" not in body
    headers = openai_api.calls[0].request.headers
    assert headers["authorization"] == f"Bearer {KEY}"
    assert headers["accept-encoding"] == "identity"
    assert headers["x-team"] == "audit"


def test_an_answer_that_ran_into_its_limit_says_so(openai_api):
    openai_api.side_effect = responses(replies.message('{"half', finish_reason="length"))
    (answer,) = ask(provider(), specialist_request())
    assert (answer.text, answer.finish_reason) == ('{"half', "length")


@pytest.mark.parametrize(
    "usage", [None, {}, {"prompt_tokens": "many", "completion_tokens": None}, [1], "free"]
)
def test_a_missing_or_odd_usage_counts_as_nothing_and_loses_no_answer(openai_api, usage):
    openai_api.side_effect = responses(replies.message("{}", usage=usage))
    (answer,) = ask(provider(), specialist_request())
    assert answer.usage == Usage()


def test_content_in_parts_is_put_together_without_the_thoughts(openai_api):
    parts = [
        {"type": "thinking", "thinking": []},
        {"type": "text", "text": '{"a"'},
        {"type": "text", "text": ": 1}"},
    ]
    openai_api.side_effect = responses(replies.message(parts))
    (answer,) = ask(provider(), specialist_request())
    assert answer.text == '{"a": 1}'


def test_a_byte_order_mark_does_not_spoil_an_answer(openai_api):
    whole = replies.message("{}")
    openai_api.side_effect = responses(replies.Reply(body=b"\xef\xbb\xbf" + whole.body))
    assert ask(provider(), specialist_request())[0].text == "{}"


@pytest.mark.parametrize(
    ("reply", "expected"),
    [
        (replies.html(), BadBody),
        (replies.half_json(), BadBody),
        (replies.no_choices(), BadBody),
        (replies.null_content(), BadBody),
        (replies.message(""), BadBody),
        (replies.message("  \n"), BadBody),
        (replies.message("", finish_reason="length"), BadBody),
        (replies.message(5), BadBody),
        (replies.Reply(body=b""), BadBody),
        (replies.Reply(body=b"Sure, here is prose."), BadBody),
        (replies.Reply(body=b"[1, 2]"), BadBody),
        (replies.Reply(body=b'{"choices": null}'), BadBody),
        (replies.Reply(body=b'{"choices": [null]}'), BadBody),
        (replies.Reply(body=b'{"choices": [{"message": "text"}]}'), BadBody),
        (replies.Reply(body=b'{"choices": {"0": {}}}'), BadBody),
        (replies.Reply(body=b'{"error": {"message": "upstream failed"}}'), BadBody),
        (replies.Reply(body=b"\xff\xfe\x00"), BadBody),
        (replies.refusal(), Refused),
        (replies.message("text", finish_reason="content_filter"), Refused),
        (replies.message(None, finish_reason="content_filter"), Refused),
        (replies.error(401, f"Incorrect API key provided: {KEY}"), Unauthorized),
        (replies.error(404), ModelNotFound),
        (replies.html(404), ModelNotFound),
        (replies.error(429), RateLimited),
        (replies.html(502), ServerFailed),
    ],
)
def test_what_is_no_answer_is_one_of_our_errors_after_one_request(openai_api, reply, expected):
    openai_api.side_effect = responses(reply)
    with pytest.raises(expected) as caught:
        ask(provider(), specialist_request())
    assert type(caught.value) is expected
    assert KEY not in str(caught.value)
    assert len(openai_api.calls) == 1


STREAMS = {
    "whole": (
        replies.events('{"summary": "a\u2028b"}', usage={"prompt_tokens": 5}),
        '{"summary": "a\u2028b"}',
    ),
    "json": (replies.message("not streamed", usage={"prompt_tokens": 5}), "not streamed"),
}


@pytest.mark.parametrize(("reply", "text"), STREAMS.values(), ids=STREAMS)
def test_a_streamed_answer_equals_a_whole_one_and_tells_its_first_token_once(openai_api, reply, text):
    openai_api.side_effect = responses(reply)
    first = []
    (answer,) = ask(provider(), specialist_request(), on_first_token=lambda: first.append(1))
    assert answer.text == text
    assert answer.usage.input_tokens == 5
    assert first == [1]
    (body,) = sent(openai_api)
    assert body["stream"] is True
    assert body["stream_options"] == {"include_usage": True}


def stream_of(*lines: str) -> replies.Reply:
    return replies.Reply(body="\n\n".join(lines).encode(), content_type="text/event-stream")


@pytest.mark.parametrize(
    ("reply", "expected"),
    [
        (stream_of('data: {"choices": [{"delta": {"content": "half"}}]}'), BadBody),
        (stream_of('data: {"choices": [{"de'), BadBody),
        (stream_of("data: [DONE]"), BadBody),
        (stream_of(""), BadBody),
        (stream_of('data: {"error": {"message": "overloaded"}}'), ServerFailed),
        (
            stream_of(
                'data: {"choices": [{"delta": {"refusal": "no"}, "finish_reason": "stop"}]}', "data: [DONE]"
            ),
            Refused,
        ),
        (replies.html(), BadBody),
    ],
)
def test_a_stream_that_is_no_whole_answer_is_one_of_our_errors(openai_api, reply, expected):
    openai_api.side_effect = responses(reply)
    with pytest.raises(expected):
        ask(provider(), specialist_request(), on_first_token=lambda: None)


def test_comments_and_carriage_returns_of_a_stream_do_not_matter(openai_api):
    openai_api.side_effect = responses(
        stream_of(
            ": keep-alive\r",
            'data: {"choices": [{"delta": {"content": "a"}}]}\r',
            'event: message\r\ndata:{"choices": [{"delta": {"content": "b"}, "finish_reason": "stop"}]}\r',
            "data: [DONE]",
        )
    )
    assert ask(provider(), specialist_request(), on_first_token=lambda: None)[0].text == "ab"


def test_the_ladder_is_gone_down_once_and_remembered_by_server_and_model(openai_api):
    refused = replies.error(
        400, "response_format of type json_schema is not supported", param="response_format"
    )
    openai_api.side_effect = responses(refused, refused, *[replies.message("{}")] * 3)
    memory = DialectMemory()
    (answer,) = ask(provider(memory), specialist_request())
    assert answer.attempts == 3
    (again,) = ask(provider(memory), specialist_request(name="technical"))
    assert again.attempts == 1
    (other,) = ask(provider(memory), specialist_request(model="another-model"))
    assert other.attempts == 1
    kinds = [body.get("response_format", {}).get("type") for body in sent(openai_api)]
    assert kinds == ["json_schema", "json_object", None, None, "json_schema"]


@pytest.mark.parametrize("status", [401, 403, 404, 429, 500])
def test_nothing_steps_down_on_another_status_whatever_it_names(openai_api, status):
    openai_api.side_effect = responses(
        replies.error(status, "'response_format' and 'temperature'", param="temperature")
    )
    with pytest.raises((Unauthorized, ModelNotFound, RateLimited, ServerFailed)):
        ask(provider(), specialist_request())
    assert len(openai_api.calls) == 1


def test_a_reasoning_model_gets_no_temperature_and_room_to_think(openai_api):
    hidden = {"completion_tokens": 5000, "completion_tokens_details": {"reasoning_tokens": 4800}}
    refused = replies.error(
        400, "Unsupported value: 'temperature'", param="temperature", code="unsupported_value"
    )
    openai_api.side_effect = responses(refused, replies.message("{}", usage=hidden))
    (answer,) = ask(provider(), specialist_request())
    first, second = sent(openai_api)
    assert first["temperature"] == 0.0
    assert "temperature" not in second
    assert second["max_completion_tokens"] == 1500 + REASONING_HEADROOM_TOKENS
    assert answer.usage.output_tokens == 5000
    assert answer.attempts == 2


def test_a_model_that_thought_its_limit_away_has_room_the_next_time(openai_api):
    hidden = {"completion_tokens": 1500, "completion_tokens_details": {"reasoning_tokens": 1500}}
    openai_api.side_effect = responses(
        replies.message("", finish_reason="length", usage=hidden), replies.message("{}")
    )
    memory = DialectMemory()
    with pytest.raises(BadBody, match="output limit was spent"):
        ask(provider(memory), specialist_request())
    ask(provider(memory), specialist_request())
    assert [body["max_completion_tokens"] for body in sent(openai_api)] == [
        1500,
        1500 + REASONING_HEADROOM_TOKENS,
    ]


def test_a_server_that_refuses_one_thing_after_another_is_not_asked_for_ever(openai_api):
    openai_api.side_effect = lambda _request: responses(
        replies.error(400, "no: response_format, temperature", param="response_format")
    )[0]
    with pytest.raises(Exception, match="does not accept the request"):
        ask(provider(), specialist_request())
    assert len(openai_api.calls) <= 8


def test_without_a_key_the_service_is_not_asked_and_the_sentence_says_what_to_do(openai_api):
    with pytest.raises(Unauthorized, match="set OPENAI_API_KEY, or name a server"):
        ask(provider(api_key=None), specialist_request())
    assert not openai_api.calls


@pytest.mark.parametrize("base_url", ["localhost:11434/v1", "ftp://models.example", "http://", "models"])
def test_a_base_url_that_is_none_is_refused_at_once(base_url):
    with pytest.raises(PermanentError, match="must begin with http"):
        OpenAICompatible(ProviderOptions(base_url=base_url))
