"""Values that are said to have doubled, tripled or halved from one figure to another."""

import re
from collections.abc import Iterator
from decimal import Decimal

from docpanel.agents.audit.arithmetic.computation import Computation, compute
from docpanel.agents.audit.arithmetic.intervals import Interval
from docpanel.agents.audit.arithmetic.statements import Statement, gap, named
from docpanel.agents.audit.arithmetic.writing import plain

__all__ = ["multiples"]

MULTIPLE = named(
    rf"\b(?P<word>doubled|tripled|trebled|quadrupled|halved)\b(?P<gap>{gap(30)})"
    rf"\bfrom {gap(15)}«before»{gap(30)}\bto {gap(15)}«after»"
)
FACTORS = {
    "doubled": Decimal(2),
    "tripled": Decimal(3),
    "trebled": Decimal(3),
    "quadrupled": Decimal(4),
    "halved": Decimal("0.5"),
}
VAGUE = re.compile(
    r"\b(?:than|almost|nearly|about|roughly|over|not|approximately|virtually|practically|effectively|"
    r"at least|far|close to|and|or|respectively|as well as)\b",
    re.IGNORECASE,
)
"""Words by which a multiple is only near the figures, or may be that of something else."""

BEFORE = 25
TOLERANCE = Decimal("0.15")
"""How far from the multiple the figures may be, as a share; set by hand, for `doubled` is said loosely."""


def multiples(statement: Statement) -> Iterator[Computation]:
    """Yield later values that the sentence calls a multiple of earlier ones."""
    for match in MULTIPLE.finditer(statement.words):
        before, after = statement.figure(match["before"]), statement.figure(match["after"])
        around = statement.words[max(0, match.start() - BEFORE) : match.end("gap")]
        if VAGUE.search(around) or before.unit != after.unit or before.value <= 0:
            continue
        if not statement.usable(before, after) or not statement.scaled_alike(before, after):
            continue
        factor = FACTORS[match["word"].lower()]
        yield compute(
            "multiple",
            f"{plain(before)} {match['word']}",
            after,
            Interval.exactly(before.value * factor),
            allowed=Interval.around(after.value, abs(after.value) * TOLERANCE),
            formula=f"{plain(before)} × {factor}",
            evidence=(statement.span,),
            parts=(before.span,),
        )
