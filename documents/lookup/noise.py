"""Whether two spellings are one word that a scanner, a font or a typist spelt wrong.

What is forgiven is what such noise does: letters of one shape (`rn` for `m`, `1` for `l`), a lost ligature
or apostrophe, and in a longer word one letter alike. A word that can turn a sentence round and a name forgive
only letters of one shape, a figure nothing. Two words that the document both uses are two words.
"""

import re
from collections.abc import Callable
from functools import lru_cache

from docpanel.documents.lookup.critical_words import kind_of_word, negates_prefix
from docpanel.documents.lookup.twins import twins

__all__ = ["same_word"]

_DIGIT_SHAPES = (("0", "o"), ("1", "l"), ("|", "l"), ("5", "s"), ("8", "b"), ("6", "b"), ("9", "g"))
_SHAPES = (
    (
        ("rn", "m"),
        ("vv", "w"),
        ("cl", "d"),
        ("ii", "u"),
        ("nn", "m"),
        ("q", "g"),
        ("i", "l"),
        ("\u0131", "l"),
    ),
    (("q", "g"), ("i", "l"), ("\u0131", "l"), ("c", "e"), ("u", "n"), ("rn", "m")),
)
"""Letters that one shape may stand for, in two readings that exclude each other (`cl` as `d`, `c` as `e`).

From published tables of OCR confusions (ISRI reports, 1992 to 1996).
"""

_ALIKE_PAIRS = "co vy"
_ALIKE = frozenset(frozenset(pair) for pair in _ALIKE_PAIRS.split())
"""Single letters that are confused less surely."""

_LIGATURES = ("ffi", "ffl", "ff", "fi", "fl")
_NOT_WITHOUT_APOSTROPHE = frozenset(
    {"were", "well", "shell", "hell", "ill", "id", "wed", "its", "lets", "cant", "wont"}
)
_NOT, _PERHAPS, _PROBABLY, _SURELY = range(4)
_SIGNS = "$\u00a3\u20ac\u00a5(+-.%"
_LONGEST_LOSS = 3
_SHORTEST_ALIKE = 5
_SHORTEST_SINGLE = 7
_SHORTEST_CROSSED = 8
_FIRST_LETTERS = 3
_DIGITS = re.compile(r"\d+")


def same_word(quoted: str, printed: str, uses: Callable[[str], int], *, exact: bool = False) -> bool:
    """Say whether two keys are one word under noise; `exact` where one letter of it could not be another.

    `uses` says how often the document has a word.
    """
    if quoted == printed:
        return True
    if abs(len(quoted) - len(printed)) > _LONGEST_LOSS:
        return False
    likeness = _likeness(quoted, printed)
    if likeness == _SURELY:
        return True
    if likeness == _NOT or (exact and likeness == _PERHAPS):
        return False
    return not (uses(quoted) and uses(printed) > 1)


@lru_cache(maxsize=1 << 16)
def _likeness(quoted: str, printed: str) -> int:
    if _are_two(quoted, printed):
        return _NOT
    if _without_apostrophe(quoted, printed) or _of_one_shape(quoted, printed):
        return _SURELY
    if _inner_shape(quoted) == _inner_shape(printed):
        return _PROBABLY
    if kind_of_word(quoted) or kind_of_word(printed):
        return _NOT
    if _lost_ligature(quoted, printed):
        return _PROBABLY
    return _PERHAPS if _one_letter(quoted, printed) else _NOT


def _are_two(quoted: str, printed: str) -> bool:
    """Say whether no noise can make one of the two words the other."""
    return (
        not (_may_be_noise(quoted) and _may_be_noise(printed) and _digits_agree(quoted, printed))
        or negates_prefix(quoted, printed)
        or (quoted in twins() and printed in twins())
        or bool(kind_of_word(quoted) and kind_of_word(printed))
    )


def _may_be_noise(key: str) -> bool:
    """Say whether letters are what a key mostly has; a figure forgives nothing."""
    digits = sum(character.isdigit() for character in key)
    return 2 * digits < len(key) and key[0] not in _SIGNS


def _digits_agree(one: str, other: str) -> bool:
    """Say whether the figures within two words are the same; one without any may have them for letters."""
    ours, theirs = _DIGITS.findall(one), _DIGITS.findall(other)
    return ours == theirs or not ours or not theirs


def _without_apostrophe(one: str, other: str) -> bool:
    plain = one.replace("'", "")
    return plain == other.replace("'", "") and plain not in _NOT_WITHOUT_APOSTROPHE


def _of_one_shape(one: str, other: str) -> bool:
    return any(_shape(one, shapes) == _shape(other, shapes) for shapes in _SHAPES)


def _shape(key: str, shapes: tuple[tuple[str, str], ...]) -> str:
    if not key.isalpha():
        for written, shape in _DIGIT_SHAPES:
            key = key.replace(written, shape)
    for written, shape in shapes:
        key = key.replace(written, shape)
    return key


def _inner_shape(key: str) -> str:
    """Return a key whose h and b, not the first letter, are one: no two frequent words differ by these."""
    return key[:1] + key[1:].replace("h", "b")


def _lost_ligature(one: str, other: str) -> bool:
    longer, shorter = (one, other) if len(one) > len(other) else (other, one)
    lost = len(longer) - len(shorter)
    if not 1 <= lost <= 3 or len(shorter) < 2:  # noqa: PLR2004  # the longest ligature, the shortest rest
        return False
    at = next((i for i, (a, b) in enumerate(zip(longer, shorter, strict=False)) if a != b), len(shorter))
    return any(
        longer[start : start + lost] in _LIGATURES and longer[:start] + longer[start + lost :] == shorter
        for start in range(max(0, at - lost), at + 1)
    )


def _one_letter(one: str, other: str) -> bool:
    """Say whether one letter inside the word is another alike, is single for double, or two stand crossed.

    A letter that is simply lost or another makes too many words of others: patents of patients.
    """
    if not (one.isalpha() and other.isalpha()) or abs(len(one) - len(other)) > 1:
        return False
    longer, shorter = (one, other) if len(one) > len(other) else (other, one)
    head = next((i for i, (a, b) in enumerate(zip(longer, shorter, strict=False)) if a != b), len(shorter))
    left, right = longer[head:], shorter[head:]
    if len(longer) == len(shorter):
        alike = left[1:] == right[1:] and frozenset((left[0], right[0])) in _ALIKE
        crossed = left[:2] == right[1::-1] and left[2:] == right[2:]
        return (alike and len(left) > 1 and len(one) >= _SHORTEST_ALIKE) or (
            crossed and head >= _FIRST_LETTERS and len(one) >= _SHORTEST_CROSSED
        )
    single = left[1:] == right and longer[head] == longer[head - 1]
    return single and len(shorter) >= _SHORTEST_SINGLE
