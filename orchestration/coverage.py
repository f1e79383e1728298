"""What became of each page: sent, cited by whom, without text, probably cut off."""

from dataclasses import dataclass

from docpanel.agents.analysis import Coverage
from docpanel.documents.document import Chunk, Page
from docpanel.orchestration.ledger import Ledger
from docpanel.orchestration.plan import Plan
from docpanel.orchestration.reading import Reading

__all__ = ["CutShort", "coverage_of", "cut_short"]

READ_AT_LEAST = 0.4
"""Share of the counted tokens; for unknown vocabularies we count up to twice what a server does."""


@dataclass(frozen=True, slots=True)
class CutShort:
    """A server that read `read` tokens of about `sent` for the calls with one label."""

    label: str
    read: int
    sent: int

    @property
    def warning(self) -> str:
        """Return the sentence for the report."""
        return (
            f"the server says it read {self.read:,} of about {self.sent:,} tokens for {self.label}: its"
            " context window is probably smaller than assumed, and the rest was cut; set --context-window"
        )

    def reaches(self, page: Page, chunk: Chunk) -> bool:
        """Say whether a page of a chunk ends behind the share that was read.

        Servers that cut keep the beginning; what they dropped of each of several chunks is not known,
        so that the share holds for all of them.
        """
        border = chunk.span.start + len(chunk.span) * self.read / self.sent
        return min(page.span.end, chunk.span.end) > border


def cut_short(plan: Plan, ledger: Ledger) -> CutShort | None:
    """Notice a server that read much less than it was sent, as some do without a word."""
    for label in dict.fromkeys(call.label for call in plan.calls if call.chunk is not None):
        planned = [call.input_tokens for call in plan.calls if call.label == label]
        asked = ledger.asked(label)
        read = asked.usage.input_tokens
        if asked.calls >= len(planned) and 0 < read < READ_AT_LEAST * sum(planned):
            return CutShort(label, read, sum(planned))
    return None


def coverage_of(reading: Reading, short: CutShort | None) -> tuple[Coverage, ...]:
    """Return one row a page; only quotations that were found make a page cited, and only by the panel.

    A page that stands in two chunks was sent where both were read.
    """
    document, read = reading.plan.document, reading.chunks_read
    cited: dict[int, set[str]] = {page.number: set() for page in document.pages}
    for report in reading.reports:
        for place in (place for finding in report.findings for place in finding.evidence):
            if not place.verified or place.source is not None or place.start is None or place.end is None:
                continue
            for number in range(document.page_at(place.start), document.page_at(place.end - 1) + 1):
                cited[number].add(report.name)
    rows = []
    for page in document.pages:
        chunks = [chunk for chunk in reading.plan.chunks if page.span.overlaps(chunk.span)]
        rows.append(
            Coverage(
                page=page.number,
                sent=bool(chunks) and all(chunk in read for chunk in chunks),
                has_text=document.has_text(page.number),
                cited_by=tuple(sorted(cited[page.number])),
                cut_off=short is not None and any(short.reaches(page, chunk) for chunk in chunks),
            )
        )
    return tuple(rows)
