"""Shares in sentences: a part, its whole, and the percentage; a part and what remains."""

from collections.abc import Iterator
from itertools import permutations

from docpanel.agents.audit.arithmetic.computation import Computation, compute
from docpanel.agents.audit.arithmetic.intervals import Interval
from docpanel.agents.audit.arithmetic.statements import Statement, gap, named
from docpanel.agents.audit.arithmetic.writing import plain
from docpanel.documents.figures.quantity import Quantity

__all__ = ["remainders", "shares"]

THE = r"(?:the |all |its |these |those |a total of |our |their )?(?:[a-z]{1,12} )?"
THAT_IS = r"(?:\(|, or |, i\.e\.,? |, that is,? )\s*"
ENDING = r"(?=\s*(?:[);,.]|$))"
WORDS = "[^\x01\x04.;:(]"
SHARES = (
    # 3 of the 12 sites (25 %)
    named(rf"«part»{gap(15)} (?:out )?of {THE}«whole»{gap(45)}{THAT_IS}«share»{ENDING}"),
    # of the 12 sites, 3 were closed (25 %)
    named(
        rf"\b(?:of|out of|among) {THE}«whole»{WORDS}{{0,45}}?,\s*(?:only |about )?«part»{WORDS}{{0,30}}?"
        r"\(\s*«share»\s*[);,]"
    ),
    # 25 % (3 of 12)
    named(rf"«share»{gap(15)}\(\s*«part»{gap(15)} (?:out )?of {THE}«whole»{gap(20)}\)"),
    # 3 (25 %) of the 12 sites
    named(rf"«part»{gap(15)}\(\s*«share»\s*\) of {THE}«whole»"),
    # Von 12 Standorten wurden 3 geschlossen (25 %)
    named(
        rf"\bVon {THE}«whole»{WORDS}{{0,45}}? (?:wurden|waren|sind|haben) «part»{WORDS}{{0,30}}?"
        r"\(\s*«share»\s*\)"
    ),
    # 3 von 12 Standorten (25 %)
    named(rf"«part»{gap(15)} von {THE}«whole»{gap(40)}\(\s*«share»\s*\)"),
)
REMAINDER = named(
    rf"\b(?:of|out of) {THE}«whole»{gap(45)},?\s*«part»{gap(50)}"
    r"(?:and|while|with) the (?:remaining|other|rest|balance)(?: of)? «rest»"
)
HUNDRED = Interval.exactly(100)


def shares(statement: Statement) -> Iterator[Computation]:
    """Yield percentages whose part and whole the sentence names."""
    for pattern in SHARES:
        for match in pattern.finditer(statement.words):
            part, whole, share = (statement.figure(match[name]) for name in ("part", "whole", "share"))
            if share.unit != "%" or not _comparable(part, whole) or not statement.usable(part, whole, share):
                continue
            computation = _share(statement, part, whole, share)
            certain = statement.scaled_alike(part, whole) and not _fits_others(statement, whole, share)
            if computation and (computation.agrees or certain):
                yield computation


def _share(statement: Statement, part: Quantity, whole: Quantity, share: Quantity) -> Computation | None:
    base = statement.interval(whole)
    if base.low <= 0:
        return None
    return compute(
        "share",
        f"the share of {plain(part)} in {plain(whole)}",
        share,
        statement.interval(part) / base * HUNDRED,
        allowed=statement.interval(share),
        formula=f"{plain(part)} / {plain(whole)} × 100",
        evidence=(statement.span,),
        parts=(part.span, whole.span),
    )


def _fits_others(statement: Statement, whole: Quantity, share: Quantity) -> bool:
    """Say whether other figures of the sentence give the share, so that it may be theirs."""
    alike = [figure for figure in statement.figures if figure.unit == whole.unit and figure is not share]
    computations = (_share(statement, one, other, share) for one, other in permutations(alike, 2))
    return any(item is not None and item.agrees for item in computations)


def remainders(statement: Statement) -> Iterator[Computation]:
    """Yield what remains of a whole after one part."""
    for match in REMAINDER.finditer(statement.words):
        part, whole, rest = (statement.figure(match[name]) for name in ("part", "whole", "rest"))
        alike = part.unit == whole.unit == rest.unit != "%"
        if not alike or not statement.usable(part, whole, rest):
            continue
        yield compute(
            "remainder",
            f"what remains of {plain(whole)}",
            rest,
            statement.interval(whole) - statement.interval(part),
            allowed=statement.interval(rest),
            formula=f"{plain(whole)} - {plain(part)}",
            evidence=(statement.span,),
            parts=(part.span, whole.span),
        )


def _comparable(part: Quantity, whole: Quantity) -> bool:
    units = {part.unit, whole.unit}
    return "%" not in units and (
        len(units) == 1 or (units - {""} != units and "money" not in {part.kind, whole.kind})
    )
