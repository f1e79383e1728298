"""The layout of a document's text: headings, paragraphs, list items, footnotes and table rows.

Plain text has lost its columns and indents, so lines are judged by what they hold and by what stands
before and after them. Doubt ends a block: a sentence that is lost costs less than two that are glued.
"""

import re
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from docpanel.documents.document import Document, Page, Span

__all__ = ["Block", "BlockKind", "blocks"]

BlockKind = Literal["heading", "paragraph", "item", "note", "row", "code"]

ITEM = re.compile(
    r"(?:[•●▪◦■∙‣*+–—-]\s+|§+\s*\d|\((?:[a-z]{1,2}|[ivx]{1,5}|\d{1,2})\)\s+|\d{1,2}(?:\.\d{1,2})*[.)]\s+(?=\S))"
)
NOTE = re.compile(r"(\d{1,2})(?=[A-Z][\w ])")
INNER_NOTE = re.compile(r"(?<=[.!?”’)] )(\d{1,2})(?=[A-Z][\w ])")
LEADERS = re.compile(r"\.{4,}|(?:\. ){4,}")
CELLS = re.compile(r"\t|\S {3,}\S")
PIPES = re.compile(r"\s\|(?:\s|$)|^\|\s")
NUMERAL = re.compile(r"[-+$€£]?\d[\d,.]*%?")
MARKUP_HEADING = re.compile(r"#{1,6}\s+\S")
FENCE = re.compile(r"```|~~~")
TERMINAL = re.compile(r"[.!?…:;。！？][\"'”’)\]»」』]*\d{0,2}$")  # noqa: RUF001  # CJK sentence ends are meant
SENTENCE_END = re.compile(r"[.!?…。！？][\"'”’)\]»」』]*\d{0,2}$")  # noqa: RUF001  # CJK sentence ends are meant
OPENERS = frozenset(
    "The This These Those That In On At To If When While As It We Our Because Since After Before However "
    "There They He She Under With By From Although You Your Each All Any No Where Who What How For Except "
    "During Despite Until Upon Through Between Given Based According Whether Such Some Most Many Both".split()
)
DANGLING = re.compile(r"\b(?:of|the|a|an|and|or|to|for|in|on|by|with|at|from)$")
INLINE_LABEL = re.compile(r"\S:\s")
ROW_MEDIA = frozenset({"text/csv", "text/tab-separated-values"})
LINE_MEDIA = frozenset({"text/html", "application/xhtml+xml"})
OFFICE_MEDIA = "application/vnd.openxmlformats"
BULLETS = "•●▪◦■∙‣"
HEADING_WORDS = 14
HEADING_LINES = 4
LONG_LINE = 160
STUB = 20
SMALL_WORD = 4
SOME_NUMERALS = 3
MANY_NUMERALS = 5
CUT_WORDS = 5
VERBS = frozenset("a an is are was were has have had will would must may can shall".split())

_LOCK = threading.Lock()


@dataclass(frozen=True, slots=True)
class Block:
    """One piece of layout; `cut` says that its last sentence runs on over a border, `follows_cut`
    that it may begin with the rest of a sentence that started before a border.
    """

    kind: BlockKind
    span: Span
    page: int
    cut: bool = False
    follows_cut: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """A line without the white space around it; `gap` says that something stood between it and the last."""

    start: int
    end: int
    text: str
    gap: bool


def blocks(document: Document) -> tuple[Block, ...]:
    """Return the blocks of `document` in the order of its text; computed once for each document."""
    found: tuple[Block, ...] | None = document.__dict__.get("_blocks")
    if found is None:
        with _LOCK:
            found = document.__dict__.get("_blocks")
            if found is None:
                found = tuple(_blocks(document))
                document.__dict__["_blocks"] = found
    return found


def _blocks(document: Document) -> Iterator[Block]:
    declared = {heading.span.start for heading in document.headings}
    furniture = sorted(document.furniture)
    notes = 0
    cursor = 0
    open_sentence = False
    for page in document.pages:
        while cursor < len(furniture) and furniture[cursor].end <= page.span.start:
            cursor += 1
        lines = _lines(document.text, page, furniture, cursor)
        layout = _PageLayout(page.number, lines, declared, notes, document.media_type)
        found = layout.blocks()
        yield from _mark_borders(found, document.text, open_before=open_sentence)
        notes = layout.notes
        if found:
            open_sentence = _runs_on(found, document.text)


