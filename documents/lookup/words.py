"""The words of a folded text: what a quotation and a document are compared by.

A word is a run of letters, a number with its sign, currency and separators, a symbol that means something
(`%`, `<`), or a single character of a script without spaces. Its key is what must be equal: without case
and diacritics, digits of every script as ASCII. Punctuation is no word. One pass over the text.
"""

import re
import unicodedata
from copy import copy
from typing import Literal

from docpanel.documents.document import Span
from docpanel.documents.lookup.folding import FoldedText

__all__ = ["UNSPACED", "Words", "key_of", "whole_words"]

UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
"""Scripts that put no space between words: each character is a word."""

_MARKS = "\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u0900-\u0963\u0966-\u0dff"
_LETTER = rf"(?:(?![{UNSPACED}])[^\W\d_]|[{_MARKS}])"
_DIACRITICS = re.compile(
    "[\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u064b-\u065f"
    "\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]"
)
"""Marks that may be missing; those of Indic scripts and of Japanese make another letter."""

_CURRENCY = "$\u00a2\u00a3\u00a5\u20a9\u20aa\u20ac\u20b9\u20bd\u20ba"
_TOKEN = re.compile(
    r"[a-zA-Z]++(?![^\x00-\x7f]|['\d])"  # most words are this plain
    rf"|{_LETTER}+(?:'(?={_LETTER})|{_LETTER}|\d)*"
    rf"|(?:(?:(?<=[\s(\[])|^)[-+\u00b1])?(?:(?:[{_CURRENCY}]|[$\u00a3] )(?=\.?\d))?(?:(?<![\w)'\"\]])\.)?"
    r"\d(?:[^\W_a-zA-Z]|[.,:/'\u066b\u066c](?=\d))*(?:%|\"(?!\w))?"
    rf"|[{UNSPACED}]"
    rf"|&amp;|[<>]=|[%<>=\u00b1\u00d7\u00f7\u00ac\u00b0\u00a7+~&\u2200-\u22ff{_CURRENCY}]"
)
_SENTENCE_END = ".!?:;\u3002"
_HAS_UNSPACED = re.compile(rf"[{UNSPACED}]")
_REACH = 100
_SAME_WORDS = {"&": "and", "&amp;": "and", "%": "percent", ">=": "\u2265", "<=": "\u2264"}


