"""Reading the body of a completion: what is no completion is refused, whatever its status said."""

import codecs
from dataclasses import dataclass, field
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from docpanel.agents.completion import Completion, Usage
from docpanel.agents.errors import BadBody, Refused

__all__ = ["Billing", "Reply", "completion", "read_reply", "read_usage"]


class Part(BaseModel):
    """One part of a content that comes as a list; parts that hold no text are thoughts or pictures."""

    model_config = ConfigDict(extra="ignore")
    text: str = ""


class ReplyMessage(BaseModel):
    """What the model wrote."""

    model_config = ConfigDict(extra="ignore")
    content: str | list[Part] | None = None
    refusal: str | None = None


class Choice(BaseModel):
    """One of the answers; only one is asked for."""

    model_config = ConfigDict(extra="ignore")
    message: ReplyMessage
    finish_reason: str | None = None


class Body(BaseModel):
    """A body without choices is no completion."""

    model_config = ConfigDict(extra="ignore")
    choices: list[Choice] = Field(min_length=1)
    model: str | None = None
    usage: Any = None


@dataclass(frozen=True, slots=True)
class Billing:
    """Tokens of one answer; `reasoning_tokens` are hidden ones, and part of the output."""

    usage: Usage = field(default_factory=Usage)
    reasoning_tokens: int = 0


@dataclass(frozen=True, slots=True)
class Reply:
    """One answer as it came, whole or put together from a stream."""

    text: str
    refusal: str | None = None
    finish_reason: str | None = None
    model: str | None = None
    billing: Billing = field(default_factory=Billing)


def read_reply(content: bytes) -> Reply:
    """Read a whole body; raise `BadBody` where it is no completion."""
    try:
        body = Body.model_validate_json(content.removeprefix(codecs.BOM_UTF8))
    except ValidationError as error:
        raise BadBody(f"the answer is no completion: {_problem(content, error)}", original=error) from None
    choice = body.choices[0]
    written = choice.message.content or ""
    return Reply(
        text=written if isinstance(written, str) else "".join(part.text for part in written),
        refusal=choice.message.refusal,
        finish_reason=choice.finish_reason,
        model=body.model,
        billing=read_usage(body.usage),
    )


def read_usage(usage: object) -> Billing:
    """Read the token counts; what is missing or no number counts as zero, since the answer is there."""
    details = _field(usage, "prompt_tokens_details")
    counted = Usage(
        input_tokens=_count(usage, "prompt_tokens"),
        cached_input_tokens=_count(details, "cached_tokens"),
        output_tokens=_count(usage, "completion_tokens"),
    )
    hidden = _count(_field(usage, "completion_tokens_details"), "reasoning_tokens")
    return Billing(usage=counted, reasoning_tokens=hidden)


def completion(reply: Reply, *, asked_model: str, attempts: int) -> Completion:
    """Return the answer; raise `Refused` for a refusal and `BadBody` where nothing was written."""
    if reply.refusal or reply.finish_reason == "content_filter":
        who = "the model" if reply.refusal else "the provider's content filter"
        raise Refused(f"{who} would not answer")
    if not reply.text.strip():
        why = (
            "its output limit was spent before" if reply.finish_reason == "length" else "the answer is empty:"
        )
        raise BadBody(f"{why} the model wrote nothing")
    return Completion(
        text=reply.text,
        model=reply.model or asked_model,
        finish_reason=reply.finish_reason or "stop",
        usage=reply.billing.usage,
        attempts=attempts,
    )


def _problem(content: bytes, error: ValidationError) -> str:
    start = content.lstrip()[:1]
    if start == b"<":
        return "it is a web page (is a proxy or a login page in between? does the base URL end in /v1?)"
    if not start:
        return "it is empty"
    first = error.errors(include_url=False, include_context=False, include_input=False)[0]
    where = ".".join(str(step) for step in first["loc"])
    return f"{where or 'body'}: {first['msg']}"


def _field(node: object, name: str) -> object:
    return node.get(name) if isinstance(node, dict) else None


def _count(node: object, name: str) -> int:
    value = _field(node, name)
    return value if isinstance(value, int) and not isinstance(value, bool) and value > 0 else 0
