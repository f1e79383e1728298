"""The provider's limits, kept on our side: requests and tokens a minute, and the pause after a 429.

Everything here lives on the wire's event loop, single-threaded, and so needs no thread lock.
"""

import asyncio
import time
from typing import TYPE_CHECKING

from docpanel.agents.deadline import Deadline
from docpanel.agents.errors import RateLimited

if TYPE_CHECKING:
    from aiolimiter import AsyncLimiter

__all__ = ["Limits"]

MINUTE = 60.0
WORTH_TELLING_SECONDS = 0.01
MOST_BURST = 10
BURST_SECONDS = 5.0
"""Requests and tokens that may go at once: what this many seconds allow. A whole minute's worth at
once, aiolimiter's own way, is refused by every provider whose bucket is smaller than a minute."""


class Limits:
    """Lets calls through at no more than `rpm` requests and `tpm` tokens a minute; None is no limit.

    Calls are served in the order in which they come. A `pause` holds all of them.
    """

    def __init__(self, rpm: int | None, tpm: int | None) -> None:
        """Create the buckets; must run on the loop that will use them."""
        burst = max(1.0, min(float(MOST_BURST), (rpm or 0) * BURST_SECONDS / MINUTE))
        self._requests = _bucket(burst, rpm)
        self._token_burst = max(1.0, (tpm or 0) * BURST_SECONDS / MINUTE)
        self._tokens = _bucket(self._token_burst, tpm)
        self._turn = asyncio.Lock()
        self._resume_at = 0.0

    async def acquire(self, tokens: int, until: Deadline) -> float:
        """Wait until a request of `tokens` tokens is allowed; return the seconds waited, 0 if hardly any.

        Raises:
            RateLimited: a pause goes on beyond `until`, so that waiting would be in vain.
        """
        started = time.monotonic()
        # One waiter at a time: the limiter serves small amounts first, and large ones would starve.
        async with self._turn:
            await self._paused(until)
            if self._tokens is not None:
                left = float(tokens)
                while left > 0:
                    part = min(left, self._token_burst)
                    await self._tokens.acquire(part)
                    left -= part
            if self._requests is not None:
                await self._requests.acquire()
            await self._paused(until)
        waited = time.monotonic() - started
        return waited if waited >= WORTH_TELLING_SECONDS else 0.0

    def pause(self, seconds: float) -> None:
        """Hold every call for `seconds` from now; a longer pause that is under way stays."""
        self._resume_at = max(self._resume_at, time.monotonic() + seconds)

    async def _paused(self, until: Deadline) -> None:
        if self._resume_at > until.at:
            left = self._resume_at - time.monotonic()
            raise RateLimited("the provider asks for a longer pause", retry_after_seconds=left)
        while (left := self._resume_at - time.monotonic()) > 0:  # noqa: ASYNC110  # a pause may grow meanwhile
            await asyncio.sleep(left)


def _bucket(burst: float, per_minute: int | None) -> "AsyncLimiter | None":
    if per_minute is None:
        return None
    from aiolimiter import AsyncLimiter  # noqa: PLC0415  # only a run that calls a model needs it

    return AsyncLimiter(burst, burst * MINUTE / per_minute)
