"""Which passages of the document are marked, and what each mark is called."""

from collections.abc import Iterator
from dataclasses import dataclass

from docpanel.agents.analysis import Analysis
from docpanel.agents.findings import Evidence
from docpanel.documents.document import Document, Span

__all__ = ["Mark", "Marks", "quoted"]


@dataclass(frozen=True, slots=True)
class Mark:
    """A passage that findings rest on; `altered` where all that quote it say otherwise than it does."""

    id: str
    span: Span
    altered: bool = False


class Marks:
    """The marks of one analysis in one document, one for each passage, whoever quotes it.

    A quotation whose positions lie outside of the text has none.
    """

    def __init__(self, analysis: Analysis, document: Document) -> None:
        """Gather the passages of all quotations."""
        self._length = len(document.text)
        altered: dict[Span, bool] = {}
        for evidence in quoted(analysis):
            span = self._span(evidence)
            if span is not None:
                altered[span] = altered.get(span, True) and not evidence.verified
        self.all = tuple(Mark(_name(span), span, altered[span]) for span in sorted(altered))

    def id_of(self, evidence: Evidence) -> str | None:
        """Return the name of the mark where the quotation stands, None where it stands nowhere."""
        span = self._span(evidence)
        return None if span is None else _name(span)

    def _span(self, evidence: Evidence) -> Span | None:
        if evidence.source is not None or evidence.start is None or evidence.end is None:
            return None
        inside = 0 <= evidence.start < evidence.end <= self._length
        return Span(evidence.start, evidence.end) if inside else None


def quoted(analysis: Analysis) -> Iterator[Evidence]:
    """Yield every quotation that the report shows."""
    baseline = analysis.baseline.findings if analysis.baseline else ()
    for finding in (*analysis.findings().values(), *baseline):
        yield from finding.evidence
    for conflict in analysis.synthesis.conflicts:
        for position in conflict.positions:
            yield from position.evidence


def _name(span: Span) -> str:
    return f"q{span.start}-{span.end}"
