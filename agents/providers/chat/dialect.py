"""What a server and a model turned out to accept, remembered for the process.

A dialect only ever grows: two calls that learn at the same time lose nothing, whoever writes last.
"""

from dataclasses import dataclass, field
from enum import IntEnum
from threading import Lock

__all__ = ["Dialect", "DialectMemory", "ResponseFormat"]


class ResponseFormat(IntEnum):
    """The ladder, from the strictest form of asking for JSON to none."""

    JSON_SCHEMA = 0
    JSON_OBJECT = 1
    PLAIN = 2


@dataclass(frozen=True, slots=True)
class Dialect:
    """`dropped` names parameters that were refused, `stripped` keywords of JSON schema.

    `reasons` says that the model thinks in hidden tokens, which count against its output limit.
    """

    response_format: ResponseFormat = ResponseFormat.JSON_SCHEMA
    stripped: frozenset[str] = frozenset()
    dropped: frozenset[str] = frozenset()
    reasons: bool = False

    def __or__(self, other: "Dialect") -> "Dialect":
        """Return what both have learned."""
        return Dialect(
            max(self.response_format, other.response_format),
            self.stripped | other.stripped,
            self.dropped | other.dropped,
            self.reasons or other.reasons,
        )


@dataclass(slots=True)
class DialectMemory:
    """Dialects by base URL and model; any thread may ask."""

    _known: dict[tuple[str, str], Dialect] = field(default_factory=dict)
    _lock: Lock = field(default_factory=Lock)

    def recall(self, base_url: str, model: str) -> Dialect:
        """Return what is known so far."""
        return self._known.get((base_url, model), Dialect())

    def learn(self, base_url: str, model: str, learned: Dialect) -> Dialect:
        """Add what one call has learned and return all that is known."""
        with self._lock:
            known = self.recall(base_url, model) | learned
            self._known[base_url, model] = known
        return known
