"""Running headers, footers, page numbers, print marks: lines at a page's edge that return on most pages.

What is taken for furniture is not read, so a wrong guess must not cost text: few lines of a page, a small
share of its characters, and a line that reads as prose only where it says the same on every page; even
then its first occurrence stays.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from statistics import median

from docpanel.documents.parsed import PageSpan

__all__ = ["find_furniture"]

FEWEST_PAGES = 3
SHARE_OF_PAGES = 0.4
"""Left and right pages often carry different headers; each returns on just under half of the pages."""
EDGE_LINES = 3
LONGEST_LINE = 160
SHARE_OF_TEXT = 0.18
"""Of the middle page's characters: a page that holds only a picture still has the others' running lines."""
FEWEST_LETTERS = 3
"""A line of figures with fewer letters is a row of numbers: it counts with its digits."""
DIGITS = re.compile(r"\d+")
OUTER_DIGITS = re.compile(r"^[\d\W]+|[\d\W]+$")
PAGE_NUMBER = re.compile(r"\W*(?:(?:page|seite|página|pagina|p\.)\s*)?(\d{1,5})\W*", re.IGNORECASE)
WORD = re.compile(r"[^\W\d_]{2,}")
SENTENCE_END = re.compile(
    r"(?<! al)(?<! Co)(?<! Inc)(?<! Ltd)(?<! No)(?<! Vol)\.[)\]”’\"']*$|[!?][)\]”’\"']*$"
)
FEWEST_WORDS = 3
MANY_SMALL_WORDS = 6
"""A line with so many words in small letters is part of a sentence that is broken over lines."""
MONEY = re.compile(r"[$€£¥]\s?\d|\d\s?[$€£¥]|\b(?:EUR|USD|GBP|CHF|euros?|dollars|pounds)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _EdgeLine:
    span: PageSpan
    key: str
    prose: bool

    @property
    def length(self) -> int:
        return self.span.end - self.span.start


def find_furniture(pages: Sequence[str]) -> list[PageSpan]:
    """Return the spans of lines at the top or bottom of pages that return, but for digits, on most pages."""
    edges = [list(_edge_lines(index, page)) for index, page in enumerate(pages)]
    pages_with = Counter(key for lines in edges for key in {line.key for line in lines})
    sizes = [len(page.strip()) for page in pages if page.strip()]
    enough = max(FEWEST_PAGES, SHARE_OF_PAGES * len(sizes))
    most = SHARE_OF_TEXT * median(sizes) if sizes else 0.0
    found: list[PageSpan] = []
    told: set[str] = set()
    for lines in edges:
        returning = [line for line in lines if pages_with[line.key] >= enough]
        hidden = [line for line in returning if not line.prose or line.key in told]
        told.update(line.key for line in returning)
        found += sorted((line.span for line in _fitting(hidden, most)), key=lambda span: span.start)
    return found


def _fitting(lines: list[_EdgeLine], most: float) -> Iterator[_EdgeLine]:
    """Yield lines, the outermost first, until they would come to more than `most` characters."""
    total = 0
    for line in lines:
        total += line.length
        if total > most:
            return
        yield line


def _edge_lines(index: int, page: str) -> Iterator[_EdgeLine]:
    """Yield the lines at both edges of a page, the outermost first."""
    top = list(islice(_lines_from_top(page), EDGE_LINES))
    bottom = list(islice(_lines_from_bottom(page), EDGE_LINES))
    inwards = (place for pair in zip(top, bottom, strict=True) for place in pair)
    for start, end in dict.fromkeys(inwards):
        line = page[start:end]
        if len(line) <= LONGEST_LINE:
            prose = _is_prose(line)
            key = OUTER_DIGITS.sub("", line) if prose else _key(line, index)
            yield _EdgeLine(PageSpan(index, start, end), key, prose)


def _lines_from_top(page: str) -> Iterator[tuple[int, int]]:
    start = 0
    while start <= len(page):
        end = page.find("\n", start)
        end = len(page) if end < 0 else end
        yield from _bare(page, start, end)
        start = end + 1


def _lines_from_bottom(page: str) -> Iterator[tuple[int, int]]:
    end = len(page)
    while end >= 0:
        before = page.rfind("\n", 0, end)
        yield from _bare(page, before + 1, end)
        end = before


def _bare(page: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the line without the white space around it, if there is more to it."""
    line = page[start:end]
    if bare := line.strip():
        begin = start + len(line) - len(line.lstrip())
        yield begin, begin + len(bare)


def _is_prose(line: str) -> bool:
    """Say whether a line states something: it ends like a sentence, is part of one, or names a sum."""
    names = WORD.findall(line)
    ends = len(names) >= FEWEST_WORDS and SENTENCE_END.search(line) is not None
    return ends or sum(map(str.islower, names)) >= MANY_SMALL_WORDS or MONEY.search(line) is not None


def _key(line: str, page: int) -> str:
    """Return what stays the same from page to page: the words without digits, each once.

    A line that is only a number counts as a page number if it keeps its distance to the page's index.
    """
    if number := PAGE_NUMBER.fullmatch(line):
        return f"page number {int(number[1]) - page}"
    words = " ".join(dict.fromkeys(DIGITS.sub("", line).split()))
    return words if sum(map(str.isalpha, words)) >= FEWEST_LETTERS else line
