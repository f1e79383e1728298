"""The real transport against a real server on loopback that fails in every way it can."""

import asyncio
import logging
import shutil
import ssl
import subprocess
import tracemalloc

import loopback_replies as replies
import pytest
from loopback import LoopbackServer
from provider_requests import DOCUMENT, ask, specialist_request

from docpanel.agents.answers import SpecialistAnswer
from docpanel.agents.deadline import Deadline
from docpanel.agents.errors import (
    AttemptTimedOut,
    BadBody,
    ConnectionFailed,
    PermanentError,
    RateLimited,
    ServerFailed,
    Unauthorized,
)
from docpanel.agents.providers.chat.dialect import DialectMemory
from docpanel.agents.providers.openai_compatible import OpenAICompatible
from docpanel.agents.providers.registry import ProviderOptions

KEY = "sk-test-Abcdefgh12345678"
MEGABYTE = 1024 * 1024


def provider(server: LoopbackServer | None = None, **options) -> OpenAICompatible:
    known = {"api_key": KEY, "base_url": server.base_url if server else None}
    return OpenAICompatible(ProviderOptions(**{**known, **options}), memory=DialectMemory())


def test_an_answer_arrives_and_the_server_saw_one_plain_request():
    with LoopbackServer() as server:
        (answer,) = ask(provider(server), specialist_request())
    findings = SpecialistAnswer.model_validate_json(answer.text).findings
    assert all(quote in DOCUMENT for finding in findings for quote in finding.quotes)
    (record,) = server.records
    assert record.status == 200
    assert record.headers["accept-encoding"] == "identity"
    assert record.headers["authorization"] == f"Bearer {KEY}"
    assert record.body["max_tokens"] == 1500


def test_a_server_without_keys_gets_a_placeholder_and_never_the_key_of_the_environment(monkeypatch):
    monkeypatch.setenv("OPENAI_API_KEY", KEY)
    with LoopbackServer() as server:
        ask(provider(server, api_key=None), specialist_request())
    assert KEY not in str(server.records[0].headers)
    assert server.records[0].headers["authorization"].startswith("Bearer ")


def test_many_calls_at_once_share_the_client_and_get_each_its_own_answer():
    async def storm(client: OpenAICompatible) -> list[str]:
        calls = (
            client.complete(specialist_request(name=f"reader{n}"), deadline=Deadline.after(30))
            for n in range(40)
        )
        answers = await asyncio.gather(*calls)
        await client.close()
        return [answer.text for answer in answers]

    with LoopbackServer(
        latency_seconds=0.05, answer=lambda record: record.body["messages"][-1]["content"]
    ) as server:
        texts = asyncio.run(storm(provider(server, max_connections=10)))
    assert [text.split("\n")[0] for text in texts] == [f"Read as reader{n}." for n in range(40)]
    assert 2 <= server.max_in_flight <= 10


def test_a_redirect_is_not_followed_for_the_document_would_go_with_it():
    with LoopbackServer() as elsewhere:
        away = replies.redirect(f"{elsewhere.base_url}/chat/completions")
        with LoopbackServer(faults={1: away}) as server, pytest.raises(PermanentError, match="not followed"):
            ask(provider(server), specialist_request())
    assert len(server.records) == 1
    assert not elsewhere.records


def _peak_bytes(server: LoopbackServer, expected: type[Exception], **options) -> int:
    client = provider(server, **options)
    client.prepare()
    tracemalloc.start()
    try:
        with pytest.raises(expected):
            ask(client, specialist_request())
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("status", [200, 500])
def test_a_compressed_bomb_is_never_inflated(status):
    bomb = replies.gzip_bomb(128 * MEGABYTE)
    planned = replies.Reply(status, bomb.body, bomb.headers)
    with LoopbackServer(faults={1: planned}) as server:
        peak = _peak_bytes(server, BadBody if status == 200 else ServerFailed)
    assert peak < 8 * MEGABYTE


