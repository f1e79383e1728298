"""What readers beside the panel are told: the user's questions, and all remits at once.

Both texts stand where a specialist has its instructions, behind the same rules and document.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from docpanel.prompts.fixed import fixed_text
from docpanel.prompts.material import one_line
from docpanel.prompts.rendering import compact, spoken
from docpanel.prompts.sandbox import render
from docpanel.prompts.template import PromptTemplate
from docpanel.prompts.variables import values_for

__all__ = ["MAX_QUESTIONS", "MAX_QUESTION_CHARACTERS", "render_baseline", "render_questions"]

MAX_QUESTIONS = 12
"""As many as an answer can name in `not_found`."""

MAX_QUESTION_CHARACTERS = 300


def render_questions(
    questions: Mapping[str, str], *, language: str | None = None, schema: Mapping[str, Any]
) -> str:
    """Return the task to answer questions; `questions` are by the names that findings call them by.

    A question is a value and never part of the template, on one line, without invisible characters.
    """
    values = {
        "questions": tuple(
            (name, one_line(text, MAX_QUESTION_CHARACTERS)) for name, text in questions.items()
        ),
        "categories": ", ".join(questions),
        "language": spoken(language),
        "schema": compact(schema),
    }
    return render(fixed_text("questions"), values, source="questions.md", limit=None)


def render_baseline(
    templates: Sequence[PromptTemplate],
    *,
    variables: Mapping[str, str],
    language: str | None = None,
    schema: Mapping[str, Any],
) -> str:
    """Return the task of doing every specialist's remit in one answer, in the specialists' own words."""
    remits = []
    for template in templates:
        own = {name: value for name, value in variables.items() if name in template.variables}
        body = render(template.body, values_for(template, own), source=template.source).strip()
        remits.append((template.title, template.description, ", ".join(template.categories), body))
    attributes = {name: meaning for template in templates for name, meaning in template.attributes.items()}
    values = {
        "remits": tuple(remits),
        "categories": ", ".join(dict.fromkeys(word for item in templates for word in item.categories)),
        "attributes": tuple(attributes.items()),
        "language": spoken(language),
        "schema": compact(schema),
    }
    return render(fixed_text("baseline"), values, source="baseline.md", limit=None)
