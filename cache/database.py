"""The database under the store: opened when first asked, set aside when damaged, used by one thread."""

import contextlib
import os
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import diskcache

from docpanel.cache.disk import open_cache
from docpanel.cache.errors import CacheError
from docpanel.cache.folder import private_folder

__all__ = ["DATABASE_NAME", "Database"]

T = TypeVar("T")

DATABASE_NAME: str = diskcache.core.DBNAME

_SETTINGS = {*diskcache.DEFAULT_SETTINGS, "count", "size", "hits", "misses"}
_COLUMNS = {
    "rowid",
    "key",
    "raw",
    "store_time",
    "expire_time",
    "access_time",
    "access_count",
    "tag",
    "size",
    "mode",
    "filename",
    "value",
}
_COMPANIONS = ("", "-wal", "-shm")
_DAMAGE_CODES = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}
_NOT_OURS = (TypeError, ValueError, KeyError, AttributeError)
"""What diskcache raises over a file that is a database, but not one that it wrote."""


class _Damaged(Exception):
    """The file is no database of ours, or no longer."""


class Database:
    """One diskcache; all calls must come from one thread (an SQLite connection belongs to it)."""

    def __init__(self, folder: Path, size_limit_bytes: int) -> None:
        """Remember where; nothing is opened yet."""
        self._folder = folder
        self._size_limit_bytes = size_limit_bytes
        self._cache: Any = None
        self._inode: int | None = None

    @property
    def _path(self) -> Path:
        return self._folder / DATABASE_NAME

    def run(self, operation: Callable[[Any], T]) -> T:
        """Return what `operation` makes of the diskcache; a damaged file is replaced and asked again.

        Raises:
            CacheError: the folder, the disk or a lock does not allow it.
        """
        try:
            try:
                return self._attempt(operation)
            except _Damaged:
                self._set_aside()
                return self._attempt(operation)
        except (_Damaged, OSError, sqlite3.Error, diskcache.Timeout) as error:
            cause = str(error) or type(error).__name__
            raise CacheError(f"{self._folder}: the cache cannot be used: {cause}") from error

    def close(self) -> None:
        """Close the connection."""
        cache, self._cache = self._cache, None
        if cache is not None:
            with contextlib.suppress(sqlite3.Error):
                cache.close()

    def _attempt(self, operation: Callable[[Any], T]) -> T:
        try:
            if self._cache is None:
                self._open()
            return operation(self._cache)
        except _NOT_OURS as error:
            raise _Damaged(str(error)) from error
        except sqlite3.Error as error:
            # The low byte is the primary code; an error that Python itself raises has none.
            if getattr(error, "sqlite_errorcode", 0) & 0xFF in _DAMAGE_CODES:
                raise _Damaged(str(error)) from error
            raise

    def _open(self) -> None:
        private_folder(self._folder)
        if self._path.exists():
            self._inode = self._path.stat().st_ino
            self._check()
        self._cache = open_cache(self._folder, self._size_limit_bytes)
        self._inode = self._path.stat().st_ino

    def _check(self) -> None:
        """Look into the file before diskcache does: it would set any name it finds as an attribute."""
        with contextlib.closing(sqlite3.connect(self._path)) as connection:
            tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master")}
            if "Settings" in tables:
                names = {name for (name,) in connection.execute("SELECT key FROM Settings")}
                if not names <= _SETTINGS:
                    raise _Damaged("settings of another program")
            elif tables:
                raise _Damaged("tables of another program")
            if "Cache" in tables:
                columns = {row[1] for row in connection.execute("PRAGMA table_info(Cache)")}
                if columns != _COLUMNS:
                    raise _Damaged("columns of another program")

    def _set_aside(self) -> None:
        """Rename the damaged file, unless another process has done so already."""
        self.close()
        if not self._path.exists() or self._path.stat().st_ino != self._inode:
            return
        for companion in _COMPANIONS:
            source = self._folder / f"{DATABASE_NAME}{companion}"
            with contextlib.suppress(FileNotFoundError):
                os.replace(source, self._folder / f"{DATABASE_NAME}.damaged{companion}")  # noqa: PTH105  # as os.remove beside it
