"""The cells of one line, and the figure that each of them holds."""

import re
from dataclasses import dataclass
from decimal import Decimal

from docpanel.agents.audit.arithmetic.cell_borders import CURRENCY, MARKS, Layout, pieces_of
from docpanel.documents.document import Span
from docpanel.documents.figures.currencies import currency_of
from docpanel.documents.figures.numerals import NUMERAL, DecimalMark, read_numeral
from docpanel.documents.figures.quantity import Kind, Quantity
from docpanel.documents.figures.units import unit_at

__all__ = ["Cell", "cells_of", "is_figure"]

NIL = frozenset(
    {"-", "–", "—", "−", "--", "nil", "nil.", "0", "-0-", "...", "…", "n/a", "n.a.", "na", "k.a.", "./."}
)
MARK = re.compile(rf"(?:[{MARKS}]|\[\d{{1,2}}\]|\([a-z]\))+$")
BARE = re.compile(r"[0-9][0-9.,]*")
FIGURE = re.compile(
    rf"(?P<sign>[-−–+])?\s?(?P<open>\()?\s?(?P<before>{CURRENCY})?\s?(?P<inner>[-−–])?\s?(?P<digits>{NUMERAL}|\.\d+)"
    rf"\s?(?P<scale>(?:million|billion|thousand|Mio\.?|Mrd\.?|bn|m|k)(?![a-z]))?"
    rf"\s?(?P<percent>%)?(?P<after>{CURRENCY})?\s?(?P<close>\))?\s?(?P<late>%)?(?P<unit>\s?[^\W\d]\S{{0,12}})?"
)
SCALES = {"k": 3, "thousand": 3, "m": 6, "million": 6, "Mio": 6, "bn": 9, "billion": 9, "Mrd": 9}
"""Powers of ten."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: its text, where it stands in the document, its figure if any; `nil` says that it is empty."""

    text: str
    span: Span
    figure: Quantity | None
    nil: bool


def cells_of(line: str, start: int, layout: Layout, mark: DecimalMark | None) -> tuple[Cell, ...]:
    """Return the cells of a line that begins at `start` of the document."""
    return tuple(_cell(line[begin:end], start + begin, mark) for begin, end in pieces_of(line, layout))


def is_figure(text: str) -> bool:
    """Say whether a cell holds a figure or a sign for none."""
    return BARE.fullmatch(text) is not None or FIGURE.fullmatch(_bare(text)) is not None or text in NIL


def _bare(text: str) -> str:
    """Take emphasis and marks of footnotes off a cell."""
    return MARK.sub("", text.strip("*_ ")).strip() if text.strip(MARKS) else text


def _cell(raw: str, start: int, mark: DecimalMark | None) -> Cell:
    text = raw.strip()
    start += len(raw) - len(raw.lstrip())
    span = Span(start, start + len(text))
    bare = text if BARE.fullmatch(text) else _bare(text)
    nil = not bare or bare.lower() in NIL
    offset = max(0, text.find(bare)) if bare else 0
    figure = None if nil and bare != "0" else _figure(bare, start + offset, mark)
    return Cell(text, span, figure, nil)


def _figure(text: str, start: int, mark: DecimalMark | None) -> Quantity | None:
    span = Span(start, start + len(text))
    if BARE.fullmatch(text):
        bare = read_numeral(text, mark)
        if bare is None:
            return None
        return Quantity(bare.value, "", "plain", span, text, bare.precision, ambiguous=bare.ambiguous)
    match = FIGURE.fullmatch(text)
    if match is None or bool(match["open"]) != bool(match["close"]):
        return None
    digits = match["digits"]
    numeral = read_numeral(f"0{digits}" if digits.startswith(".") else digits, mark)
    unit, kind = _unit(match)
    if numeral is None or unit is None:
        return None
    scale = Decimal(10) ** SCALES[match["scale"].rstrip(".")] if match["scale"] else Decimal(1)
    minus = match["open"] or (match["sign"] or match["inner"] or "+") != "+"
    return Quantity(
        value=numeral.value * scale * (-1 if minus else 1),
        unit=unit,
        kind=kind,
        span=span,
        text=text,
        precision=numeral.precision * scale,
        ambiguous=numeral.ambiguous,
    )


def _unit(match: "re.Match[str]") -> tuple[str | None, Kind]:
    currency = match["before"] or match["after"]
    if currency:
        return currency_of(currency), "money"
    if match["percent"] or match["late"]:
        return "%", "percent"
    if match["unit"]:
        found = unit_at(match["unit"], 0)
        return (found[0].name if found else None), "measure"
    return "", "plain"
