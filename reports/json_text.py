"""An analysis as JSON text: the fields in their declared order, free-form maps sorted by key."""

import json
import re
from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel

from docpanel.agents.analysis import Analysis
from docpanel.reports.escaping import escape_json

__all__ = ["is_json_report", "render_line", "render_pretty"]

OURS = re.compile(r'\A\s*\{\s*"schema_version":\s*\d+,\s*"run_id":')


def render_pretty(analysis: Analysis) -> str:
    """Return one object over many lines, for a single document."""
    return escape_json(json.dumps(_ordered(analysis), ensure_ascii=False, indent=2)) + "\n"


def render_line(analysis: Analysis) -> str:
    """Return one object on one line, for several documents in one stream."""
    return escape_json(json.dumps(_ordered(analysis), ensure_ascii=False, separators=(",", ":"))) + "\n"


def is_json_report(head: str, _tail: str) -> bool:
    """Say whether a file begins as our JSON does."""
    return OURS.match(head) is not None


def _ordered(value: Any) -> Any:
    """Return what `model_dump(mode="json")` returns; a map filled by threads gets one fixed order."""
    if isinstance(value, BaseModel):
        return {name: _ordered(getattr(value, name)) for name in type(value).model_fields}
    if isinstance(value, Mapping):
        return {key: _ordered(value[key]) for key in sorted(value)}
    if isinstance(value, tuple | list):
        return [_ordered(item) for item in value]
    return value
