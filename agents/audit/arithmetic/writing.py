"""Computed values, written as the document writes the figure that they are compared with."""

import re
from decimal import ROUND_HALF_UP, Decimal

from docpanel.documents.figures.numerals import NUMERAL, DecimalMark, Numeral, read_numeral
from docpanel.documents.figures.quantity import Quantity

__all__ = ["plain", "written"]

DIGITS = re.compile(NUMERAL)
SIGNS = "-−–( "
MOST_DECIMALS = 6
MARKS: tuple[DecimalMark, DecimalMark] = (".", ",")


def plain(quantity: Quantity) -> str:
    """Return a figure as it is printed, on one line."""
    return " ".join(quantity.text.split())


def written(value: Decimal, like: Quantity, *, finer: int = 0) -> str:
    """Return `value` with the unit, scale and separators of `like`, and `finer` more decimals than that.

    Decimals are added until a value that differs from the printed one looks different.
    """
    printed = plain(like)
    core = DIGITS.search(printed)
    reading = _reading(core[0], like) if core else None
    if core is None or reading is None:
        number = _digits(value, 0 if value == value.to_integral() else 2, ".")
        return f"{number} {like.unit}".strip()
    numeral, mark, scale = reading
    decimals = _decimals(numeral) + finer
    number = _digits(value / scale, decimals, mark)
    while (
        value != like.value
        and decimals < MOST_DECIMALS
        and number == _digits(like.value / scale, decimals, mark)
    ):
        decimals += 1
        number = _digits(value / scale, decimals, mark)
    before, behind = printed[: core.start()], printed[core.end() :]
    sign = "-" if number.startswith("-") else ""
    return (
        sign
        + before.translate(dict.fromkeys(map(ord, "-−–("))).lstrip()
        + number.lstrip("-")
        + behind.replace(")", "")
    )


def _decimals(numeral: Numeral) -> int:
    return max(0, -int(numeral.precision.as_tuple().exponent))


def _reading(digits: str, like: Quantity) -> tuple[Numeral, DecimalMark, Decimal] | None:
    """Return how the digits were read, and by what their value was scaled."""
    for mark in MARKS:
        numeral = read_numeral(digits, mark)
        if numeral is None or numeral.precision == 0:
            continue
        scale = like.precision / numeral.precision
        if scale and numeral.value * scale == abs(like.value):
            return numeral, mark, scale
    return None


def _digits(value: Decimal, decimals: int, mark: DecimalMark) -> str:
    rounded = value.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    number = f"{rounded:,f}"
    return number.translate(str.maketrans(",.", ".,")) if mark == "," else number
