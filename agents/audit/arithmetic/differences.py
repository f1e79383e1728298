"""Margins between two values, and what an income leaves after its costs."""

from collections.abc import Iterator

from docpanel.agents.audit.arithmetic.computation import Computation, compute
from docpanel.agents.audit.arithmetic.statements import Statement, gap, named
from docpanel.agents.audit.arithmetic.writing import plain

__all__ = ["differences"]

INCOME = r"(?:income|revenues?|receipts|sales|turnover|proceeds|Einnahmen|Erlöse)"
COSTS = r"(?:costs?|expenses|expenditures?|spending|outlays?|Ausgaben|Kosten)"
LEFT = r"(?:surplus|profit|margin|balance|net income|gain|Überschuss|Gewinn)"
MARGIN = r"(?:an?|by a|with a) (?:margin|difference|majority|lead|gap)(?: of| by)"
LEAVING = r"(?:leaving|left|giving|gave|resulting in|yielding|yielded|for|a) (?:an? |the )?(?:[a-z]+ )?"
BOTH = rf"\b{INCOME}\b{gap(25)}«first»{gap(30)}\band\b{gap(20)}\b{COSTS}\b{gap(25)}«second»"
APART = (
    named(rf"«first»{gap(25)} to «second»{gap(25)},\s*{MARGIN} «printed»"),
    named(
        rf"\b(?:difference|gap|spread) between{gap(30)}«first»{gap(25)}\band\b{gap(25)}«second»{gap(25)}"
        r"\b(?:is|was|of) «printed»"
    ),
)
LEFT_OVER = (
    named(rf"{BOTH},?\s*{LEAVING}{LEFT} of «printed»"),
    named(rf"\b{LEFT}\b{gap(20)}«printed»,? (?:with|on|from) {BOTH}"),
)


def differences(statement: Statement) -> Iterator[Computation]:
    """Yield margins and what is left of an income after its costs."""
    for pattern in (*APART, *LEFT_OVER):
        for match in pattern.finditer(statement.words):
            first, second, printed = (
                statement.figure(match[group]) for group in ("first", "second", "printed")
            )
            units = {figure.unit for figure in (first, second, printed)} - {""}
            alike = len(units) <= 1 and statement.scaled_alike(first, second, printed)
            if not alike or not statement.usable(first, second, printed):
                continue
            result = statement.interval(first) - statement.interval(second)
            if pattern in APART:
                result = abs(result)
            yield compute(
                "difference",
                f"the difference of {plain(first)} and {plain(second)}",
                printed,
                result,
                allowed=statement.interval(printed),
                formula=f"{plain(first)} - {plain(second)}",
                evidence=(statement.span,),
                parts=(first.span, second.span),
            )
