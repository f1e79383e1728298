"""Any server that speaks the chat completions of OpenAI: the service itself, gateways, local models.

One `complete` is one attempt. Inside it a refusal that names what it does not like, a response format
or a parameter, is obeyed at once and remembered; everything else is for the caller to retry.
"""

import asyncio
import threading
from collections.abc import Callable
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from docpanel.agents.completion import Completion, CompletionRequest
from docpanel.agents.deadline import Deadline
from docpanel.agents.errors import AttemptTimedOut, PermanentError, Unauthorized
from docpanel.agents.providers.chat.dialect import DialectMemory
from docpanel.agents.providers.registry import ProviderOptions

if TYPE_CHECKING:
    from docpanel.agents.providers.chat.conversation import Conversation

__all__ = ["DEFAULT_BASE_URL", "NAME", "OpenAICompatible", "create"]

NAME = "openai"
DEFAULT_BASE_URL = "https://api.openai.com/v1"
OFFICIAL_HOSTS = (".openai.com", ".openai.azure.com")
KEY_HEADERS = frozenset({"authorization", "api-key", "x-api-key"})

_process_memory = DialectMemory()


def create(options: ProviderOptions) -> "OpenAICompatible":
    """Return a provider; openai is imported by the first call, or by `prepare`."""
    return OpenAICompatible(options)


class OpenAICompatible:
    """Speaks to one server. Used on one event loop, but for `prepare`, and closed on it."""

    name = NAME

    def __init__(
        self, options: ProviderOptions, *, http_client: Any = None, memory: DialectMemory = _process_memory
    ) -> None:
        """`http_client` replaces the hardened client; `memory` holds what servers turned out to accept."""
        self.options = options
        self.base_url = (options.base_url or DEFAULT_BASE_URL).strip().rstrip("/")
        self._memory = memory
        self._http_client = http_client
        self._lock = threading.Lock()
        self._conversation: Conversation | None = None
        address = urlsplit(self.base_url)
        if address.scheme not in {"http", "https"} or not address.hostname:
            raise PermanentError("the base URL must begin with http:// or https:// and name a host")
        self._host = address.hostname
        self._official = address.hostname.endswith(OFFICIAL_HOSTS)

    def prepare(self) -> None:
        """Import the client library and open the client; any thread may do so ahead of the first call."""
        with self._lock:
            if self._conversation is None:
                from docpanel.agents.providers.chat.conversation import Conversation  # noqa: PLC0415  # loads openai

                self._conversation = Conversation(
                    self.options,
                    base_url=self.base_url,
                    official=self._official,
                    memory=self._memory,
                    http_client=self._http_client,
                )

    async def complete(
        self,
        request: CompletionRequest,
        *,
        deadline: Deadline,
        on_first_token: Callable[[], None] | None = None,
    ) -> Completion:
        """Send one attempt; raise a `ProviderError`, `AttemptTimedOut` at the deadline."""
        self._demand_key()
        seconds = deadline.remaining_seconds
        try:
            async with asyncio.timeout(None if seconds == float("inf") else seconds):
                return await self._opened().complete(request, on_first_token)
        except TimeoutError:
            raise AttemptTimedOut(f"no whole answer from {self._host} within {seconds:.1f} s") from None

    async def close(self) -> None:
        """Close the connections."""
        if self._conversation is not None:
            await self._conversation.close()

    def _opened(self) -> "Conversation":
        if self._conversation is None:
            self.prepare()
        if self._conversation is None:
            raise AssertionError("prepare opens the conversation")
        return self._conversation

    def _demand_key(self) -> None:
        has_header = any(name.lower() in KEY_HEADERS for name in self.options.headers)
        if self._official and not self.options.api_key and not has_header:
            raise Unauthorized(
                "there is no key: set OPENAI_API_KEY, or name a server that needs none with --base-url"
            )
