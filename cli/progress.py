"""Live progress on a terminal: each specialist's state, seconds, tokens, and the running cost."""

import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from docpanel.agents.completion import Usage
from docpanel.cli.estimate import pages_of
from docpanel.documents.document import Document
from docpanel.orchestration.events import RunEvent
from docpanel.orchestration.prices import Prices
from docpanel.orchestration.settings import Settings
from docpanel.prompts.template import PromptTemplate

if TYPE_CHECKING:
    from rich.table import Table

__all__ = ["Progress"]

REFRESH_PER_SECOND = 8
STATES = {
    "queued": "waiting",
    "started": "reading",
    "waited": "reading",
    "retried": "trying again",
    "cached": "from cache",
    "answered": "checking",
    "failed": "failed",
    "finished": "done",
}


@dataclass
class Row:
    """One step on the screen."""

    state: str = "waiting"
    started: float | None = None
    seconds: float | None = None
    usage: Usage = field(default_factory=Usage)
    detail: str = ""
    cached: bool = False

    @property
    def shown_seconds(self) -> str:
        """Return the seconds so far, or those that it took."""
        if self.seconds is not None:
            return f"{self.seconds:.1f} s"
        return "" if self.started is None else f"{time.monotonic() - self.started:.1f} s"


class Progress:
    """A subscriber of run events that draws them while `showing`; silent where it is not enabled."""

    def __init__(self, settings: Settings, *, enabled: bool) -> None:
        """Remember the model, for the running cost."""
        self._settings = settings
        self._enabled = enabled
        self._prices = Prices()
        self._rows: dict[str, Row] = {}
        self._lock = threading.Lock()

    def __call__(self, event: RunEvent) -> None:
        """Take one event, from any thread."""
        with self._lock:
            row = self._rows.setdefault(event.path, Row())
            row.state = STATES[event.kind]
            if event.kind == "started":
                row.started = event.at
            elif event.kind in {"failed", "finished"}:
                row.seconds = event.seconds
                row.state = "from cache" if row.cached and event.kind == "finished" else row.state
            elif event.kind == "answered":
                row.usage += event.usage
            row.cached = row.cached or event.kind == "cached"
            row.detail = event.detail

    @contextmanager
    def showing(self, document: Document, templates: Sequence[PromptTemplate]) -> Iterator[None]:
        """Draw until the block ends, then clear the drawing."""
        with self._lock:
            self._rows = {}
        if not self._enabled:
            yield
            return
        from rich.console import Console  # noqa: PLC0415  # only where somebody watches
        from rich.live import Live  # noqa: PLC0415  # as above

        title = f"{document.name} · {pages_of(document)} · {len(templates)} specialists"
        with Live(
            get_renderable=lambda: self._table(title),
            console=Console(stderr=True),
            refresh_per_second=REFRESH_PER_SECOND,
            transient=True,
        ):
            yield

    def _table(self, title: str) -> "Table":
        from rich.markup import escape  # noqa: PLC0415  # only where somebody watches
        from rich.table import Table  # noqa: PLC0415  # as above

        table = Table(title=escape(title), title_justify="left", box=None, pad_edge=False)
        for name, justify in (
            ("specialist", "left"),
            ("state", "left"),
            ("time", "right"),
            ("tokens", "right"),
        ):
            table.add_column(name, justify="right" if justify == "right" else "left")
        table.add_column("", overflow="ellipsis", no_wrap=True)
        with self._lock:
            rows = {path: Row(**vars(row)) for path, row in self._rows.items()}
        for path, row in rows.items():
            tokens = row.usage.input_tokens + row.usage.output_tokens
            shown = f"{tokens:,}" if tokens else ""
            table.add_row(escape(path), row.state, row.shown_seconds, shown, escape(row.detail))
        table.caption = self._cost(rows)
        table.caption_justify = "left"
        return table

    def _cost(self, rows: dict[str, Row]) -> str:
        if self._settings.offline:
            return "rule readers, no cost"
        usage = sum((row.usage for row in rows.values()), Usage())
        if self._settings.model == "mock" or not usage.input_tokens:
            return "$0.0000 so far"
        price = self._prices.price_of(self._settings.model, usage, self._settings.base_url)
        return "price unknown" if price is None else f"${price:.4f} so far"