def _lines(text: str, page: Page, furniture: list[Span], cursor: int) -> list[Line]:
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


class _PageLayout:
    """Walks the lines of one page once."""

    def __init__(
        self, number: int, lines: list[Line], declared: set[int], notes: int, media_type: str
    ) -> None:
        self.number = number
        self.lines = lines
        self.declared = declared
        self.notes = notes
        lengths = sorted(len(line.text) for line in lines if len(line.text) > STUB)
        self.width = lengths[int(len(lengths) * 0.8)] if lengths else 0
        self.rows_only = media_type in ROW_MEDIA
        self.line_is_paragraph = media_type in LINE_MEDIA or media_type.startswith(OFFICE_MEDIA)
        self.hard_breaks = bool(lengths) and lengths[-1] > LONG_LINE

    def blocks(self) -> list[Block]:
        """Return the blocks of the page, unmarked."""
        found: list[Block] = []
        index = 0
        fenced = False
        while index < len(self.lines):
            self._part_inner_note(index)
            line = self.lines[index]
            if FENCE.match(line.text):
                fenced = not fenced
            if fenced or FENCE.match(line.text):
                kind, count = "code", 1
            else:
                kind, count = self._starts(index)
            last = self.lines[index + count - 1]
            if self._continues(found, kind, index):
                found[-1] = Block(found[-1].kind, Span(found[-1].span.start, last.end), self.number)
            else:
                found.append(Block(kind, Span(line.start, last.end), self.number))
            index += count
        return found

    def _part_inner_note(self, index: int) -> None:
        """Part a line in which the next footnote begins behind the end of the last."""
        line = self.lines[index]
        after_own = self.notes + 1 + bool(NOTE.match(line.text))
        match = next((m for m in INNER_NOTE.finditer(line.text) if int(m[1]) == after_own), None)
        if match:
            border = line.start + match.start()
            head = line.text[: match.start()].rstrip()
            tail = line.text[match.start() :]
            self.lines[index : index + 1] = [
                Line(line.start, line.start + len(head), head, line.gap),
                Line(border, line.end, tail, gap=False),
            ]

    def _starts(self, index: int) -> tuple[BlockKind, int]:
        line = self.lines[index]
        if line.start in self.declared or MARKUP_HEADING.match(line.text):
            return "heading", 1
        if self.rows_only or _is_row(line.text, prose=self._in_prose(index)):
            return "row", 1
        note = NOTE.match(line.text)
        if note and int(note[1]) == self.notes + 1:
            self.notes += 1
            return "note", 1
        heading = self._heading_lines(index)
        if heading:
            return "heading", heading
        if ITEM.match(line.text) and self._may_start_item(index):
            return "item", 1
        return "paragraph", 1

    def _continues(self, found: list[Block], kind: BlockKind, index: int) -> bool:
        line = self.lines[index]
        if not found or line.gap or kind != "paragraph" or found[-1].kind in {"heading", "row", "code"}:
            return False
        previous = self.lines[index - 1].text
        if self.line_is_paragraph:
            return False
        if self.hard_breaks and not line.text[:1].islower():
            return False
        ended = bool(SENTENCE_END.search(previous))
        if found[-1].kind in {"item", "note"} and ended and len(previous) < 0.75 * self.width:
            return False
        if found[-1].kind == "note" and ended and line.text[0].islower():
            return False
        fresh = line.text.split(None, 1)[0].rstrip(",") in OPENERS
        short = len(previous) < 0.6 * self.width or _is_title(previous)
        single = found[-1].span.start == self.lines[index - 1].start or len(previous) < 0.5 * self.width
        return not (fresh and not ended and short and single)

    def _in_prose(self, index: int) -> bool:
        """Say whether the lines around are a sentence that runs through this one."""
        if index + 1 < len(self.lines) and self.lines[index + 1].text[0].islower():
            return True
        if index == 0 or self.lines[index].gap:
            return False
        previous = self.lines[index - 1].text
        return (
            not TERMINAL.search(previous)
            and (previous[-1].isalnum() or previous[-1] in ",(–-")
            and not _is_title(previous)
        )

    def _may_start_item(self, index: int) -> bool:
        line = self.lines[index]
        if index == 0 or line.gap:
            return True
        previous = self.lines[index - 1].text
        inline = line.text[0] in "(–—-" and re.search(r"[,;]$|\b(?:and|or)$", previous)
        marker = ITEM.match(line.text)
        lower = marker is not None and line.text[marker.end() : marker.end() + 1].islower()
        if line.text[0] in "•●▪◦■∙‣":
            return True
        return bool(TERMINAL.search(previous) or _is_title(previous) or (inline and not lower))

    def _heading_lines(self, index: int) -> int:
        """Return how many lines from `index` on are one heading, 0 for none."""
        line = self.lines[index]
        if index and not line.gap and not TERMINAL.search(self.lines[index - 1].text):
            before = self._starts_heading_before(index)
            if not before:
                return 0
        if self._stands_alone(index):
            return 1
        count = 0
        while index + count < len(self.lines) and count <= HEADING_LINES:
            candidate = self.lines[index + count]
            if (count and candidate.gap) or not _is_title(candidate.text):
                break
            count += 1
        if count > HEADING_LINES:
            return int(line.text.isupper())
        while count and DANGLING.search(self.lines[index + count - 1].text):
            count -= 1
        while count and not self._may_follow_heading(index + count):
            count -= 1
            if count and len(self.lines[index + count - 1].text) > 0.75 * self.width:
                return 0
        return count

    def _may_follow_heading(self, index: int) -> bool:
        if index >= len(self.lines) or self.lines[index].gap:
            return True
        text = self.lines[index].text
        return (
            text[0].isupper() or bool(ITEM.match(text)) or text[0] in "“\"‘'[" or _is_row(text, prose=False)
        )

    def _starts_heading_before(self, index: int) -> bool:
        previous = self.lines[index - 1].text
        return previous.isupper() or (_is_title(previous) and self.lines[index].text.isupper())

    def _stands_alone(self, index: int) -> bool:
        line = self.lines[index]
        words = line.text.split()
        after_gap = index + 1 < len(self.lines) and self.lines[index + 1].gap
        return (
            line.gap
            and after_gap
            and len(words) <= HEADING_WORDS
            and ITEM.sub("", line.text, count=1)[:1].isupper()
            and line.text[0] not in BULLETS + "-*–"
            and not TERMINAL.search(line.text)
            and not line.text.endswith((",", "-"))
        )


