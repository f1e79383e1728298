"""What stands behind a figure and belongs to it: a scale (million), a percent sign, a currency, a unit."""

import re
from dataclasses import dataclass
from decimal import Decimal

from docpanel.documents.figures.currencies import CURRENCY_AFTER, currency_of
from docpanel.documents.figures.quantity import Kind, Quantity
from docpanel.documents.figures.units import unit_at

__all__ = ["Measure", "measure_at", "scale_at", "scale_of"]

SCALE_WORDS = {
    10**2: "hundred",
    10**3: "thousand thousands Tsd. Tausend tausend mille mila",
    10**6: (
        "million millions mn mln mln. Mio. Mio Million Millionen Million. "
        "millón millones milione milioni milhões"
    ),
    10**9: "billion billions bn milliard milliards Mrd. Mrd Milliarde Milliarden mld miliardi bilhões",
    10**12: "trillion trillions tn Bio. Billion. Billionen",
    12: "dozen",
    10**5: "lakh",
    10**7: "crore",
}
SCALE_OF = {spelling: scale for scale, spellings in SCALE_WORDS.items() for spelling in spellings.split()}
LETTERS = {"k": 10**3, "K": 10**3, "m": 10**6, "M": 10**6, "b": 10**9, "B": 10**9, "MM": 10**6}
BARE_LETTERS = "kM"
"""Letters that are a scale without a currency, too: `m` and `b` would be metres and bytes."""

_spellings = "|".join(re.escape(word) for word in sorted(SCALE_OF, key=len, reverse=True))
SCALE = re.compile(rf"[ \u00a0\u202f\n-]?({_spellings})(?!\w)")
LETTER = re.compile(r"( ?)(MM|[kKmMbB])(?![\w²³/°])")
LAST_LETTER = re.compile(r"\d ?(MM|[kKmMbB])$")
PERCENT = re.compile(
    r"[ \u00a0\u202f\n-]?(?:"
    r"(?P<point>(?:%|percentage|percent|per cent)[ -]points?\b|pp\b|ppts?\b|Prozentpunkten?\b)"
    r"|(?P<basis>basis[ -]points?\b|bps?\b)"
    r"|(?P<percent>%|percent\b|per ?cent\b|pct\b|Prozent\b|v\. ?H\.|pour cent\b|por ciento\b|"
    r"per cento\b|procent\b)"
    r"|(?P<mille>‰))"
)


@dataclass(frozen=True, slots=True)
class Measure:
    """A unit and its kind, by what it multiplies the figure, and where it ends."""

    unit: str
    kind: Kind
    factor: Decimal
    end: int


def scale_at(text: str, end: int, *, priced: bool) -> tuple[Decimal, int]:
    """Return the scale behind a figure and where it ends; `priced` says that a currency stands before it."""
    total = Decimal(1)
    while match := SCALE.match(text, end):
        total *= SCALE_OF[match[1]]
        end = match.end()
    if total != 1:
        return total, end
    letter = LETTER.match(text, end)
    if letter and (priced or (not letter[1] and letter[2] in BARE_LETTERS)):
        return Decimal(LETTERS[letter[2]]), letter.end()
    return total, end


def scale_of(quantity: Quantity) -> Decimal:
    """Return the scale that is printed with a quantity."""
    match = SCALE.search(quantity.text)
    if match:
        return Decimal(SCALE_OF[match[1]])
    letter = LAST_LETTER.search(quantity.text)
    return Decimal(LETTERS[letter[1]]) if letter and quantity.kind in {"money", "count"} else Decimal(1)


def measure_at(text: str, end: int) -> Measure:
    """Return the unit behind a figure that ends at `end`; without one the kind is `plain`."""
    one = Decimal(1)
    percent = PERCENT.match(text, end)
    if percent:
        if percent["point"] or percent["basis"]:
            return Measure(
                "percentage point", "percent", one / 100 if percent["basis"] else one, percent.end()
            )
        return Measure("%", "percent", one / 10 if percent["mille"] else one, percent.end())
    money = CURRENCY_AFTER.match(text, end)
    if money:
        return Measure(currency_of(money[0]), "money", one, money.end())
    unit = unit_at(text, end)
    if unit is None or (unit[0].name == "inch" and text[end : unit[1]].strip() == "in."):
        return Measure("", "plain", one, end)
    return Measure(unit[0].name, "measure", one, unit[1])
