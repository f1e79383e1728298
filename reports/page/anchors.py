"""Where links of the report lead: to findings, to marked quotations, to pages."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from docpanel.agents.analysis import Analysis, Conflict, KeyFinding, Number
from docpanel.agents.findings import Evidence, Finding
from docpanel.reports.citations import Citations

__all__ = ["Anchors", "PageLink"]


@dataclass(frozen=True, slots=True)
class PageLink:
    """A page number and the place that it leads to, None where there is no such place."""

    page: int
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

    def pages(self, finding_ids: Sequence[str]) -> list[PageLink]:
        """Return the pages where the findings' quotations stand, each leading to the first of them."""
        targets: dict[int, str | None] = {}
        for item in self._citations.evidence(finding_ids):
            if item.verified and item.page is not None and targets.get(item.page) is None:
                targets[item.page] = self.quotation(item)
        return [PageLink(page, targets[page]) for page in sorted(targets)]

    def number(self, number: Number) -> str | None:
        """Return where a figure stands: the finding's quotation of the same words, else its page."""
        same = self._quotes.get((number.quote, number.page))
        return (self._mark_of(same) if same else None) or self.page(number.page)

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
