"""What a claim says otherwise than its own quotation, where that is certain without understanding either.

A claim may use other words, so silence means nothing. Three things are told: figures of one kind and unit of
which none agrees, opposite directions on one subject, and, where the wording is nearly the quotation's own, a
negation, a duty or a figure that differs.
"""

from collections.abc import Iterator

from docpanel.documents.figures.quantities import Quantity, quantities
from docpanel.documents.lookup.critical_words import (
    DOWN,
    MODALS,
    NEGATIONS,
    UP,
    kind_of_word,
    negates_prefix,
    of_direction,
)
from docpanel.documents.lookup.durations import is_duration, is_same_duration, with_duration
from docpanel.documents.lookup.folding import FoldedText
from docpanel.documents.lookup.words import Words

__all__ = ["contradicts"]

_TOLD_KINDS = frozenset({"money", "percent", "measure", "year"})
_SAME_WORDING = 0.8
"""The share of the shorter text's telling words that the other has too, from which on both say one thing."""

_FEWEST_SHARED = 2
_SUBJECT_REACH = 4
_DENIED_REACH = 5
_SHORTEST_TELLING = 4
_SMALL = """
does have been were being that this these those with from into which they their there will also such than then
very
"""
_SOARS = frozenset(
    {
        "soar",
        "soars",
        "soared",
        "soaring",
        "jump",
        "jumped",
        "jumps",
        "skyrocketed",
        "rocketed",
        "doubled",
        "tripled",
    }
)
_SINKS = frozenset(
    {
        "collapse",
        "collapses",
        "collapsed",
        "plummeted",
        "tumbled",
        "tumbles",
        "crashed",
        "halved",
        "sank",
        "dived",
    }
)
"""Directions of a figure that are no critical words, since a document may use them of other things."""

_BOUNDS = frozenset(
    {
        "over",
        "above",
        "below",
        "under",
        "more",
        "less",
        "fewer",
        "higher",
        "lower",
        "greater",
        "most",
        "least",
    }
)

_FUNCTION_WORDS = frozenset(_SMALL.split())
_CHANGES_MEANING = (
    frozenset({"must", "shall", "required", "requires", "mandatory", "obliged"}),
    frozenset({"may", "can", "could", "might", "optional"}),
)


def contradicts(claim: str, quote: str) -> tuple[str, ...]:
    """Name what `claim` says otherwise than `quote`, as in `4.8 for 4.2`; nothing where that is uncertain."""
    ours, theirs = Words(FoldedText(claim)), Words(FoldedText(quote))
    one_wording = _one_wording(ours, theirs)
    found = [*_figures(claim, quote, one_wording=one_wording), *_directions(ours, theirs)]
    if one_wording:
        found += [*_negations(ours, theirs), *_duties(ours, theirs), *_durations(claim, quote)]
    return tuple(dict.fromkeys(found))


def _figures(claim: str, quote: str, *, one_wording: bool) -> Iterator[str]:
    """Name figures of the claim that the quotation denies.

    Years only in one wording: a claim may add from elsewhere the year that its figure is for, while the
    quotation names that of something else.
    """
    claimed, quoted = _by_unit(claim), _by_unit(quote)
    for kind in sorted(claimed.keys() & quoted.keys()):
        ours, theirs = claimed[kind], quoted[kind]
        if kind[0] == "year" and not one_wording:
            continue
        if not any(_agree(one, other) for one in ours for other in theirs) and not _derived(kind, theirs):
            yield f"{_shown(ours[0])} for {_shown(theirs[0])}"


def _durations(claim: str, quote: str) -> Iterator[str]:
    """Name a span of time in another unit than the quotation's, unless it is as long as one of them."""
    ours, theirs = _spans_of_time(claim), _spans_of_time(quote)
    if not ours or not theirs or {item.unit for item in ours} & {item.unit for item in theirs}:
        return
    if not any(is_same_duration(one, other) for one in ours for other in theirs):
        yield f"{_shown(ours[0])} for {_shown(theirs[-1])}"


def _spans_of_time(text: str) -> list[Quantity]:
    found = (with_duration(text, item) for item in quantities(text))
    return [item for item in found if is_duration(item) and not item.approximate]


def _by_unit(text: str) -> dict[tuple[str, str], list[Quantity]]:
    found: dict[tuple[str, str], list[Quantity]] = {}
    for quantity in quantities(text):
        if quantity.kind in _TOLD_KINDS and not quantity.ambiguous:
            found.setdefault((quantity.kind, quantity.unit), []).append(quantity)
    return found


def _derived(kind: tuple[str, str], quoted: list[Quantity]) -> bool:
    """Say whether the claim's figure may have been computed: a sum or a change of several quoted ones."""
    return kind[0] != "year" and len(quoted) > 1


