"""What a reader found: findings with their evidence, and the report of one specialist."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

__all__ = ["Evidence", "Finding", "Match", "Score", "SpecialistReport", "Unit"]

Unit = Annotated[float, Field(ge=0.0, le=1.0)]
"""A number from 0 to 1."""

Match = Literal["exact", "normalized", "fuzzy", "altered", "missing"]
"""How a quotation was found in the document; `altered` and `missing` are no evidence."""


class Record(BaseModel):
    """A value object of the report: immutable, without unknown fields."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Evidence(Record):
    """A quotation and where it stands.

    `source` is None for the document itself. `start` and `end` are characters of the document's text,
    `page` counts from 1; all three are None where the quotation was not found. Of an altered quotation
    they are those of the passage that it comes from, and `differs` says what it has otherwise, as in
    `4.8 for 4.2`: the quotation's word first, then the document's.
    """

    quote: str
    source: str | None = None
    page: int | None = None
    start: int | None = None
    end: int | None = None
    match: Match = "missing"
    differs: tuple[str, ...] = ()

    @property
    def verified(self) -> bool:
        """Say whether the quotation stands in the document."""
        return self.match in {"exact", "normalized", "fuzzy"}


class Finding(Record):
    """One claim about the document; `id` is `SPECIALIST-NUMBER` and unique in an analysis.

    `differs` names what the claim says otherwise than its own quotations, as in `4.8 for 4.2`.
    """

    id: str
    subject: str
    claim: str
    category: str
    stance: Literal["positive", "negative", "neutral"] = "neutral"
    importance: Unit = 0.5
    confidence: Unit = 0.5
    basis: Literal["stated", "inferred", "computed"] = "stated"
    recommendation: str | None = None
    attributes: dict[str, str] = Field(default_factory=dict)
    evidence: tuple[Evidence, ...] = ()
    differs: tuple[str, ...] = ()

    @property
    def specialist(self) -> str:
        """Return the name of the specialist that found it."""
        return self.id.rpartition("-")[0]

    @property
    def verified(self) -> bool:
        """Say whether a quotation stands in the document, none was altered, and the claim agrees with it."""
        altered = any(item.match == "altered" for item in self.evidence)
        return not altered and not self.differs and any(item.verified for item in self.evidence)


class Score(Record):
    """A judgement from 0 to 1 that the template declares, with its reason."""

    value: Unit
    reason: str = ""


class SpecialistReport(Record):
    """What one specialist says of one document.

    `status` is `fallback` where the rule reader stood in for a model, `failed` where nobody could,
    `omitted` where the run ended before its turn. `model` is None where rules read.
    """

    name: str
    title: str = ""
    status: Literal["ok", "fallback", "failed", "omitted"] = "ok"
    reader: Literal["model", "rules"] = "model"
    model: str | None = None
    summary: str = ""
    scores: dict[str, Score] = Field(default_factory=dict)
    findings: tuple[Finding, ...] = ()
    not_found: tuple[str, ...] = ()
    error: str | None = None
