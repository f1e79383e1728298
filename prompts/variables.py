"""What `--set NAME=VALUE` may set, and the values that one template is rendered with."""

from collections.abc import Iterable, Mapping

from docpanel.prompts.errors import PromptError
from docpanel.prompts.problem import did_you_mean
from docpanel.prompts.sandbox import MAX_VALUE_CHARACTERS
from docpanel.prompts.template import PromptTemplate

__all__ = ["check_settings", "values_for"]


def check_settings(panel: Iterable[PromptTemplate], settings: Mapping[str, str]) -> None:
    """Refuse a setting that no template of the panel declares; one that does is enough."""
    declared = {name for template in panel for name in template.variables}
    for name in settings:
        if name not in declared:
            raise PromptError(
                f'--set {name}: no specialist of this panel declares "{name}"{did_you_mean(name, declared)}'
            )


def values_for(template: PromptTemplate, settings: Mapping[str, str]) -> dict[str, str]:
    """Return the template's defaults with the settings over them.

    Raises `PromptError` for a setting that the template does not declare, or one that is too long.
    """
    check_settings((template,), settings)
    for name, value in settings.items():
        if len(value) > MAX_VALUE_CHARACTERS:
            raise PromptError(f"--set {name}: longer than {MAX_VALUE_CHARACTERS:,} characters")
    return {**template.variables, **settings}
