"""The figures and dates that a sentence states and its ground does not.

Equal values in other writing are equal: `$4.2m` is `4,200,000 US dollars`, `5 May 2024` is `2024-05-05`. A
coarser figure is equal only where the sentence says that it is a rough one, or in a synthesis
where it is rounded correctly to at least two digits.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from docpanel.agents.grounding.computed import is_bound, is_computed, is_rounded
from docpanel.agents.grounding.counted import counts_parts
from docpanel.agents.grounding.dates import Date, dates
from docpanel.agents.grounding.factors import factors_beyond
from docpanel.documents.figures.quantities import Quantity, quantities
from docpanel.documents.lookup.durations import is_duration, is_same_duration, period_of, with_duration

__all__ = ["Ground", "figures_beyond", "worked_out"]

LARGEST_FREE_COUNT = 12
"""`Three specialists` counts what is cited; a larger count, or one with a unit, must stand somewhere."""

COUNTED = re.compile(r"[\s-]+([^\W\d_]{3,})")


@dataclass(frozen=True)
class Stated:
    """A figure, and the unit of time for each of which it is meant."""

    quantity: Quantity
    period: str | None

    @classmethod
    def all_of(cls, text: str) -> Iterator["Stated"]:
        """Yield the figures of a text."""
        for item in quantities(text):
            yield cls(with_duration(text, item), period_of(text, item))

    def agrees(self, known: "Stated") -> bool:
        """Say whether this is a known figure, for the same unit of time where both name one."""
        apart = self.period and known.period and self.period != known.period
        return not apart and _agree(self.quantity, known.quantity)


@dataclass(frozen=True)
class Ground:
    """What texts state: their figures, dates and counted nouns."""

    texts: tuple[str, ...]
    figures: tuple["Stated", ...]
    dates: tuple[Date, ...]
    counts: dict[str, set[Decimal]]

    @classmethod
    def of(cls, texts: Iterable[str]) -> "Ground":
        """Read texts once, to be asked often."""
        given = tuple(text for text in texts if text)
        figures, counts = [], dict[str, set[Decimal]]()
        for text in given:
            for stated in Stated.all_of(text):
                figures.append(stated)
                item = stated.quantity
                if (noun := _noun(text, item)) is not None:
                    counts.setdefault(noun, set()).add(item.value)
        named = tuple(date for text in given for date in dates(text))
        return cls(given, tuple(figures), named, counts)

    def has(self, text: str, stated: Stated, *, counts: bool = True) -> bool:
        """Say whether a figure of `text` stands here, or counts no more than what is cited.

        Small `counts` of anything may be free, or those of the report's own parts and of what is named here.
        """
        item = stated.quantity
        if item.kind == "year" or (not item.unit and item.value == item.value.to_integral_value()):
            years = {date.year for date in self.dates}
            if item.value in years:
                return True
        if any(stated.agrees(other) for other in self.figures):
            return True
        if stated.period or (is_duration(item) and item.text.strip()[-1:].isdigit()):
            return False
        return self._counts_only(text, item, free=counts) or self._prints(item.text)

    def yields(self, text: str, stated: Stated) -> bool:
        """Say whether a figure of `text` is rounded or computed from what stands here, or a bound of it."""
        apart = [item for item in self.figures if not stated.period or item.period == stated.period]
        item, known = stated.quantity, [item.quantity for item in apart]
        return is_rounded(item, known) or is_bound(text, item, known) or is_computed(item, known)

    def shares_figure(self, text: str) -> bool:
        """Say whether a figure with a unit or a date of `text` stands here."""
        figures = [item for item in Stated.all_of(text) if item.quantity.unit]
        known = any(item.agrees(other) for item in figures for other in self.figures)
        return known or any(self.names(date) for date in dates(text))

    def names(self, date: Date) -> bool:
        """Say whether a date stands here; its year may stand elsewhere in the texts."""
        years = {other.year for other in self.dates} | {item.quantity.value for item in self.figures}
        return any(date.within(other) for other in self.dates) and (date.year is None or date.year in years)

    def _counts_only(self, text: str, item: Quantity, *, free: bool) -> bool:
        whole = item.value == item.value.to_integral_value()
        if item.unit or item.kind not in {"count", "plain"} or not whole:
            return False
        noun = _noun(text, item)
        if noun is None or not 0 <= item.value <= LARGEST_FREE_COUNT:
            return False
        if noun in self.counts:
            return item.value in self.counts[noun]
        return free or item.value <= 1 or counts_parts(text, item.span.end, "\n".join(self.texts))

    def _prints(self, printed: str) -> bool:
        """Say whether a figure stands here in the very same writing, whatever it may mean."""
        pattern = re.compile(rf"(?<![\w.,]){re.escape(printed.strip())}(?![\w%]|[.,]\d)")
        return any(pattern.search(text) for text in self.texts)


def figures_beyond(
    text: str, ground: "Ground | Iterable[str]", *, synthesis: bool = False
) -> tuple[str, ...]:
    """Return the figures and dates of `text`, as printed, that the ground does not state.

    In a `synthesis` passes what is rounded or worked out from stated figures; counts pass of its own parts
    only, and words such as `doubled` are figures.
    """
    known = ground if isinstance(ground, Ground) else Ground.of(ground)
    return tuple(dict.fromkeys(_beyond(text, known, synthesis=synthesis)))


def worked_out(text: str, known: Ground) -> frozenset[str]:
    """Return the figures of `text`, as printed, that the ground does not state but yields."""
    found = (item for item in Stated.all_of(text) if not known.has(text, item) and known.yields(text, item))
    return frozenset(" ".join(item.quantity.text.split()) for item in found)


def _beyond(text: str, known: Ground, *, synthesis: bool) -> Iterator[str]:
    for item in Stated.all_of(text):
        if not known.has(text, item, counts=not synthesis) and not (synthesis and known.yields(text, item)):
            yield item.quantity.text.strip()
    if synthesis:
        yield from factors_beyond(text, known.texts, [item.quantity for item in known.figures])
    for date in dates(text):
        if not known.names(date):
            yield date.text.strip()


def _agree(said: Quantity, known: Quantity) -> bool:
    """Say whether a figure is a known one: sign and missing unit aside, and rounded where it says so."""
    if is_duration(said) and is_duration(known) and said.unit != known.unit:
        return is_same_duration(said, known)
    if said.unit and known.unit and said.unit != known.unit:
        return False
    distance = abs(abs(said.value) - abs(known.value))
    rough = said.approximate and said.precision > known.precision
    return distance * 2 <= said.precision if rough else not distance


def _noun(text: str, item: Quantity) -> str | None:
    """Return the word that a figure counts, without its plural."""
    found = COUNTED.match(text, item.span.end)
    return found[1].casefold().removesuffix("s") if found else None
