"""Which providers there are: the modules of this folder, and what other packages add.

A module of this folder that has a `NAME` and a `create(options)` is a provider; its parts live in
subfolders or in modules without them. Another package adds one with an entry point of the group
`docpanel.providers` whose object is such a `create` function. Our own names come first.
"""

import difflib
import importlib
import pkgutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from importlib.metadata import EntryPoint, entry_points
from pathlib import Path

from docpanel.agents.completion import Provider
from docpanel.agents.errors import AgentError

__all__ = ["DEFAULT_PROVIDER", "ENTRY_POINTS", "ProviderOptions", "UnknownProvider", "create", "names"]

DEFAULT_PROVIDER = "openai"
ENTRY_POINTS = "docpanel.providers"

Maker = Callable[["ProviderOptions"], Provider]


class UnknownProvider(AgentError):
    """A provider that nobody brought along, or one that could not be loaded."""


@dataclass(frozen=True, slots=True)
class ProviderOptions:
    """How to reach a provider; none of it can change an answer.

    `headers` are sent with every request. `max_answer_bytes` bounds the body of one answer.
    `options` are the provider's own, by name (`mock`: seed, latency_seconds, failure_rate).
    """

    base_url: str | None = None
    api_key: str | None = field(default=None, repr=False)
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    max_answer_bytes: int = 4 * 1024 * 1024
    connect_timeout_seconds: float = 10.0
    max_connections: int = 200
    options: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Refuse values that no provider could work with."""
        for name in ("max_answer_bytes", "connect_timeout_seconds", "max_connections"):
            value = getattr(self, name)
            if value <= 0:
                raise ValueError(f"{name} must be above zero, not {value!r}")


def create(name: str, options: ProviderOptions | None = None) -> Provider:
    """Return the provider called `name`; nothing is connected or imported until it is used."""
    maker = _own().get(name) or _added(name)
    if maker is None:
        near = difflib.get_close_matches(name, names(), n=1)
        hint = f"did you mean {near[0]!r}?" if near else f"known: {', '.join(names())}"
        raise UnknownProvider(f"there is no provider {name!r}; {hint}")
    return maker(options or ProviderOptions())


def names() -> list[str]:
    """Return the names of all providers, sorted."""
    return sorted({*_own(), *(point.name for point in entry_points(group=ENTRY_POINTS))})


def _own() -> dict[str, Maker]:
    found: dict[str, Maker] = {}
    package = __name__.rpartition(".")[0]
    for module in pkgutil.iter_modules([str(Path(__file__).parent)]):
        if module.ispkg or f"{package}.{module.name}" == __name__:
            continue
        loaded = importlib.import_module(f"{package}.{module.name}")
        if hasattr(loaded, "NAME") and hasattr(loaded, "create"):
            found[loaded.NAME] = loaded.create
    return found


def _added(name: str) -> Maker | None:
    for point in entry_points(group=ENTRY_POINTS, name=name):
        return _load(point)
    return None


def _load(point: EntryPoint) -> Maker:
    try:
        maker: Maker = point.load()
    except Exception as error:
        raise UnknownProvider(
            f"the provider {point.name!r} ({point.value}) cannot be loaded: {error}"
        ) from error
    return maker
