"""Requests as the rest of the house builds them, for the tests of the providers."""

import asyncio
from collections.abc import Callable

from docpanel.agents.answers import SpecialistAnswer, SynthesisAnswer, strict_schema
from docpanel.agents.completion import Completion, CompletionRequest, Message, Provider
from docpanel.agents.deadline import Deadline
from docpanel.agents.providers.openai_compatible import OpenAICompatible

__all__ = ["DOCUMENT", "ask", "specialist_request", "synthesis_request"]

DOCUMENT = "\n".join(
    f"Section {number} says that operators must replace part {number}. It costs ${number * 100} per airplane."
    for number in range(1, 60)
)
SCHEMA = strict_schema(SpecialistAnswer)


def specialist_request(
    *, model: str = "some-model", name: str = "business", document: str = DOCUMENT, nonce: str = "n0nce"
) -> CompletionRequest:
    """Ask the specialist `name` to read `document`."""
    return CompletionRequest(
        model=model,
        messages=(
            Message("system", "Answer in JSON."),
            Message("user", f"<<<DOCUMENT {nonce}>>>\n{document}\n<<<END DOCUMENT {nonce}>>>"),
            Message("user", f"Read as {name}.\nCategories (use exactly one of these words): cost, duty"),
        ),
        schema=SCHEMA,
        schema_name="specialist_answer",
        max_output_tokens=1500,
        nonce=nonce,
        prefix_key="docpanel-prefix",
        label=f"specialist:{name}",
    )


def synthesis_request(ids: list[str]) -> CompletionRequest:
    """Ask the synthesizer to combine the findings `ids`."""
    lines = "\n".join(f"[{each}] a claim" for each in ids)
    return CompletionRequest(
        model="some-model",
        messages=(
            Message("system", "Answer in JSON, citing [finding-id]."),
            Message("user", f"<<<FINDINGS n0nce>>>\n{lines}\n<<<END FINDINGS n0nce>>>"),
        ),
        schema=strict_schema(SynthesisAnswer),
        schema_name="synthesis_answer",
        max_output_tokens=2000,
        nonce="n0nce",
        label="synthesizer",
    )


def ask(
    provider: Provider | OpenAICompatible,
    *requests: CompletionRequest,
    seconds: float = 20.0,
    on_first_token: Callable[[], None] | None = None,
) -> list[Completion]:
    """Send the requests one after another on a loop of their own, close, and return the answers."""

    async def conversation() -> list[Completion]:
        try:
            return [
                await provider.complete(each, deadline=Deadline.after(seconds), on_first_token=on_first_token)
                for each in requests
            ]
        finally:
            await provider.close()

    return asyncio.run(conversation())
