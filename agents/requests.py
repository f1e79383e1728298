"""The requests of one document: all specialists share one byte-identical prefix, document included."""

import hashlib
import hmac
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from docpanel.agents.answers import SpecialistAnswer, SynthesisAnswer, strict_schema
from docpanel.agents.completion import Completion, CompletionRequest, Message
from docpanel.agents.reader import ReadTask
from docpanel.documents.document import Document
from docpanel.prompts.rendering import (
    render_document,
    render_instructions,
    render_repair,
    render_synthesis,
    render_system,
)
from docpanel.prompts.template import PromptTemplate

__all__ = ["RequestBuilder", "request_fields"]

SYNTHESIS_OUTPUT_TOKENS = 2000


@dataclass(frozen=True, slots=True)
class RequestBuilder:
    """Builds the requests for one model.

    `secret` keys the nonce of the document's delimiters: the same document always gets the same one,
    so that the provider's prompt cache holds, and no document can guess and close it.
    """

    model: str
    secret: bytes
    variables: Mapping[str, str] = field(default_factory=dict)
    language: str | None = None

    def specialist(self, template: PromptTemplate, task: ReadTask) -> CompletionRequest:
        """Ask one specialist to read one chunk: system rules, the document, then the instructions."""
        nonce = self.nonce(task.document)
        chunk = task.chunk
        schema = strict_schema(SpecialistAnswer)
        messages = (
            Message("system", render_system()),
            Message(
                "user",
                render_document(
                    task.text,
                    nonce=nonce,
                    part=(chunk.index + 1, chunk.count) if chunk.count > 1 else None,
                ),
            ),
            Message(
                "user",
                render_instructions(
                    template,
                    variables={
                        name: value for name, value in self.variables.items() if name in template.variables
                    },
                    language=self.language,
                    schema=schema,
                ),
            ),
        )
        return CompletionRequest(
            model=self.model,
            messages=messages,
            schema=schema,
            schema_name="specialist_answer",
            max_output_tokens=template.max_output_tokens,
            revision=template.version,
            nonce=nonce,
            prefix_key=f"docpanel-{task.document.sha256[:24]}-{chunk.index}",
            label=f"specialist:{template.name}",
        )

    def synthesis(
        self, document: Document, *, overview: str, findings: str, pairs: str = "", conflicts: str = ""
    ) -> CompletionRequest:
        """Ask the synthesizer, which sees the reconciled findings and never the document.

        `pairs` are numbered passages that may contradict each other, `conflicts` such that certainly do,
        one a line; verdicts are asked for only where there are any.
        """
        nonce = self.nonce(document)
        unasked = frozenset() if pairs or conflicts else frozenset({"verdicts"})
        schema = strict_schema(SynthesisAnswer, without=unasked)
        prompt = render_synthesis(
            nonce=nonce,
            findings=findings,
            overview=overview,
            pairs=pairs,
            conflicts=conflicts,
            language=self.language,
            schema=schema,
        )
        return CompletionRequest(
            model=self.model,
            messages=(Message("system", render_system()), Message("user", prompt)),
            schema=schema,
            schema_name="synthesis_answer",
            max_output_tokens=SYNTHESIS_OUTPUT_TOKENS,
            nonce=nonce,
            label="synthesizer",
        )

    def nonce(self, document: Document) -> str:
        """Return the delimiter's secret word for a document."""
        return hmac.new(self.secret, document.sha256.encode(), hashlib.sha256).hexdigest()[:16]


def repair(request: CompletionRequest, completion: Completion, problem: str) -> CompletionRequest:
    """Show the model its own answer and what was wrong with it."""
    turns = (Message("assistant", completion.text), Message("user", render_repair(problem)))
    return replace(request, messages=(*request.messages, *turns))


def request_fields(request: CompletionRequest) -> dict[str, object]:
    """Return what an answer depends on, the nonce blanked, so that keys agree between machines."""

    def blank(text: str) -> str:
        return text.replace(request.nonce, "NONCE") if request.nonce else text

    return {
        "model": request.model,
        "messages": [[message.role, blank(message.content)] for message in request.messages],
        "schema": dict(request.schema),
        "max_output_tokens": request.max_output_tokens,
        "temperature": request.temperature,
        "revision": request.revision,
    }
