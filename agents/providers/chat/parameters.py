"""The body of a request, written in the dialect of its server and model."""

from typing import Any

from docpanel.agents.completion import CompletionRequest
from docpanel.agents.providers.chat.dialect import Dialect
from docpanel.agents.providers.chat.response_format import response_format

__all__ = ["HEADROOM", "OPTIONAL_PARAMETERS", "REASONING_HEADROOM_TOKENS", "TOKEN_LIMITS", "request_body"]

TOKEN_LIMITS = ("max_completion_tokens", "max_tokens")
"""The new name of the output limit and the old one, which many local servers know alone."""

OPTIONAL_PARAMETERS = frozenset(
    {*TOKEN_LIMITS, "temperature", "store", "prompt_cache_key", "stream", "stream_options"}
)
"""What an answer can be had without; the response format has its own ladder."""

REASONING_HEADROOM_TOKENS = 8_000
"""Added to the output limit of a model that thinks in hidden tokens: else nothing is left to write with."""

HEADROOM = "reasoning headroom"
"""The name under which a dialect drops that addition, where a server finds the limit too large."""


def request_body(
    request: CompletionRequest, dialect: Dialect, *, stream: bool, newest_limit_first: bool
) -> dict[str, Any]:
    """Return the JSON body; model and messages stand first, so that equal prefixes are equal bytes."""
    body: dict[str, Any] = {
        "model": request.model,
        "messages": [{"role": message.role, "content": message.content} for message in request.messages],
    }
    asked = response_format(request, dialect)
    if asked is not None:
        body["response_format"] = asked
    limits = TOKEN_LIMITS if newest_limit_first else TOKEN_LIMITS[::-1]
    limit = next((name for name in limits if name not in dialect.dropped), None)
    optional: dict[str, Any] = {
        "temperature": request.temperature,
        "store": False,
        "prompt_cache_key": request.prefix_key or None,
    }
    if limit is not None:
        optional[limit] = request.max_output_tokens + _headroom(dialect)
    if stream and "stream" not in dialect.dropped:
        optional |= {"stream": True, "stream_options": {"include_usage": True}}
    body |= {
        name: value for name, value in optional.items() if value is not None and name not in dialect.dropped
    }
    return body


def _headroom(dialect: Dialect) -> int:
    return REASONING_HEADROOM_TOKENS if dialect.reasons and HEADROOM not in dialect.dropped else 0
