"""What the loopback server answers: completions, and every way in which a server can fail."""

import json
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Literal

__all__ = [
    "Reply",
    "completion_body",
    "error",
    "events",
    "gzip_bomb",
    "half_json",
    "html",
    "large",
    "message",
    "no_choices",
    "null_content",
    "redirect",
    "refusal",
    "reset",
    "silent",
    "trickle",
]


@dataclass(frozen=True, slots=True)
class Reply:
    """One response, or the lack of it.

    `announced` says whether the length stands in the head; else the end of the connection is its end.
    `breaks` says when the connection is reset; `silent` sends nothing at all.
    `seconds_per_byte` makes the body arrive byte by byte; `pieces` are sent one after another, each
    after its delay in seconds.
    """

    status: int = 200
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)
    content_type: str = "application/json"
    breaks: Literal["never", "before", "after head", "in body"] = "never"
    silent: bool = False
    announced: bool = True
    seconds_per_byte: float = 0.0
    pieces: tuple[tuple[float, bytes], ...] = ()


def completion_body(
    content: str | None,
    *,
    model: str = "loopback",
    finish_reason: str = "stop",
    usage: Mapping[str, Any] | None = None,
    refusal: str | None = None,
) -> dict[str, Any]:
    """Return a chat completion as a JSON object."""
    return {
        "id": "chatcmpl-loopback",
        "object": "chat.completion",
        "created": 0,
        "model": model,
        "choices": [
            {
                "index": 0,
                "message": {"role": "assistant", "content": content, "refusal": refusal},
                "finish_reason": finish_reason,
            }
        ],
        "usage": usage,
    }


def message(content: str, **body: Any) -> Reply:
    """Return a completion that says `content`; keywords as for `completion_body`."""
    return Reply(body=json.dumps(completion_body(content, **body)).encode())


def error(
    status: int, text: str = "it went wrong", *, headers: Mapping[str, str] | None = None, **fields: Any
) -> Reply:
    """Return an error in the usual shape; `fields` are `code`, `param` and `type`."""
    body = {"error": {"message": text, "type": None, "param": None, "code": None, **fields}}
    return Reply(status=status, body=json.dumps(body).encode(), headers=headers or {})


def events(content: str, *, first_after: float = 0.0, last_after: float = 0.0, **body: Any) -> Reply:
    """Return a completion as server-sent events: a first piece, the rest, then the usage."""
    whole = completion_body(content, **body)
    common = {"id": whole["id"], "object": "chat.completion.chunk", "model": whole["model"]}
    finish_reason = whole["choices"][0]["finish_reason"]

    def event(delta: Mapping[str, Any], reason: str | None = None) -> bytes:
        choice = {"index": 0, "delta": delta, "finish_reason": reason}
        return _event({**common, "choices": [choice]})

    cut = len(content) // 2
    return Reply(
        content_type="text/event-stream",
        pieces=(
            (0.0, event({"role": "assistant", "content": ""})),
            (first_after, event({"content": content[:cut]})),
            (last_after, event({"content": content[cut:]}) + event({}, finish_reason)),
            (0.0, _event({**common, "choices": [], "usage": whole["usage"]}) + b"data: [DONE]\n\n"),
        ),
    )


def _event(data: Mapping[str, Any]) -> bytes:
    return b"data: " + json.dumps(data, ensure_ascii=False).encode() + b"\n\n"


def html(status: int = 200) -> Reply:
    """Return the page of a proxy or a login where an answer should be."""
    return Reply(status, b"<!doctype html><html><title>Sign in</title></html>", content_type="text/html")


def half_json() -> Reply:
    """Return a body that ends in the middle, with the right length for its half."""
    whole = json.dumps(completion_body("half")).encode()
    return Reply(body=whole[: len(whole) // 2])


def no_choices() -> Reply:
    """Return a completion without an answer."""
    return Reply(body=b'{"id": "x", "object": "chat.completion", "choices": []}')


def null_content() -> Reply:
    """Return an answer that says nothing."""
    return Reply(body=json.dumps(completion_body(None)).encode())


def refusal() -> Reply:
    """Return a model's refusal."""
    return Reply(body=json.dumps(completion_body(None, refusal="I cannot help with that.")).encode())


def reset(when: Literal["before", "after head", "in body"] = "before") -> Reply:
    """Break the connection."""
    return Reply(body=json.dumps(completion_body("broken")).encode(), breaks=when)


def silent() -> Reply:
    """Accept the request and say nothing, ever."""
    return Reply(silent=True)


def trickle(content: str = "slow", seconds_per_byte: float = 0.01) -> Reply:
    """Return a completion byte by byte."""
    return Reply(body=json.dumps(completion_body(content)).encode(), seconds_per_byte=seconds_per_byte)


def gzip_bomb(inflated_bytes: int = 256 * 1024 * 1024) -> Reply:
    """Return a small body that inflates a thousandfold, whatever the client accepts."""
    block = b" " * (1024 * 1024)
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    packed = b"".join(packer.compress(block) for _ in range(inflated_bytes // len(block))) + packer.flush()
    return Reply(body=packed, headers={"Content-Encoding": "gzip"})


def redirect(location: str, status: int = 307) -> Reply:
    """Send the client elsewhere, its body included."""
    return Reply(status=status, headers={"Location": location})


def large(size_bytes: int, *, announced: bool = True) -> Reply:
    """Return a valid completion of about `size_bytes`."""
    return replace(message("x" * size_bytes), announced=announced)
