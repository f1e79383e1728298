"""One figure of the document, computed again from others of its figures."""

from dataclasses import dataclass
from decimal import Decimal

from docpanel.agents.audit.arithmetic.intervals import Interval
from docpanel.agents.audit.arithmetic.writing import plain, written
from docpanel.documents.document import Span
from docpanel.documents.figures.quantity import Quantity

__all__ = ["Computation", "compute"]


@dataclass(frozen=True, slots=True)
class Computation:
    """What is printed and what the parts give.

    `kind` is the rule, `subject` names the figure, `printed` is its writing, `unit` as in `Quantity`.
    `recomputed` and `difference` (without a sign) are written like it; `size` is the difference as a share of
    the recomputed value. `formula` shows the computation in figures. `place` is where the printed
    figure stands, `parts` where the others do, `evidence` are the rows or sentences that hold all of them.
    """

    kind: str
    subject: str
    printed: str
    unit: str
    recomputed: str
    difference: str
    formula: str
    agrees: bool
    place: Span
    evidence: tuple[Span, ...]
    size: Decimal = Decimal(0)
    parts: tuple[Span, ...] = ()


def compute(
    kind: str,
    subject: str,
    printed: Quantity,
    result: Interval,
    *,
    allowed: Interval,
    formula: str,
    evidence: tuple[Span, ...],
    parts: tuple[Span, ...] = (),
    finer: int = 0,
) -> Computation:
    """Compare a printed figure, which may stand for what is `allowed`, with the result of its parts.

    `formula` is the left side; the result is written behind it.
    """
    agrees = allowed.meets(result)
    value = printed.value if agrees else result.middle
    recomputed = plain(printed) if agrees else written(value, printed, finer=finer)
    size = abs(printed.value - result.middle) / abs(result.middle) if result.middle else Decimal(1)
    return Computation(
        kind=kind,
        subject=subject,
        printed=plain(printed),
        unit=printed.unit,
        recomputed=recomputed,
        difference=written(abs(printed.value - result.middle), printed, finer=finer),
        formula=f"{formula} = {recomputed}",
        agrees=agrees,
        place=printed.span,
        evidence=evidence,
        size=Decimal(0) if agrees else size,
        parts=parts,
    )
