"""A folder that only its owner can read: what it holds is trusted, so nobody else may write there."""

import os
import stat
from pathlib import Path

from docpanel.cache.errors import CacheError

__all__ = ["private_folder"]

_OTHERS = stat.S_IRWXG | stat.S_IRWXO


def private_folder(folder: Path) -> Path:
    """Create `folder` with mode 0700, or tighten it to that, and return it.

    On Windows the profile's own access list protects it, and nothing is checked.

    Raises:
        CacheError: it cannot be created, is no folder, or belongs to another user.
    """
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        status = folder.stat()
        if os.name == "posix":
            if status.st_uid != os.geteuid():
                raise CacheError(f"{folder}: the cache folder belongs to another user")
            if status.st_mode & _OTHERS:
                folder.chmod(stat.S_IMODE(status.st_mode) & ~_OTHERS)
    except OSError as error:
        raise CacheError(f"{folder}: the cache folder cannot be used: {error.strerror}") from error
    return folder
