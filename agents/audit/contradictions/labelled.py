"""Statements outside of sentences: `Flow rate: 640 m³/h`, `Mayor | Ruth Keller`, figures by year."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from docpanel.agents.audit.contradictions.periods import periods
from docpanel.agents.readers.passages import Passages
from docpanel.agents.readers.tables import Row, Table, tables
from docpanel.documents.document import Span

__all__ = ["Cell", "Labelled", "cells", "labelled"]

PAIR = re.compile(
    r"(?P<label>[^\W\d_][^:=|\t\n]{1,80}?)\s*(?:[:=|]|\t+| {3,})\s*(?P<value>(?:(?! {3})[^|"
    r"\t\n]){1,60}?)\s*\|?$"
)
ITEM = re.compile(r"^(?:[•●▪◦■∙‣*+>–|—-]\s*|\(?\w{1,2}[.)]\s+)+")
UNIT = re.compile(r"\(([^()]{1,30})\)|,\s*(?:in\s+)?([^,]{1,30})$|\bin\s+([^,()]{1,30})$")
CURRENCY = re.compile(r"([A-Z]{3})\s(.+)|(.+?)\s(?:of\s)?([A-Z]{3})")
LONGEST = 140
LEADERS = re.compile(r"\.{4,}|(?:\. ){4,}")


@dataclass(frozen=True, slots=True)
class Labelled:
    """A short line of a label and a value."""

    label: str
    value: str
    place: Span
    page: int


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a row, with the label of the row, the period of the column and the unit that either gives."""

    label: str
    value: str
    unit: str
    period: str
    place: Span
    page: int
    table: int
    title: str

    @property
    def with_unit(self) -> str:
        """Return the value as it reads with its unit: `EUR million` and `4.2` make `4.2 million EUR`."""
        sign = self.unit[:1]
        if sign and sign in "$€£¥":
            return f"{sign}{self.value} {self.unit[1:].strip()}"
        match = CURRENCY.fullmatch(self.unit)
        if match:
            return f"{self.value} {match[2] or match[3]} {match[1] or match[4]}"
        return f"{self.value} {self.unit}"


def labelled(text: Passages) -> Iterator[Labelled]:
    """Yield the lines that give one label one value."""
    for block in text.blocks:
        if block.kind == "code" or len(block.span) > LONGEST:
            continue
        raw = text.document.text[block.span.start : block.span.end]
        body = ITEM.sub("", raw)
        match = PAIR.fullmatch(body.rstrip(" .;"))
        if match and not LEADERS.search(raw):
            yield Labelled(match["label"].strip(" *_"), match["value"].strip(" *_"), block.span, block.page)


def cells(text: Passages) -> Iterator[Cell]:
    """Yield the cells of tables whose columns are periods."""
    for number, table in enumerate(tables(text)):
        columns: tuple[str, ...] = _columns(table.columns) if table.columns else ()
        unit = _unit(table.heading or "")
        for row in table.rows:
            head = _head(row)
            if head:
                columns = head
                continue
            if not columns or len(row.cells) != len(columns) or LEADERS.search(text.slice(row.span)):
                continue
            yield from _row(table, number, row, columns, unit)


def _row(table: Table, number: int, row: Row, columns: tuple[str, ...], unit: str) -> Iterator[Cell]:
    label = UNIT.sub("", row.label)
    for value, period in zip(row.cells, columns, strict=True):
        yield Cell(
            label, value, _unit(row.label) or unit, period, row.span, table.page, number, table.heading or ""
        )


def _head(row: Row) -> tuple[str, ...]:
    """Return the periods of a row that holds nothing else."""
    for parts in ((row.label, *row.cells), row.cells):
        named = [periods(part) for part in parts]
        whole = [
            found[0].name
            for found, part in zip(named, parts, strict=True)
            if len(found) == 1 and _covers(found[0].span, part)
        ]
        if parts and len(whole) == len(parts):
            return tuple(str(name) for name in whole)
    return ()


def _covers(span: Span, part: str) -> bool:
    return len(span) >= len(part.strip()) - 1


def _columns(line: str) -> tuple[str, ...]:
    return tuple(str(item.name) for item in periods(line))


def _unit(text: str) -> str:
    match = UNIT.search(text)
    return next((part for part in match.groups() if part), "") if match else ""
