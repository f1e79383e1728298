"""The published JSON schema of the JSON report; `python -m docpanel.reports.schema` prints it."""

import json
import sys
from typing import Any

from docpanel.agents.analysis import SCHEMA_VERSION, Analysis

__all__ = ["published_schema", "schema_text"]


def published_schema() -> dict[str, Any]:
    """Return the schema: a report always holds every key, so every key is required."""
    schema = Analysis.model_json_schema(mode="serialization")
    _tidy(schema)
    for definition in schema["$defs"].values():
        _tidy(definition)
    head = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"docpanel analysis, schema version {SCHEMA_VERSION}",
    }
    return head | {
        key: schema[key]
        for key in ("description", "type", "properties", "required", "additionalProperties", "$defs")
    }


def schema_text() -> str:
    """Return the schema as the file in `docs/` holds it."""
    return json.dumps(published_schema(), indent=2, ensure_ascii=False) + "\n"


def _tidy(definition: dict[str, Any]) -> None:
    """Require every property, and drop titles that repeat a property's name, and defaults."""
    definition["required"] = list(definition["properties"])
    for content in definition["properties"].values():
        content.pop("title", None)
        content.pop("default", None)


if __name__ == "__main__":
    sys.stdout.write(schema_text())