def _agree(one: Quantity, other: Quantity) -> bool:
    """Say whether two figures may be one: equal in size within the coarser step that either shows."""
    step = max(one.precision, other.precision) / 2
    if one.approximate or other.approximate:
        step = max(step, abs(other.value) / 20)
    return abs(abs(one.value) - abs(other.value)) <= step


def _shown(quantity: Quantity) -> str:
    return " ".join(quantity.text.split())


def _directions(claim: Words, quote: Words) -> Iterator[str]:
    """Name a direction of the claim that the quotation turns round on a subject both have."""
    if any(_negates(key) for key in (*claim.keys, *quote.keys)):
        return
    ours, theirs = _moves(claim), _moves(quote)
    if len({way for way, _ in ours}) != 1 or len({way for way, _ in theirs}) != 1:
        return
    (way, at), (other_way, other_at) = ours[0], theirs[0]
    if way != other_way and _subjects(claim, at) & _subjects(quote, other_at):
        yield f"{claim.printed(at)} for {quote.printed(other_at)}"


def _moves(words: Words) -> list[tuple[str, int]]:
    found = []
    for index, key in enumerate(words.keys):
        if key in _SOARS or key in _SINKS:
            found.append(("up" if key in _SOARS else "down", index))
        elif (key in UP or key in DOWN) and not _bounds(words.keys, index):
            found.append((of_direction(key), index))
    return found


def _bounds(keys: list[str], at: int) -> bool:
    """Say whether a word is part of a bound, as in `below $5` and `more than 12`: no direction."""
    behind = keys[at + 1 : at + 3]
    if keys[at] not in _BOUNDS or not behind:
        return False
    figure = behind[-1] if behind[0] == "than" else behind[0]
    return any(character.isdigit() for character in figure)


def _subjects(words: Words, at: int) -> set[str]:
    """Return the telling words just before a direction, of which one is its subject."""
    return {key for key in words.keys[max(0, at - _SUBJECT_REACH) : at] if _tells(key)}


def _tells(key: str) -> bool:
    return (
        len(key) >= _SHORTEST_TELLING
        and key.isalpha()
        and key not in _FUNCTION_WORDS
        and kind_of_word(key) is None
    )


def _stem(key: str) -> str:
    for ending in ("ing", "ed", "es", "s", "e"):
        if key.endswith(ending) and len(key) - len(ending) >= _SHORTEST_TELLING:
            return key.removesuffix(ending)
    return key


def _one_wording(claim: Words, quote: Words) -> bool:
    if _undenied(claim) == _undenied(quote):
        return True
    ours, theirs = _telling(claim), _telling(quote)
    denied = {one for one in ours for other in theirs if negates_prefix(one, other)}
    shared = len((ours & theirs) | denied)
    longest = max(len(ours), len(theirs))
    return shared >= _FEWEST_SHARED and shared >= _SAME_WORDING * longest


def _undenied(words: Words) -> list[str]:
    return [key for key in words.keys if not _negates(key)]


def _telling(words: Words) -> set[str]:
    return {_stem(key) for key in words.keys if _tells(key)}


def _negates(key: str) -> bool:
    return key in NEGATIONS or key.endswith("n't")


def _negations(claim: Words, quote: Words) -> Iterator[str]:
    """Name a denial that only one of the two has."""
    ours, theirs = _denials(claim, quote), _denials(quote, claim)
    if len(ours) % 2 == len(theirs) % 2:
        return
    if len(ours) > len(theirs):
        yield f"{ours[0]} added"
    else:
        yield f"{theirs[0]} missing"


def _denials(words: Words, other: Words) -> list[str]:
    """Return the words that deny: negations, and `unlikely` where the other text has `likely`."""
    others = set(other.keys)
    same = _undenied(words) == _undenied(other)
    return [
        words.printed(index)
        for index, key in enumerate(words.keys)
        if (_negates(key) and (same or _denied(words, index) & _telling(other)))
        or any(len(key) > len(base) and negates_prefix(key, base) for base in others)
    ]


def _denied(words: Words, at: int) -> set[str]:
    """Return the telling words that a negation may deny: those around it, the ones behind it first."""
    behind = [_stem(key) for key in words.keys[at + 1 : at + 1 + _DENIED_REACH] if _tells(key)]
    before = [_stem(key) for key in words.keys[max(0, at - _DENIED_REACH) : at] if _tells(key)]
    return set(behind[:1] or before[-1:])


def _duties(claim: Words, quote: Words) -> Iterator[str]:
    """Name a duty that became a liberty, or the other way round."""
    ours, theirs = set(claim.keys) & MODALS, set(quote.keys) & MODALS
    for duty, liberty in (_CHANGES_MEANING, _CHANGES_MEANING[::-1]):
        if ours & duty and theirs & liberty and not ours & liberty and not theirs & duty:
            yield f"{min(ours & duty)} for {min(theirs & liberty)}"
