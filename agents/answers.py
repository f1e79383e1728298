"""What a model is asked to answer, as JSON: one schema for all specialists, one for the synthesizer.

Every string and list is bounded: under a grammar an unbounded schema lets a small model run on. The
schemas follow the strict subset that providers accept: no defaults, no free-form maps, null for none.
"""

import copy
import functools
from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from docpanel.agents.findings import Unit

__all__ = [
    "MOST_VERDICTS",
    "DraftFinding",
    "DraftSentence",
    "NamedScore",
    "NamedValue",
    "SpecialistAnswer",
    "SynthesisAnswer",
    "Verdict",
    "strict_schema",
]

Text = Annotated[str, Field(min_length=1, max_length=600)]
Quote = Annotated[str, Field(min_length=1, max_length=500)]
Word = Annotated[str, Field(min_length=1, max_length=80)]

PROSE = {"title", "description", "default"}
"""Keys of a schema that say nothing about what is valid; strict providers refuse defaults."""

MOST_VERDICTS = 12
"""Pairs and conflicts that the synthesizer may judge: verdicts must fit into its answer beside all else."""


class Answer(BaseModel):
    """Part of an answer; unknown keys are refused."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class NamedValue(Answer):
    """An attribute that the template declares, as the document prints it."""

    name: Word
    value: Annotated[str, Field(max_length=200)]


class NamedScore(Answer):
    """A score that the template declares."""

    name: Word
    value: Unit
    reason: Annotated[str, Field(max_length=300)]


class DraftFinding(Answer):
    """A finding before its quotations were looked up."""

    subject: Word
    claim: Text
    category: Word
    stance: Literal["positive", "negative", "neutral"]
    importance: Unit
    confidence: Unit
    basis: Literal["stated", "inferred"]
    quotes: Annotated[tuple[Quote, ...], Field(min_length=1, max_length=3)]
    recommendation: Annotated[str, Field(max_length=400)] | None
    attributes: Annotated[tuple[NamedValue, ...], Field(max_length=8)]


class SpecialistAnswer(Answer):
    """What a specialist answers; `not_found` repeats expected items that the text does not hold."""

    summary: Annotated[str, Field(max_length=1200)]
    findings: Annotated[tuple[DraftFinding, ...], Field(max_length=12)]
    scores: Annotated[tuple[NamedScore, ...], Field(max_length=8)]
    not_found: Annotated[tuple[Text, ...], Field(max_length=12)]


class DraftSentence(Answer):
    """A sentence of the synthesizer; it must stand on at least one finding."""

    text: Text
    finding_ids: Annotated[tuple[Word, ...], Field(max_length=8)]


class Verdict(Answer):
    """What the synthesizer makes of one numbered pair of passages; `pair` counts from 1."""

    pair: Annotated[int, Field(ge=1, le=99)]
    verdict: Literal["contradiction", "different_scope", "restated", "unclear"]
    reason: Annotated[str, Field(max_length=200)]


class SynthesisAnswer(Answer):
    """What the synthesizer answers; `verdicts` are asked for only where it is shown pairs."""

    bottom_line: Annotated[tuple[DraftSentence, ...], Field(min_length=1, max_length=4)]
    key_findings: Annotated[tuple[DraftSentence, ...], Field(max_length=8)]
    recommendations: Annotated[tuple[DraftSentence, ...], Field(max_length=6)]
    questions: Annotated[tuple[Text, ...], Field(max_length=6)]
    verdicts: Annotated[tuple[Verdict, ...], Field(max_length=MOST_VERDICTS)] = ()


@functools.cache
def strict_schema(answer: type[BaseModel], *, without: frozenset[str] = frozenset()) -> Mapping[str, Any]:
    """Return the JSON schema of `answer` without references, titles and prose, every key required.

    `without` names keys that are not asked for. Made once for each answer and shared: nobody may change
    it.
    """
    schema = answer.model_json_schema()
    definitions = schema.pop("$defs", {})
    schema["properties"] = {
        name: value for name, value in schema["properties"].items() if name not in without
    }

    def inline(node: Any) -> Any:
        if isinstance(node, list):
            return [inline(item) for item in node]
        if not isinstance(node, dict):
            return node
        if "$ref" in node:
            return inline(copy.deepcopy(definitions[node["$ref"].rpartition("/")[2]]))
        kept = {key: inline(value) for key, value in node.items() if key not in PROSE}
        if "properties" in node:
            kept["properties"] = {name: inline(value) for name, value in node["properties"].items()}
            kept["required"] = list(node["properties"])
            kept["additionalProperties"] = False
        return kept

    result: Mapping[str, Any] = inline(schema)
    return result