def _is_row(text: str, *, prose: bool) -> bool:
    """Say whether a line is a row of cells; inside prose only marks of a table count, not numerals."""
    if LEADERS.search(text) or PIPES.search(text) or len(CELLS.findall(text)) > 1:
        return True
    words = text.split()
    numerals = sum(1 for word in words if NUMERAL.fullmatch(word))
    if prose and numerals < MANY_NUMERALS:
        return False
    return numerals >= SOME_NUMERALS and numerals * 2 > len(words)


def _is_title(text: str) -> bool:
    """Say whether a line is written as titles are: capitals, few words, no closing punctuation."""
    marker = ITEM.match(text)
    words = [word.strip("()[]“”‘’\"'") for word in text[marker.end() if marker else 0 :].split()]
    words = [word for word in words if word]
    if not words or len(words) > HEADING_WORDS or text.endswith((",", "-", "–")):  # noqa: RUF001  # as printed
        return False
    if (
        TERMINAL.search(text)
        or INLINE_LABEL.search(text)
        or text[0] in BULLETS
        or text.startswith(("- ", "* ", "– "))
    ):  # noqa: RUF001  # as printed
        return False
    if not words[0][0].isupper() and not words[0][0].isdigit():
        return False
    if text.count(",") > 1:
        return False
    if words[0] in OPENERS and words[0] != "The" and not text.isupper():
        return False
    lowered = [word for word in words if word[0].islower()]
    if any(len(word) > SMALL_WORD or word in VERBS for word in lowered):
        return False
    return any(word[0].isupper() for word in words)


def _runs_on(found: list[Block], text: str) -> bool:
    last = found[-1]
    body = text[last.span.start : last.span.end].rstrip()
    return last.kind in {"paragraph", "item"} and not TERMINAL.search(body) and len(body.split()) > CUT_WORDS


def _mark_borders(found: list[Block], text: str, *, open_before: bool) -> Iterator[Block]:
    """Mark the block whose end a border cuts and the one that may hold the rest."""
    if not found:
        return
    cut = _runs_on(found, text)
    orphan = next((i for i, block in enumerate(found) if block.kind not in {"note", "row"}), 0)
    for index, block in enumerate(found):
        yield Block(
            block.kind,
            block.span,
            block.page,
            cut=cut and index == len(found) - 1,
            follows_cut=open_before and index == orphan,
        )
