"""The quantities that a text states: value, unit, kind, place, and how exactly they are meant.

One pass over the text, linear in its length. What cannot be read for certain is left out, or marked
`plain` (a label, a bare figure) or `ambiguous` (`1.234` where nothing tells how decimals are written).
"""

import re
from collections.abc import Iterator
from decimal import Decimal

from docpanel.documents.document import Span
from docpanel.documents.figures.currencies import CURRENCY_AFTER, CURRENCY_BEFORE, currency_of
from docpanel.documents.figures.figure_units import Measure, measure_at, scale_at
from docpanel.documents.figures.number_context import (
    AFTER,
    BEFORE,
    is_approximate,
    is_identifier,
    is_label,
    masked,
)
from docpanel.documents.figures.number_pairs import is_chained, paired
from docpanel.documents.figures.number_words import NUMBER_WORDS, VULGAR, number_of_words, vulgar_fraction
from docpanel.documents.figures.numerals import NUMERAL, DecimalMark, Numeral, decimal_mark, read_numeral
from docpanel.documents.figures.quantity import Kind, Quantity

__all__ = ["Kind", "Quantity", "quantities"]

TOKEN = re.compile(
    # The look-aheads are there for speed: a figure begins with few characters.
    rf"(?=[0-9{VULGAR}])(?:(?P<fraction>(?:\d{{1,4}}\s?)?[{VULGAR}]|(?:\d{{1,3}} )?[1-7]/[2348](?![\d/]))"
    rf"|(?P<digits>{NUMERAL}))|\b(?=[aefhnostzAEFHNOSTZ])(?P<words>(?i:{NUMBER_WORDS}))"
)
SPACED = re.compile(r"\d{1,3}(?: \d{3})+(?![\d.,]\d)")
SIGN = re.compile(r"(?:^|[\s(|:;,=])([-−–])(?:[A-Z]{0,3}[$€£¥] ?)?$")
BRACKETED = re.compile(r"(?:^|[|\t\n]|\s{2})[ ]?([-−$€£¥]?\()[$€£¥]? ?$")
BRACKET_END = re.compile(r" ?%?\) ?%?(?=\s*(?:$|[|\t\n]|\s{2}))")
NO_NOUNS = (
    "and|or|to|in|of|on|at|by|for|from|with|the|is|are|was|were|as|than|per|but|which|that|und|oder|if|when|until|"
    "through|respectively"
)
NOUN = re.compile(rf"[ \u00a0\n](?!(?:{NO_NOUNS})\b)[a-zäöüéè][\w'’-]{{2,}}")
FIRST_YEAR, LAST_YEAR = 1800, 2100
YEAR_DIGITS = 4
CURRENCY_REACH = 6
SIGN_REACH = 12
ONE = "one"


def quantities(text: str, mark: DecimalMark | None = None) -> Iterator[Quantity]:
    """Yield the quantities of `text` in order.

    `mark` is what parts decimals in the document; without it, `text` itself must show it.
    """
    mark = mark or decimal_mark(text)
    hidden = masked(text)
    cursor = passed = 0
    before: Quantity | None = None
    for token in TOKEN.finditer(text):
        if token.start() < passed:
            continue
        while cursor < len(hidden) and hidden[cursor][1] <= token.start():
            cursor += 1
        if cursor < len(hidden) and hidden[cursor][0] < token.end():
            continue
        found = _quantity(text, token, mark)
        if found is None:
            continue
        passed = found.span.end
        if before is not None:
            before, found = paired(text, before, found)
            yield before
        before = found
    if before is not None:
        yield before


