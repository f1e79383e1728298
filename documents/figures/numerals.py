"""Figures in digits: which mark parts the decimals, what the digits come to, how fine a step they show."""

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

__all__ = ["NUMERAL", "DecimalMark", "Numeral", "decimal_mark", "read_numeral"]

DecimalMark = Literal[".", ","]

GROUPERS = "\u00a0\u202f\u2009'’"
NUMERAL = (
    rf"\d{{1,3}}(?:[{GROUPERS}]\d{{3}}){{1,6}}(?:[.,]\d{{1,12}})?(?!\d)"
    r"|\d{1,3}(?: \d{3}){1,6},\d{1,2}(?![\d,])"
    r"|\d{1,24}(?:[.,]\d{1,24}){0,8}"
)
"""Digits with their separators; spaces part thousands where they cannot break, or decimals follow."""

COMMA_DECIMALS = re.compile(
    r"(?=[0-9])(?<![\d.,])(?:\d{1,3}(?:[.\u00a0\u202f]\d{3})+,\d{1,2}|\d+,\d{1,2})(?![\d.,]*\d)"
)
POINT_DECIMALS = re.compile(
    r"(?=[0-9])(?<![\d.,])(?:\d{1,3}(?:,\d{3})+\.\d+|\d{1,3}(?:,\d{3}){2,}|\d+\.\d{1,2})(?![\d.,]*\d)"
)
COMMA_GROUPS = re.compile(r"(?=[0-9])(?<![\d.,])[1-9]\d{0,2},\d{3}(?![\d.,]*\d)")
POINT_GROUPS = re.compile(r"(?=[0-9])(?<![\d.,])\d{1,3}(?:\.\d{3}){2,}(?![\d.,]*\d)")
GROUP = 3


@dataclass(frozen=True, slots=True)
class Numeral:
    """A figure; `precision` is the smallest step shown, `ambiguous` that its mark could be read both ways."""

    value: Decimal
    precision: Decimal
    ambiguous: bool = False


def decimal_mark(text: str) -> DecimalMark | None:
    """Return the mark that parts decimals in `text`; None where nothing shows it, or both do."""
    commas = sum(1 for _ in COMMA_DECIMALS.finditer(text)) + sum(1 for _ in POINT_GROUPS.finditer(text))
    points = sum(1 for _ in POINT_DECIMALS.finditer(text))
    # Three decimals are rare: several figures such as `18,870` are thousands.
    points += sum(1 for _ in COMMA_GROUPS.finditer(text)) // 3
    if commas > 2 * points:
        return ","
    return "." if points > 2 * commas else None


def read_numeral(printed: str, mark: DecimalMark | None = None) -> Numeral | None:
    """Return what digits with separators come to, or None where they follow no known grouping.

    One separator before exactly three digits is ambiguous unless `mark` decides: a comma is then taken for
    thousands, as in English, a point for decimals.
    """
    plain = re.sub(rf"[{GROUPERS} ]", "", printed)
    spaced = plain != printed
    marks = [character for character in plain if character in ".,"]
    if not marks:
        return _numeral(plain, "")
    last = marks[-1]
    whole, _, rest = plain.rpartition(last)
    if len(set(marks)) > 1:
        other = "," if last == "." else "."
        ordered = last not in whole and _grouped(whole.split(other))
        return _numeral(whole.replace(other, ""), rest) if ordered else None
    if len(marks) > 1:
        return _numeral(plain.replace(last, ""), "") if _grouped(plain.split(last)) else None
    if spaced or len(rest) != GROUP or len(whole) > GROUP or whole.startswith("0"):
        # A bare `1,2` in a text that writes decimals with points is a list.
        listed = last == "," and mark == "." and not spaced
        return None if listed else _numeral(whole, rest)
    return _either(whole, rest, last, mark)


def _either(whole: str, rest: str, separator: str, mark: DecimalMark | None) -> Numeral:
    """Return a figure such as `1.234`, whose separator may part thousands or decimals."""
    decimals = separator == (mark or ".")
    return _numeral(whole, rest, ambiguous=mark is None) if decimals else _numeral(whole + rest, "")


def _grouped(parts: list[str]) -> bool:
    return 1 <= len(parts[0]) <= GROUP and parts[0] != "0" and all(len(part) == GROUP for part in parts[1:])


def _numeral(whole: str, decimals: str, *, ambiguous: bool = False) -> Numeral:
    value = Decimal(f"{whole}.{decimals}" if decimals else whole)
    return Numeral(value, Decimal(1).scaleb(-len(decimals)), ambiguous)
