"""One connection of the loopback server: HTTP/1.1 read and written by hand, and the record of a request."""

import asyncio
import json
import re
import time
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Protocol

from loopback_replies import Reply

from docpanel.agents.completion import CompletionRequest, Message

__all__ = ["LARGE_BODY_BYTES", "Connection", "Record"]

NONCE = re.compile(r"<<<(?:DOCUMENT|FINDINGS) ([^\s>]+)>>>")
LARGE_BODY_BYTES = 256 * 1024
PIECE_BYTES = 64 * 1024


@dataclass
class Record:
    """One request as it arrived; `arrived` is in seconds of `time.monotonic()`.

    `in_flight` counts the requests under way at its arrival, itself included; `status` is None until
    something was sent. `sent_bytes` counts what the client took of a large or slow body.
    """

    number: int
    arrived: float
    method: str
    path: str
    headers: Mapping[str, str]
    raw: bytes
    in_flight: int
    status: int | None = None
    sent_bytes: int = 0

    @cached_property
    def body(self) -> dict[str, Any]:
        """Return the parsed body."""
        parsed: dict[str, Any] = json.loads(self.raw or b"{}")
        return parsed

    @property
    def text(self) -> str:
        """Return all messages, one after another."""
        return "\n".join(message["content"] for message in self.body.get("messages", ()))

    @property
    def request(self) -> CompletionRequest:
        """Return the request as our own type, as far as a server can know it."""
        found = NONCE.search(self.text)
        schema = self.body.get("response_format", {}).get("json_schema", {})
        guess = "synthesis_answer" if "<<<FINDINGS " in self.text else "specialist_answer"
        return CompletionRequest(
            model=self.body.get("model", ""),
            messages=tuple(Message(each["role"], each["content"]) for each in self.body.get("messages", ())),
            schema=schema.get("schema", {}),
            schema_name=schema.get("name", guess),
            max_output_tokens=0,
            nonce=found[1] if found else "",
        )


class Server(Protocol):
    """What a connection needs of its server."""

    latency_seconds: float
    in_flight: int
    records: list[Record]

    def respond(self, record: Record, connection: "Connection") -> None:
        """Take up one request."""


class Connection(asyncio.Protocol):
    """One keep-alive connection; requests on it come one after another."""

    def __init__(self, server: Server, connections: set[asyncio.Transport]) -> None:
        self._server = server
        self._connections = connections
        self._received = bytearray()
        self._writable = asyncio.Event()
        self._writable.set()

    def pause_writing(self) -> None:
        self._writable.clear()

    def resume_writing(self) -> None:
        self._writable.set()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport
        self._connections.add(transport)

    def connection_lost(self, _error: Exception | None) -> None:
        self._connections.discard(self._transport)
        self._writable.set()

    def data_received(self, data: bytes) -> None:
        self._received += data
        end = self._received.find(b"\r\n\r\n")
        if end < 0:
            return
        head = self._received[:end].decode("latin-1").split("\r\n")
        headers = {
            name.lower(): value.strip() for name, _, value in (line.partition(":") for line in head[1:])
        }
        length = int(headers.get("content-length", "0"))
        if len(self._received) < end + 4 + length:
            return
        method, path, _ = head[0].split(" ", 2)
        raw = bytes(self._received[end + 4 : end + 4 + length])
        del self._received[: end + 4 + length]
        number = len(self._server.records) + 1
        self._server.respond(Record(number, time.monotonic(), method, path, headers, raw, 0), self)

    def send(self, reply: Reply, record: Record) -> None:
        """Answer at once."""
        record.status = reply.status
        self._server.in_flight -= 1
        if reply.breaks == "before":
            self._transport.abort()
            return
        shown = {"never": len(reply.body), "after head": 0, "in body": len(reply.body) // 2}[reply.breaks]
        self._transport.write(_head(reply, len(reply.body)) + reply.body[:shown])
        if reply.breaks != "never" or not reply.announced:
            # Closed, not aborted: what was written has to arrive before the connection breaks.
            self._transport.close()

    async def send_slowly(self, reply: Reply, record: Record) -> None:
        """Answer after the latency, in pieces, byte by byte, or never."""
        if reply.silent:
            await asyncio.Event().wait()
        if not reply.pieces:
            await asyncio.sleep(self._server.latency_seconds)
        if not reply.pieces and not reply.seconds_per_byte and len(reply.body) <= LARGE_BODY_BYTES:
            self.send(reply, record)
            return
        record.status = reply.status
        size = 1 if reply.seconds_per_byte else PIECE_BYTES
        cut = ((reply.seconds_per_byte, reply.body[at : at + size]) for at in range(0, len(reply.body), size))
        length = len(reply.body) or sum(len(piece) for _, piece in reply.pieces)
        self._transport.write(_head(reply, length))
        for seconds, piece in reply.pieces or cut:
            await asyncio.sleep(seconds)
            await self._writable.wait()
            if self._transport.is_closing():
                break
            self._transport.write(piece)
            record.sent_bytes += len(piece)
        self._server.in_flight -= 1
        if not reply.announced:
            self._transport.close()


def _head(reply: Reply, length: int) -> bytes:
    lines = [
        f"HTTP/1.1 {reply.status} OK",
        f"Content-Type: {reply.content_type}",
        f"Content-Length: {length}" if reply.announced else "Connection: close",
        *(f"{name}: {value}" for name, value in reply.headers.items()),
    ]
    return ("\r\n".join(lines) + "\r\n\r\n").encode("latin-1")
