"""What is sent: the rules, the document, the task of one specialist, the synthesizer's, the repair.

The order of a request is rules, document, task, so that all specialists of a document share one
byte-identical beginning, which the provider caches. Nothing that a document or a model wrote is placed
outside of markers, except a name and an outline on single lines.
"""

import json
from collections.abc import Mapping
from typing import Any

from docpanel.prompts.fixed import fixed_text
from docpanel.prompts.material import between_markers, one_line, without
from docpanel.prompts.sandbox import render
from docpanel.prompts.template import PromptTemplate
from docpanel.prompts.variables import values_for

__all__ = [
    "render_document",
    "render_instructions",
    "render_repair",
    "render_synthesis",
    "render_system",
]

MAX_LINE_CHARACTERS = 200
MAX_OUTLINE_LINES = 40
MAX_PROBLEM_CHARACTERS = 1_000


def render_system() -> str:
    """Return the rules that hold for every call."""
    return fixed_text("system")


def render_document(
    text: str,
    *,
    nonce: str,
    part: tuple[int, int] | None = None,
    outline: str = "",
) -> str:
    """Return the document's message: what it is, then its text between `<<<DOCUMENT nonce>>>` markers.

    `part` is (number from 1, how many) where the text is one part of a document, and `outline` then holds
    the headings around it, one a line. The file's name is not sent: it may tell more than it should, and
    the same content under another name would be paid again.
    """
    lines = ["The document:" if part is None else f"The document, part {part[0]} of {part[1]}:"]
    headings = [one_line(line, MAX_LINE_CHARACTERS) for line in outline.splitlines() if line.strip()]
    if headings:
        lines.append("Outline of the document around this text:")
        lines += [f"- {heading}" for heading in headings[:MAX_OUTLINE_LINES]]
    title = without(nonce, "\n".join(lines))
    return f"{title}\n{between_markers('DOCUMENT', nonce, text)}"


def render_instructions(
    template: PromptTemplate,
    *,
    variables: Mapping[str, str],
    language: str | None = None,
    schema: Mapping[str, Any],
) -> str:
    """Return one specialist's task: its body, the words and items that it declares, the schema.

    Raises `PromptError` for a variable that the template does not declare, and where the body cannot be
    rendered or grows too long.
    """
    body = render(template.body, values_for(template, variables), source=template.source).strip()
    values = {
        "title": template.title,
        "description": template.description,
        "body": body,
        "categories": ", ".join(template.categories),
        "attributes": tuple(template.attributes.items()),
        "scores": tuple(template.scores.items()),
        "expects": template.expects,
        "language": spoken(language),
        "schema": compact(schema),
    }
    return render(fixed_text("instructions"), values, source="instructions.md", limit=None)


def render_synthesis(
    *,
    nonce: str,
    findings: str,
    overview: str = "",
    pairs: str = "",
    conflicts: str = "",
    language: str | None = None,
    schema: Mapping[str, Any],
) -> str:
    """Return the synthesizer's message: overview and findings between markers, then its task.

    `findings` holds one finding a line, each starting with `[id]`; `pairs` and `conflicts` hold one
    numbered line each. All of these quote a document and are data like the document itself.
    """
    values = {
        "overview": between_markers("OVERVIEW", nonce, overview) if overview.strip() else "",
        "pairs": between_markers("PAIRS", nonce, pairs) if pairs.strip() else "",
        "conflicts": between_markers("CONFLICTS", nonce, conflicts) if conflicts.strip() else "",
        "findings": between_markers("FINDINGS", nonce, findings),
        "language": spoken(language),
        "schema": compact(schema),
    }
    return render(fixed_text("synthesizer"), values, source="synthesizer.md", limit=None)


def render_repair(problem: str) -> str:
    """Return the turn that asks for the last answer again, corrected."""
    values = {"problem": one_line(problem, MAX_PROBLEM_CHARACTERS)}
    return render(fixed_text("repair"), values, source="repair.md")


def spoken(language: str | None) -> str:
    """Return the language to answer in, or nothing where the document decides."""
    return one_line(language or "", 40)


def compact(schema: Mapping[str, Any]) -> str:
    """Return the schema in as few tokens as it takes, its keys in their own order."""
    return json.dumps(schema, ensure_ascii=False, separators=(",", ":"))
