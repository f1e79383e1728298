"""What was asked and paid, counted as it happens."""

import threading
from dataclasses import dataclass, field

from docpanel.agents.analysis import UsageRecord
from docpanel.agents.completion import Completion, Usage

__all__ = ["Asked", "Ledger"]


@dataclass(frozen=True, slots=True)
class Asked:
    """What one label's calls came to; answers from our cache are not among them."""

    calls: int = 0
    usage: Usage = field(default_factory=Usage)


class Ledger:
    """Counts the calls of one run from any thread."""

    def __init__(self) -> None:
        """Start with nothing spent."""
        self._lock = threading.Lock()
        self._usage = Usage()
        self._calls = 0
        self._cached_calls = 0
        self._retries = 0
        self._by_label: dict[str, Asked] = {}

    def record(self, label: str, completion: Completion) -> None:
        """Count one answer; one from our cache was paid before and costs nothing now."""
        with self._lock:
            if completion.cached:
                self._cached_calls += 1
                return
            self._calls += 1
            self._usage += completion.usage
            known = self._by_label.get(label, Asked())
            self._by_label[label] = Asked(known.calls + 1, known.usage + completion.usage)

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
        with self._lock:
            return self._usage

    def summary(self) -> UsageRecord:
        """Return all counts."""
        with self._lock:
            return UsageRecord(
                calls=self._calls,
                cached_calls=self._cached_calls,
                retries=self._retries,
                input_tokens=self._usage.input_tokens,
                cached_input_tokens=self._usage.cached_input_tokens,
                output_tokens=self._usage.output_tokens,
            )
