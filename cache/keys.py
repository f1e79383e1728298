"""Keys of the cache: what goes in, and nothing else, decides what comes out."""

import hashlib
import json
import math
import re
from collections.abc import Mapping

__all__ = ["key"]

_KIND = re.compile(r"[a-z][a-z0-9_-]*")


def key(kind: str, fields: Mapping[str, object]) -> str:
    """Return `kind:` and the sha256 of the canonical JSON of `fields`.

    Canonical means: keys sorted, no white space, one spelling for each value. Lists and tuples are
    the same; `1`, `1.0` and `True` are three different values.

    Raises:
        TypeError: a value that JSON does not know, or a key that is no string (JSON would quietly
            make `1` and `"1"` one key).
        ValueError: a kind that is no plain lower-case word, or a number that is not finite.
    """
    if not _KIND.fullmatch(kind):
        raise ValueError(f"a kind is a lower-case word, not {kind!r}")
    canonical = json.dumps(_plain(fields), sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    # Documents hold lone surrogates now and then; they must not make a key impossible.
    digest = hashlib.sha256(canonical.encode("utf-8", "surrogatepass")).hexdigest()
    return f"{kind}:{digest}"


def _plain(value: object) -> object:
    """Return `value` in JSON's own types."""
    if value is None or isinstance(value, str | bool | int):
        return value
    if isinstance(value, float):
        if not math.isfinite(value):
            raise ValueError(f"{value} has no place in a key")
        return value
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    if isinstance(value, Mapping):
        for name in value:
            if not isinstance(name, str):
                raise TypeError(f"a key's field names are strings, not {name!r}")
        return {name: _plain(item) for name, item in value.items()}
    raise TypeError(f"a key holds JSON values, not {type(value).__name__}")
