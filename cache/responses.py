"""The answers of models: what was paid for once."""

import json
from dataclasses import asdict, dataclass, fields

from docpanel.cache.store import Store

__all__ = ["ResponseCache", "StoredResponse"]


@dataclass(frozen=True, slots=True)
class StoredResponse:
    """An answer as it is stored; `cached_input_tokens` are part of `input_tokens`."""

    text: str
    model: str
    finish_reason: str
    input_tokens: int = 0
    cached_input_tokens: int = 0
    output_tokens: int = 0

    def __post_init__(self) -> None:
        """Refuse a value of the wrong type: what comes from a file is not trusted."""
        for field in fields(self):
            value = getattr(self, field.name)
            if type(value) is not field.type or (isinstance(value, int) and value < 0):
                raise TypeError(f"{field.name}: {value!r} is no {field.type}")


class ResponseCache:
    """Answers by the key of their request.

    `--no-cache` neither reads nor writes; `--refresh` only writes, so that the next run finds the new
    answer.
    """

    def __init__(self, store: Store, *, read: bool = True, write: bool = True) -> None:
        """Use `store` as far as `read` and `write` allow."""
        self._store = store
        self._read = read
        self._write = write

    def get(self, key: str) -> StoredResponse | None:
        """Return the answer under `key`; one that does not validate is dropped."""
        stored = self._store.get(key) if self._read else None
        if stored is None:
            return None
        try:
            return StoredResponse(**json.loads(stored))
        except (TypeError, ValueError, RecursionError):
            self._store.delete(key)
            return None

    def put(self, key: str, response: StoredResponse) -> None:
        """Store `response`; when this returns, a killed run does not pay for it again."""
        if self._write:
            self._store.set(key, json.dumps(asdict(response)))

    def drop(self, key: str) -> None:
        """Forget an answer that turned out to be useless."""
        self._store.delete(key)
