"""The figures and dates that a sentence states and its ground does not.

Equal values in other writing are equal: `$4.2m` is `4,200,000 US dollars`, `5 May 2024` is `2024-05-05`. A
coarser figure is equal only where the sentence says that it is a rough one.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from docpanel.agents.grounding.dates import Date, dates
from docpanel.documents.quantities import Quantity, quantities

__all__ = ["Ground", "figures_beyond"]

LARGEST_FREE_COUNT = 12
"""`Three specialists` counts what is cited; a larger count, or one with a unit, must stand somewhere."""

COUNTED = re.compile(r"[\s-]+([^\W\d_]{3,})")


@dataclass(frozen=True)
class Ground:
    """What texts state: their figures, dates and counted nouns."""

    texts: tuple[str, ...]
    figures: tuple[Quantity, ...]
    dates: tuple[Date, ...]
    counts: dict[str, set[Decimal]]

    @classmethod
    def of(cls, texts: Iterable[str]) -> "Ground":
        """Read texts once, to be asked often."""
        given = tuple(text for text in texts if text)
        figures, counts = [], dict[str, set[Decimal]]()
        for text in given:
            for item in quantities(text):
                figures.append(item)
                if (noun := _noun(text, item)) is not None:
                    counts.setdefault(noun, set()).add(item.value)
        named = tuple(date for text in given for date in dates(text))
        return cls(given, tuple(figures), named, counts)

    def has(self, text: str, item: Quantity) -> bool:
        """Say whether a figure of `text` stands here, or counts no more than what is cited."""
        if item.kind == "year" or (not item.unit and item.value == item.value.to_integral_value()):
            years = {date.year for date in self.dates}
            if item.value in years:
                return True
        if any(_agree(item, other) for other in self.figures):
            return True
        return self._counts_only(text, item) or self._prints(item.text)

    def names(self, date: Date) -> bool:
        """Say whether a date stands here; its year may stand elsewhere in the texts."""
        years = {other.year for other in self.dates} | {item.value for item in self.figures}
        return any(date.within(other) for other in self.dates) and (date.year is None or date.year in years)

    def _counts_only(self, text: str, item: Quantity) -> bool:
        whole = item.value == item.value.to_integral_value()
        if item.unit or item.kind not in {"count", "plain"} or not whole:
            return False
        noun = _noun(text, item)
        if noun is None or not 0 <= item.value <= LARGEST_FREE_COUNT:
            return False
        return noun not in self.counts or item.value in self.counts[noun]

    def _prints(self, printed: str) -> bool:
        """Say whether a figure stands here in the very same writing, whatever it may mean."""
        pattern = re.compile(rf"(?<![\w.,]){re.escape(printed.strip())}(?![\w%]|[.,]\d)")
        return any(pattern.search(text) for text in self.texts)


def figures_beyond(text: str, ground: "Ground | Iterable[str]") -> tuple[str, ...]:
    """Return the figures and dates of `text`, as printed, that the ground does not state."""
    known = ground if isinstance(ground, Ground) else Ground.of(ground)
    return tuple(dict.fromkeys(_beyond(text, known)))


def _beyond(text: str, known: Ground) -> Iterator[str]:
    for item in quantities(text):
        if not known.has(text, item):
            yield item.text.strip()
    for date in dates(text):
        if not known.names(date):
            yield date.text.strip()


def _agree(said: Quantity, known: Quantity) -> bool:
    """Say whether a figure is a known one: sign and missing unit aside, and rounded where it says so."""
    if said.unit and known.unit and said.unit != known.unit:
        return False
    distance = abs(abs(said.value) - abs(known.value))
    rough = said.approximate and said.precision > known.precision
    return distance * 2 <= said.precision if rough else not distance


def _noun(text: str, item: Quantity) -> str | None:
    """Return the word that a figure counts, without its plural."""
    found = COUNTED.match(text, item.span.end)
    return found[1].casefold().removesuffix("s") if found else None
