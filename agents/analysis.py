"""The analysis of one document: all that a report may show, and nothing that it must compute."""

from typing import Literal

from pydantic import Field

from docpanel.agents.findings import Evidence, Finding, Record, SpecialistReport, Unit

__all__ = [
    "SCHEMA_VERSION",
    "Analysis",
    "Conflict",
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
    """A claim that the synthesis puts forward; `supports` and `dissents` name specialists."""

    text: str
    finding_ids: tuple[str, ...]
    importance: Unit
    confidence: Unit
    supports: tuple[str, ...] = ()
    dissents: tuple[str, ...] = ()


class Position(Record):
    """One side of a conflict."""

    claim: str
    value: str | None = None
    finding_ids: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...] = ()


class Conflict(Record):
    """Two or more positions that cannot all hold; `resolution` is None while both sides stand."""

    kind: Literal["document", "specialists"]
    subject: str
    positions: tuple[Position, ...]
    severity: Unit = 0.5
    rule: str
    resolution: str | None = None
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
    """A sentence of the synthesizer that did not reach the body, and why."""

    text: str
    reason: str


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
    answers: tuple[Sentence, ...] = ()


class Quality(Record):
    """How far the result can be trusted; each number's reasons are sentences."""

    confidence: Unit
    consistency: Unit
    completeness: Unit
    reasons: tuple[str, ...] = ()


class Coverage(Record):
    """What became of one page: was it sent, has it text, which specialists cited it."""

    page: int
    sent: bool
    has_text: bool
    cited_by: tuple[str, ...] = ()


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
    """Seconds: the whole run, each specialist, and the steps of its longest chain in order."""

    wall_seconds: float = 0.0
    critical_path: tuple[str, ...] = ()
    specialists: dict[str, float] = Field(default_factory=dict)


class Source(Record):
    """Something outside the document that was asked."""

    name: str
    kind: str
    status: str
    facts: int = 0


class Analysis(Record):
    """One document, read by the panel."""

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
    usage: UsageRecord = UsageRecord()
    cost: Cost = Cost()
    timings: Timings = Timings()
    sources: tuple[Source, ...] = ()
    warnings: tuple[str, ...] = ()

    def findings(self) -> dict[str, Finding]:
        """Return all findings by their id."""
        return {item.id: item for report in self.specialists for item in report.findings}
