"""Words that are figures: `doubled`, `halved`, `hundredfold`."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import permutations

from docpanel.documents.figures.quantities import Quantity

__all__ = ["factors_beyond"]

FACTORS = {
    "doubl": Decimal(2), "tripl": Decimal(3), "trebl": Decimal(3), "quadrupl": Decimal(4),
    "quintupl": Decimal(5), "halv": Decimal("0.5"),
}  # fmt: skip
FOLDS = {
    "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "twenty": 20, "hundred": 100, "thousand": 1000,
}  # fmt: skip
WORD = re.compile(
    r"\b(?P<bound>more than\s|over\s|less than\s|nearly\s|almost\s|about\s|roughly\s)?"
    rf"(?:(?P<verb>{'|'.join(FACTORS)})(?:ed|es|e|ing)"
    rf"|(?P<fold>{'|'.join(FOLDS)}|\d+)[\s-]?fold)\b",
    re.IGNORECASE,
)
TOLERANCE = Decimal("0.05")
"""How far the figures may be from the factor that a word names. Read, not tuned."""

ROUGH_TOLERANCE = Decimal("0.15")
LARGEST_OVER = 2


def factors_beyond(text: str, texts: Sequence[str], known: Sequence[Quantity]) -> Iterator[str]:
    """Yield the words for a factor that neither the texts nor two of their figures bear out."""
    stated = {_factor(match) for given in texts for match in WORD.finditer(given)}
    ratios = {one.value / other.value for one, other in permutations(known, 2) if _comparable(one, other)}
    ratios |= {1 + sign * item.value / 100 for item in known if item.unit == "%" for sign in (1, -1)}
    for match in WORD.finditer(text):
        factor = _factor(match)
        if factor not in stated and not any(_is_near(match["bound"], ratio, factor) for ratio in ratios):
            yield match[0].strip()


def _factor(match: "re.Match[str]") -> Decimal:
    if match["verb"]:
        return FACTORS[match["verb"].lower()]
    fold = match["fold"].lower()
    return Decimal(FOLDS[fold] if fold in FOLDS else int(fold))


def _comparable(one: Quantity, other: Quantity) -> bool:
    return one.unit == other.unit and "year" not in {one.kind, other.kind} and bool(other.value)


def _is_near(bound: str | None, ratio: Decimal, factor: Decimal) -> bool:
    word = (bound or "").strip().lower()
    if word in {"more than", "over"}:
        # What more than halved is less than half.
        return ratio < factor if factor < 1 else factor <= ratio < factor * LARGEST_OVER
    share = ROUGH_TOLERANCE if word else TOLERANCE
    return abs(ratio - factor) <= share * factor
