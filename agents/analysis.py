"""The analysis of one document: all that a report may show, and nothing that it must compute."""

from collections.abc import Iterable
from typing import Literal

from pydantic import Field

from docpanel.agents.findings import Evidence, Finding, Record, SpecialistReport, Unit

__all__ = [
    "SCHEMA_VERSION",
    "Analysis",
    "Answer",
    "Audit",
    "Baseline",
    "Conflict",
    "Contribution",
    "Cost",
    "Coverage",
    "DocumentRecord",
    "KeyFinding",
    "Number",
    "Position",
    "Quality",
    "Sentence",
    "Source",
    "Synthesis",
    "Timings",
    "UsageRecord",
    "Withheld",
]

SCHEMA_VERSION: Literal[1] = 1


class DocumentRecord(Record):
    """Which document was read; `name` is as the user gave it, `sha256` that of the file's bytes."""

    name: str
    sha256: str
    media_type: str
    pages: int
    words: int
    language: str | None = None


class Sentence(Record):
    """A sentence of the synthesis and the findings that it stands on."""

    text: str
    finding_ids: tuple[str, ...]


class KeyFinding(Record):
    """A claim that the synthesis puts forward; `supports` and `dissents` name specialists.

    `reasons` say in sentences where `confidence` comes from. `theme` is set by the hierarchical strategy.
    """

    text: str
    finding_ids: tuple[str, ...]
    importance: Unit
    confidence: Unit
    supports: tuple[str, ...] = ()
    dissents: tuple[str, ...] = ()
    reasons: tuple[str, ...] = ()
    theme: str | None = None


class Position(Record):
    """One side of a conflict."""

    claim: str
    value: str | None = None
    finding_ids: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...] = ()


class Conflict(Record):
    """Two or more positions that cannot all hold; `resolution` is None while both sides stand.

    `rule` says by what they were found to be opposed; `would_settle` what would decide between them.
    """

    kind: Literal["document", "specialists"]
    subject: str
    positions: tuple[Position, ...]
    severity: Unit = 0.5
    rule: str
    resolution: str | None = None
    resolved_by: Literal["rules", "model"] | None = None
    would_settle: str | None = None


class Number(Record):
    """A figure that the document states; `agrees` is None where nothing could be recomputed."""

    metric: str
    entity: str | None = None
    value: str
    unit: str | None = None
    period: str | None = None
    page: int | None = None
    quote: str
    recomputed: str | None = None
    agrees: bool | None = None
    computation: str | None = None


class Withheld(Record):
    """A sentence of the synthesizer that did not reach the body, why, and what it cited."""

    text: str
    reason: str
    finding_ids: tuple[str, ...] = ()


class Answer(Record):
    """The answer to a question of the user; without findings where the document does not say."""

    question: str
    text: str
    finding_ids: tuple[str, ...] = ()


class Synthesis(Record):
    """What the findings say together; `author` is `rules` where no model wrote it."""

    author: Literal["model", "rules"]
    bottom_line: tuple[Sentence, ...] = ()
    key_findings: tuple[KeyFinding, ...] = ()
    recommendations: tuple[Sentence, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    numbers: tuple[Number, ...] = ()
    not_found: tuple[str, ...] = ()
    questions: tuple[str, ...] = ()
    withheld: tuple[Withheld, ...] = ()
    answers: tuple[Answer, ...] = ()


class Quality(Record):
    """How far the result can be trusted; each number's reasons are sentences that begin with its name."""

    confidence: Unit
    consistency: Unit
    completeness: Unit
    reasons: tuple[str, ...] = ()


class Coverage(Record):
    """What became of one page: was it sent, has it text, which specialists cited it.

    `cut_off` says that the model's server probably dropped it: it reports fewer tokens than were sent.
    """

    page: int
    sent: bool
    has_text: bool
    cited_by: tuple[str, ...] = ()
    cut_off: bool = False


class Audit(Record):
    """What was checked without any model: figures against each other, and the document's own sums.

    The findings have ids `audit-NUMBER` and `basis: computed`. `figures` were compared, `computations`
    were done again. `candidates` are pairs of places that may contradict each other: to tell takes
    somebody who understands them.
    """

    findings: tuple[Finding, ...] = ()
    figures: int = 0
    computations: int = 0
    candidates: int = 0


class Contribution(Record):
    """What one specialist added: verified findings, those that nobody else had, and what they cost.

    `cited` are findings that the synthesis cites; `usd` is None where the price is unknown.
    """

    specialist: str
    verified: int = 0
    alone: int = 0
    cited: int = 0
    conflicts: int = 0
    usd: float | None = None


class Baseline(Record):
    """One call that was asked everything at once, beside the panel.

    Points are groups of verified findings that say the same: `shared` were made by both, `alone` by the
    call only, `missed` by the panel only. `error` says why there is no answer.
    """

    model: str
    findings: tuple[Finding, ...] = ()
    verified: int = 0
    shared: int = 0
    alone: int = 0
    missed: int = 0
    usd: float | None = None
    panel_usd: float | None = None
    error: str | None = None


class UsageRecord(Record):
    """What was asked: `calls` were sent and paid, `cached_calls` came from our cache."""

    calls: int = 0
    cached_calls: int = 0
    retries: int = 0
    input_tokens: int = 0
    cached_input_tokens: int = 0
    output_tokens: int = 0


class Cost(Record):
    """Money in US dollars; None means that the price is unknown, never that it is zero."""

    usd: float | None = None
    estimated_usd: float | None = None
    cap_usd: float | None = None


class Timings(Record):
    """Seconds: the whole run, each reader and the synthesizer, and the steps of the longest chain in order.

    Two runs that read the same differ in these, in their `run_id` and in nothing else.
    """

    wall_seconds: float = 0.0
    critical_path: tuple[str, ...] = ()
    specialists: dict[str, float] = Field(default_factory=dict)

    def one_after_the_other(self, names: Iterable[str], then: str) -> float:
        """Return the seconds of the slowest of `names`, which work at the same time, and of `then`."""
        slowest = max((self.specialists.get(name, 0.0) for name in names), default=0.0)
        return slowest + self.specialists.get(then, 0.0)


class Source(Record):
    """Something outside the document that was asked."""

    name: str
    kind: str
    status: str
    facts: int = 0


class Analysis(Record):
    """One document, read by the panel.

    `digest` is a checksum of everything else in the record but `run_id` and `timings`: it shows that a
    report was changed, not who made it, and equal analyses have equal ones.
    """

    schema_version: Literal[1] = SCHEMA_VERSION
    run_id: str
    status: Literal["complete", "partial", "failed", "budget"]
    document: DocumentRecord
    model: str
    panel: str
    strategy: str
    specialists: tuple[SpecialistReport, ...]
    synthesis: Synthesis
    quality: Quality
    coverage: tuple[Coverage, ...]
    audit: Audit = Audit()
    contributions: tuple[Contribution, ...] = ()
    baseline: Baseline | None = None
    usage: UsageRecord = UsageRecord()
    cost: Cost = Cost()
    timings: Timings = Timings()
    sources: tuple[Source, ...] = ()
    warnings: tuple[str, ...] = ()
    digest: str | None = None

    def findings(self) -> dict[str, Finding]:
        """Return all findings of the panel and of the audit by their id."""
        of_panel = (item for report in self.specialists for item in report.findings)
        return {item.id: item for item in (*of_panel, *self.audit.findings)}
