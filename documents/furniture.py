"""Running headers, footers, page numbers, print marks: lines at a page's edge that return on most pages."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from docpanel.documents.parsed import PageSpan

__all__ = ["find_furniture"]

FEWEST_PAGES = 3
SHARE_OF_PAGES = 0.4
"""Left and right pages often carry different headers; each returns on just under half of the pages."""
TOP_LINES = 4
BOTTOM_LINES = 5
LONGEST_LINE = 300
FEWEST_LETTERS = 3
"""A line of figures with fewer letters is a row of numbers: it counts with its digits."""
DIGITS = re.compile(r"\d+")
PAGE_NUMBER = re.compile(r"\W*(?:(?:page|seite|página|pagina|p\.)\s*)?(\d{1,5})\W*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _EdgeLine:
    span: PageSpan
    key: str


def find_furniture(pages: Sequence[str]) -> list[PageSpan]:
    """Return the spans of lines at the top or bottom of pages that return, but for digits, on most pages."""
    lines = [line for index, page in enumerate(pages) for line in _edge_lines(index, page)]
    pages_with = Counter(key for key, _ in {(line.key, line.span.page) for line in lines})
    with_text = sum(bool(page.strip()) for page in pages)
    enough = max(FEWEST_PAGES, SHARE_OF_PAGES * with_text)
    return [line.span for line in lines if pages_with[line.key] >= enough]


def _edge_lines(index: int, page: str) -> Iterator[_EdgeLine]:
    top = list(islice(_lines_from_top(page), TOP_LINES))
    bottom = list(islice(_lines_from_bottom(page), BOTTOM_LINES))
    for start, end in sorted({*top, *bottom}):
        if end - start <= LONGEST_LINE:
            yield _EdgeLine(PageSpan(index, start, end), _key(page[start:end], index))


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


def _key(line: str, page: int) -> str:
    """Return what stays the same from page to page: the words without digits, each once.

    A line that is only a number counts as a page number if it keeps its distance to the page's index.
    """
    if number := PAGE_NUMBER.fullmatch(line):
        return f"page number {int(number[1]) - page}"
    words = " ".join(dict.fromkeys(DIGITS.sub("", line).split()))
    return words if sum(map(str.isalpha, words)) >= FEWEST_LETTERS else line
