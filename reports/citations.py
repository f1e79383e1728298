"""Where a sentence of the synthesis stands in the document: its findings, pages and quotations."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from docpanel.agents.analysis import Analysis
from docpanel.agents.findings import Evidence, Finding

__all__ = ["Citations", "page_chip", "page_ranges", "repeats", "same_words"]

PAGED = "application/pdf"
"""One page of such a file is a page; one of any other is the whole text, of which `p. 1` says nothing."""

EN_DASH = "\N{EN DASH}"


@dataclass(frozen=True)
class Citations:
    """The findings of one analysis, looked up by id; an id that nobody knows is passed over."""

    analysis: Analysis

    @cached_property
    def by_id(self) -> dict[str, Finding]:
        """Return all findings by their id."""
        return self.analysis.findings()

    def findings(self, ids: Iterable[str]) -> list[Finding]:
        """Return the findings in the order of `ids`."""
        return [self.by_id[id_] for id_ in ids if id_ in self.by_id]

    def evidence(self, ids: Iterable[str]) -> list[Evidence]:
        """Return the quotations of the findings, those that stand in the document first, each once."""
        unique = {(item.quote, item.page): item for found in self.findings(ids) for item in found.evidence}
        return sorted(unique.values(), key=lambda item: not item.verified)

    @cached_property
    def paged(self) -> bool:
        """Say whether page numbers tell anything: a plain text or a message is one page to us."""
        document = self.analysis.document
        return document.pages > 1 or document.media_type == PAGED

    def page(self, number: int | None) -> str:
        """Return `p. 5`, or nothing where the page is unknown or says nothing."""
        return f"p. {number}" if number is not None and self.paged else ""

    def pages(self, ids: Iterable[str]) -> tuple[int, ...]:
        """Return the pages where the quotations of the findings stand, if the document has pages."""
        return self.pages_of(self.evidence(ids))

    def pages_of(self, evidence: Iterable[Evidence]) -> tuple[int, ...]:
        """Return the pages of quotations that were found, if the document has pages."""
        found = {item.page for item in evidence if item.verified and item.page is not None and self.paged}
        return tuple(sorted(found))

    def chip(self, ids: Sequence[str], limit: int | None = None) -> str:
        """Return `[p. 5]`, or what is wrong: a sentence whose quotations were not found says so."""
        return self.chip_of(self.evidence(ids), limit)

    def chip_of(self, evidence: Sequence[Evidence], limit: int | None = None) -> str:
        """Return the same for quotations at hand."""
        if pages := self.pages_of(evidence):
            return page_chip(pages, limit)
        return "" if any(item.verified for item in evidence) else "[unverified]"

    @cached_property
    def verified_quotations(self) -> tuple[int, int]:
        """Return how many quotations stand in the document, of how many."""
        quotations = [item for found in self.by_id.values() for item in found.evidence]
        return sum(item.verified for item in quotations), len(quotations)


def page_chip(pages: Sequence[int], limit: int | None = None) -> str:
    """Return `[p. 5]`, or `[pp. 5, 7-9]` with a dash; more than `limit` runs of pages end in `…`."""
    return f"[p{'p' if len(pages) > 1 else ''}. {page_ranges(pages, limit)}]"


def page_ranges(pages: Iterable[int], limit: int | None = None) -> str:
    """Return page numbers as `1, 3-5`, with a dash."""
    runs: list[list[int]] = []
    for page in sorted(set(pages)):
        if runs and page == runs[-1][-1] + 1:
            runs[-1][1:] = [page]
        else:
            runs.append([page])
    return ", ".join(EN_DASH.join(map(str, run)) for run in runs[:limit]) + (
        "…" if runs[limit:] and limit else ""
    )


def same_words(claim: str, quote: str) -> bool:
    """Say whether a claim is its quotation, but for spacing, case and marks."""
    return _words(claim) == _words(quote)


def repeats(claim: str, quote: str) -> bool:
    """Say whether a claim is little but its quotation, so that a screen need not show both."""
    shorter, longer = sorted((_words(claim), _words(quote)), key=len)
    return bool(shorter) and shorter in longer and 4 * len(shorter) >= 3 * len(longer)


def _words(text: str) -> str:
    return re.sub(r"\W+", " ", text).casefold().strip()
