"""What was asked and paid, counted as it happens."""

import threading
from dataclasses import dataclass, field

from docpanel.agents.analysis import UsageRecord
from docpanel.agents.completion import Completion, Usage

__all__ = ["Asked", "Ledger"]


@dataclass(frozen=True, slots=True)
class Asked:
    """What one label's calls came to.

    `calls` and `usage` were paid for in this run. `cached_calls` were answered from our cache;
    `cached_usage` is what their answers had cost when they were asked.
    """

    calls: int = 0
    usage: Usage = field(default_factory=Usage)
    cached_calls: int = 0
    cached_usage: Usage = field(default_factory=Usage)

    def __add__(self, other: "Asked") -> "Asked":
        """Add count by count."""
        return Asked(
            self.calls + other.calls,
            self.usage + other.usage,
            self.cached_calls + other.cached_calls,
            self.cached_usage + other.cached_usage,
        )

    @property
    def afresh(self) -> "Asked":
        """Return the same as if nothing had been cached."""
        return Asked(self.calls + self.cached_calls, self.usage + self.cached_usage)


class Ledger:
    """Counts the calls of one run from any thread."""

    def __init__(self) -> None:
        """Start with nothing spent."""
        self._lock = threading.Lock()
        self._retries = 0
        self._by_label: dict[str, Asked] = {}

    def record(self, label: str, completion: Completion) -> None:
        """Count one answer; one from our cache was paid before and costs nothing now."""
        cached = completion.cached
        one = Asked(cached_calls=1, cached_usage=completion.usage) if cached else Asked(1, completion.usage)
        with self._lock:
            self._by_label[label] = self._by_label.get(label, Asked()) + one

    def record_retry(self) -> None:
        """Count one more attempt."""
        with self._lock:
            self._retries += 1

    def asked(self, label: str) -> Asked:
        """Return what the calls with this label came to so far."""
        with self._lock:
            return self._by_label.get(label, Asked())

    @property
    def usage(self) -> Usage:
        """Return the tokens paid so far."""
        return self._total().usage

    def summary(self) -> UsageRecord:
        """Return all counts."""
        total = self._total()
        return UsageRecord(
            calls=total.calls,
            cached_calls=total.cached_calls,
            retries=self._retries,
            input_tokens=total.usage.input_tokens,
            cached_input_tokens=total.usage.cached_input_tokens,
            output_tokens=total.usage.output_tokens,
        )

    def _total(self) -> Asked:
        with self._lock:
            return sum(self._by_label.values(), Asked())
