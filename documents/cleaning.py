"""From a slice of a document to a line that reads well: white space, hyphens, footnote marks, quotes."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator

from docpanel.documents.blocks import Block
from docpanel.documents.document import Document, Span

__all__ = ["WORD", "Cleaner"]

WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
COMPOUND = re.compile(r"\b[^\W\d_]+(?:-[^\W\d_]+)+\b")
PART = re.compile(r"[^\W\d_]+")
SOFT_BREAK = re.compile("[\ufffe\u00ad\x02]\\s*")
BROKEN_WORD = re.compile(r"([^\W\d_]+)-[ \t]*\r?\n\s*([a-z][^\W\d_]*)")
BROKEN_NUMBER = re.compile(r"(?<=\d)-[ \t]*\r?\n\s*(?=\w)")
BROKEN_SIGN = re.compile(r"(?<=\S)([–—/]|//|(?<=\w)@)\s*\n\s*")
ATTACHED_MARK = re.compile(r"(?<=[a-z]),\d{1,2} (?=[a-z])")
FREE_MARK = re.compile(r"([^\W\d_]+)\)?[ \n]+(\d{1,2})(?=[ \n]+[a-z])")
COUNTED_WORDS = """
    than to of by at for in within about least most every each and or the a an only under over per between
    figure part section paragraph note table page code step item model flight revision chapter title number
    no cfr fr version level phase class day days after before up is are was were has have
"""
COUNTED = frozenset(COUNTED_WORDS.split())
"""Words after which a number counts or names something and is no footnote mark."""


class Cleaner:
    """Cleans slices of one document, by the words and footnotes that it holds."""

    def __init__(self, document: Document, layout: tuple[Block, ...]) -> None:
        """Read the vocabulary of `document` and the footnotes of its `layout`."""
        self._text = document.text
        self._marks = tuple(_note_marks(document.text, layout))
        plain_text = SOFT_BREAK.sub("", document.text)
        compounds = Counter(COMPOUND.findall(plain_text))
        self._compounds = frozenset(compound.lower() for compound in compounds)
        self._words = frozenset(word.lower() for word in PART.findall(BROKEN_WORD.sub(" ", plain_text)))
        self._glued = _glued(plain_text, compounds)

    def line(self, span: Span) -> str:
        """Return the slice at `span` on one line, its words whole and its footnote marks gone."""
        text = SOFT_BREAK.sub("", self._without_marks(span))
        text = BROKEN_SIGN.sub(r"\1", text)
        text = BROKEN_NUMBER.sub("-", text)
        text = BROKEN_WORD.sub(self._rejoin, text)
        text = " ".join(text.split()).replace("‘‘", "“").replace("’’", "”")
        text = ATTACHED_MARK.sub(", ", text)
        return WORD.sub(self._respell, text) if self._glued else text

    def _rejoin(self, match: re.Match[str]) -> str:
        """Keep a hyphen at a line's end where the author seems to have set it."""
        left, right = match[1], match[2]
        compound = f"{left}-{right}"
        both = left.lower() in self._words and right.lower() in self._words
        joined = (left + right).lower() in self._words
        return compound if compound.lower() in self._compounds or (both and not joined) else left + right

    def _respell(self, match: re.Match[str]) -> str:
        return self._glued.get(match[0], match[0])

    def _without_marks(self, span: Span) -> str:
        start = span.start
        pieces = []
        for mark in self._marks[bisect_left(self._marks, Span(span.start, span.start)) :]:
            if mark.start >= span.end:
                break
            pieces.append(self._text[start : mark.start])
            start = mark.end
        return "".join([*pieces, self._text[start : span.end]])


def _glued(text: str, compounds: Counter[str]) -> dict[str, str]:
    """Map words that lost their hyphen at a line's end to the form that the document itself uses."""
    candidates = {
        form.replace("-", ""): form for form, _ in sorted(compounds.items(), key=lambda item: item[1])
    }
    plain = Counter(word for word in WORD.findall(text) if word in candidates)
    return {word: form for word, form in candidates.items() if 0 < plain[word] <= compounds[form]}


def _note_marks(text: str, layout: tuple[Block, ...]) -> Iterator[Span]:
    """Yield where the numbers of footnotes stand free in running text: once each, in rising order."""
    notes: dict[int, set[str]] = {}
    for block in layout:
        if block.kind == "note":
            number = re.match(r"\d+", text[block.span.start : block.span.start + 2])
            notes.setdefault(block.page, set()).add(number[0] if number else "")
    last = 0
    for block in layout:
        if block.kind != "paragraph" or block.page not in notes:
            continue
        for match in FREE_MARK.finditer(text, block.span.start, block.span.end):
            known = match[2] in notes[block.page] and int(match[2]) > last
            if known and match[1].lower() not in COUNTED:
                last = int(match[2])
                yield Span(match.start(2), match.end(2))
