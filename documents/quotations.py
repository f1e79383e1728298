"""Where a quotation stands in a document, from character by character down to the nearest passage.

Exact, then in its folded form (`normalized`), then word by word under noise, every critical word agreeing
(`fuzzy`). What agrees but for a figure, a negation or any other word is `altered`: it comes from that
passage and is no evidence.

A quotation that begins or ends inside a word or a number is not what the document says: `safe` is
not in `unsafe`, nor `4` in `4.2`. Such places do not count, however exactly the characters agree.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Literal

from docpanel.documents.document import Document, Span
from docpanel.documents.lookup.cuts import cuts
from docpanel.documents.lookup.elision import locate_parts, parts_of
from docpanel.documents.lookup.folding import FoldedText
from docpanel.documents.lookup.passage import Passage
from docpanel.documents.lookup.readings import Reading, readings_of

__all__ = ["Location", "look_up"]

_SHORTEST = 3
"""Characters of a quotation; fewer stand everywhere and prove nothing."""

_MOST_PLACES = 1000
"""Places that are looked at for one quotation: bounds what a text of one repeated letter can cost."""

_AROUND = " \t\r\n\"'`\u00a0\u00ab\u00bb\u2018\u2019\u201a\u201c\u201d\u201e\u2026\u2039\u203a"
_ELISIONS = ("[...]", "(...)", "[\u2026]", "(\u2026)")
_DASHES = "-\u2010\u2011\u2012\u2013\u2014\u2015"
_VOID = re.compile("[\u200b\u2060\ufeff]|\u00ad(?=[\\W\\d])|(?<=\\d)\u00ad")
"""What has no width and no meaning; between the parts of a figure it would hide a hyphen."""

_REMARK = re.compile(r"\s*\[sic!?\]|\s*[(\[](?:pp?\.|pages?)\s?\d{1,5}(?:\s?[-\u2013]\s?\d{1,5})?[)\]]\.?$")
"""What a writer adds to a quotation: `[sic]`, or the page behind it."""

_MOST_LAYERS = 8
"""Layers of marks that are taken off a quotation; more are no habit of any model."""


@dataclass(frozen=True, slots=True)
class Location:
    """Where a quotation was found; `page` is that of its first character.

    An `altered` quotation is no evidence: `span` is the passage that it comes from, and `differs` says what
    it has otherwise, as in `4.8 for 4.2`.
    """

    span: Span
    page: int
    match: Literal["exact", "normalized", "fuzzy", "altered"]
    differs: tuple[str, ...] = ()

    @property
    def verified(self) -> bool:
        """Say whether the quotation stands there."""
        return self.match != "altered"


def look_up(document: Document, quote: str, within: Span | None = None) -> Location | None:
    """Return where `quote` stands in `document`, or the passage that it alters, or None.

    A place inside `within` comes before one outside, and then an exact one before a folded one. The
    folded form also reads past running headers and footers, which are then part of the span.
    """
    quote = quote.strip()
    bare = _bare(quote)
    if len(bare) < _SHORTEST or not any(character.isalnum() for character in bare):
        return None
    exact = _best(_exact_places(document.text, quote, within), within)
    quote, bare = _VOID.sub("", quote), _VOID.sub("", bare)
    if exact and (within is None or _inside(exact, within)):
        return Location(exact, document.page_at(exact.start), "exact")
    folded = _best_folded(document, quote, bare, within)
    if folded and (exact is None or (within is not None and _inside(folded, within))):
        return Location(folded, document.page_at(folded.start), "normalized")
    if exact:
        return Location(exact, document.page_at(exact.start), "exact")
    return _nearest(document, bare, within)


def _nearest(document: Document, bare: str, within: Span | None) -> Location | None:
    """Return the passage that a quotation is under noise, or that it alters."""
    found = _noisy(document, bare, within)
    parts = parts_of(bare)
    if len(parts) > 1 and (found is None or found.differs):
        found = locate_parts(document, parts, lambda part: _passage(document, part, within)) or found
    if found is None:
        return None
    match: Literal["fuzzy", "altered"] = "altered" if found.differs else "fuzzy"
    return Location(found.span, document.page_at(found.span.start), match, found.differs)


def _passage(document: Document, quote: str, within: Span | None) -> Passage | None:
    """Return where a quotation without ellipses stands, verbatim or nearly."""
    span = _best_folded(document, quote, quote, within)
    return _noisy(document, quote, within) if span is None else Passage(span)


def _noisy(document: Document, quote: str, within: Span | None) -> Passage | None:
    best: Passage | None = None
    for reading in readings_of(document, quote):
        found = reading.index.nearest(FoldedText(quote), within)
        if found and (best is None or len(found.differs) < len(best.differs)):
            best = found
        if best and not best.differs:
            break
    return best


def _best_folded(document: Document, quote: str, bare: str, within: Span | None) -> Span | None:
    for variant in [FoldedText(text) for text in dict.fromkeys((quote, bare))]:
        for reading in readings_of(document, quote):
            span = _best(_folded_places(reading, variant), within)
            if span:
                return span
    return None


def _inside(place: Span, within: Span) -> bool:
    return within.start <= place.start and place.end <= within.end


def _bare(quote: str) -> str:
    """Take quotation marks, ellipses and dashes off both ends, but never the sign of a number."""
    quote = _REMARK.sub("", quote)
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


def _folded_places(reading: Reading, quote: FoldedText) -> Iterator[Span]:
    text = reading.text
    for at in islice(reading.occurrences(quote.text), _MOST_PLACES):
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
