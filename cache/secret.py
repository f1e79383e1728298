"""The secret of this installation: what makes the delimiters of a document unguessable."""

import contextlib
import logging
import os
import secrets
from pathlib import Path

from docpanel.cache.errors import CacheError
from docpanel.cache.folder import private_folder

__all__ = ["install_secret"]

_log = logging.getLogger(__name__)

_LENGTH = 32
_NAME = "secret"


def install_secret(folder: Path) -> bytes:
    """Return the 32 bytes of `folder/secret`, made at the first call; all processes get the same.

    Where the folder cannot be used, the secret is that of this call only: delimiters stay unguessable,
    but the provider's prompt cache no longer finds the prefix of an earlier run.
    """
    try:
        path = private_folder(folder) / _NAME
        return _read(path) or _make(path)
    except (CacheError, OSError) as error:
        _log.warning("no lasting secret: %s", error)
        return secrets.token_bytes(_LENGTH)


def _read(path: Path) -> bytes | None:
    """Return the secret, or None where there is none or a damaged one."""
    try:
        with path.open("rb") as file:
            if os.name == "posix":
                os.fchmod(file.fileno(), 0o600)
            secret = file.read(_LENGTH + 1)
    except FileNotFoundError:
        return None
    if len(secret) == _LENGTH:
        return secret
    path.unlink(missing_ok=True)
    return None


def _make(path: Path) -> bytes:
    """Write a new secret whole under another name, then give it its own: who is first wins."""
    draft = path.with_name(f"{_NAME}-{secrets.token_hex(8)}")
    with os.fdopen(os.open(draft, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as file:
        file.write(secrets.token_bytes(_LENGTH))
        file.flush()
        os.fsync(file.fileno())
    try:
        with contextlib.suppress(FileExistsError):
            path.hardlink_to(draft)
    except OSError:
        # A file system without links: the later of two first calls wins, and both read it back.
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)
    secret = _read(path)
    if secret is None:
        raise CacheError(f"{path}: damaged, and could not be replaced")
    return secret
