"""One attempt at an answer: request, refusal, leaner request, answer."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

import openai

from docpanel.agents.completion import Completion, CompletionRequest
from docpanel.agents.providers.chat.dialect import Dialect, DialectMemory
from docpanel.agents.providers.chat.envelope import Reply, completion, read_reply
from docpanel.agents.providers.chat.error_mapping import ErrorMapping, refusal_body
from docpanel.agents.providers.chat.parameters import request_body
from docpanel.agents.providers.chat.redaction import Redactor
from docpanel.agents.providers.chat.step_down import STATUSES, Complaint, step_down
from docpanel.agents.providers.chat.stream import read_stream
from docpanel.agents.providers.chat.transport import open_client, post
from docpanel.agents.providers.registry import ProviderOptions

__all__ = ["Conversation"]

MAX_REQUESTS = 8
"""Refusals come one by one from some servers; more than this is no negotiation."""


class Conversation:
    """Speaks to one server in the dialects of its models."""

    def __init__(
        self,
        options: ProviderOptions,
        *,
        base_url: str,
        official: bool,
        memory: DialectMemory,
        http_client: Any = None,
    ) -> None:
        """`official` servers get the new name of the output limit first, others the old one."""
        self._base_url = base_url
        self._official = official
        self._memory = memory
        address = urlsplit(base_url)
        redactor = Redactor.of([options.api_key, *options.headers.values(), address.password])
        self._errors = ErrorMapping(address.hostname or base_url, redactor)
        self._client = open_client(options, base_url, http_client)

    async def complete(
        self, request: CompletionRequest, on_first_token: Callable[[], None] | None
    ) -> Completion:
        """Return the answer; every failure but a cancellation is raised as a `ProviderError`."""
        try:
            return await self._negotiate(request, on_first_token)
        except Exception as error:  # noqa: BLE001  # whatever a library raises, callers see ours
            mapped = self._errors.provider_error(error, model=request.model)
            raise mapped from None

    async def close(self) -> None:
        """Close the connections."""
        await self._client.close()

    async def _negotiate(
        self, request: CompletionRequest, on_first_token: Callable[[], None] | None
    ) -> Completion:
        attempts = 0
        while True:
            attempts += 1
            dialect = self._memory.recall(self._base_url, request.model)
            body = request_body(
                request, dialect, stream=on_first_token is not None, newest_limit_first=self._official
            )
            try:
                reply = await self._ask(body, on_first_token)
            except openai.APIStatusError as error:
                leaner = self._leaner(error, body, dialect)
                if leaner is None or attempts == MAX_REQUESTS:
                    raise
                self._memory.learn(self._base_url, request.model, leaner)
                continue
            if reply.billing.reasoning_tokens and not dialect.reasons:
                self._memory.learn(self._base_url, request.model, Dialect(reasons=True))
            return completion(reply, asked_model=request.model, attempts=attempts)

    async def _ask(self, body: dict[str, Any], on_first_token: Callable[[], None] | None) -> Reply:
        stream = "stream" in body
        response = await post(self._client, body, stream=stream)
        try:
            if on_first_token is None:
                return read_reply(response.content)
            if stream and response.headers.get("content-type", "").startswith("text/event-stream"):
                return await read_stream(response.aiter_bytes(), on_first_token)
            reply = read_reply(await response.aread())
            on_first_token()
            return reply
        finally:
            await response.aclose()

    def _leaner(self, error: openai.APIStatusError, sent: dict[str, Any], dialect: Dialect) -> Dialect | None:
        if error.response.status_code not in STATUSES:
            return None
        return step_down(Complaint.of(refusal_body(error)), sent, dialect)
