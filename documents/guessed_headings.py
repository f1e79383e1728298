"""Headings that no file declares: lines written as titles, where a title may stand."""

import re

from docpanel.documents.lines import BULLETS, ITEM, TERMINAL, Line, is_row, is_title

__all__ = ["heading_lines"]

DANGLING = re.compile(r"\b(?:of|the|a|an|and|or|to|for|in|on|by|with|at|from)$")
HEADING_WORDS = 14
HEADING_LINES = 4
NEARLY_FULL = 0.75
"""The share of the usual line width from which on a line was filled, so that its sentence may go on."""


def heading_lines(lines: list[Line], index: int, width: int) -> int:
    """Return how many lines from `index` on are one heading, 0 for none; `width` is the usual line's."""
    line = lines[index]
    inside = index and not line.gap and not TERMINAL.search(lines[index - 1].text)
    if inside and not _follows_heading(lines, index):
        return 0
    if _stands_alone(lines, index):
        return 1
    count = 0
    while index + count < len(lines) and count <= HEADING_LINES:
        candidate = lines[index + count]
        if (count and candidate.gap) or not is_title(candidate.text):
            break
        count += 1
    if count > HEADING_LINES:
        return int(line.text.isupper())
    while count and DANGLING.search(lines[index + count - 1].text):
        count -= 1
    while count and not _may_follow_heading(lines, index + count):
        count -= 1
        if count and len(lines[index + count - 1].text) > NEARLY_FULL * width:
            return 0
    return count


def _may_follow_heading(lines: list[Line], index: int) -> bool:
    if index >= len(lines) or lines[index].gap:
        return True
    text = lines[index].text
    return text[0].isupper() or bool(ITEM.match(text)) or text[0] in "“\"‘'[" or is_row(text, prose=False)


def _follows_heading(lines: list[Line], index: int) -> bool:
    """Say whether a heading may begin although the line before ends no sentence: it shouts, or that did."""
    previous, text = lines[index - 1].text, lines[index].text
    shouts = text.isupper() and " " in text and not previous.endswith((",", "-", "–"))
    return previous.isupper() or (shouts and not DANGLING.search(previous))


def _stands_alone(lines: list[Line], index: int) -> bool:
    line = lines[index]
    words = line.text.split()
    after_gap = index + 1 < len(lines) and lines[index + 1].gap
    return (
        line.gap
        and after_gap
        and len(words) <= HEADING_WORDS
        and ITEM.sub("", line.text, count=1)[:1].isupper()
        and line.text[0] not in BULLETS + "-*–"
        and not TERMINAL.search(line.text)
        and not line.text.endswith((",", "-"))
    )
