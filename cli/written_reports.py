"""JSON reports read back from their file: one object, or one a line."""

import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from docpanel.agents.analysis import SCHEMA_VERSION, Analysis
from docpanel.reports.errors import ReportError

__all__ = ["read_reports", "report_about"]

MOST_BYTES = 512 * 1024 * 1024
"""A larger file is no report; ours take about a kilobyte a finding."""
MAKE_ONE = "make one with analyze --format json"


def read_reports(path: Path) -> tuple[Analysis, ...]:
    """Return the analyses that a report holds, at least one.

    Raises:
        ReportError: the file cannot be read, or is no JSON report of ours.
    """
    try:
        if path.stat().st_size > MOST_BYTES:
            raise ReportError(str(path), f"is larger than {MOST_BYTES // 1024**2} MB: no report")
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError:
        raise ReportError(str(path), "is no JSON report", MAKE_ONE) from None
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise ReportError(str(path), f"cannot be read ({reason})") from None
    return tuple(_analysis(path, data) for data in _objects(path, text))


def report_about(reports: Sequence[Analysis], sha256: str, name: str) -> Analysis | None:
    """Return the report about the document with this hash, else the only one about one of this name.

    A single report is taken in any case: whether it fits is for the check to say.
    """
    if found := next((report for report in reports if report.document.sha256 == sha256), None):
        return found
    named = [report for report in reports if Path(report.document.name).name == Path(name).name]
    candidates = reports if len(reports) == 1 else named
    return candidates[0] if len(candidates) == 1 else None


def _objects(path: Path, text: str) -> list[Any]:
    """Parse one object over many lines, or an object a line."""
    try:
        return [_parsed(text)]
    except (ValueError, RecursionError):
        lines = [line for line in text.split("\n") if line.strip()]
    try:
        several = [_parsed(line) for line in lines]
    except (ValueError, RecursionError):
        several = []
    if not several:
        raise ReportError(str(path), "is no JSON report", MAKE_ONE)
    return several


def _parsed(text: str) -> Any:
    return json.loads(text, object_pairs_hook=_unique)


def _unique(pairs: Iterable[tuple[str, Any]]) -> dict[str, Any]:
    """Refuse an object that says one thing twice: who reads it would choose what it says."""
    given = list(pairs)
    result = dict(given)
    if len(result) != len(given):
        raise ValueError("a key stands twice in one object")
    return result


def _analysis(path: Path, data: Any) -> Analysis:
    if not isinstance(data, dict) or not {"schema_version", "run_id", "document"} <= set(data):
        raise ReportError(str(path), "is JSON, but no report of docpanel", MAKE_ONE)
    if data["schema_version"] != SCHEMA_VERSION:
        cause = f"has schema version {data['schema_version']!r}, and this docpanel reads {SCHEMA_VERSION}"
        raise ReportError(str(path), cause)
    try:
        return Analysis.model_validate(data)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        place = ".".join(map(str, first["loc"]))
        raise ReportError(str(path), f"is no whole report of docpanel ({place}: {first['msg']})") from None
