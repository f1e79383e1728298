"""Text in columns of a terminal: how wide it is, where it breaks, where it is cut."""

import unicodedata
from collections.abc import Iterable, Iterator

__all__ = ["cell_width", "cut", "flow", "pad", "wrap"]

BETWEEN = " · "
ELLIPSIS = "…"
NO_BREAK = "\N{NO-BREAK SPACE}"


def cell_width(text: str) -> int:
    """Return the columns that `text` takes: two for wide East Asian letters, none for marks."""
    return len(text) if text.isascii() else sum(map(_letter_width, text))


def cut(text: str, width: int) -> str:
    """Return `text` in at most `width` columns, cut at a word where that loses less than a third."""
    if cell_width(text) <= width:
        return text
    head = _head(text, width - 1)
    at_word = head.rpartition(" ")[0]
    if 3 * len(at_word) > 2 * len(head) and not text[len(head) : len(head) + 1].isspace():
        head = at_word
    return head.rstrip(" ,;:.-(") + ELLIPSIS if width > 1 else ELLIPSIS[:width]


def wrap(text: str, width: int, max_lines: int | None = None, *, tail: str = "") -> list[str]:
    """Return `text` and `tail` in lines of at most `width` columns.

    What exceeds `max_lines` is cut from `text` with `…`; `tail`, a page or a badge, is never cut and
    not broken between lines.
    """
    lines = _fill(f"{text} {_unbroken(tail)}".strip(), width)
    if max_lines is not None and len(lines) > max_lines:
        room = max(1, width - cell_width(tail) - 1) if tail else width
        last = " ".join(_fill(text, width)[max_lines - 1 :])
        if cell_width(last) > room:
            last = cut(last + ELLIPSIS, room)
        lines = [*_fill(text, width)[: max_lines - 1], f"{last} {tail}".strip()]
    return [line.replace(NO_BREAK, " ") for line in lines]


def flow(facts: Iterable[str], width: int) -> list[str]:
    """Return short facts between dots, broken between them where they fit a line."""
    lines: list[str] = []
    for fact in filter(None, facts):
        joined = f"{lines[-1]}{BETWEEN}{fact}" if lines else fact
        if lines and cell_width(joined) <= width:
            lines[-1] = joined
        else:
            lines += _fill(fact, width)
    return lines


def pad(text: str, width: int, *, right: bool = False) -> str:
    """Return `text` filled with spaces to `width` columns, on its left side if `right`."""
    space = " " * max(0, width - cell_width(text))
    return space + text if right else text + space


def _fill(text: str, width: int) -> list[str]:
    lines: list[str] = []
    line = ""
    for word in _pieces(text, width):
        if line and cell_width(line) + 1 + cell_width(word) > width:
            lines.append(line)
            line = word
        else:
            line = f"{line} {word}" if line else word
    return [*lines, line] if line else lines


def _unbroken(text: str) -> str:
    return text.replace(" ", NO_BREAK)


def _pieces(text: str, width: int) -> Iterator[str]:
    """Yield the words, those wider than a line in parts: Chinese and addresses have no spaces."""
    for word in text.split(" "):
        rest = word
        while cell_width(rest) > width:
            head = _head(rest, width) or rest[0]
            yield head
            rest = rest[len(head) :]
        if rest:
            yield rest


def _head(text: str, width: int) -> str:
    """Return the longest beginning of `text` that takes at most `width` columns."""
    used = 0
    for index, letter in enumerate(text):
        used += _letter_width(letter)
        if used > width:
            return text[:index]
    return text


def _letter_width(letter: str) -> int:
    if unicodedata.category(letter) in {"Mn", "Me", "Cf"}:
        return 0
    return 2 if unicodedata.east_asian_width(letter) in {"W", "F"} else 1
