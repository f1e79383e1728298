"""How many tokens a text has for a model: exact where its vocabulary is at hand, else estimated high."""

import hashlib
import logging
import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from docpanel.agents.completion import Message
from docpanel.cache.keys import key
from docpanel.orchestration.model_names import WITHOUT_MODEL, family_name
from docpanel.orchestration.vocabulary import CL100K, O200K, Vocabulary, VocabularyMissing

__all__ = ["CountStore", "TokenCounter"]

_log = logging.getLogger(__name__)

_O200K_FAMILIES = re.compile(r"(?:chatgpt-4o|gpt-4o|gpt-4\.1|gpt-4\.5|gpt-5|gpt-oss|o1|o3|o4)(?![a-z0-9])")
_CL100K_FAMILIES = re.compile(r"(?:gpt-4|gpt-3\.5-turbo|gpt-35-turbo)(?![a-z0-9.])")

_TOKENS_PER_MESSAGE = 3
_TOKENS_OF_ROLE = 1
_TOKENS_OF_REPLY = 3
"""What the chat format adds, as OpenAI's cookbook counts it ("How to count tokens with tiktoken")."""


class CountStore(Protocol):
    """Where counts are kept between runs; the cache's `Store` is one."""

    def get(self, key: str) -> str | None:
        """Return what was stored under `key`."""

    def set(self, key: str, value: str) -> None:
        """Store `value` under `key`."""


class TokenCounter:
    """Counts tokens for one model; `store` keeps counts between runs, so that a cached run loads nothing.

    The vocabulary is loaded by the first count that is not remembered. Safe to use from many threads.
    """

    def __init__(self, model: str, store: CountStore | None = None) -> None:
        """Choose how to count for `model`."""
        self._scale = _scale(model)
        self._store = store
        self._counted: dict[str, int] = {}

    @property
    def exact(self) -> bool:
        """Say whether counts are those of the model's own vocabulary."""
        return self._scale.exact

    @property
    def label(self) -> str:
        """Return how counts came about, for a person to read."""
        return self._scale.label

    def count(self, text: str) -> int:
        """Return the number of tokens of `text`."""
        if not text:
            return 0
        content = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
        counted = self._counted.get(content)
        if counted is None:
            counted = self._counted[content] = self._remembered(content, text)
        return counted

    def count_messages(self, messages: Sequence[Message]) -> int:
        """Return the tokens of a chat request: its messages and what the chat format adds.

        What a response format adds is not documented and not counted.
        """
        return _TOKENS_OF_REPLY + sum(
            _TOKENS_PER_MESSAGE + _TOKENS_OF_ROLE + self.count(message.content) for message in messages
        )

    def _remembered(self, content: str, text: str) -> int:
        if self._store is None:
            return self._measured(text)
        name = key("tokens", {"scale": self._scale.label, "text": content})
        stored = self._store.get(name)
        if stored is not None and stored.isascii() and stored.isdigit():
            return int(stored)
        scale = self._scale
        counted = self._measured(text)
        if scale is self._scale:
            self._store.set(name, str(counted))
        return counted

    def _measured(self, text: str) -> int:
        try:
            return self._scale.measure(text)
        except VocabularyMissing as error:
            _log.warning("tokens are estimated: %s", error)
            self._scale = _BYTES
            return self._scale.measure(text)


@dataclass(frozen=True, slots=True)
class _Scale:
    """Tokens of a vocabulary (None: UTF-8 bytes), times a factor, and more for every digit."""

    vocabulary: Vocabulary | None
    factor: float = 1.0
    per_digit: float = 0.0

    @property
    def exact(self) -> bool:
        return self.factor == 1.0

    @property
    def label(self) -> str:
        unit = self.vocabulary.name if self.vocabulary else "UTF-8 bytes"
        return (
            f"{unit}, exact"
            if self.exact
            else f"estimate: {unit} x {self.factor} + digits x {self.per_digit}"
        )

    def measure(self, text: str) -> int:
        units = self.vocabulary.count(text) if self.vocabulary else _bytes(text)
        digits = sum(map(text.count, "0123456789")) if self.per_digit else 0
        return math.ceil(units * self.factor + digits * self.per_digit)


# Other models' vocabularies resemble the older, smaller cl100k_base: outside of English it needs 1.2 to 3.3
# times the tokens of o200k_base, as they do. Many split numbers into single digits (a table of figures then
# has 1.5 times the tokens), hence the second term. docs/design/cache.md has the measurement.
_OTHER = _Scale(CL100K, factor=1.15, per_digit=0.6)
_BYTES = _Scale(None, factor=0.5, per_digit=0.6)


def _bytes(text: str) -> int:
    return len(text.encode("utf-8", "surrogatepass"))


def _scale(model: str) -> _Scale:
    if model in WITHOUT_MODEL:
        return _BYTES
    name = family_name(model)
    scale = _OTHER
    if _O200K_FAMILIES.match(name):
        scale = _Scale(O200K)
    elif _CL100K_FAMILIES.match(name):
        scale = _Scale(CL100K)
    return scale if scale.vocabulary and scale.vocabulary.present else _BYTES
