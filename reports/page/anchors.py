"""Where links of the report lead: to findings, to marked quotations, to pages."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from textwrap import shorten

from docpanel.agents.analysis import Analysis, Conflict, KeyFinding, Number
from docpanel.agents.findings import Evidence, Finding
from docpanel.reports.citations import Citations
from docpanel.reports.escaping import plain
from docpanel.reports.page.marks import quoted

__all__ = ["Anchors", "Chip"]

ELLIPSIS = "\N{HORIZONTAL ELLIPSIS}"

SHOWN = 6
"""How many chips stand after a sentence before the rest is folded; chosen, not measured."""

BEGINNING = 60
"""How many characters of a quotation its link says to those who cannot see where it leads; chosen."""


@dataclass(frozen=True, slots=True)
class Chip:
    """A short link to a quotation: what it shows, what it is called, and where it leads.

    `target` is None where the report has no such place.
    """

    text: str
    name: str
    target: str | None


class Anchors:
    """The names of all places in one report.

    They are made up here and hold nothing that a model or a document wrote: `f7` is a finding, `r2` a
    reader, `q120-164` a quotation, `page-5` a page.
    """

    def __init__(
        self,
        analysis: Analysis,
        mark_of: Callable[[Evidence], str | None],
        pages: Iterable[int],
    ) -> None:
        """Name everything; `pages` are those whose text the report shows."""
        self._citations = Citations(analysis)
        self._mark_of = mark_of
        self._pages = frozenset(pages)
        found = self._citations.by_id
        self._findings = {id_: f"f{number}" for number, id_ in enumerate(found, start=1)}
        readers = dict.fromkeys([report.name for report in analysis.specialists])
        readers |= dict.fromkeys(finding.specialist for finding in found.values())
        self._readers = {name: f"r{number}" for number, name in enumerate(readers, start=1)}
        self._quotes = {
            (item.quote, item.page): item
            for finding in found.values()
            for item in finding.evidence
            if item.verified
        }
        self._ordinals = self._count(analysis)
        positions = (place for conflict in analysis.synthesis.conflicts for place in conflict.positions)
        self._disputed = {id_ for place in positions for id_ in place.finding_ids}

    def finding(self, id_: str) -> str | None:
        """Return the place of a finding's full entry."""
        return self._findings.get(id_)

    def quotation(self, evidence: Evidence) -> str | None:
        """Return the place of a quotation in the text, else its page, else None."""
        return self._mark_of(evidence) or (self.page(evidence.page) if evidence.source is None else None)

    def page(self, number: int | None) -> str | None:
        """Return the place of a page."""
        return f"page-{number}" if number in self._pages else None

    def chips(self, finding_ids: Sequence[str]) -> tuple[list[Chip], list[Chip]]:
        """Return a chip for each finding's first quotation, each place once, and those that are folded."""
        chips: dict[str, Chip] = {}
        for found in self._citations.findings(finding_ids):
            first = next((item for item in found.evidence if item.verified), None)
            if first is not None and (chip := self.chip(first)):
                chips.setdefault(chip.target or chip.name, chip)
        every = list(chips.values())
        return every[:SHOWN], every[SHOWN:]

    def chip(self, evidence: Evidence) -> Chip | None:
        """Return the chip of a quotation, None where there is neither a page nor a place to name."""
        return self._chip(evidence.quote, evidence.page, self.quotation(evidence))

    def number(self, number: Number) -> Chip | None:
        """Return the chip of a figure: it leads to a finding's quotation of the same words, else a page."""
        same = self._quotes.get((number.quote, number.page))
        target = (self._mark_of(same) if same else None) or self.page(number.page)
        return self._chip(number.quote, number.page, target)

    def reader(self, name: str) -> str:
        """Return the key of a reader for the filter; an unknown one has none."""
        return self._readers.get(name, "")

    def readers_of(self, finding_ids: Iterable[str], *named: Iterable[str]) -> str:
        """Return the keys of those who found the findings, and of others that are named beside them."""
        names = [finding.specialist for finding in self._citations.findings(finding_ids)]
        names += [name for group in named for name in group]
        return " ".join(dict.fromkeys(key for name in names if (key := self.reader(name))))

    def readers_in(self, conflict: Conflict) -> str:
        """Return the keys of those who hold a position in the conflict."""
        return self.readers_of(id_ for place in conflict.positions for id_ in place.finding_ids)

    def disputed(self, item: Finding | KeyFinding) -> bool:
        """Say whether somebody contradicts a finding."""
        if isinstance(item, KeyFinding):
            return bool(item.dissents) or any(id_ in self._disputed for id_ in item.finding_ids)
        return item.id in self._disputed

    def _chip(self, quote: str, page: int | None, target: str | None) -> Chip | None:
        paged = self._citations.page(page)
        text = paged or (str(self._ordinals.get(target, "text")) if target else "")
        if not text:
            return None
        where = f", page {page}" if paged else ""
        return Chip(text, f"quotation {_beginning(quote)}{where}", target)

    def _count(self, analysis: Analysis) -> dict[str, int]:
        """Number the marked quotations in the order of the text, for documents without pages."""
        places = {place: item for item in quoted(analysis) if (place := self._mark_of(item))}
        order = sorted(places, key=lambda place: (places[place].page or 0, places[place].start or 0, place))
        return {place: number for number, place in enumerate(order, start=1)}


def _beginning(quote: str) -> str:
    """Return how a quotation begins, in quotation marks: whole words, as many as a link should say."""
    line = plain(quote)
    words = shorten(line, BEGINNING, placeholder=ELLIPSIS)
    if line and words == ELLIPSIS:  # one word, as in scripts that write no spaces
        words = line[:BEGINNING] + ELLIPSIS
    return f"\N{LEFT DOUBLE QUOTATION MARK}{words}\N{RIGHT DOUBLE QUOTATION MARK}"
