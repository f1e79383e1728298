"""One page of a PDF, as PDFium gives it: its text, and how much of it is pictures."""

from collections.abc import Iterator
from typing import Any

from docpanel.documents.dehyphenation import LINE_BREAK_HYPHEN
from docpanel.documents.parsed import one_newline

__all__ = ["page_text", "picture_share"]

HYPHEN_CODE = 0x2
"""What PDFium calls the hyphen of a line break, character by character; in running text it is U+FFFE."""
SIZE_JUMP = 1.2
"""Two characters whose line heights differ by this factor do not belong to one word."""
PICTURE_KIND = 3
MOST_OBJECTS = 5_000
NESTED_OBJECTS = 2


def page_text(textpage: Any) -> str:
    """Return the page's text; a word that goes on in the next line has `LINE_BREAK_HYPHEN` inside."""
    text = one_newline(textpage.get_text_range())
    return _end_lines(text, textpage) if LINE_BREAK_HYPHEN in text else text


def picture_share(page: Any) -> float:
    """Return how much of the page's area its pictures cover; more than 1 if they overlap."""
    width, height = page.get_size()
    covered = 0.0
    for count, item in enumerate(page.get_objects(max_depth=NESTED_OBJECTS)):
        if count >= MOST_OBJECTS:
            break
        if item.type == PICTURE_KIND:
            left, bottom, right, top = item.get_bounds()
            covered += max(0.0, right - left) * max(0.0, top - bottom)
    return covered / (width * height) if width and height else 0.0


def _end_lines(text: str, textpage: Any) -> str:
    """Give the line its end back where PDFium joined a word to type of another size, such as a print mark."""
    parts = text.split(LINE_BREAK_HYPHEN)
    jumps = list(_size_jumps(textpage))
    if len(jumps) != len(parts) - 1:
        return text
    joined = [parts[0]]
    for jump, part in zip(jumps, parts[1:], strict=True):
        joined.append(("-\n" if jump else LINE_BREAK_HYPHEN) + part)
    return "".join(joined)


def _size_jumps(textpage: Any) -> Iterator[bool]:
    """For every line-break hyphen of the page, say whether the type changes its size after it."""
    from pypdfium2 import raw  # noqa: PLC0415  # heavy, and only for PDF

    count = textpage.count_chars()
    for index in range(count):
        if raw.FPDFText_GetUnicode(textpage, index) == HYPHEN_CODE:
            around = [_line_height(textpage, near) for near in (index - 1, index + 1) if 0 <= near < count]
            yield max(around) > SIZE_JUMP * min(around)


def _line_height(textpage: Any, index: int) -> float:
    _, bottom, _, top = textpage.get_charbox(index, loose=True)
    return float(abs(top - bottom))
