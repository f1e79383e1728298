"""A text in its folded form, in which equal writings look equal, and the way back to its positions.

Folded are: white space, line-break hyphens, ligatures and other Unicode forms, quotation marks, dashes
and ellipses. Not folded is what carries meaning: letters' case, digits and all that stands between
them, signs, superscripts and fractions (10² is not 102), white space (`1 000` is not `1000`).
"""

import re
import unicodedata
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

from docpanel.documents.document import Span

__all__ = ["FoldedText"]

_OTHER_DASHES = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d"
_DASHES = rf"\-{_OTHER_DASHES}"
_HYPHENS = "-\u2010\u2011"
_INVISIBLE = "\u00ad\u200b\u200c\u200d\u2060\ufeff\ufffe"
_SOFT_HYPHENS = "\u00ad\ufffe"
"""The second is how PDFium marks the hyphen at the end of a line."""

_SINGLE_QUOTES = "'\u2018\u2019\u201a\u201b\u2032\u2039\u203a`\u00b4"
_DOUBLE_QUOTES = '"\u201c\u201d\u201e\u201f\u2033\u00ab\u00bb\u300c\u300d\uff02'
_MARKS = "\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f"
_UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
"""Scripts that put no space between words; there white space is the typesetter's."""

_SPECIAL = re.compile(
    # Most characters are plain; one look ahead spares them the alternatives.
    rf"(?=[^ !#-&(-,/-_a-z{{-~]| [\s{_INVISIBLE}]|(?<![\x00-\x7f]) )"
    rf"(?:(?P<hyphen>(?<=[\w{_MARKS}])"
    rf"(?:[{_DASHES}]+[\s{_INVISIBLE}]*|[{_SOFT_HYPHENS}](?:(?=[\s{_INVISIBLE}]*[\r\n])[\s{_INVISIBLE}]*)?)(?=\w))"
    rf"|(?P<gap>(?<=[{_UNSPACED}])[\s{_INVISIBLE}]+(?=[{_UNSPACED}]))"
    rf"|(?P<space>\s[\s{_INVISIBLE}]+|[^\S ])"
    rf"|(?P<invisible>[{_INVISIBLE}]+)"
    rf"|(?P<quote>[{_SINGLE_QUOTES}{_DOUBLE_QUOTES}]+)"
    rf"|(?P<dash>[{_DASHES}]{{2,}}|[{_OTHER_DASHES}])"
    r"|(?P<ellipsis>\u2026|\.(?: ?\.){2,})"
    rf"|(?P<letters>[^\x00-\x7f\s{_DASHES}{_INVISIBLE}{_SINGLE_QUOTES}{_DOUBLE_QUOTES}\u2026]+))"
)
_CLUSTER = re.compile(rf".[{_MARKS}\u1160-\u11ff\u3099\u309a]*", re.DOTALL)
_MEANINGFUL_FORMS = ("<super>", "<sub>", "<fraction>", "<circle>")

_REPLACEMENTS = {"gap": "", "space": " ", "invisible": "", "dash": "-", "ellipsis": "..."}

_LONGEST_QUOTED = 300
"""Characters between a mark that opens and one that can close it."""

_NONE, _SOFT, _INLINE, _SPACED, _BROKEN, _BROKEN_WORD = range(6)
"""How two parts of a word meet: with nothing between them, a soft hyphen, `-`, `- `, or `-` and a new line.

The last is a broken one between letters: there the typesetter may have put the hyphen.
"""

_ACCEPTED = {
    _NONE: {_NONE, _SOFT},
    _SOFT: {_NONE, _SOFT, _INLINE, _SPACED, _BROKEN, _BROKEN_WORD},
    _INLINE: {_INLINE, _BROKEN, _BROKEN_WORD},
    _SPACED: {_SPACED, _BROKEN, _BROKEN_WORD},
    _BROKEN: {_INLINE, _SPACED, _BROKEN, _BROKEN_WORD},
    _BROKEN_WORD: {_NONE, _SOFT, _INLINE, _SPACED, _BROKEN, _BROKEN_WORD},
}
"""What a quotation may write where the document writes the key."""


