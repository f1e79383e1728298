"""The hardened HTTP client: no redirects, no compression, bounded bodies, environment honoured.

A request holds the document, so it never follows a redirect. An answer comes from a stranger: it is
counted as it arrives and cut off at its cap, and never inflated, for a megabyte can hold a gigabyte.
"""

from collections.abc import AsyncIterator
from typing import Any
from urllib.parse import urlsplit
from urllib.request import getproxies, proxy_bypass

import httpx2
from openai import AsyncOpenAI, AsyncStream, DefaultAioHttpClient

from docpanel.agents.errors import BadBody, PermanentError
from docpanel.agents.providers.registry import ProviderOptions

__all__ = ["open_client", "post"]

PLACEHOLDER_KEY = "no-key-needed"
"""What a local server gets where there is no key: the library insists on one."""

ERROR_BODY_BYTES = 64 * 1024
KEEP_ALIVE_SECONDS = 30.0


class BoundedStream(httpx2.AsyncByteStream):
    """Passes a body on up to `limit` bytes; then it is an error, or simply the end where `cut` is set."""

    def __init__(self, inner: Any, limit: int, *, cut: bool) -> None:
        """Wrap the stream of a response."""
        self._inner = inner
        self._limit = limit
        self._cut = cut

    async def __aiter__(self) -> AsyncIterator[bytes]:
        """Yield the pieces as they arrive."""
        seen = 0
        async for piece in self._inner:
            seen += len(piece)
            if seen > self._limit:
                if self._cut:
                    return
                raise BadBody(f"the answer is larger than {self._limit:,} bytes")
            yield piece

    async def aclose(self) -> None:
        """Close the connection, or give it back."""
        await self._inner.aclose()


def open_client(options: ProviderOptions, base_url: str, http_client: Any = None) -> AsyncOpenAI:
    """Return a client for `base_url`; `http_client` replaces the hardened one in tests."""
    return AsyncOpenAI(
        api_key=options.api_key or PLACEHOLDER_KEY,
        base_url=base_url,
        max_retries=0,
        default_headers={**options.headers, "Accept-Encoding": "identity"},
        http_client=http_client or _hardened(options, base_url),
    )


async def post(client: AsyncOpenAI, body: dict[str, Any], *, stream: bool) -> httpx2.Response:
    """Send one request; a response that streams has to be closed by the caller."""
    response: Any = await client.post(
        "/chat/completions",
        cast_to=httpx2.Response,
        body=body,
        options={"follow_redirects": False},
        stream=stream,
        stream_cls=AsyncStream[Any],
    )
    answered: httpx2.Response = response
    return answered


def _hardened(options: ProviderOptions, base_url: str) -> httpx2.AsyncClient:
    _refuse_socks(base_url)

    async def bound(response: httpx2.Response) -> None:
        _bound_body(response, options.max_answer_bytes)

    return DefaultAioHttpClient(
        timeout=httpx2.Timeout(None, connect=options.connect_timeout_seconds),
        limits=httpx2.Limits(
            max_connections=options.max_connections,
            max_keepalive_connections=options.max_connections,
            keepalive_expiry=KEEP_ALIVE_SECONDS,
        ),
        follow_redirects=False,
        event_hooks={"response": [bound]},
    )


def _bound_body(response: httpx2.Response, limit: int) -> None:
    """Bound a body before it is read; that of an error is cut, so that its status is still told."""
    encoded = response.headers.get("content-encoding", "identity").lower() not in {"", "identity"}
    if not response.is_success:
        response.headers.pop("content-encoding", None)
        response.stream = BoundedStream(response.stream, 0 if encoded else ERROR_BODY_BYTES, cut=True)
        return
    if encoded:
        raise BadBody("the answer is compressed, although that was refused; it is not inflated")
    if int(response.headers.get("content-length", "0")) > limit:
        raise BadBody(f"the answer is larger than {limit:,} bytes")
    response.stream = BoundedStream(response.stream, limit, cut=False)


def _refuse_socks(base_url: str) -> None:
    address = urlsplit(base_url)
    proxies = getproxies()
    proxy = proxies.get(address.scheme) or proxies.get("all") or ""
    if proxy.lower().startswith("socks") and not proxy_bypass(address.hostname or ""):
        raise PermanentError(
            "the environment names a SOCKS proxy, which is not supported: name an HTTP proxy in "
            f"{address.scheme.upper()}_PROXY, or add {address.hostname} to NO_PROXY"
        )
