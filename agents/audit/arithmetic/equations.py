"""Equations that a text spells out: `12 × 85 = 1,020`, and `1,020 (12 × 85)`."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from docpanel.agents.audit.arithmetic.computation import Computation, compute
from docpanel.agents.audit.arithmetic.intervals import Interval
from docpanel.agents.audit.arithmetic.statements import FIGURE, Statement
from docpanel.agents.audit.arithmetic.writing import plain
from docpanel.documents.document import Span
from docpanel.documents.figures.quantity import Quantity

__all__ = ["equations"]

ANY = "\x01\\d+\x02"
UNIT_WORDS = r"(?:[ -](?!x )[A-Za-z()./-]+){0,4}"
SIGN = r"\s*(?:[×✕·*+−÷/]|(?<= )[x–-](?= ))\s*"
BOUND = r"(?:(?:up to|about|approximately) )?"
LEFT_SIDE = rf"(?<![×✕·*+−÷/] )((?:{ANY}{UNIT_WORDS}{SIGN}){{1,6}}{ANY})"
EQUATION = re.compile(
    rf"{LEFT_SIDE}{UNIT_WORDS}\s*=\s*{BOUND}{FIGURE}(?!{UNIT_WORDS}{SIGN})",
    re.IGNORECASE,
)
EXPLAINED = re.compile(rf"{FIGURE}{UNIT_WORDS}\s*\({LEFT_SIDE}{UNIT_WORDS}\)", re.IGNORECASE)
TERM = re.compile(rf"{FIGURE}{UNIT_WORDS}(?:\s*([×✕·*+−÷/x–-])\s*(?=\x01))?")
TIMES, PLUS, MINUS, OVER = "×✕·*x", "+", "−–-", "÷/"


def equations(statement: Statement) -> Iterator[Computation]:
    """Yield the right sides of equations; multiplication and division bind more than the rest."""
    written = [(match[1], match[2]) for match in EQUATION.finditer(statement.words)]
    explained = [(match[2], match[1]) for match in EXPLAINED.finditer(statement.words)]
    for left_side, right_side in (*written, *explained):
        terms = [(statement.figure(term[1]), term[2] or "") for term in TERM.finditer(left_side)]
        printed = statement.figure(right_side)
        figures = [figure for figure, _ in terms]
        if any(figure.ambiguous for figure in (*figures, printed)) or not _comparable(
            figures, printed, terms
        ):
            continue
        result = _evaluated(terms)
        if result is None:
            continue
        formula = "".join(f"{plain(figure)} {sign} " if sign else plain(figure) for figure, sign in terms)
        yield compute(
            "equation",
            f"the result of {formula}",
            printed,
            result,
            allowed=_meant(printed),
            formula=formula,
            evidence=(_around((*figures, printed)),),
            parts=tuple(figure.span for figure in figures),
        )


def _around(figures: Sequence[Quantity]) -> Span:
    return Span(min(item.span.start for item in figures), max(item.span.end for item in figures))


def _meant(figure: Quantity) -> Interval:
    """Return what a figure of an equation stands for: `up to` bounds both sides alike."""
    whole = figure.precision in {0, 1}
    return Interval.around(figure.value, figure.precision * 0 if whole else figure.precision / 2)


def _comparable(figures: list[Quantity], printed: Quantity, terms: list[tuple[Quantity, str]]) -> bool:
    signs = {sign for _, sign in terms if sign}
    units = {figure.unit for figure in figures}
    if signs <= set(PLUS + MINUS):
        return len(units | {printed.unit}) == 1
    measured = {figure.unit for figure in figures if figure.kind == "measure"}
    percent = any(figure.kind == "percent" for figure in (*figures, printed))
    return len(measured) <= 1 and not percent


def _evaluated(terms: list[tuple[Quantity, str]]) -> Interval | None:
    total, product, pending = Interval.exactly(0), _meant(terms[0][0]), 1
    for (_, sign), (figure, _) in pairwise(terms):
        value = _meant(figure)
        if sign in TIMES:
            product *= value
        elif sign in OVER:
            if value.low <= 0 <= value.high:
                return None
            product /= value
        else:
            total = total + product if pending > 0 else total - product
            product, pending = value, 1 if sign == PLUS else -1
    return total + product if pending > 0 else total - product