class FoldedText:
    """`text` is the folded form, built in one pass; `skipped` spans of the original read as a new line.

    Hyphens between word characters are left out of `text` and remembered as joints, since a hyphen at
    the end of a line may or may not belong to the word. Positions are kept for pieces, not characters:
    within a piece as long as its original they count up together, else a piece is taken as a whole.
    """

    def __init__(self, original: str, skipped: Sequence[Span] = ()) -> None:
        """Fold `original`; `skipped` must be in order."""
        self._skips = _Skips(skipped)
        source = self._skips.apply(original)
        self._folded_at = array("q")
        self._source_at = array("q")
        self.joints_at = array("q")
        self.joints = array("b")
        self._length = 0
        self._opened = -_LONGEST_QUOTED
        self.text = "".join(self._pieces(source))
        self._folded_at.append(self._length)
        self._source_at.append(len(source))

    def span(self, start: int, end: int) -> Span:
        """Return the original characters from the folded ones `[start, end)`."""
        return Span(self._skips.back(self._start(start)), self._skips.back(self._end(end - 1) - 1) + 1)

    def joints_agree(self, start: int, quote: "FoldedText") -> bool:
        """Say whether the hyphens of `quote` are those of the text that folds the same at `start`."""
        end = start + len(quote.text)
        first, last = bisect_right(self.joints_at, start), bisect_left(self.joints_at, end)
        ours = {self.joints_at[i] - start: self.joints[i] for i in range(first, last)}
        theirs = dict(zip(quote.joints_at, quote.joints, strict=True))
        return all(
            theirs.get(at, _NONE) in _ACCEPTED[ours.get(at, _NONE)] for at in ours.keys() | theirs.keys()
        )

    def has_joint(self, position: int) -> bool:
        """Say whether a hyphen was left out before the folded character at `position`."""
        index = bisect_left(self.joints_at, position)
        return index < len(self.joints_at) and self.joints_at[index] == position

    def hyphens_within(self, start: int, end: int) -> Sequence[int]:
        """Return the folded positions in `[start, end)` before which a hyphen stood that is the author's."""
        first, last = bisect_left(self.joints_at, start), bisect_left(self.joints_at, end)
        return [self.joints_at[i] for i in range(first, last) if self.joints[i] not in (_SOFT, _BROKEN_WORD)]

    def _pieces(self, source: str) -> Iterator[str]:
        done = 0
        for match in _SPECIAL.finditer(source):
            start, end = match.span()
            kind = match.lastgroup
            if kind == "letters" and done < start and unicodedata.combining(source[start]):
                start -= 1
            if done < start:
                yield self._piece(source[done:start], done)
            if kind == "letters":
                yield from self._letters(source[start:end], start)
            elif kind == "quote":
                yield self._piece(self._mark(source, start, end), start)
            elif kind == "hyphen":
                self.joints_at.append(self._length)
                self.joints.append(_joint(match.group(), source[start - 1], source[end]))
                self._piece("", start)
            else:
                yield self._piece(_REPLACEMENTS[kind or ""], start)
            done = end
        if done < len(source):
            yield self._piece(source[done:], done)

    def _mark(self, source: str, start: int, end: int) -> str:
        """Return quotation marks as one, but keep 5' and 5" apart: behind a digit and not closing any."""
        before, opened = source[start - 1 : start], self._opened
        self._opened = -_LONGEST_QUOTED
        if before.isdigit() and start - opened >= _LONGEST_QUOTED:
            return '"' if end - start > 1 or source[start] in _DOUBLE_QUOTES else "'"
        if not before.isalnum() and not source[end : end + 1].isspace():
            self._opened = start
        return "'"

    def _letters(self, run: str, start: int) -> Iterator[str]:
        if unicodedata.is_normalized("NFKC", run):
            yield self._piece(run, start)
            return
        for cluster in _CLUSTER.finditer(run):
            yield self._piece(_compose(cluster.group()), start + cluster.start())

    def _piece(self, folded: str, source_at: int) -> str:
        self._folded_at.append(self._length)
        self._source_at.append(source_at)
        self._length += len(folded)
        return folded

    def _locate(self, position: int) -> tuple[int, int]:
        """Return the piece of a folded character, and how far into it the character stands."""
        piece = bisect_right(self._folded_at, position) - 1
        into = position - self._folded_at[piece]
        same_length = (
            self._folded_at[piece + 1] - self._folded_at[piece]
            == self._source_at[piece + 1] - self._source_at[piece]
        )
        return piece, into if same_length else -1

    def _start(self, position: int) -> int:
        piece, into = self._locate(position)
        return self._source_at[piece] + max(0, into)

    def _end(self, position: int) -> int:
        piece, into = self._locate(position)
        return self._source_at[piece] + into + 1 if into >= 0 else self._source_at[piece + 1]


class _Skips:
    """Spans that are read as a new line, and the positions around them."""

    def __init__(self, skipped: Sequence[Span]) -> None:
        self._spans = [span for span in skipped if len(span)]
        self._source_at = array("q", [0])
        self._shift = array("q", [0])

    def apply(self, original: str) -> str:
        """Return `original` with each span replaced by a new line."""
        parts: list[str] = []
        done = length = 0
        for span in self._spans:
            if span.start < done:
                continue
            parts += [original[done : span.start], "\n"]
            length += span.start - done + 1
            done = span.end
            self._source_at.append(length)
            self._shift.append(done - length)
        return "".join([*parts, original[done:]]) if parts else original

    def back(self, position: int) -> int:
        """Return where a character of the result stands in the original."""
        return position + self._shift[bisect_right(self._source_at, position) - 1]


def _joint(between: str, before: str, after: str) -> int:
    """Return how two parts of a word meet, from what stands between them."""
    broken = "\n" in between or "\r" in between
    if between[0] in _SOFT_HYPHENS:
        return _SOFT
    if broken:
        letters = (before.isalpha() or unicodedata.combining(before)) and after.isalpha()
        return _BROKEN_WORD if letters and between[0] in _HYPHENS and between[1:2].isspace() else _BROKEN
    return _SPACED if any(character.isspace() for character in between) else _INLINE


def _compose(cluster: str) -> str:
    """Return one character with its marks, in its composed and plain form where that means the same."""
    composed = unicodedata.normalize("NFC", cluster)
    if unicodedata.decomposition(composed[0]).startswith(_MEANINGFUL_FORMS):
        return composed
    plain = unicodedata.normalize("NFKC", composed)
    return composed if " " in plain else plain
