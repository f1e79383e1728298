"""The lines of a page without furniture, and what a single line looks like: an item, a row, a title."""

import re
from dataclasses import dataclass

from docpanel.documents.document import Page, Span

__all__ = [
    "BULLETS",
    "ITEM",
    "OPENERS",
    "SENTENCE_END",
    "TERMINAL",
    "Line",
    "is_row",
    "is_title",
    "lines_of",
]

BULLETS = "•●▪◦■∙‣"
ITEM = re.compile(
    r"(?:[•●▪◦■∙‣*+–—-]\s+|§+\s*\d|\((?:[a-z]{1,2}|[ivx]{1,5}|\d{1,2})\)\s+|"
    r"\d{1,2}(?:\.\d{1,2})*[.)]\s+(?=\S))"
)
TERMINAL = re.compile(r"[.!?…:;。！？][\"'”’)\]»」』]*\d{0,2}$")
SENTENCE_END = re.compile(r"[.!?…。！？][\"'”’)\]»」』]*\d{0,2}$")
OPENING_WORDS = """
       The This These Those That In On At To If When While As It We Our Because Since After Before
       However There They He She Under With By From Although You Your Each All Any No Where Who What
       How For Except During Despite Until Upon Through Between Given Based According Whether Such
       Some Most Many Both
"""
OPENERS = frozenset(OPENING_WORDS.split())
"""Words that begin an English sentence far more often than a capital stands on them inside one."""

LEADERS = re.compile(r"\.{4,}|(?:\. ){4,}")
CELLS = re.compile(r"\t|\S {3,}\S")
PIPES = re.compile(r"\s\|(?:\s|$)|^\|\s")
NUMERAL = re.compile(r"[-+$€£]?\d[\d,.]*%?")
INLINE_LABEL = re.compile(r"\S:\s")
VERB_WORDS = "a an is are was were has have had will would must may can shall"
VERBS = frozenset(VERB_WORDS.split())
HEADING_WORDS = 14
SMALL_WORD = 4
SOME_NUMERALS = 3
MANY_NUMERALS = 5


@dataclass(frozen=True, slots=True)
class Line:
    """A line without the white space around it; `gap` says that something stood between it and the last."""

    start: int
    end: int
    text: str
    gap: bool


def lines_of(text: str, page: Page, furniture: list[Span], cursor: int) -> list[Line]:
    """Return the lines of `page`, cut at the furniture, of which those before `cursor` are passed."""
    lines: list[Line] = []
    position = page.span.start
    gap = True
    while position < page.span.end:
        end = text.find("\n", position, page.span.end)
        end = page.span.end if end < 0 else end
        while cursor < len(furniture) and furniture[cursor].end <= position:
            cursor += 1
        piece_end = end
        following = end + 1
        if cursor < len(furniture) and furniture[cursor].start < end:
            piece_end = max(position, furniture[cursor].start)
            following = max(furniture[cursor].end, piece_end + 1)
        raw = text[position:piece_end]
        body = raw.strip()
        if body:
            start = position + len(raw) - len(raw.lstrip())
            lines.append(Line(start, start + len(body), body, gap))
            gap = piece_end < end
        else:
            gap = True
        position = following
    return lines


def is_row(text: str, *, prose: bool) -> bool:
    """Say whether a line is a row of cells; inside prose only marks of a table count, not numerals."""
    if LEADERS.search(text) or PIPES.search(text) or len(CELLS.findall(text)) > 1:
        return True
    words = text.split()
    numerals = sum(1 for word in words if NUMERAL.fullmatch(word))
    if prose and numerals < MANY_NUMERALS:
        return False
    return numerals >= SOME_NUMERALS and numerals * 2 > len(words)


def is_title(text: str) -> bool:
    """Say whether a line is written as titles are: capitals, few words, no closing punctuation."""
    marker = ITEM.match(text)
    words = [word.strip("()[]“”‘’\"'") for word in text[marker.end() if marker else 0 :].split()]
    words = [word for word in words if word]
    if not words or len(words) > HEADING_WORDS or _is_running(text):
        return False
    first = words[0]
    if not (first[0].isupper() or first[0].isdigit()):
        return False
    if first in OPENERS and first != "The" and not text.isupper():
        return False
    lowered = [word for word in words if word[0].islower()]
    small = all(len(word) <= SMALL_WORD and word not in VERBS for word in lowered)
    return small and any(word[0].isupper() for word in words)


def _is_running(text: str) -> bool:
    """Say whether a line is marked as part of a sentence, a list or a labelled field."""
    listed = text[0] in BULLETS or text.startswith(("- ", "* ", "– ")) or text.count(",") > 1
    ended = text.endswith((",", "-", "–")) or TERMINAL.search(text) is not None
    return listed or ended or INLINE_LABEL.search(text) is not None
