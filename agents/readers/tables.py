"""Rows of figures inside a text: which rows belong together, what they are called, what they add up to."""

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from docpanel.agents.readers.passages import Passages
from docpanel.documents.blocks import Block
from docpanel.documents.document import Span

__all__ = ["Row", "Table", "tables"]

SEPARATOR = re.compile(r"\s*(?:\.{2,}|(?:\. ){3,}|\t+|\|| {3,})\s*")
CONTINUED = re.compile(r"\s*[—–(-]+\s*continued\)?$", re.IGNORECASE)  # dashes as printed
LEADER = re.compile(r"\.{4,}|(?:\. ){4,}")
FIGURES = re.compile(r"(\D+?)\s+([-+$€£(]?\d.*)")
OPEN_ENDS = ("=", "×", "of")  # the sign of multiplication
CELL_START = re.compile(r"[$€£¥\d]|Up to\b")
MAX_GAP = 120


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its label and the cells behind it, as printed."""

    label: str
    cells: tuple[str, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class Table:
    """Rows that follow each other, under the heading before them."""

    heading: str | None
    title: Span | None
    columns: str | None
    page: int
    rows: tuple[Row, ...]


def tables(text: Passages) -> tuple[Table, ...]:
    """Return the tables of the text in order; a row may run over several lines."""
    found = []
    heading: Block | None = None
    columns: Block | None = None
    run: list[Block] = []
    for block in [*text.blocks, None]:
        if block is not None and run and _continues(run, block):
            run.append(block)
            continue
        if run:
            table = _table(text, heading, text.slice(columns.span) if columns else None, run)
            if table is not None:
                found.append(table)
            heading, columns, run = None, None, []
        if block is None:
            break
        if block.kind == "row":
            run = [block]
        elif block.kind == "heading":
            heading, columns = block, None
        elif len(block.span) > MAX_GAP or columns is not None or not _names_columns(text.slice(block.span)):
            heading, columns = None, None
        else:
            columns = block
    return tuple(found)


def _names_columns(line: str) -> bool:
    """Say whether a line may be the head of a table: many capitals, no end of a sentence."""
    words = [word for word in line.split() if word[0].isalpha()]
    capitals = sum(1 for word in words if word[0].isupper())
    return len(words) > 1 and capitals >= 0.4 * len(words) and not line.endswith((".", ":", "?"))


def _continues(run: list[Block], block: Block) -> bool:
    if block.page != run[-1].page or block.kind not in {"row", "paragraph"}:
        return False
    return block.kind == "row" or len(block.span) <= MAX_GAP // 2


def _table(text: Passages, heading: Block | None, columns: str | None, run: list[Block]) -> Table | None:
    while run and run[-1].kind != "row":
        run = run[:-1]
    rows = tuple(_rows(text, run))
    if not rows:
        return None
    if columns is None and len(rows) > 1 and not any(_is_figure(cell) for cell in rows[0].cells):
        columns, rows = ", ".join(cell for cell in (rows[0].label, *rows[0].cells) if cell), rows[1:]
    return Table(_name(text, heading), heading.span if heading else None, columns, run[0].page, rows)


def _is_figure(cell: str) -> bool:
    return bool(cell) and sum(map(str.isdigit, cell)) * 2 >= len(cell)


def _name(text: Passages, heading: Block | None) -> str | None:
    if heading is None:
        return None
    name = CONTINUED.sub("", text.slice(heading.span))
    return name.capitalize() if name.isupper() else name


def _rows(text: Passages, run: list[Block]) -> Iterator[Row]:
    """Yield a row for each line, or, where leaders part the cells, for the lines up to the next label."""
    if not any(LEADER.search(text.slice(block.span)) for block in run):
        yield from (_row(text, [block]) for block in run if block.kind == "row")
        return
    group: list[Block] = []
    for block in run:
        opens = _label(text.slice(block.span)) and not (group and group[-1].kind != "row" and len(group) == 1)
        if group and opens:
            yield _row(text, group)
            group = []
        group.append(block)
    if group:
        yield _row(text, group)


def _label(line: str) -> bool:
    first = SEPARATOR.split(line, maxsplit=1)[0]
    return bool(re.match(r"[A-Z][a-zA-Z]", first)) and not first.startswith("Up to")


def _row(text: Passages, group: list[Block]) -> Row:
    span = Span(group[0].span.start, group[-1].span.end)
    raw = text.document.text[span.start : span.end]
    parts = _values(raw) if text.document.media_type == "text/csv" else _cells(raw)
    return Row(label=parts[0] if parts else "", cells=tuple(parts[1:]), span=span)


def _values(raw: str) -> list[str]:
    delimiter = max(",;\t", key=raw.count)
    return [value.strip() for value in next(csv.reader([raw], delimiter=delimiter), [])]


def _cells(raw: str) -> list[str]:
    lines = [line.strip() for line in raw.split("\n")]
    joined = lines[0]
    for before, line in pairwise(lines):
        border = before.endswith(".") or (CELL_START.match(line) and not before.endswith(OPEN_ENDS))
        joined += ("\t" if border else " ") + line
    parts = [" ".join(part.split()).rstrip(".") for part in SEPARATOR.split(joined)]
    parts = [part for part in parts if part]
    figures = FIGURES.match(parts[0]) if len(parts) == 1 else None
    return [figures[1], *figures[2].split()] if figures else parts
