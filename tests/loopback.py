"""A small server on loopback that speaks chat completions: for tests of the real transport, and benchmarks.

    with LoopbackServer(latency_seconds=0.2, faults={3: replies.reset()}) as server:
        ...  # OPENAI_BASE_URL=server.base_url
    assert len(server.records) == 9 and server.max_in_flight == 8

It answers as the mock provider would, from the request's own document, unless `answer` says what. It
lives on an event loop in its own thread and is written on a bare asyncio protocol, since a benchmark on
the same machine pays for every microsecond of it.
"""

import asyncio
import re
import ssl
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from types import TracebackType
from typing import Any, Self

import loopback_replies as replies
from loopback_connection import LARGE_BODY_BYTES, Connection, Record
from loopback_replies import Reply

from docpanel.agents.providers.mock_answers import compose_answer, estimated_tokens

__all__ = ["LoopbackServer", "Record"]

CACHE_STEP_TOKENS = 128
CACHE_FLOOR_TOKENS = 1024


Answer = Callable[[Record], str | Reply]
Faults = Mapping[int | str, Reply | Sequence[Reply]]


def _as_the_mock(record: Record) -> str:
    return compose_answer(record.request)


@dataclass
class LoopbackServer:
    """A context manager; `base_url` is known inside it.

    `faults` by call number (from 1), or by a regular expression that the body matches: one reply for
    every such call, or a sequence, consumed in order, after which the server is well again.
    `requests_per_minute` is enforced by a bucket of `burst` tokens, with 429 and Retry-After.
    `first_token_seconds` is when a streamed answer begins; it ends at `latency_seconds`.
    """

    answer: Answer = _as_the_mock
    latency_seconds: float = 0.0
    first_token_seconds: float = 0.0
    faults: Faults = field(default_factory=dict)
    requests_per_minute: float | None = None
    burst: int = 1
    keep_bodies: bool = True
    tls: ssl.SSLContext | None = None
    records: list[Record] = field(default_factory=list)
    max_in_flight: int = 0
    in_flight: int = 0
    port: int = 0

    def __enter__(self) -> Self:
        """Start the thread and wait until the port is open."""
        self._consumed: dict[int | str, int] = {}
        self._prefixes: set[int] = set()
        self._tokens, self._refilled = float(self.burst), time.monotonic()
        self.connections: set[asyncio.Transport] = set()
        self._tasks: set[asyncio.Task[None]] = set()
        self._loop = asyncio.new_event_loop()
        started = threading.Event()
        self._thread = threading.Thread(target=self._serve, args=(started,), name="loopback", daemon=True)
        self._thread.start()
        started.wait()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Break all connections and end the thread."""
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()

    @property
    def base_url(self) -> str:
        """Return what belongs into OPENAI_BASE_URL."""
        return (
            f"{'https' if self.tls else 'http'}://{'localhost' if self.tls else '127.0.0.1'}:{self.port}/v1"
        )

    @property
    def calls(self) -> list[Record]:
        """Return the requests for completions alone."""
        return [record for record in self.records if record.path.endswith("/chat/completions")]

    def _serve(self, started: threading.Event) -> None:
        asyncio.set_event_loop(self._loop)
        server = self._loop.run_until_complete(
            self._loop.create_server(
                lambda: Connection(self, self.connections), "127.0.0.1", 0, backlog=1024, ssl=self.tls
            )
        )
        self.port = server.sockets[0].getsockname()[1]
        started.set()
        self._loop.run_forever()
        self._loop.run_until_complete(self._shut_down(server))
        self._loop.close()

    async def _shut_down(self, server: asyncio.Server) -> None:
        server.close()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        for transport in tuple(self.connections):
            transport.abort()
        await asyncio.sleep(0)

    def respond(self, record: Record, connection: "Connection") -> None:
        """Take up one request."""
        self.records.append(record)
        self.in_flight += 1
        self.max_in_flight = max(self.max_in_flight, self.in_flight)
        record.in_flight = self.in_flight
        reply = self._reply(record)
        if not self.keep_bodies:
            record.raw = b""
            record.__dict__.pop("body", None)
        slow = self.latency_seconds or reply.silent or reply.seconds_per_byte or reply.pieces
        if slow or len(reply.body) > LARGE_BODY_BYTES:
            task = self._loop.create_task(connection.send_slowly(reply, record))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)
        else:
            connection.send(reply, record)

    def _reply(self, record: Record) -> Reply:
        if not record.path.endswith("/chat/completions"):
            known = record.path.endswith("/models")
            return (
                Reply(200, b'{"object": "list", "data": [{"id": "loopback"}]}')
                if known
                else replies.error(404)
            )
        planned = self._fault(record) or self._limit()
        if planned is not None:
            return planned
        answer = self.answer(record)
        return self._completed(record, answer) if isinstance(answer, str) else answer

    def _completed(self, record: Record, content: str) -> Reply:
        model, usage = record.body.get("model", ""), self._usage(record, content)
        if not record.body.get("stream"):
            return replies.message(content, model=model, usage=usage)
        rest = max(0.0, self.latency_seconds - self.first_token_seconds)
        return replies.events(
            content, first_after=self.first_token_seconds, last_after=rest, model=model, usage=usage
        )

    def _fault(self, record: Record) -> Reply | None:
        for key, planned in self.faults.items():
            if key != record.number if isinstance(key, int) else not re.search(key, record.raw.decode()):
                continue
            if isinstance(planned, Reply):
                return planned
            nth = self._consumed.get(key, 0)
            self._consumed[key] = nth + 1
            if nth < len(planned):
                return planned[nth]
        return None

    def _limit(self) -> Reply | None:
        if self.requests_per_minute is None:
            return None
        rate, now = self.requests_per_minute / 60, time.monotonic()
        self._tokens = min(self.burst, self._tokens + (now - self._refilled) * rate)
        self._refilled = now
        if self._tokens >= 1:
            self._tokens -= 1
            return None
        wait = (1 - self._tokens) / rate
        headers = {"Retry-After": str(int(wait) + 1), "Retry-After-Ms": str(int(wait * 1000) + 1)}
        return replies.error(429, "Rate limit reached", headers=headers, code="rate_limit_exceeded")

    def _usage(self, record: Record, content: str) -> dict[str, Any]:
        """Count as a provider would that caches prefixes: those of at least 1,024 tokens, by 128."""
        messages = record.body.get("messages", ())
        schema = record.body.get("response_format", {}).get("json_schema", {}).get("name")
        key = (schema, *(each["content"] for each in messages[:2]))
        shared = sum(estimated_tokens(each["content"]) for each in messages[:2])
        hit = shared >= CACHE_FLOOR_TOKENS and hash(key) in self._prefixes
        self._prefixes.add(hash(key))
        asked, written = estimated_tokens(record.text), estimated_tokens(content)
        return {
            "prompt_tokens": asked,
            "completion_tokens": written,
            "total_tokens": asked + written,
            "prompt_tokens_details": {
                "cached_tokens": shared // CACHE_STEP_TOKENS * CACHE_STEP_TOKENS if hit else 0
            },
        }
