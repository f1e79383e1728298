"""diskcache without pickle: strings go in, strings come out, and nothing in the file is ever run.

Whoever can write the database could otherwise run code as us (CVE-2025-69872): diskcache unpickles a
row that says so, whatever was stored. This module imports diskcache; import it where it is needed.
"""

from pathlib import Path
from typing import Any

import diskcache

__all__ = ["ForeignRow", "TextDisk", "open_cache"]

_INLINE = 1
"""diskcache's mode of a value that stands in the row itself (`MODE_RAW`)."""

_BUSY_SECONDS = 20.0
"""How long a write waits for the writes of other processes; each of them takes milliseconds."""


class ForeignRow(Exception):
    """A row that this program did not write."""


class TextDisk(diskcache.Disk):  # type: ignore[misc]  # diskcache has no types
    """Stores strings in the rows themselves.

    No value lives in a file of its own: a planted row could name any file of ours to be read, or to
    be removed with the row.
    """

    def put(self, key: Any) -> tuple[str, bool]:
        """Return a key as the database holds it."""
        if type(key) is not str:
            raise TypeError(f"keys are strings, not {type(key).__name__}")
        return key, True

    def get(self, key: Any, raw: bool) -> str:  # noqa: FBT001  # diskcache's signature
        """Return a key of the database; one that is not ours is the empty string."""
        return key if raw and type(key) is str else ""

    def store(self, value: Any, read: bool, key: Any = None) -> tuple[int, int, None, str]:  # noqa: FBT001, ARG002  # diskcache's signature
        """Return size, mode, file name and value of the row."""
        if read or type(value) is not str:
            raise TypeError(f"values are strings, not {type(value).__name__}")
        return 0, _INLINE, None, value

    def fetch(self, mode: Any, filename: Any, value: Any, read: bool) -> str:  # noqa: FBT001  # diskcache's signature
        """Return the value of a row."""
        if read or mode != _INLINE or filename is not None or type(value) is not str:
            raise ForeignRow
        return value

    def remove(self, file_path: Any) -> None:
        """Leave every file alone: no row of ours has one."""


def open_cache(folder: Path, size_limit_bytes: int) -> Any:
    """Return the diskcache of `folder`.

    The least recently *stored* row goes first when the size is reached: that needs one more index,
    whereas least recently used would make every read a write, and no policy at all fills the disk.
    No memory map: a file that another program cuts short would end this process (SIGBUS).
    """
    return diskcache.Cache(
        str(folder),
        timeout=_BUSY_SECONDS,
        disk=TextDisk,
        eviction_policy="least-recently-stored",
        size_limit=size_limit_bytes,
        cull_limit=10,
        statistics=0,
        tag_index=1,
        sqlite_journal_mode="wal",
        sqlite_synchronous=1,
        sqlite_mmap_size=0,
    )
