"""The passage of a document that a quotation comes nearest to.

The folded text is cut into blocks and each word remembers its blocks, once for a document. A quotation's
rarest words vote for blocks; around the best few the text is split into words and laid beside the quotation.
So one look-up costs the quotation's length and not the document's.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator
from math import log

from docpanel.documents.document import Span
from docpanel.documents.lookup.alignment import Alignment, align
from docpanel.documents.lookup.folding import FoldedText
from docpanel.documents.lookup.passage import Passage
from docpanel.documents.lookup.places import MOST_PLACES, Place, places_in, tightened
from docpanel.documents.lookup.words import UNSPACED, Words, key_of, whole_words

__all__ = ["PassageIndex"]

_BLOCK = 3000
_LATEST_BORDER = 200
_MOST_TERMS = 12
"""Terms of a quotation that vote, the rarest ones."""

_MOST_BLOCKS = 100
"""A word that stands in more blocks tells little and votes only where all words do, for the first of them."""

_CANDIDATES = 10
_FEWEST_VOTES = 0.5
_MOST_WANTED = 3
"""Blocks of the asked part of the document that are tried whatever stands elsewhere."""

_AROUND = 80
"""Characters around a passage that may still be the quotation's."""

_MUCH_LONGER = 3
"""Times the quotation's length up to which the asked part is itself taken for the passage."""

_MOST_SOUGHT = 60
"""Blocks that are searched for a folded quotation, before the whole text is."""

_LIKELY = 0.5
"""The share of the best place's weight that another needs to be tried."""

_TELLING = 4
_LONGEST_TERM = 100

_LONGEST = 8000
"""Characters of a quotation beyond which only the verbatim look-up is made."""

_FEWEST_ALIGNED = 0.5
_NOISIER = 3
"""Words by which a passage may agree less than the best so far and still be the better one, under noise."""

_FEWEST_EQUAL = 0.5
"""The share of a quotation's words that must stand there letter by letter, whatever noise explains."""

_FEWEST_AGREEING = 0.6
"""The share from which on one that differs is taken for altered; tuned with benchmarks/evidence.py."""

_FEWEST_WORDS = 3
_FEWEST_LETTERS = 8

_TERM = re.compile(r"[^\W_]+")
_UNSPACED_PAIR = re.compile(rf"(?=([{UNSPACED}]{{2}}))")
_HAS_UNSPACED = re.compile(rf"[{UNSPACED}]")