@pytest.mark.parametrize("announced", [True, False])
def test_an_answer_beyond_the_cap_is_refused_before_it_fills_the_memory(announced):
    with LoopbackServer(faults={1: replies.large(32 * MEGABYTE, announced=announced)}) as server:
        peak = _peak_bytes(server, BadBody, max_answer_bytes=MEGABYTE)
    assert peak < 8 * MEGABYTE
    assert server.records[0].sent_bytes < 16 * MEGABYTE


def test_an_answer_below_the_cap_is_whole():
    with LoopbackServer(faults={1: replies.large(MEGABYTE)}) as server:
        (answer,) = ask(provider(server), specialist_request())
    assert len(answer.text) == MEGABYTE


def test_an_endless_error_page_still_tells_its_status():
    page = replies.Reply(503, b"x" * (2 * MEGABYTE), {"Retry-After": "4"}, "text/plain", announced=False)
    with LoopbackServer(faults={1: page}) as server, pytest.raises(ServerFailed, match="503") as caught:
        ask(provider(server), specialist_request())
    assert caught.value.retry_after_seconds == 4


@pytest.mark.parametrize("stream", [False, True])
@pytest.mark.parametrize(
    "reply", [replies.trickle(seconds_per_byte=0.5), replies.silent()], ids=["trickle", "silent"]
)
def test_a_byte_now_and_then_or_none_at_all_ends_at_the_deadline(reply, stream):
    with LoopbackServer(faults={1: reply}) as server, pytest.raises(AttemptTimedOut, match=r"within 0\.3 s"):
        ask(
            provider(server),
            specialist_request(),
            seconds=0.3,
            on_first_token=(lambda: None) if stream else None,
        )


def test_a_deadline_that_has_passed_sends_nothing():
    with LoopbackServer() as server, pytest.raises(AttemptTimedOut):
        ask(provider(server), specialist_request(), seconds=0)
    assert not server.records


@pytest.mark.parametrize("when", ["before", "after head", "in body"])
def test_a_broken_connection_can_be_tried_again(when):
    with LoopbackServer(faults={1: replies.reset(when)}) as server:
        client = provider(server)
        with pytest.raises(ConnectionFailed):
            ask(client, specialist_request())
        assert ask(provider(server), specialist_request())[0].text


def test_nobody_listening_is_a_connection_that_failed():
    with LoopbackServer() as server:
        pass
    with pytest.raises(ConnectionFailed, match=r"connection to 127\.0\.0\.1 failed"):
        ask(provider(server), specialist_request())


def test_a_web_page_instead_of_an_answer_is_a_bad_body_with_a_hint():
    with LoopbackServer(faults={1: replies.html()}) as server, pytest.raises(BadBody, match="web page"):
        ask(provider(server), specialist_request())


def test_a_key_that_the_server_echoes_is_shown_nowhere(caplog):
    caplog.set_level(logging.DEBUG)
    echo = replies.error(401, f"Incorrect API key provided: {KEY} ({KEY[:12]}****)", code="invalid_api_key")
    with LoopbackServer(faults={1: echo}) as server, pytest.raises(Unauthorized) as caught:
        ask(provider(server), specialist_request())
    shown = f"{caught.value} {caught.value!r} {caught.value.original!r} {caplog.text}"
    assert KEY[:12] not in shown
    assert "operators must replace" not in shown


def test_a_refused_parameter_is_left_out_and_remembered():
    def picky(record):
        if "store" in record.body:
            return replies.error(400, "Unrecognized request argument supplied: store")
        return "{}"

    with LoopbackServer(answer=picky) as server:
        first, second = ask(provider(server), specialist_request(), specialist_request())
    assert (first.attempts, second.attempts) == (2, 1)
    assert [record.status for record in server.records] == [400, 200, 200]


def test_a_rate_limit_says_how_long_to_wait():
    with LoopbackServer(requests_per_minute=6) as server, pytest.raises(RateLimited) as caught:
        ask(provider(server), specialist_request(), specialist_request())
    assert [record.status for record in server.records] == [200, 429]
    assert 0 < caught.value.retry_after_seconds <= 10.1


