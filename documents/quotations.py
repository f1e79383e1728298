"""Where a quotation stands in a document: character by character, or in its folded form.

A quotation that begins or ends inside a word or a number is not what the document says: `safe` is
not in `unsafe`, nor `4` in `4.2`. Such places do not count, however exactly the characters agree.
"""

import threading
import weakref
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from docpanel.documents.cuts import cuts
from docpanel.documents.document import Document, Span
from docpanel.documents.folding import FoldedText

__all__ = ["Location", "look_up"]

_SHORTEST = 3
"""Characters of a quotation; fewer stand everywhere and prove nothing."""

_MOST_PLACES = 1000
"""Places that are looked at for one quotation: bounds what a text of one repeated letter can cost."""

_AROUND = " \t\r\n\"'`\u00a0\u00ab\u00bb\u2018\u2019\u201a\u201c\u201d\u201e\u2026\u2039\u203a"
_ELISIONS = ("[...]", "(...)", "[\u2026]", "(\u2026)")
_DASHES = "-\u2010\u2011\u2012\u2013\u2014\u2015"
_MOST_LAYERS = 8
"""Layers of marks that are taken off a quotation; more are no habit of any model."""


@dataclass(frozen=True, slots=True)
class Location:
    """Where a quotation was found; `page` is that of its first character."""

    span: Span
    page: int
    match: Literal["exact", "normalized"]


def look_up(document: Document, quote: str, within: Span | None = None) -> Location | None:
    """Return where `quote` stands in `document`, or None.

    A place inside `within` comes before one outside, and then an exact one before a folded one. The
    folded form also reads past running headers and footers, which are then part of the span.
    """
    quote = quote.strip()
    bare = _bare(quote)
    if len(bare) < _SHORTEST or not any(character.isalnum() for character in bare):
        return None
    exact = _best(_exact_places(document.text, quote, within), within)
    if exact and (within is None or _inside(exact, within)):
        return Location(exact, document.page_at(exact.start), "exact")
    folded = _best_folded(document, quote, bare, within)
    if folded and (exact is None or (within is not None and _inside(folded, within))):
        return Location(folded, document.page_at(folded.start), "normalized")
    return Location(exact, document.page_at(exact.start), "exact") if exact else None


def _best_folded(document: Document, quote: str, bare: str, within: Span | None) -> Span | None:
    for variant in [FoldedText(text) for text in dict.fromkeys((quote, bare))]:
        for text in _texts_of(document).folded():
            span = _best(_folded_places(text, variant), within)
            if span:
                return span
    return None


def _inside(place: Span, within: Span) -> bool:
    return within.start <= place.start and place.end <= within.end


def _bare(quote: str) -> str:
    """Take quotation marks, ellipses and dashes off both ends, but never the sign of a number."""
    for _ in range(_MOST_LAYERS):
        before = quote
        quote = quote.strip(_AROUND).rstrip(_DASHES)
        for elision in _ELISIONS:
            quote = quote.removeprefix(elision).removesuffix(elision)
        if quote.startswith(".."):
            quote = quote.lstrip(".")
        if quote.endswith(".."):
            quote = quote.rstrip(".")
        undashed = quote.lstrip(_DASHES).lstrip()
        if undashed[:1].isalpha():
            quote = undashed
        if quote == before:
            break
    return quote


def _best(places: Iterator[Span], within: Span | None) -> Span | None:
    """Return the first place inside `within`, else the first at all."""
    first = None
    for place in places:
        if within is None or (within.start <= place.start and place.end <= within.end):
            return place
        first = first or place
    return first


def _exact_places(text: str, quote: str, within: Span | None) -> Iterator[Span]:
    ranges = [(within.start, within.end)] if within else []
    for start, end in (*ranges, (0, len(text))):
        for at in _occurrences(text, quote, start, end):
            if not cuts(text, at, at + len(quote)):
                yield Span(at, at + len(quote))


def _folded_places(text: FoldedText, quote: FoldedText) -> Iterator[Span]:
    for at in _occurrences(text.text, quote.text, 0, len(text.text)):
        end = at + len(quote.text)
        if text.joints_agree(at, quote) and not cuts(text.text, at, end, joined=text.has_joint):
            yield text.span(at, end)


def _occurrences(text: str, quote: str, start: int, end: int) -> Iterator[int]:
    at = text.find(quote, start, end)
    for _ in range(_MOST_PLACES):
        if at < 0:
            return
        yield at
        at = text.find(quote, at + 1, end)


class _Texts:
    """The folded forms of one document: without its furniture, then with it."""

    def __init__(self, document: Document) -> None:
        self.document = weakref.ref(document, _Forget(id(document)))
        self._lock = threading.Lock()
        self._folded: list[FoldedText] = []

    def folded(self) -> Iterator[FoldedText]:
        """Build what is asked for, once."""
        document = self.document()
        if document is None:
            return
        furniture: list[tuple[Span, ...]] = [document.furniture, ()] if document.furniture else [()]
        for index, skipped in enumerate(furniture):
            with self._lock:
                if len(self._folded) == index:
                    self._folded.append(FoldedText(document.text, skipped))
            yield self._folded[index]


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
