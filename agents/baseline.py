"""The baseline: one reader that is asked everything at once, for comparison with the panel."""

from collections.abc import Mapping, Sequence

from docpanel.agents.answers import SpecialistAnswer, strict_schema
from docpanel.agents.asides import Aside
from docpanel.prompts.asides import render_baseline
from docpanel.prompts.template import PromptTemplate

__all__ = ["BASELINE", "baseline_aside"]

BASELINE = "baseline"
"""The name under which its findings stand, as in `baseline-1`; no specialist may have it."""


def baseline_aside(
    templates: Sequence[PromptTemplate], *, variables: Mapping[str, str], language: str | None = None
) -> Aside:
    """Return the task of doing all remits of a panel in one answer, as long as the panel's longest."""
    # Built without validation: the bounds are those of files, and all remits together exceed them.
    template = PromptTemplate.model_construct(
        name=BASELINE,
        title="All-in-one baseline",
        description="all remits of the panel in one call",
        categories=tuple(dict.fromkeys(word for item in templates for word in item.categories)),
        attributes={name: meaning for item in templates for name, meaning in item.attributes.items()},
        version=max(item.version for item in templates),
        max_output_tokens=max(item.max_output_tokens for item in templates),
        body="Read from all perspectives.",
        source="baseline.md",
    )
    task = render_baseline(
        templates, variables=variables, language=language, schema=strict_schema(SpecialistAnswer)
    )
    return Aside(template, task)
