"""Putting an answer together from server-sent events."""

from collections.abc import AsyncIterator, Callable

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from docpanel.agents.errors import BadBody, ServerFailed
from docpanel.agents.providers.chat.envelope import Reply, read_usage

__all__ = ["read_stream"]

DONE = b"[DONE]"


class Delta(BaseModel):
    """What was written since the event before."""

    model_config = ConfigDict(extra="ignore")
    content: str | None = None
    refusal: str | None = None


class ChunkChoice(BaseModel):
    """The piece of the one answer that was asked for."""

    model_config = ConfigDict(extra="ignore")
    delta: Delta = Delta()
    finish_reason: str | None = None


class Chunk(BaseModel):
    """One event; the last one holds the usage and no choice."""

    model_config = ConfigDict(extra="ignore")
    choices: list[ChunkChoice] = Field(default_factory=list)
    model: str | None = None
    usage: object = None
    error: object = None


async def read_stream(pieces: AsyncIterator[bytes], on_first_token: Callable[[], None]) -> Reply:
    """Read events until `[DONE]`; call `on_first_token` when the first text arrives.

    Raises `BadBody` for what is no event, or a stream that ends before its answer does.
    """
    texts: list[str] = []
    refusals: list[str] = []
    finish_reason = model = None
    usage: object = None
    done = False
    async for data in _events(pieces):
        if data == DONE:
            done = True
            break
        chunk = _chunk(data)
        model = chunk.model or model
        usage = chunk.usage or usage
        for choice in chunk.choices[:1]:
            if choice.delta.content:
                if not texts:
                    on_first_token()
                texts.append(choice.delta.content)
            refusals.append(choice.delta.refusal or "")
            finish_reason = choice.finish_reason or finish_reason
    if not done and finish_reason is None:
        raise BadBody("the streamed answer broke off")
    return Reply(
        text="".join(texts),
        refusal="".join(refusals) or None,
        finish_reason=finish_reason,
        model=model,
        billing=read_usage(usage),
    )


def _chunk(data: bytes) -> Chunk:
    try:
        chunk = Chunk.model_validate_json(data)
    except ValidationError as error:
        raise BadBody("the streamed answer holds an event that is no completion", original=error) from None
    if chunk.error:
        raise ServerFailed("the server reported an error in the middle of its answer")
    return chunk


async def _events(pieces: AsyncIterator[bytes]) -> AsyncIterator[bytes]:
    r"""Yield the data of each event.

    Lines are split as bytes: a line separator such as U+2028 may stand unescaped in JSON and would
    break it if the text were split.
    """
    rest = b""
    async for piece in pieces:
        *lines, rest = (rest + piece).split(b"\n")
        for line in lines:
            if line.startswith(b"data:"):
                yield line[5:].strip()
    if rest.startswith(b"data:"):
        yield rest[5:].strip()
