"""Rows of figures inside a text: which rows belong together, what they are called, what they add up to."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from docpanel.agents.readers.passages import Passages
from docpanel.documents.blocks import Block
from docpanel.documents.document import Span

__all__ = ["Row", "Table", "tables"]

SEPARATOR = re.compile(r"\s*(?:\.{2,}|(?:\. ){3,}|\t+|\s\|\s|^\||\|$| {3,})\s*")
CONTINUED = re.compile(r"\s*[—–(-]+\s*continued\)?$", re.IGNORECASE)  # noqa: RUF001  # dashes as printed
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
        elif len(block.span) > MAX_GAP:
            heading, columns = None, None
        elif columns is None and heading is not None:
            columns = block
    return tuple(found)


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
    return Table(_name(text, heading), heading.span if heading else None, columns, run[0].page, rows)


def _name(text: Passages, heading: Block | None) -> str | None:
    if heading is None:
        return None
    name = CONTINUED.sub("", text.slice(heading.span))
    return name.capitalize() if name.isupper() else name


def _rows(text: Passages, run: list[Block]) -> Iterator[Row]:
    """Join the lines of a row: one that begins with a label in words opens the next."""
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
    lines = [line.strip() for line in text.document.text[span.start : span.end].split("\n")]
    joined = lines[0]
    for before, line in pairwise(lines):
        border = before.endswith(".") or (CELL_START.match(line) and not before.endswith(("=", "×", "of")))  # noqa: RUF001  # the sign of multiplication
        joined += ("\t" if border else " ") + line
    parts = [" ".join(part.split()).rstrip(".") for part in SEPARATOR.split(joined)]
    parts = [part for part in parts if part]
    return Row(label=parts[0] if parts else "", cells=tuple(parts[1:]), span=span)
