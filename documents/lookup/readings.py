"""The ways to read one document, folded and indexed once and kept as long as the document lives."""

import re
import threading
import unicodedata
import weakref
from collections.abc import Iterator
from itertools import pairwise

from docpanel.documents.document import Document, Span
from docpanel.documents.lookup.folding import FoldedText
from docpanel.documents.lookup.nearest import PassageIndex
from docpanel.documents.lookup.words import whole_words

__all__ = ["Reading", "readings_of"]

_WORD = re.compile(r"[^\W_]+")
_LONGEST_WORD = 60
_FEW_SPANS = 8
"""Pieces of furniture that are read around one by one, rather than the whole text with all of them."""


class Reading:
    """One way to read a document: its folded text, and the index of it from when it is first asked for."""

    def __init__(self, text: FoldedText) -> None:
        """Keep `text`; any thread may ask for its index."""
        self.text = text
        self._lock = threading.Lock()
        self._index: PassageIndex | None = None

    @property
    def index(self) -> PassageIndex:
        """Return the index of the text, built once."""
        with self._lock:
            if self._index is None:
                self._index = PassageIndex(self.text)
            return self._index

    def occurrences(self, quote: str) -> Iterator[int]:
        """Yield where a folded quotation begins in the folded text, in order."""
        places = self._index.occurrences(quote) if self._index else None
        return _everywhere(self.text.text, quote) if places is None else places


class _Texts:
    """How a document can be read: without its furniture, and with it."""

    def __init__(self, document: Document) -> None:
        self.document = weakref.ref(document, _Forget(id(document)))
        self._lock = threading.Lock()
        self._readings: list[Reading] = []
        self._holders: dict[str, list[Span]] | None = None

    def readings(self, quote: str) -> Iterator[Reading]:
        """Build what is asked for; what is more than one quotation's is built once."""
        document = self.document()
        if document is None:
            return
        yield self._reading(document, 0)
        near = self._near(document, quote) if document.furniture else []
        if near is None:
            yield self._reading(document, 1)
            return
        for span in near:
            yield _read_around(document.text, span, 2 * len(quote) + _LONGEST_WORD)

    def _reading(self, document: Document, index: int) -> Reading:
        with self._lock:
            while len(self._readings) <= index:
                self._readings.append(
                    Reading(FoldedText(document.text, () if self._readings else document.furniture))
                )
            return self._readings[index]

    def _near(self, document: Document, quote: str) -> list[Span] | None:
        """Return the furniture that a quotation may hold; None where that may be any."""
        with self._lock:
            if self._holders is None:
                self._holders = {}
                for span in document.furniture:
                    for pair in _pairs(_around(document.text, span)):
                        self._holders.setdefault(pair, []).append(span)
        pairs = set(_pairs(quote))
        if not pairs:
            return None
        held = sorted((self._holders[pair] for pair in pairs if pair in self._holders), key=len)
        if not held:
            return []
        return held[0] if len(held[0]) <= _FEW_SPANS else None


def _read_around(text: str, span: Span, reach: int) -> Reading:
    """Read a piece of furniture and what stands around it, and nothing else."""
    start, end = whole_words(text, max(0, span.start - reach), min(len(text), span.end + reach))
    return Reading(FoldedText(text, (Span(0, start), Span(end, len(text)))))


def _everywhere(text: str, quote: str) -> Iterator[int]:
    at = text.find(quote)
    while at >= 0:
        yield at
        at = text.find(quote, at + 1)


def _around(text: str, span: Span) -> str:
    """Return a span with the word before it and the one behind."""
    before = text[max(0, span.start - _LONGEST_WORD) : span.start].split()[-1:]
    behind = text[span.end : span.end + _LONGEST_WORD].split()[:1]
    return " ".join([*before, text[span.start : span.end], *behind])


def _pairs(text: str) -> Iterator[str]:
    """Yield each two neighbouring words, by their letters and digits alone."""
    words = _WORD.findall(unicodedata.normalize("NFKC", text))
    return (f"{one} {other}" for one, other in pairwise(words))


_known: dict[int, _Texts] = {}
_known_lock = threading.Lock()


class _Forget:
    """Drops the texts of a document that is gone; takes no lock, since it may run at any moment."""

    def __init__(self, identity: int) -> None:
        self._identity = identity

    def __call__(self, _: "weakref.ref[Document]") -> None:
        _known.pop(self._identity, None)


def _texts_of(document: Document) -> _Texts:
    # By identity: comparing or hashing a document costs as much as its pages.
    with _known_lock:
        texts = _known.get(id(document))
        if texts is None or texts.document() is not document:
            texts = _known[id(document)] = _Texts(document)
        return texts


def readings_of(document: Document, quote: str) -> Iterator[Reading]:
    """Yield the document without its furniture, then with it where `quote` may hold some.

    Any thread may ask.
    """
    return _texts_of(document).readings(quote)