def _quantity(text: str, token: "re.Match[str]", mark: DecimalMark | None) -> Quantity | None:
    start = token.start()
    before = text[max(0, start - BEFORE) : start]
    currency = CURRENCY_BEFORE.search(before[-CURRENCY_REACH:])
    read = _read(token, text, mark, priced=currency is not None)
    if read is None:
        return None
    numeral, end = read
    head = before[: len(before) - len(currency[0])] if currency else before
    if is_identifier(head, text[end : end + AFTER]) or (token["digits"] and is_chained(text, start, end)):
        return None
    scale, end = scale_at(text, end, priced=currency is not None)
    measure = (
        Measure(currency_of(currency[0]), "money", Decimal(1), end) if currency else measure_at(text, end)
    )
    end = measure.end
    bare = not measure.unit and scale == 1
    if bare and (text[end : end + 1].isalpha() or (token["words"] or "").lower() == ONE):
        return None
    kind = (
        measure.kind if measure.kind != "plain" else _bare_kind(text, token, before, end, scaled=scale != 1)
    )
    start -= len(currency[0]) if currency else 0
    sign, start, end = _signed(text, start, end)
    factor = scale * measure.factor
    return Quantity(
        value=numeral.value * factor * sign,
        unit=measure.unit,
        kind=kind,
        span=Span(start, end),
        text=text[start:end],
        precision=numeral.precision * factor,
        approximate=is_approximate(text[max(0, start - BEFORE) : start], text[end : end + AFTER]),
        ambiguous=numeral.ambiguous,
    )


def _read(
    token: "re.Match[str]", text: str, mark: DecimalMark | None, *, priced: bool
) -> tuple[Numeral, int] | None:
    """Return the figure and where it ends."""
    if token["words"]:
        value = number_of_words(token["words"])
        return None if value is None else (Numeral(value, Decimal(0)), token.end())
    if token["fraction"]:
        return Numeral(_fraction(token["fraction"]), Decimal(0)), token.end()
    spaced = SPACED.match(text, token.start()) if " " not in token[0] else None
    if spaced and (priced or _is_measured(text, spaced.end())):
        numeral = read_numeral(spaced[0], mark)
        return None if numeral is None else (numeral, spaced.end())
    euro = mark is None and CURRENCY_AFTER.match(text, token.end())
    numeral = read_numeral(token[0], "," if euro and "€" in euro[0] else mark)
    if numeral is None and (priced or _is_measured(text, token.end())):
        numeral = read_numeral(token[0])  # a sum such as `€4,2 Mio.` within an English text
    return None if numeral is None else (numeral, token.end())


def _is_measured(text: str, end: int) -> bool:
    """Say whether a scale or a unit stands behind digits, so that spaces in them part thousands."""
    measure = measure_at(text, end)
    return scale_at(text, end, priced=False)[0] != 1 or measure.unit not in {"", "inch"}


def _fraction(printed: str) -> Decimal:
    if "/" not in printed:
        return Decimal(printed[:-1].strip() or 0) + vulgar_fraction(printed[-1])
    whole, _, part = printed.rpartition(" ")
    top, _, bottom = part.partition("/")
    return Decimal(whole or 0) + Decimal(top) / Decimal(bottom)


def _bare_kind(text: str, token: "re.Match[str]", before: str, end: int, *, scaled: bool) -> Kind:
    """Tell years, labels and counts among figures without a unit."""
    if is_label(before, text[end : end + AFTER]):
        return "plain"
    digits = token["digits"] or ""
    if len(digits) == YEAR_DIGITS and digits.isdigit() and FIRST_YEAR <= int(digits) <= LAST_YEAR:
        return "year"
    return "count" if scaled or NOUN.match(text, end) or token["words"] else "plain"


def _signed(text: str, start: int, end: int) -> tuple[int, int, int]:
    """Return 1 or -1, and the place with the sign or, in a cell of its own, with the brackets."""
    before = text[max(0, start - SIGN_REACH) : start]
    if not before or before[-1] not in "-−–($€£¥ ":
        return 1, start, end
    minus = SIGN.search(before)
    if minus:
        return -1, start - (len(before) - minus.start(1)), end
    opened = BRACKETED.search(before)
    closed = BRACKET_END.match(text, end) if opened else None
    if opened and closed:
        return -1, start - (len(before) - opened.start(1)), end + closed[0].index(")") + 1
    return 1, start, end
