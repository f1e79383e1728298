"""What parts the cells of a line: bars, tabulators, leaders, wide or single spaces, the delimiters of CSV."""

import re
from typing import Literal

__all__ = ["CURRENCY", "MARKS", "Layout", "layout_of", "pieces_of"]

Layout = Literal["bars", "tabs", "leaders", "columns", "commas", "semicolons", "words"]

CURRENCY = r"(?:(?:US|C|A|HK|NZ|S)?\$|[€£¥]|USD|EUR|GBP|CHF|JPY)"
MARKS = "*†‡§¹²³⁴⁵⁶⁷⁸⁹⁰ᵃᵇᶜᵈ"
"""Signs of footnotes, which may stand behind a figure."""

BARS = re.compile(r"\s*\|\s*")
TABS = re.compile(r"[ ]*\t[ ]*")
LEADERS = re.compile(r"\s*(?:\.{2,}|(?:\. ){2,}\.?)\s*")
COLUMNS = re.compile(r" {2,}")
WORD = re.compile(r"\S+")
WORD_FIGURE = re.compile(
    rf"\(?[-−–+]?{CURRENCY}?\(?[-−–]?(?:\d{{1,3}}(?:,\d{{3}})+(?:\.\d+)?|\d[\d.,]*)\)?%?[€]?\)?[{MARKS}]*|[-–—−]"
)
WORD_SIGN = re.compile(rf"\(?[-−–]?{CURRENCY}")
PERCENT = frozenset({"%", "%)"})
BEHIND = PERCENT | {"€", "USD", "EUR", "CHF", "GBP"}
DELIMITED = frozenset({"text/csv", "text/tab-separated-values"})
SIGNS: dict[str, Layout] = {
    " | ": "bars",
    "\t": "tabs",
    "..": "leaders",
    ". . ": "leaders",
    "  ": "columns",
}
"""What parts the cells of a line, the surest first."""

DIGIT = re.compile(r"[0-9]")
DASHES = ("-", "–", "—", "−")
LONGEST = 2_000
LABEL = 90


def layout_of(line: str, *, media_type: str) -> Layout | None:
    """Return what parts the cells of a line, or None where it is no row."""
    if len(line) > LONGEST:
        return None
    if media_type in DELIMITED:
        return _delimiter(line)
    for sign, layout in SIGNS.items():
        if sign in line:
            return layout
    if line.startswith("|"):
        return "bars"
    pieces = _words(line) if DIGIT.search(line) or line[-1:] in DASHES else []
    return "words" if len(pieces) > 1 and pieces[0][1] <= LABEL else None


def _delimiter(line: str) -> Layout:
    """Return what parts the values of a line of CSV; commas may be decimal where there are semicolons."""
    if ";" in line:
        return "semicolons"
    return "tabs" if line.count("\t") > line.count(",") else "commas"


def pieces_of(line: str, layout: Layout) -> list[tuple[int, int]]:
    """Return where the cells of a line begin and end, the label first."""
    match layout:
        case "commas":
            return _delimited(line, ",")
        case "semicolons":
            return _delimited(line, ";")
        case "words":
            return _words(line)
    separator = {"bars": BARS, "tabs": TABS, "leaders": LEADERS, "columns": COLUMNS}[layout]
    pieces, at = [], 0
    for border in separator.finditer(line):
        pieces.append((at, border.start()))
        at = border.end()
    pieces.append((at, len(line)))
    if layout == "bars":
        pieces = pieces[1:] if line.startswith("|") else pieces
        pieces = pieces[:-1] if line.endswith("|") else pieces
    return pieces


def _words(line: str) -> list[tuple[int, int]]:
    """Part a line into its label and the figures at its end, which stand between single spaces.

    A currency or percent sign that stands alone belongs to the figure before it or behind it.
    """
    words = [match.span() for match in WORD.finditer(line)]
    first = len(words)
    while first > 1 and _is_piece(line[slice(*words[first - 1])]):
        first -= 1
    while first < len(words) and line[slice(*words[first])] in PERCENT:
        first += 1
    cells: list[tuple[int, int]] = []
    leads = first < len(words) and WORD_FIGURE.fullmatch(line[slice(*words[first])]) is None
    opened: int | None = None
    for begin, end in words[first:]:
        word = line[begin:end]
        if WORD_FIGURE.fullmatch(word):
            cells.append((begin if opened is None else opened, end))
            opened = None
        elif cells and word in BEHIND and not (leads and WORD_SIGN.fullmatch(word)):
            cells[-1] = (cells[-1][0], end)
        else:
            opened = begin
    label = line[: words[first][0]].rstrip(" :") if first < len(words) else line
    if not cells or not any(character.isalpha() for character in label):
        return [(0, len(line))]
    return [(0, len(label)), *cells]


def _is_piece(word: str) -> bool:
    return bool(WORD_FIGURE.fullmatch(word) or WORD_SIGN.fullmatch(word) or word in BEHIND)


def _delimited(line: str, delimiter: str) -> list[tuple[int, int]]:
    """Part a line of CSV; quotation marks stay outside of the pieces."""
    pieces, at = [], 0
    while at <= len(line):
        if line.startswith('"', at):
            end = line.find('"', at + 1)
            while end >= 0 and line.startswith('""', end):
                end = line.find('"', end + 2)
            end = len(line) if end < 0 else end
            pieces.append((at + 1, end))
            following = line.find(delimiter, end)
        else:
            following = line.find(delimiter, at)
            pieces.append((at, following if following >= 0 else len(line)))
        if following < 0:
            break
        at = following + 1
    return pieces