def test_the_first_token_is_told_while_the_answer_is_still_being_written():
    seen = []
    with LoopbackServer() as server:

        def answer(record):
            return replies.events("{}" * 10, last_after=0.2 if record.body["stream"] else 0)

        server.answer = answer
        ask(provider(server), specialist_request(), on_first_token=lambda: seen.append(server.in_flight))
    assert seen == [1]


def test_a_shared_prefix_is_billed_as_cached():
    with LoopbackServer() as server:
        document = DOCUMENT * 3
        first, second = ask(
            provider(server),
            specialist_request(name="business", document=document),
            specialist_request(name="technical", document=document),
        )
    assert first.usage.cached_input_tokens == 0
    assert second.usage.cached_input_tokens > second.usage.input_tokens * 0.8
    raw = [record.raw for record in server.records]
    end = raw[0].index(b"<<<END DOCUMENT")
    assert raw[0][:end] == raw[1][:end]


def test_a_proxy_of_the_environment_is_used(monkeypatch):
    with LoopbackServer() as proxy:
        monkeypatch.setenv("HTTP_PROXY", proxy.base_url.removesuffix("/v1"))
        ask(provider(base_url="http://models.example/v1"), specialist_request())
    assert proxy.records[0].path == "http://models.example/v1/chat/completions"


def test_a_host_in_no_proxy_is_reached_directly(monkeypatch):
    with LoopbackServer() as proxy, LoopbackServer() as server:
        monkeypatch.setenv("HTTP_PROXY", proxy.base_url)
        monkeypatch.setenv("NO_PROXY", "127.0.0.1")
        ask(provider(server), specialist_request())
    assert (len(server.records), len(proxy.records)) == (1, 0)


def test_a_socks_proxy_is_one_clear_error_unless_the_host_is_excepted(monkeypatch):
    monkeypatch.setenv("ALL_PROXY", "socks5://127.0.0.1:1080")
    with LoopbackServer() as server:
        with pytest.raises(PermanentError, match="SOCKS proxy, which is not supported"):
            ask(provider(server), specialist_request())
        monkeypatch.setenv("NO_PROXY", "127.0.0.1")
        assert ask(provider(server), specialist_request())


@pytest.fixture
def certificate(tmp_path):
    """Return a certificate of our own authority for localhost, and its key."""
    openssl = shutil.which("openssl")
    if openssl is None:
        pytest.skip("needs the openssl command")
    names = tmp_path / "localhost.pem", tmp_path / "localhost.key"
    command = [
        openssl,
        "req",
        "-x509",
        "-newkey",
        "rsa:2048",
        "-nodes",
        "-days",
        "2",
        "-subj",
        "/CN=localhost",
    ]
    command += ["-addext", "subjectAltName=DNS:localhost", "-out", str(names[0]), "-keyout", str(names[1])]
    subprocess.run(command, check=True, capture_output=True)  # noqa: S603  # our own line
    return names


def test_a_private_authority_is_trusted_when_it_is_named_and_not_before(certificate, monkeypatch):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(*certificate)
    with LoopbackServer(tls=context) as server:
        with pytest.raises(PermanentError, match="certificate of localhost is not trusted; SSL_CERT_FILE"):
            ask(provider(server), specialist_request())
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate[0]))
        assert ask(provider(server), specialist_request())


def test_text_that_cannot_be_encoded_is_refused_and_not_sent():
    with LoopbackServer() as server, pytest.raises(Exception, match="could not be sent"):
        ask(provider(server), specialist_request(document="lone \ud800 surrogate"))
    assert not server.records


def test_prepare_may_run_in_another_thread_and_close_without_a_call_is_quiet():
    async def conversation(client: OpenAICompatible) -> None:
        await asyncio.to_thread(client.prepare)
        await client.close()

    with LoopbackServer() as server:
        asyncio.run(conversation(provider(server)))
        asyncio.run(provider(server).close())
    assert not server.records
