"""The ladder of asking for JSON: by schema, as any object, in words alone.

The schema stands in the prompt as well and every answer is validated, so that a lower rung costs
reliability and never correctness.
"""

from collections.abc import Mapping
from typing import Any

from docpanel.agents.completion import CompletionRequest
from docpanel.agents.providers.chat.dialect import Dialect, ResponseFormat

__all__ = ["BOUND_FAMILIES", "response_format"]

BOUND_FAMILIES = (
    frozenset({"minLength", "maxLength"}),
    frozenset({"minItems", "maxItems"}),
    frozenset({"minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"}),
    frozenset({"pattern", "format"}),
)
"""Keywords that some servers refuse in a strict schema; they refuse a family as a whole."""


def response_format(request: CompletionRequest, dialect: Dialect) -> dict[str, Any] | None:
    """Return the `response_format` of a body, or None on the lowest rung."""
    if dialect.response_format is ResponseFormat.PLAIN:
        return None
    if dialect.response_format is ResponseFormat.JSON_OBJECT:
        return {"type": "json_object"}
    schema = _without(request.schema, dialect.stripped) if dialect.stripped else dict(request.schema)
    return {
        "type": "json_schema",
        "json_schema": {"name": request.schema_name, "strict": True, "schema": schema},
    }


def _without(schema: Any, keywords: frozenset[str], *, names_are_properties: bool = False) -> Any:
    """Copy a schema without some keywords; a property may be called like a keyword and stays."""
    if isinstance(schema, list):
        return [_without(item, keywords) for item in schema]
    if not isinstance(schema, Mapping):
        return schema
    return {
        key: _without(value, keywords, names_are_properties=key == "properties" and not names_are_properties)
        for key, value in schema.items()
        if names_are_properties or key not in keywords
    }
