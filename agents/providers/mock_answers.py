"""What the mock answers without a script: valid by the schema, quoting the document word for word.

An answer depends on the seed and on the request, the secret of its delimiters aside, so that equal
questions get equal answers on every machine. Every claim says that it is a mock's.
"""

import hashlib
import json
import random
import re
from collections.abc import Mapping
from typing import Any, Literal

from docpanel.agents.answers import DraftFinding, DraftSentence, SpecialistAnswer, SynthesisAnswer
from docpanel.agents.completion import CompletionRequest

__all__ = ["compose_answer", "estimated_tokens", "request_digest"]

FINDING_LINE = re.compile(r"^\s*(?:[-*]\s*)?\[(?P<id>[^\]\s]{1,80})\]", re.MULTILINE)
CATEGORIES = re.compile(r"^Categories \(use exactly one of these words\):(?P<words>.+)$", re.MULTILINE)
SENTENCE = re.compile(r"(?:(?<=\n)|(?<=[.!?] )|\A)\w(?:[^\n.!?<>\[\]]|\.(?=\S)){25,280}[.!?](?=\s|\Z)")
STANCES: tuple[Literal["positive", "negative", "neutral"], ...] = ("positive", "negative", "neutral")
MAX_FINDINGS = 4
MAX_SENTENCES = 3


def compose_answer(request: CompletionRequest, seed: int = 0) -> str:
    """Return an answer to `request` as JSON of its schema."""
    chance = random.Random(f"{seed}:{request_digest(request)}")  # noqa: S311  # an invention, no secret
    if request.schema_name == "specialist_answer":
        return _specialist(request, chance).model_dump_json()
    if request.schema_name == "synthesis_answer":
        return _synthesis(request, chance).model_dump_json()
    return json.dumps(_instance(request.schema, chance))


def request_digest(request: CompletionRequest) -> str:
    """Return a hash of what was asked; the nonce is blanked, since it differs between machines."""
    asked = [request.model, request.schema_name, *(message.content for message in request.messages)]
    text = "\x00".join(asked)
    if request.nonce:
        text = text.replace(request.nonce, "")
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def estimated_tokens(text: str) -> int:
    """Return about how many tokens `text` has: four characters each."""
    return (len(text) + 3) // 4


def _specialist(request: CompletionRequest, chance: random.Random) -> SpecialistAnswer:
    text = "\n".join(message.content for message in request.messages)
    found = CATEGORIES.search(text)
    categories = [word.strip()[:80] for word in found["words"].split(",")] if found else ["general"]
    quotes = _quotes(_block("DOCUMENT", text), chance)
    return SpecialistAnswer(
        summary=f"Mock answer: {len(quotes)} quotations were picked by chance.",
        findings=tuple(_finding(quote, chance.choice(categories), chance) for quote in quotes),
        scores=(),
        not_found=(),
    )


def _finding(quote: str, category: str, chance: random.Random) -> DraftFinding:
    subject = " ".join(re.findall(r"\w+", quote)[:4])[:80] or "passage"
    return DraftFinding(
        subject=subject,
        claim=f"Mock finding: the document speaks of {subject.lower()}.",
        category=category,
        stance=chance.choice(STANCES),
        importance=round(chance.uniform(0.2, 0.9), 2),
        confidence=round(chance.uniform(0.3, 0.9), 2),
        basis="stated",
        quotes=(quote,),
        recommendation=None,
        attributes=(),
    )


def _quotes(text: str, chance: random.Random) -> list[str]:
    """Pick sentences from random places; a search from a place costs no pass over a long text."""
    picked: dict[str, None] = {}
    for _ in range(chance.randint(2, MAX_FINDINGS) if text.strip() else 0):
        sentence = SENTENCE.search(text, chance.randrange(len(text))) or SENTENCE.search(text)
        picked[sentence[0] if sentence else text.strip().split("\n")[0][:280]] = None
    return list(picked)


def _block(name: str, text: str) -> str:
    """Return what stands between the delimiters of that name; a document can be long: no expression."""
    found = re.search(rf"<<<{name} ([^\s>]+)>>>\n", text)
    if found is None:
        return ""
    end = text.find(f"<<<END {name} {found[1]}>>>", found.end())
    return text[found.end() : end if end >= 0 else len(text)].removesuffix("\n")


def _synthesis(request: CompletionRequest, chance: random.Random) -> SynthesisAnswer:
    text = "\n".join(message.content for message in request.messages)
    ids = [found["id"] for found in FINDING_LINE.finditer(_block("FINDINGS", text) or text)]
    return SynthesisAnswer(
        bottom_line=(_sentence("bottom line", ids, chance),),
        key_findings=tuple(_sentence("key finding", ids, chance) for _ in ids[:MAX_SENTENCES]),
        recommendations=(_sentence("recommendation", ids, chance),) if ids else (),
        questions=("Mock question: what would a real model have asked?",),
    )


def _sentence(what: str, ids: list[str], chance: random.Random) -> DraftSentence:
    cited = tuple(sorted(chance.sample(ids, min(len(ids), 2))))
    return DraftSentence(text=f"Mock {what}: it rests on {', '.join(cited) or 'nothing'}.", finding_ids=cited)


def _instance(schema: Mapping[str, Any], chance: random.Random) -> Any:
    """Return the plainest value that a schema of the strict subset allows."""
    if "enum" in schema:
        return chance.choice(list(schema["enum"]))
    if "anyOf" in schema:
        return _instance(schema["anyOf"][-1], chance)
    match schema.get("type"):
        case "object":
            value: Any = {
                name: _instance(part, chance) for name, part in schema.get("properties", {}).items()
            }
        case "array":
            value = [_instance(schema.get("items", {}), chance) for _ in range(schema.get("minItems", 0))]
        case "string":
            value = "Mock text"[: schema.get("maxLength", 80)].ljust(schema.get("minLength", 0), ".")
        case "number" | "integer":
            value = schema.get("minimum", 0)
        case "boolean":
            value = False
        case _:
            value = schema.get("const")
    return value
