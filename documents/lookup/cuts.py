"""Whether a range of a text begins or ends inside a word or a number."""

import re
import unicodedata
from collections.abc import Callable

__all__ = ["cuts"]

_UNSPACED = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1100-\u11ff\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff]"
)
"""Scripts in which words follow each other, or their endings, without a border."""

_LONGEST_MARK = 4
_FOOTNOTE_MARK = re.compile(r"(?:^|(?<=\s))\d{1,3}$")
"""A footnote whose raised number became a plain one: `8MCAS is a function of ...`."""

_WITHIN_NUMBERS = ".,'\u2019"
_SIGNS = "-\u2010\u2011\u2012\u2013\u2212"
_CURRENCIES = "$\u00a3\u20ac\u00a5\u20b9"


def cuts(text: str, start: int, end: int, *, joined: Callable[[int], bool] = lambda _: False) -> bool:
    """Say whether `text[start:end]` cuts a word, a number, or a number from its sign.

    `joined` says whether a hyphen, that `text` no longer shows, stood before a position.
    """
    return (not joined(start) and _cut_before(text, start)) or (not joined(end) and _cut_after(text, end))


def _cut_before(text: str, start: int) -> bool:
    if start == 0:
        return False
    before, first = text[start - 1], text[start]
    if _FOOTNOTE_MARK.search(text, max(0, start - _LONGEST_MARK), start) and first.isupper():
        return False
    if _continues(before, first):
        return True
    number = _digit(text, start) or (first in "." + _CURRENCIES and _digit(text, start + 1))
    if not number:
        return False
    if first == "." or before in _WITHIN_NUMBERS:
        return _digit(text, start - (1 if first == "." else 2))
    return before in _SIGNS and (start == 1 or not (text[start - 2].isalnum() or text[start - 2] in ")]%"))


def _cut_after(text: str, end: int) -> bool:
    if end >= len(text):
        return False
    last, after = text[end - 1], text[end]
    if _continues(last, after):
        return True
    if after in _WITHIN_NUMBERS and _digit(text, end + 1):
        return last.isdigit()
    if last in _WITHIN_NUMBERS and after.isdigit():
        return _digit(text, end - 2)
    return last in "nN" and after in "'\u2019" and text[end + 1 : end + 2] in ("t", "T")


def _continues(left: str, right: str) -> bool:
    """Say whether two neighbours belong to one word or number."""
    if unicodedata.combining(right):
        return True
    if not (left.isalnum() and right.isalnum()) or _UNSPACED.match(left) or _UNSPACED.match(right):
        return False
    # The mark of a footnote ends a word, but 10² is a number.
    return not (left.isalpha() and unicodedata.category(right) == "No")


def _digit(text: str, position: int) -> bool:
    return 0 <= position < len(text) and text[position].isdigit()
