"""Two figures that are joined: ends of a range, ends of a change, and what one takes over from the other."""

import re
from dataclasses import replace

from docpanel.documents.figures.figure_units import scale_of
from docpanel.documents.figures.quantity import Quantity

__all__ = ["is_chained", "paired", "with_scale_of"]

LONGEST_JOINT = 24
ROUGHLY = r"(?:about |approximately |around |roughly |nearly |almost |rund |etwa )?"
CURRENCY_NEXT = r"(?:[A-Z]{0,3}[$€£¥] ?)?"
JOINT = re.compile(rf" ?(?:[-–—]|to|auf|bis|à|a|und|and|or|oder) ?{ROUGHLY}{CURRENCY_NEXT}", re.IGNORECASE)
LISTING = frozenset({"and", "und", "or", "oder", "a"})
CHANGE = re.compile(
    rf"\b(?:from|von|de|d'|of)\s(?:about |approximately )?(?:{CURRENCY_NEXT}|[A-Z]{{3}} )$", re.IGNORECASE
)
CHANGE_REACH = 32
HYPHENATED = re.compile(r"[-–](\d[\d,]*(?:\.\d+)?)")
LED_BY = re.compile(r"(?<![\d.,])(\d[\d,]*(?:\.\d+)?)[-–]$")
LED_REACH = 14
MOST_RATIO = 100
"""How often one end may hold the other if they are to share a scale: `900 to 1.2 million` do not."""


def is_chained(text: str, start: int, end: int) -> bool:
    """Say whether a hyphen joins the digits to others that they form no rising range with, as in `737-8`."""
    follows = HYPHENATED.match(text, end)
    if follows:
        return _value(text[start:end]) >= _value(follows[1])
    if start == 0 or text[start - 1] not in "-–":
        return False
    comes = LED_BY.search(text[max(0, start - LED_REACH) : start])
    return comes is not None and _value(comes[1]) >= _value(text[start:end])


def _value(printed: str) -> float:
    try:
        return float(printed.replace(",", "").replace(" ", "").rstrip("."))
    except ValueError:
        return 0.0


def paired(text: str, first: Quantity, second: Quantity) -> tuple[Quantity, Quantity]:
    """Share unit and scale between two figures that are joined, and mark the ends of a range as rough."""
    if not 0 < second.span.start - first.span.end <= LONGEST_JOINT:
        return first, second
    between = text[first.span.end : second.span.start]
    joint = JOINT.fullmatch(between)
    apart = first.unit != second.unit and (second.unit or first.kind in {"percent", "measure"}) and first.unit
    if joint is None or apart or "year" in {first.kind, second.kind}:
        return first, second
    if first.kind == "money" and not second.unit:
        second = replace(second, unit=first.unit, kind="money", scaled=True)
    before = text[max(0, first.span.start - CHANGE_REACH) : first.span.start]
    changes = CHANGE.search(before) is not None
    lists = between.split()[:1] and between.split()[0].lower() in LISTING and not first.approximate
    if lists:
        return first, second
    shared = with_scale_of(first, second)
    if changes:
        return shared, second
    return replace(shared, approximate=True), replace(second, approximate=True)


def with_scale_of(first: Quantity, second: Quantity) -> Quantity:
    """Return the first figure with the scale and the unit of the second, where it has none of its own."""
    if first.kind not in {"plain", "count", "money"}:
        return first
    step = scale_of(second)
    scaled = step != 1 and scale_of(first) == 1 and not first.scaled
    size = abs(first.value * step)
    near = abs(second.value) < MOST_RATIO * size and size < MOST_RATIO * abs(second.value)
    if scaled and near:
        first = replace(first, value=first.value * step, precision=first.precision * step, scaled=True)
    if not first.unit and (near or not scaled):
        first = replace(first, unit=second.unit, kind=second.kind)
    return first