class Words:
    """The words of a folded text in order: `keys[i]` stands at `[starts[i], ends[i])` of the folded text."""

    def __init__(self, folded: FoldedText, start: int = 0, end: int | None = None) -> None:
        """Split `folded`, or its characters `[start, end)`, into words."""
        self.folded = folded
        self.keys: list[str] = []
        self.starts: list[int] = []
        self.ends: list[int] = []
        self._split(start, len(folded.text) if end is None else end)

    def __len__(self) -> int:
        """Return the number of words."""
        return len(self.keys)

    def printed(self, first: int, end: int | None = None) -> str:
        """Return the words `[first, end)` with what stands between them; one word without `end`."""
        start, stop = self.starts[first], self.ends[first if end is None else end - 1]
        return self._with_hyphens(start, stop)

    def part(self, first: int, end: int) -> "Words":
        """Return the words `[first, end)` alone."""
        part = copy(self)
        part.keys = self.keys[first:end]
        part.starts = self.starts[first:end]
        part.ends = self.ends[first:end]
        return part

    def source(self, first: int, end: int) -> Span:
        """Return where the words `[first, end)` stand in the original text."""
        return self.folded.span(self.starts[first], self.ends[end - 1])

    def _split(self, start: int, end: int) -> None:
        for match in _TOKEN.finditer(self.folded.text, start, end):
            printed = match[0]
            if printed.isalpha() or not any(character.isdigit() for character in printed):
                self._add(key_of(printed), match.start(), match.end())
            elif printed[0].isalpha():
                self._add_mixed(match.start(), match.end())
            else:
                self._add_number(match.start(), match.end())

    def _add_mixed(self, start: int, end: int) -> None:
        """Add A320 as one word, but FAA-2020 as a word and a number."""
        hyphens = self.folded.hyphens_within(start + 1, end)
        border = hyphens[0] if hyphens else end
        self._add(key_of(self.folded.text[start:border]), start, border)
        if hyphens:
            self._split(border, end)

    def hyphen_at(self, index: int, letters: int) -> bool:
        """Say whether the word at `index` has a hyphen behind so many letters."""
        at = self.starts[index] + letters
        return bool(self.folded.hyphens_within(at, at + 1))

    def case_of(self, index: int) -> Literal["lower", "first", "inner"]:
        """Return how a word is written: small, with a capital that starts a sentence, or with another."""
        text, start = self.folded.text, self.starts[index]
        if not text[start].isupper():
            return "lower"
        before = text[max(0, start - 3) : start].rstrip(" '\"([")
        shouted = index > 0 and text[self.starts[index - 1] : self.ends[index - 1]].isupper()
        return "first" if not before or before[-1] in _SENTENCE_END or shouted else "inner"

    def _add_number(self, start: int, end: int) -> None:
        key = _number_key(self._with_hyphens(start, end))
        percent = key.endswith("%")
        digits_end = end - percent
        key = _in_brackets(self.folded.text, start, digits_end, key.removesuffix("%"))
        self._add(key, start, digits_end)
        if percent:
            self._add("percent", digits_end, end)

    def _add(self, key: str, start: int, end: int) -> None:
        self.keys.append(key)
        self.starts.append(start)
        self.ends.append(end)

    def _with_hyphens(self, start: int, end: int) -> str:
        """Return a stretch with the hyphens that the folded text leaves out: 737-8 is not 7378."""
        text, done, parts = self.folded.text, start, ""
        for at in self.folded.hyphens_within(start + 1, end):
            parts += text[done:at] + "-"
            done = at
        return parts + text[done:end]


def whole_words(text: str, start: int, end: int) -> tuple[int, int]:
    """Return `[start, end)` widened to where no word is cut, or narrowed where a word has no end in reach."""
    left = next((at for at in range(start, max(0, start - _REACH) - 1, -1) if _is_border(text, at)), None)
    if left is None:
        left = next((at for at in range(start, end) if _is_border(text, at)), end)
    right = next((at for at in range(end, min(len(text), end + _REACH) + 1) if _is_border(text, at)), None)
    if right is None:
        right = next((at for at in range(end, left, -1) if _is_border(text, at)), left)
    return left, max(left, right)


def _is_border(text: str, at: int) -> bool:
    """Say whether no word goes on over a position."""
    if at <= 0 or at >= len(text):
        return True
    return text[at].isspace() or text[at - 1].isspace() or bool(_HAS_UNSPACED.match(text, at))


def key_of(printed: str) -> str:
    """Return what two spellings of one word have in common: no case, no diacritics."""
    if printed.isascii():
        key = printed.lower()
    elif len(printed) == 1 and not printed.isalnum():
        key = printed  # decomposed, \u2209 would be \u2208 with a mark
    else:
        key = _DIACRITICS.sub("", unicodedata.normalize("NFKD", printed.casefold()))
    return _SAME_WORDS.get(key, key)


def _number_key(printed: str) -> str:
    printed = printed.replace(" ", "")
    if printed.isascii():
        return printed
    plain = "".join(
        str(unicodedata.decimal(character)) if character.isdecimal() else character for character in printed
    )
    return plain.replace("\u066b", ".").replace("\u066c", ",")


def _in_brackets(text: str, start: int, end: int, key: str) -> str:
    """Return a number with the brackets that stand close around it: in accounts (5) is less than nothing."""
    return f"({key})" if text[start - 1 : start] == "(" and text[end : end + 1] == ")" else key
