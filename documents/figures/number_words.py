"""Numbers written as words or as fractions: three hundred, twenty-five, two-thirds, ½."""

import re
from decimal import Decimal
from fractions import Fraction
from unicodedata import numeric

__all__ = ["NUMBER_WORDS", "SCALES", "VULGAR", "number_of_words", "vulgar_fraction"]

ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen"
)
TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
SMALL = {word: value for value, word in enumerate(ONES.split())} | {
    word: 10 * value for value, word in enumerate(TENS.split(), 2)
}
SCALES = {"hundred": 100, "thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12}
PARTS = {
    "half": 2,
    "halves": 2,
    "third": 3,
    "thirds": 3,
    "quarter": 4,
    "quarters": 4,
    "fifth": 5,
    "fifths": 5,
}
PARTS |= {"sixth": 6, "sixths": 6, "eighth": 8, "eighths": 8, "tenth": 10, "tenths": 10}
VULGAR = "½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞⅒"

_small = "|".join(sorted(SMALL, key=len, reverse=True))
_scale = "|".join(SCALES)
_part = "|".join(sorted(PARTS, key=len, reverse=True))
NUMBER_WORDS = (
    rf"\b(?:(?:(?:an?|{_small})[ -](?:{_part})(?=\s+of\b|[,.;)]|\s+(?:the|are|were|voted))|"
    rf"half(?=\s+of\b|\s+the\b))"
    rf"|(?:an?\s(?=hundred|thousand|million|billion|trillion|dozen)(?:{_scale}|dozen)|(?:{_small}))"
    rf"(?:(?:\s|-|\sand\s)(?:{_small}|{_scale}|dozen)){{0,9}})\b"
)
"""English number words, case-insensitive; a pattern without groups."""


def number_of_words(printed: str) -> Decimal | None:
    """Return what English number words come to, or None where they are no number."""
    words = [word for word in re.split(r"[\s-]+", printed.lower()) if word not in {"and", "a", "an"}]
    if not words:
        return None
    if words[-1] in PARTS:
        return _part_of(words)
    total, group, last = 0, 0, ""
    for word in words:
        if word == "dozen":
            group = max(group, 1) * 12
        elif word == "hundred":
            group = max(group, 1) * 100
        elif word in SCALES:
            total += max(group, 1) * SCALES[word]
            group = 0
        elif group and last != "hundred" and not (last in TENS.split() and word in ONES.split()[:10]):
            return None
        else:
            group += SMALL[word]
        last = word
    return Decimal(total + group)


def vulgar_fraction(character: str) -> Decimal:
    """Return the value of a character such as `¾`."""
    exact = Fraction(numeric(character)).limit_denominator(16)
    return Decimal(exact.numerator) / Decimal(exact.denominator)


def _part_of(words: list[str]) -> Decimal | None:
    count = SMALL.get(words[0], None) if len(words) > 1 else 1
    return None if count is None else Decimal(count) / Decimal(PARTS[words[-1]])
