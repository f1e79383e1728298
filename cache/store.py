"""Strings by key, on disk: for every thread and process, never in the way of a run.

Two rules hold for everything here. What `set` has taken is there after a `kill -9`. And no state of
the disk stops a run: reads become misses, writes warn once.
"""

import logging
import sqlite3
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self, TypeVar

from docpanel.cache.errors import CacheError
from docpanel.cache.owner import OwnerThread

if TYPE_CHECKING:
    from docpanel.cache.database import Database

__all__ = ["Store", "StoreInfo"]

T = TypeVar("T")

_log = logging.getLogger(__name__)

_DEFAULT_SIZE_LIMIT_BYTES = 2**30
"""About 200,000 answers; beyond it the rows that were stored first are dropped."""

_LARGEST_SHARE = 4
"""A value over this part of the limit would push out everything else, and is not stored."""


@dataclass(frozen=True, slots=True)
class StoreInfo:
    """What a store holds; `problem` says why it cannot be used, if so."""

    entries: Mapping[str, int]
    bytes: int
    folder: Path
    problem: str | None = None


class Store:
    """A folder of strings by key; opened by the first call that needs it.

    A key is `kind:rest`. All calls are served by one thread: threads that each open the database
    would wait for its lock in naps (up to 0.7 s among 32), and leave a connection open when they end.
    """

    def __init__(self, folder: Path, *, size_limit_bytes: int = _DEFAULT_SIZE_LIMIT_BYTES) -> None:
        """Remember the folder; it is created, mode 0700, when it is first used."""
        self.folder = folder
        self._size_limit_bytes = size_limit_bytes
        self._owner = OwnerThread("docpanel-cache")
        self._database: Database | None = None
        self._warned = False

    def get(self, key: str) -> str | None:
        """Return what was stored under `key`; whatever goes wrong is a miss."""
        if not _storable(key):
            return None
        try:
            return self._run(lambda cache: _fetch(cache, key))
        except CacheError as error:
            _log.debug("cache read failed: %s", error)
            return None

    def set(self, key: str, value: str) -> None:
        """Store `value`; when this returns, the end of the process loses nothing."""
        if not _storable(key, value) or len(value) > self._size_limit_bytes // _LARGEST_SHARE:
            _log.debug("%s: not stored, too large or no valid text", key.partition(":")[0])
            return
        kind = key.partition(":")[0]
        try:
            self._run(lambda cache: cache.set(key, value, tag=kind))
        except CacheError as error:
            self._warn(error)

    def delete(self, key: str) -> None:
        """Forget `key`, if it is there."""
        if not _storable(key):
            return
        try:
            self._run(lambda cache: cache.delete(key))
        except CacheError as error:
            self._warn(error)

    def clear(self, kind: str | None = None) -> int:
        """Forget everything, or everything of one kind, and return how many entries that were.

        Raises:
            CacheError: it could not be done; whoever asks for this wants to know.
        """
        if kind is None:
            for damaged in self.folder.glob("*.damaged*"):
                damaged.unlink(missing_ok=True)
            return int(self._run(lambda cache: cache.clear(retry=True)))
        return int(self._run(lambda cache: cache.evict(kind, retry=True)))

    def info(self) -> StoreInfo:
        """Return how many entries of each kind there are, and the bytes of all files."""
        problem = None
        entries: Counter[str] = Counter()
        try:
            entries = self._run(
                lambda cache: Counter(key.partition(":")[0] for key in cache.iterkeys() if key)
            )
        except CacheError as error:
            problem = str(error)
        try:
            used = sum(file.stat().st_size for file in self.folder.glob("cache.db*"))
        except OSError:
            used = 0
        return StoreInfo(dict(sorted(entries.items())), used, self.folder, problem)

    def close(self) -> None:
        """Close the database; the next call opens it again."""
        if self._database is not None:
            self._owner.call(self._database.close)
        self._owner.stop()

    def __enter__(self) -> Self:
        """Return the store itself."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        """Close the database."""
        self.close()

    def _run(self, operation: Callable[[Any], T]) -> T:
        return self._owner.call(lambda: self._opened().run(operation))

    def _opened(self) -> "Database":
        """Return the database; only the owner thread comes here."""
        if self._database is None:
            from docpanel.cache.database import Database  # noqa: PLC0415  # diskcache, only where it is used

            self._database = Database(self.folder, self._size_limit_bytes)
        return self._database

    def _warn(self, error: CacheError) -> None:
        if not self._warned:
            self._warned = True
            _log.warning("%s; the run goes on without storing", error)


def _fetch(cache: Any, key: str) -> str | None:
    """Return the value of a row of ours; any other row is dropped."""
    from docpanel.cache.disk import ForeignRow  # noqa: PLC0415  # diskcache, only where it is used

    try:
        value: str | None = cache.get(key)
    except ForeignRow:
        _log.warning("a cache row that docpanel did not write was dropped")
    except sqlite3.OperationalError as error:
        # Python itself raises this, without a code of SQLite, over text that is not UTF-8.
        if hasattr(error, "sqlite_errorcode"):
            raise
    else:
        return value
    cache.delete(key)
    return None


def _storable(*texts: str) -> bool:
    """Say whether these are texts that UTF-8 can hold; a lone surrogate is not."""
    for text in texts:
        if not isinstance(text, str):
            raise TypeError(f"the cache holds strings, not {type(text).__name__}")
        try:
            text.encode()
        except UnicodeEncodeError:
            return False
    return True
