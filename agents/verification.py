"""A report checked against its document again: every quotation, every sentence's ground, the digest.

No model and no key is needed, and nothing of the report is believed, least of all who wrote it: a quotation
holds where the document, parsed anew, has it at the place that the report names. One that the report itself
marks as altered or missing does not hold either. A report that quotes nothing does not hold: nothing was
checked.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from docpanel.agents.analysis import Analysis, Number
from docpanel.agents.audited_again import problems_of_audit
from docpanel.agents.digest import is_sealed_as_written
from docpanel.agents.findings import Evidence, Finding, Match
from docpanel.agents.verified_statements import (
    problem_of_claim,
    problems_of_statements,
    repeated_ids,
    told_apart,
)
from docpanel.documents.document import Document, Span
from docpanel.documents.quotations import Location, look_up

__all__ = ["CheckedQuotation", "Verification", "verify"]

VERIFIED = frozenset({"exact", "normalized", "fuzzy"})


@dataclass(frozen=True, slots=True)
class CheckedQuotation:
    """One quotation of the report, looked up again.

    `finding_id` is None for quotations of conflicts and of the table of numbers; `where` says for a
    person where it stands in the report. `match`, `page` and `differs` are what the document shows now;
    `problem` says why the quotation does not hold, None where it does.
    """

    where: str
    finding_id: str | None
    quote: str
    match: Match
    page: int | None
    differs: tuple[str, ...] = ()
    problem: str | None = None

    @property
    def holds(self) -> bool:
        """Say whether the document has it where the report says."""
        return self.problem is None


@dataclass(frozen=True, slots=True)
class Verification:
    """What of a report can be trusted.

    `problems` are sentences on the two files as a whole, `statements` on what the report says beside its
    quotations: claims, sentences, conflicts and figures.
    """

    same_document: bool
    sealed: bool
    evidence: tuple[CheckedQuotation, ...]
    problems: tuple[str, ...]
    statements: tuple[str, ...] = ()

    @property
    def refused(self) -> tuple[CheckedQuotation, ...]:
        """Return the quotations that do not hold."""
        return tuple(item for item in self.evidence if not item.holds)

    @property
    def holds(self) -> bool:
        """Say whether there are quotations, all hold, and document, checksum and statements are in order."""
        return bool(self.evidence) and not self.problems and not self.statements and not self.refused


def verify(analysis: Analysis, document: Document) -> Verification:
    """Check a report against a document that was parsed anew.

    Of another document than the report's only quotations and sentences are checked: its sums are others.
    """
    same = analysis.document.sha256 == document.sha256
    sealed = is_sealed_as_written(analysis)
    evidence = tuple(_quotations(analysis, document))
    return Verification(
        same,
        sealed,
        evidence,
        problems=(*_of_document(analysis, document), *_of_digest(analysis, sealed=sealed)),
        statements=tuple(_statements(analysis, evidence, document, same=same)),
    )


def _statements(
    analysis: Analysis, evidence: Iterable[CheckedQuotation], document: Document, *, same: bool
) -> Iterator[str]:
    if not analysis.findings():
        yield "the report has no finding: there is nothing that its sentences could stand on"
    claims = _claims(analysis, evidence, document)
    refused = {item.finding_id for item in evidence if not item.holds}
    sound = {name for name, problem in claims.items() if problem is None} & analysis.findings().keys()
    yield from repeated_ids(analysis)
    yield from (problem for problem in claims.values() if problem)
    yield from problems_of_statements(analysis, sound, refused, document)
    if same:
        yield from problems_of_audit(analysis, document)


def _quotations(analysis: Analysis, document: Document) -> Iterator[CheckedQuotation]:
    """Look up every quotation; one that a conflict or a number repeats is checked where it first stands."""
    seen: set[tuple[object, ...]] = set()
    shown: set[tuple[str, int | None]] = set()
    for finding in _findings(analysis):
        for place in finding.evidence:
            seen.add(_identity(place))
            shown.add((place.quote, place.page))
            yield _checked(f"finding {finding.id}", finding.id, place, document)
    for number, conflict in enumerate(analysis.synthesis.conflicts, 1):
        for place in (place for position in conflict.positions for place in position.evidence):
            if _identity(place) not in seen:
                seen.add(_identity(place))
                shown.add((place.quote, place.page))
                yield _checked(f"conflict {number} ({conflict.subject})", None, place, document)
    for row in analysis.synthesis.numbers:
        if (row.quote, row.page) not in shown:
            shown.add((row.quote, row.page))
            yield _checked_number(row, document)


def _findings(analysis: Analysis) -> Iterator[Finding]:
    for report in analysis.specialists:
        yield from report.findings
    yield from analysis.audit.findings
    if analysis.baseline is not None:
        yield from analysis.baseline.findings


def _identity(place: Evidence) -> tuple[object, ...]:
    return (place.quote, place.source, place.page, place.start, place.end, place.match)


def _checked(where: str, finding_id: str | None, place: Evidence, document: Document) -> CheckedQuotation:
    if place.source is not None:
        problem = f"is said to stand in {place.source}, which was not given"
        return CheckedQuotation(where, finding_id, place.quote, "missing", None, problem=problem)
    claimed = _claimed_span(place, document)
    found = look_up(document, place.quote, within=claimed)
    misplaced = place.verified and found is not None and (found.span, found.page) != (claimed, place.page)
    return _judged(where, finding_id, place.quote, found, _page(place.page) if misplaced else None)


def _checked_number(row: Number, document: Document) -> CheckedQuotation:
    """Look up the quotation of a figure, of which the report knows the page but not the place."""
    pages = {page.number: page.span for page in document.pages}
    found = look_up(document, row.quote, within=pages.get(row.page or 0))
    misplaced = _page(row.page) if found is not None and found.page != row.page else None
    return _judged(f"number ({row.metric})", None, row.quote, found, misplaced)


def _judged(
    where: str, finding_id: str | None, quote: str, found: Location | None, misplaced: str | None
) -> CheckedQuotation:
    """Say what a look-up comes to; `misplaced` is where a report has it that names another place."""
    if found is None:
        return CheckedQuotation(where, finding_id, quote, "missing", None, problem="is not in the document")
    problem = None
    if found.match not in VERIFIED:
        problem = f"the document says otherwise: {told_apart(found.differs) or 'other words'}"
    elif misplaced is not None:
        problem = f"stands elsewhere than the report says ({misplaced})"
    return CheckedQuotation(where, finding_id, quote, found.match, found.page, found.differs, problem)


def _page(number: int | None) -> str:
    return "no page" if number is None else f"page {number}"


def _claimed_span(place: Evidence, document: Document) -> Span | None:
    """Return where the report says that a quotation stands, if the document has such a place."""
    if place.start is None or place.end is None or not 0 <= place.start < place.end <= len(document.text):
        return None
    return Span(place.start, place.end)


def _of_document(analysis: Analysis, document: Document) -> Iterator[str]:
    record = analysis.document
    if record.sha256 != document.sha256:
        yield (
            f"the document is not the one that was analysed: its sha256 begins with {document.sha256[:12]},"
            f" that of the report with {record.sha256[:12]}"
        )
    elif record.pages != len(document.pages):
        yield f"the document has {len(document.pages)} pages; the report says {record.pages}"


def _of_digest(analysis: Analysis, *, sealed: bool) -> Iterator[str]:
    if sealed:
        return
    if analysis.digest is None:
        yield "the report has no digest: nothing in it but what was checked here can be trusted"
    else:
        yield (
            "the report was changed after it was written: claims, figures, judgements and costs in it"
            " cannot be trusted, only the quotations that hold here"
        )


def _claims(
    analysis: Analysis, evidence: Iterable[CheckedQuotation], document: Document
) -> dict[str, str | None]:
    """Return for each finding that may be cited None, or what is wrong with its claim.

    A finding that the report itself calls unverified is no problem, as long as nothing cites it: it is
    not among the result.
    """
    held = {item.finding_id for item in evidence if item.holds}
    return {
        finding.id: problem_of_claim(finding, document)
        for finding in _findings(analysis)
        if finding.verified and finding.id in held
    }