class PassageIndex:
    """Which words stand in which blocks of one folded text; immutable once built."""

    def __init__(self, folded: FoldedText) -> None:
        """Index `folded` in one pass."""
        self._folded = folded
        self._borders = list(_borders(folded.text))
        self._blocks: dict[str, list[int]] = {}
        for number in range(len(self._borders) - 1):
            for term in _terms(folded.text[self._borders[number] : self._borders[number + 1]]):
                self._blocks.setdefault(term, []).append(number)

    def nearest(self, quote: FoldedText, within: Span | None = None) -> Passage | None:
        """Return the passage that `quote` is, under noise, or else comes from; None where there is none."""
        quoted = Words(quote)
        if len(quoted) < 2 or not _FEWEST_LETTERS <= len(quote.text) <= _LONGEST:  # noqa: PLR2004  # one word
            return None
        best: Alignment | None = None
        for stretch in self._stretches(quote.text, within):
            for passage in tightened(quoted, stretch):
                least = _FEWEST_ALIGNED * len(quoted)
                if best is not None:
                    least = max(least, best.equal - max(_NOISIER, len(quoted) // 8))
                laid = align(quoted, passage, self._uses, least=least / len(quoted))
                if laid is None or not _near(laid):
                    continue
                if best is None or _cost(laid) < _cost(best):
                    best = laid
                if _is_settled(laid):
                    break
            if best is not None and not best.pairs:
                break
        return None if best is None else Passage(best.passage.source(best.first, best.end), best.differs)

    def _uses(self, key: str) -> int:
        """Return how often the text has a word, or in how many blocks."""
        blocks = self._blocks.get(key, [])
        if len(blocks) != 1:
            return len(blocks)
        block = self._folded.text[self._borders[blocks[0]] : self._borders[blocks[0] + 1]]
        return _TERM.findall(_plain(block)).count(key)

    def occurrences(self, quote: str) -> Iterator[int] | None:
        """Yield where the folded `quote` begins in the text; None where only a search of all of it can tell.

        Its first and last word may be part of one in the text and count for nothing.
        """
        terms = _TERM.findall(_plain(quote))[1:-1]
        if not terms or _HAS_UNSPACED.search(quote) or max(map(len, terms)) > _LONGEST_TERM:
            return None
        blocks = min((self._blocks.get(term, []) for term in terms), key=len)
        return None if len(blocks) > _MOST_SOUGHT else self._search(quote, blocks)

    def _search(self, quote: str, blocks: list[int]) -> Iterator[int]:
        searched = 0
        for block in blocks:
            at = max(searched, self._borders[block] - len(quote))
            end = self._borders[block + 1] + len(quote)
            while (at := self._folded.text.find(quote, at, end)) >= 0:
                yield at
                at += 1
                searched = at

    def _stretches(self, quote: str, within: Span | None) -> Iterator[Words]:
        """Yield stretches of the text that may be the quotation, the likeliest first."""
        text, plain = self._folded.text, _plain(quote)
        if within is not None and len(within) <= _MUCH_LONGER * len(quote) + _AROUND:
            yield Words(self._folded, *whole_words(text, self._at(within.start), self._at(within.end)))
        ranked_terms = sorted(_terms(quote), key=self._rank)[:_MOST_TERMS]
        weights = {term: self._weight(term) for term in ranked_terms}
        places: dict[int, Place] = {}
        for block in self._voted(quote, within):
            first = max(0, self._borders[block] - len(quote) - _AROUND)
            last = min(len(text), self._borders[block + 1] + len(quote) + _AROUND)
            for place in places_in(plain, weights, _plain(text[first:last])):
                at = first + place.start
                known = places.get(at // _AROUND)
                if known is None or known.weight < place.weight:
                    places[at // _AROUND] = Place(at, place.weight)
        likely = _LIKELY * max((place.weight for place in places.values()), default=0)
        slack = _AROUND + len(quote) // 8
        ranked = sorted(
            (place for place in places.values() if place.weight >= likely),
            key=lambda place: (not self._inside(place.start, slack, within), -place.weight, place.start),
        )
        for place in ranked[:MOST_PLACES]:
            start = max(0, place.start - slack)
            end = min(len(text), place.start + len(quote) + 2 * slack)
            yield Words(self._folded, *whole_words(text, start, end))

    def _at(self, position: int) -> int:
        """Return the folded character from a position of the document on."""
        places = range(len(self._folded.text))
        return bisect_left(places, position, key=lambda at: self._folded.span(at, at + 1).start)

    def _weight(self, term: str) -> float:
        """Return how much a term tells: its inverse document frequency, over blocks."""
        return log(1 + len(self._borders) / (1 + len(self._blocks.get(term, ()))))

    def _rank(self, term: str) -> tuple[bool, int, str]:
        """Order terms by how much they tell."""
        return len(term) < _TELLING or term not in self._blocks, len(self._blocks.get(term, ())), term

    def _voted(self, quote: str, within: Span | None) -> list[int]:
        """Return the blocks that share most rare words with a quotation, and the best of those wanted."""
        terms = sorted(
            (term for term in _terms(quote) if term in self._blocks),
            key=lambda term: (len(self._blocks[term]), term),
        )
        votes: dict[int, float] = {}
        telling = [term for term in terms if len(self._blocks[term]) <= _MOST_BLOCKS]
        for term in telling[:_MOST_TERMS] or terms[:_FEWEST_WORDS]:
            weight = self._weight(term)
            for block in self._blocks[term][:_MOST_BLOCKS]:
                votes[block] = votes.get(block, 0) + weight
        best = sorted(votes, key=lambda block: (-votes[block], block))
        likely = [block for block in best[:_CANDIDATES] if votes[block] > _FEWEST_VOTES * votes[best[0]]]
        wanted = [block for block in best if self._overlaps(block, within)]
        return list(dict.fromkeys([*wanted[:_MOST_WANTED], *likely]))

    def _overlaps(self, block: int, within: Span | None) -> bool:
        if within is None:
            return False
        return self._folded.span(self._borders[block], self._borders[block + 1]).overlaps(within)

    def _inside(self, start: int, slack: int, within: Span | None) -> bool:
        """Say whether a passage that begins about here may lie in a span of the document."""
        if within is None:
            return False
        at = self._folded.span(max(0, start), max(0, start) + 1).start
        return within.start - slack <= at < within.end


def _borders(text: str) -> Iterator[int]:
    at = 0
    while at < len(text):
        yield at
        at += _BLOCK
        space = text.find(" ", at, at + _LATEST_BORDER)
        at = space if space >= 0 else at
    yield len(text)


def _plain(text: str) -> str:
    return text.lower() if text.isascii() else key_of(text)


def _terms(text: str) -> set[str]:
    plain = _plain(text)
    if plain.isascii() or not _HAS_UNSPACED.search(plain):
        return set(_TERM.findall(plain))
    return {*_UNSPACED_PAIR.findall(plain), *_TERM.findall(_HAS_UNSPACED.sub(" ", plain))}


def _near(laid: Alignment) -> bool:
    words = len(laid.quote)
    if not laid.pairs:
        return laid.equal >= _FEWEST_EQUAL * words
    return words >= _FEWEST_WORDS and laid.equal + laid.noisy >= _FEWEST_AGREEING * words


def _is_settled(laid: Alignment) -> bool:
    """Say whether a wider stretch could change nothing: at most one word differs, and not at an end."""
    return not laid.pairs or (
        len(laid.pairs) == 1 and laid.pairs[0].q > 0 and laid.pairs[0].q_end < len(laid.quote)
    )


def _cost(laid: Alignment) -> tuple[int, int]:
    return len(laid.pairs), laid.noisy
