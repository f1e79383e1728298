"""What stands in the place of the document's text where the report was made without it."""

from itertools import groupby

from docpanel.agents.analysis import Analysis
from docpanel.agents.findings import Evidence
from docpanel.reports.escaping import escape_html
from docpanel.reports.page.marks import quoted
from docpanel.reports.page.passages import PageText

__all__ = ["Excerpts"]


class Excerpts:
    """The quotations that were found in the document, by page, each once and in the document's order."""

    def __init__(self, analysis: Analysis) -> None:
        """Gather the quotations."""
        found = {_key(item): item for item in quoted(analysis) if item.verified and item.source is None}
        order = sorted(found, key=lambda key: (key[0], found[key].start or 0, key[1]))
        self._names = {key: f"q{number}" for number, key in enumerate(order, start=1)}

    def id_of(self, evidence: Evidence) -> str | None:
        """Return the name under which the quotation is shown, None where it is not."""
        return self._names.get(_key(evidence)) if evidence.source is None else None

    @property
    def pages(self) -> tuple[PageText, ...]:
        """Return the pages that were quoted; quotations of unknown pages are left to the findings."""
        return tuple(
            PageText(number, "".join(map(self._html, keys)))
            for number, keys in groupby(self._names, key=lambda key: key[0])
            if number
        )

    def _html(self, key: tuple[int, str]) -> str:
        name = self._names[key]
        mark = f'<mark data-q="{name}">{escape_html(key[1])}</mark>'
        return f'<p class="excerpt" dir="auto"><span class="place" id="{name}">{mark}</span></p>'


def _key(evidence: Evidence) -> tuple[int, str]:
    return evidence.page or 0, evidence.quote
