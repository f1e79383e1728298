"""The layout of a document's text: headings, paragraphs, list items, footnotes and table rows.

Plain text has lost its columns and indents, so lines are judged by what they hold and by what stands
before and after them. Doubt ends a block: a sentence that is lost costs less than two that are glued.
"""

import re
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from docpanel.documents.document import Document, Span
from docpanel.documents.guessed_headings import heading_lines
from docpanel.documents.lines import (
    BULLETS,
    ITEM,
    OPENERS,
    SENTENCE_END,
    TERMINAL,
    Line,
    is_row,
    is_title,
    lines_of,
)

__all__ = ["Block", "BlockKind", "blocks"]

BlockKind = Literal["heading", "paragraph", "item", "note", "row", "code"]

NOTE = re.compile(r"(\d{1,2})(?=[A-Z][\w ])")
INNER_NOTE = re.compile(r"(?<=[.!?”’)] )(\d{1,2})(?=[A-Z][\w ])")
MARKUP_HEADING = re.compile(r"#{1,6}\s+\S")
FENCE = re.compile(r"```|~~~")
ROW_MEDIA = frozenset({"text/csv", "text/tab-separated-values"})
LINE_MEDIA = frozenset({"text/html", "application/xhtml+xml"})
OFFICE_MEDIA = "application/vnd.openxmlformats"
LONG_LINE = 160
STUB = 20
CUT_WORDS = 5
HALF_FULL, LOOSE, NEARLY_FULL = 0.5, 0.6, 0.75
"""Shares of the usual line width under which a line was not filled, so that something ends with it."""

_LOCK = threading.Lock()


@dataclass(frozen=True, slots=True)
class Block:
    """One piece of layout.

    `cut` says that its last sentence runs on over a border, `follows_cut` that it may begin with the
    rest of a sentence that started before a border.
    """

    kind: BlockKind
    span: Span
    page: int
    cut: bool = False
    follows_cut: bool = False


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
        lines = lines_of(document.text, page, furniture, cursor)
        layout = _PageLayout(page.number, lines, declared, notes, document.media_type)
        found = layout.blocks()
        yield from _mark_borders(found, document.text, open_before=open_sentence)
        notes = layout.notes
        if found:
            open_sentence = not layout.line_is_paragraph and _runs_on(found, document.text)


class _PageLayout:
    """Walks the lines of one page once."""

    def __init__(
        self, number: int, lines: list[Line], declared: set[int], notes: int, media_type: str
    ) -> None:
        """Take the lines, where declared headings begin, and how many footnotes came before."""
        self.number = number
        self.lines = lines
        self.declared = declared
        self.notes = notes
        lengths = sorted(len(line.text) for line in lines if len(line.text) > STUB)
        self.width = lengths[int(len(lengths) * 0.8)] if lengths else 0
        self.rows_only = media_type in ROW_MEDIA
        self.line_is_paragraph = media_type in LINE_MEDIA or media_type.startswith(OFFICE_MEDIA)
        self.long_lines = bool(lengths) and lengths[-1] > LONG_LINE

    def blocks(self) -> list[Block]:
        """Return the blocks of the page, unmarked."""
        found: list[Block] = []
        kind: BlockKind
        index = 0
        fenced = False
        while index < len(self.lines):
            self._part_inner_note(index)
            line = self.lines[index]
            fence = FENCE.match(line.text) is not None
            fenced ^= fence
            kind, count = ("code", 1) if fenced or fence else self._starts(index)
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
        if self.rows_only or is_row(line.text, prose=self._in_prose(index)):
            return "row", 1
        note = NOTE.match(line.text)
        if note and int(note[1]) == self.notes + 1:
            self.notes += 1
            return "note", 1
        heading = heading_lines(self.lines, index, self.width)
        if heading:
            return "heading", heading
        if ITEM.match(line.text) and self._may_start_item(index):
            return "item", 1
        return "paragraph", 1

    def _continues(self, found: list[Block], kind: BlockKind, index: int) -> bool:
        line = self.lines[index]
        if not found or line.gap or kind != "paragraph" or found[-1].kind in {"heading", "row", "code"}:
            return False
        previous = self.lines[index - 1]
        fill = len(previous.text) / max(1, self.width)
        lower = line.text[0].islower()
        if SENTENCE_END.search(previous.text):
            paragraph_ends = self.long_lines and not lower
            item_ends = found[-1].kind in {"item", "note"} and fill < NEARLY_FULL
            note_ends = found[-1].kind == "note" and lower
            return not (self.line_is_paragraph or paragraph_ends or item_ends or note_ends)
        if self.line_is_paragraph or (self.long_lines and not lower and fill < HALF_FULL):
            return False
        fresh = line.text.split(None, 1)[0].rstrip(",") in OPENERS
        alone = found[-1].span.start == previous.start and (fill < LOOSE or is_title(previous.text))
        return not (fresh and (alone or fill < HALF_FULL))

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
            and not is_title(previous)
        )

    def _may_start_item(self, index: int) -> bool:
        line = self.lines[index]
        if index == 0 or line.gap:
            return True
        previous = self.lines[index - 1].text
        inline = line.text[0] in "(–—-" and re.search(r"[,;]$|\b(?:and|or)$", previous)
        marker = ITEM.match(line.text)
        lower = marker is not None and line.text[marker.end() : marker.end() + 1].islower()
        if line.text[0] in BULLETS:
            return True
        return bool(TERMINAL.search(previous) or is_title(previous) or (inline and not lower))


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
