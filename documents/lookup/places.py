"""Where in a stretch of text a quotation may lie, told by the words that both have."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import fsum

from docpanel.documents.lookup.words import Words

__all__ = ["MOST_PLACES", "Place", "places_in", "tightened"]

MOST_PLACES = 10
"""Places that are tried, as forms repeat their sentences."""

_MOST_FOUND = 30
"""Occurrences of a term that tell where in a stretch the passage is."""

_SLACK = 40
"""Characters by which two terms may stand off and still mean one place, an eighth of the quotation more."""

_MOST_OCCURRENCES = 8
_MOST_VOTES = 5000
_FEW_WORDS = 3


@dataclass(frozen=True, slots=True)
class Place:
    """Where a quotation may begin, and the weight of its terms that say so."""

    start: int
    weight: float


def places_in(quote: str, weights: Mapping[str, float], text: str) -> list[Place]:
    """Return where in `text` the quotation may begin: where its rare terms stand as they do in it.

    `weights` are the terms with what each tells; the best places come first.
    """
    starts = sorted((at - quote.find(term), term) for term in weights for at in _found(text, term))
    slack = _SLACK + len(quote) // 8
    ranked: list[Place] = []
    end = 0
    for index, (start, _) in enumerate(starts):
        while end < len(starts) and starts[end][0] <= start + slack:
            end += 1
        ranked.append(Place(start, fsum(weights[term] for term in {term for _, term in starts[index:end]})))
    chosen: list[Place] = []
    for place in sorted(ranked, key=lambda place: (-place.weight, place.start)):
        if all(abs(place.start - other.start) > slack for other in chosen):
            chosen.append(place)
            if len(chosen) == MOST_PLACES:
                break
    return chosen


def _found(text: str, term: str) -> Iterator[int]:
    at = text.find(term)
    for _ in range(_MOST_FOUND):
        if at < 0:
            return
        yield at
        at = text.find(term, at + 1)


def tightened(quoted: Words, passage: Words) -> Iterator[Words]:
    """Cut a stretch to where most words of the quotation stand in its order."""
    places: dict[str, list[int]] = {key: [] for key in quoted.keys}
    for index, key in enumerate(passage.keys):
        if key in places:
            places[key].append(index)
    votes: Counter[int] = Counter()
    for index, key in enumerate(quoted.keys):
        if len(places[key]) <= _MOST_OCCURRENCES or len(quoted) <= _FEW_WORDS:
            votes.update(at - index for at in places[key])
        if len(votes) > _MOST_VOTES:
            break
    if not votes:
        votes.update(places[quoted.keys[0]][:_MOST_OCCURRENCES])
    if not votes:
        return
    peak = max(votes, key=lambda diagonal: (votes[diagonal], -diagonal))
    yield passage.part(max(0, peak - 1), max(0, peak + len(quoted) + 1))
    width = max(4, len(quoted) // 3)
    diagonals = sorted(votes)
    if len(diagonals) == 1:
        return
    best = max(diagonals, key=lambda diagonal: (_votes_from(votes, diagonal, width), -diagonal))
    last = max(diagonal for diagonal in diagonals if diagonal <= best + width)
    yield passage.part(max(0, best - 2), max(0, last + len(quoted) + 2))


def _votes_from(votes: Counter[int], diagonal: int, width: int) -> float:
    """Count the votes of neighbouring diagonals, those of the first for a little more."""
    return sum(votes[diagonal + offset] for offset in range(width + 1)) + votes[diagonal] / 2
