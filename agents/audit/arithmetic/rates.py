"""Amounts that a rate gives: a surcharge on a price, and a percentage of an amount."""

import re
from collections.abc import Iterator

from docpanel.agents.audit.arithmetic.computation import Computation, compute
from docpanel.agents.audit.arithmetic.intervals import Interval
from docpanel.agents.audit.arithmetic.statements import Statement, gap, named
from docpanel.agents.audit.arithmetic.writing import plain
from docpanel.documents.figures.quantity import Quantity

__all__ = ["rates"]

THAT_IS = r"(?:\bi\.e\.,?|\bthat is,?|\bor|\bwhich (?:is|makes|gives)|\bmaking|=|\bd\.h\.|\bdas sind)"
TOTAL = r"(?:\s(?:an? |the )?total(?:l?ing| of)?)?"
ENDING = r"(?=\s*(?:[);,.]|$))"
TAX = r"(?:VAT|GST|(?:sales )?tax|MwSt\.?|USt\.?|TVA|IVA|surcharge|service charge)"
SURCHARGE = named(
    # EUR 100 plus 19 % VAT, i.e. EUR 119
    rf"«base» (?:plus|\+|zzgl\.?|zuzüglich) «rate» {TAX}\s?,?\s*{THAT_IS}{TOTAL} «printed»{ENDING}"
)
PORTION = named(
    # 4 % of EUR 50 million, that is EUR 2 million
    rf"«rate» (?:of|von) (?:the |its |this )?«base»{gap(25)}\s*[,(]\s*{THAT_IS}{TOTAL} «printed»{ENDING}"
)
BOUNDED = re.compile(
    r"\b(?:whichever|higher|greater|lower|lesser|maximum|minimum|at least|at most|up to|cap(?:ped)?|"
    r"more|less|reduced|per|each)\b",
    re.IGNORECASE,
)
"""Words by which the second amount may be another bound, and not the result of the rate."""

HUNDRED = Interval.exactly(100)


def rates(statement: Statement) -> Iterator[Computation]:
    """Yield amounts that the sentence derives from a rate and a base."""
    if BOUNDED.search(statement.text):
        return
    for pattern in (SURCHARGE, PORTION):
        for match in pattern.finditer(statement.words):
            base, rate, printed = (statement.figure(match[name]) for name in ("base", "rate", "printed"))
            if rate.unit != "%" or base.unit in {"%", ""} or base.unit != printed.unit:
                continue
            if statement.usable(base, rate, printed) and statement.scaled_alike(base, printed):
                yield _applied(statement, base, rate, printed, added=pattern is SURCHARGE)


def _applied(
    statement: Statement, base: Quantity, rate: Quantity, printed: Quantity, *, added: bool
) -> Computation:
    """Apply a rate; behind a surcharge, what it comes to alone is right, too."""
    alone = (
        statement.interval(base)
        * (Interval.exactly(rate.value) if added else statement.interval(rate))
        / HUNDRED
    )
    allowed = statement.interval(printed)
    result, formula = alone, f"{plain(base)} × {plain(rate)}"
    if added and not allowed.meets(alone):
        result, formula = statement.interval(base) + alone, f"{plain(base)} + {plain(rate)}"
    return compute(
        "rate",
        f"{plain(base)} plus {plain(rate)}" if added else f"{plain(rate)} of {plain(base)}",
        printed,
        result,
        allowed=allowed,
        formula=formula,
        evidence=(statement.span,),
        parts=(base.span, rate.span),
    )
