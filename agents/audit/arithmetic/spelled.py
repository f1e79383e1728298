"""Figures that are spelled out and repeated in brackets: `thirty (30) days`, `five dollars ($5)`."""

import re
from collections.abc import Iterator

from docpanel.agents.audit.arithmetic.computation import Computation, compute
from docpanel.agents.audit.arithmetic.intervals import Interval
from docpanel.agents.audit.arithmetic.statements import Statement, named
from docpanel.agents.audit.arithmetic.writing import plain
from docpanel.documents.figures.quantity import Quantity

__all__ = ["spelled"]

REPEATED = named(r"«words» ?\(\s*«digits»\s*\)(?P<behind>(?:\s+[a-z]+){1,2})?")
MEASURED = re.compile(
    r"\s+(?:(?:calendar|business|working|consecutive|full)\s)?(?:minutes?|hours?|days?|weeks?|months?|years?|percent"
    r"|per\scent|dollars?|euros?|pounds?|shares?|copies|units?|metres?|meters?|kilomet(?:re|er)s?|miles?|tons?)\b",
    re.IGNORECASE,
)
"""What is spelled out and repeated in contracts; before another noun the brackets may hold anything:
`one patient in five (9,700) arrived`, `three (12) men`."""

DIGIT = re.compile(r"\d")


def spelled(statement: Statement) -> Iterator[Computation]:
    """Yield figures in brackets that repeat the number word before them."""
    for match in REPEATED.finditer(statement.words):
        words, digits = statement.figure(match["words"]), statement.figure(match["digits"])
        if DIGIT.search(words.text) or not DIGIT.search(digits.text) or words.text.lower() == "one":
            continue
        if not statement.usable(words, digits) or words.unit != digits.unit:
            continue
        if words.value != digits.value and not _certain(match, words, digits):
            continue
        yield compute(
            "repetition",
            f"“{plain(words)}” in figures",
            digits,
            Interval.exactly(words.value),
            allowed=Interval.exactly(digits.value),
            formula=plain(words),
            evidence=(statement.span,),
            parts=(words.span,),
        )


def _certain(match: re.Match[str], words: Quantity, digits: Quantity) -> bool:
    """Say whether the brackets repeat the number, and neither point to something nor state it finer."""
    if words.approximate or digits.approximate or (digits.precision < 1 and not digits.unit):
        return False
    if digits.precision < words.precision and digits.scaled:
        return False
    return bool(digits.unit) or bool(match["behind"] and MEASURED.match(match["behind"]))
