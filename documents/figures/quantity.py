"""One figure with its unit, as a text states it."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from docpanel.documents.document import Span

__all__ = ["Kind", "Quantity"]

Kind = Literal["money", "percent", "measure", "count", "year", "plain"]


@dataclass(frozen=True, slots=True)
class Quantity:
    """A figure with its unit.

    `value` is scaled: 4.2 million is 4200000. `unit` is a currency's ISO code, `%`, `percentage point`,
    a unit of `documents.units`, or empty. `precision` is the smallest step that the writing shows, 100000 for
    4.2 million, and 0 for words and fractions. `approximate` says that it is a rough figure, a bound or an
    end of a range; `ambiguous` that nothing tells whether `1.234` is a thousand or a little more than one.
    `scaled` says that a scale (million) or a unit was taken over from the figure beside it.
    """

    value: Decimal
    unit: str
    kind: Kind
    span: Span
    text: str
    precision: Decimal
    approximate: bool = False
    ambiguous: bool = False
    scaled: bool = False
