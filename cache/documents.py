"""Parsed documents by the content of their file: what need not be parsed twice."""

from docpanel.cache.keys import key
from docpanel.cache.store import Store

__all__ = ["DocumentCache"]


class DocumentCache:
    """The JSON text of parsed documents.

    `sha256` is that of the file's bytes; `variant` names all else that can change the result: the
    version of the loaders and their limits.
    """

    def __init__(self, store: Store, *, read: bool = True, write: bool = True) -> None:
        """Use `store` as far as `read` and `write` allow."""
        self._store = store
        self._read = read
        self._write = write

    def get(self, sha256: str, variant: str) -> str | None:
        """Return the JSON text that was put there; whoever reads it validates it."""
        return self._store.get(_key(sha256, variant)) if self._read else None

    def put(self, sha256: str, variant: str, text: str) -> None:
        """Store the JSON text of a document."""
        if self._write:
            self._store.set(_key(sha256, variant), text)

    def drop(self, sha256: str, variant: str) -> None:
        """Forget a text that did not validate."""
        self._store.delete(_key(sha256, variant))


def _key(sha256: str, variant: str) -> str:
    return key("document", {"sha256": sha256, "variant": variant})
