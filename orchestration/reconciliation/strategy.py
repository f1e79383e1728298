"""What a synthesis strategy is, and which there are.

A strategy is a module of the folder `strategies`, or an entry point of the group `docpanel.strategies`
that names a `Strategy`; a name that a built-in one has already stays with the built-in one.
"""

import importlib
import pkgutil
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.metadata import EntryPoint, entry_points
from typing import Protocol, runtime_checkable

import docpanel.orchestration.reconciliation.strategies
from docpanel.agents.analysis import Conflict
from docpanel.agents.reconciliation import Group
from docpanel.orchestration.errors import SettingsError
from docpanel.orchestration.reconciliation.hearing import Hearing
from docpanel.orchestration.reconciliation.points import Point

__all__ = ["ENTRY_POINTS", "Arrangement", "Strategy", "find_strategy", "strategy_names"]

ENTRY_POINTS = "docpanel.strategies"
FOLDER = docpanel.orchestration.reconciliation.strategies


@dataclass(frozen=True, slots=True)
class Arrangement:
    """What a strategy makes of the points: groups with their scores, conflicts, and a note on how it chose.

    Groups are put into the order of their scores afterwards, the lead's id deciding between equals.
    """

    groups: Sequence[Group]
    conflicts: Sequence[Conflict]
    note: str


@runtime_checkable
class Strategy(Protocol):
    """Weighs points against each other; the same points in any order give the same arrangement."""

    name: str

    def arrange(self, points: Sequence[Point], hearing: Hearing) -> Arrangement:
        """Return every point as a group with a score, and what is left in dispute."""


def strategy_names() -> tuple[str, ...]:
    """Return the names of all strategies, the built-in ones first; none of them is loaded."""
    return tuple(dict.fromkeys((*_built_in(), *sorted(point.name for point in _installed()))))


def find_strategy(name: str) -> Strategy:
    """Return the strategy of that name; raises `SettingsError` with the names there are."""
    if name in _built_in():
        found: Strategy = importlib.import_module(f"{FOLDER.__name__}.{name}").STRATEGY
        return found
    for point in _installed():
        if point.name == name:
            return _loaded(point)
    raise SettingsError(f"strategy: there is no {name!r}; choose one of {', '.join(strategy_names())}")


def _loaded(point: EntryPoint) -> Strategy:
    try:
        found = point.load()
    except Exception as error:  # whatever a stranger's module raises, the sentence names the module
        raise SettingsError(f"strategy: {point.value} fails: {error}") from error
    if not isinstance(found, Strategy):
        raise SettingsError(f"strategy: {point.value} is no docpanel Strategy")
    return found


@cache
def _built_in() -> tuple[str, ...]:
    """Return the modules of the folder, the default first."""
    names = sorted(module.name for module in pkgutil.iter_modules(FOLDER.__path__))
    return tuple(sorted(names, key=lambda name: (name != "weighted", name)))


def _installed() -> tuple[EntryPoint, ...]:
    return tuple(sorted(entry_points(group=ENTRY_POINTS), key=lambda point: point.name))
