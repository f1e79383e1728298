"""One `analyze` command at work: settings, documents, reports, exit code."""

import logging
import re
import sys
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from docpanel.agents.analysis import Analysis
from docpanel.agents.errors import PermanentError
from docpanel.cli.delivery import Delivery
from docpanel.cli.estimate import describe_plan
from docpanel.cli.exits import Exit, complain
from docpanel.cli.progress import Progress
from docpanel.documents.errors import DocumentError
from docpanel.documents.inputs import InputFile, expand
from docpanel.orchestration.analyzer import Analyzer
from docpanel.orchestration.errors import SettingsError
from docpanel.orchestration.logs import set_up_logging
from docpanel.orchestration.models import require_key
from docpanel.orchestration.settings import Settings, resolve_settings
from docpanel.reports.errors import ReportError

__all__ = ["Job"]

UNITS = {"": 1.0, "s": 1.0, "m": 60.0, "min": 60.0, "h": 3600.0}
CODES = {"complete": Exit.COMPLETE, "partial": Exit.PARTIAL, "failed": Exit.NOTHING, "budget": Exit.BUDGET}


class Job:
    """What one command line asks for; `options` are its parsed flags."""

    def __init__(self, options: Mapping[str, Any]) -> None:
        """Keep the flags; nothing is read yet."""
        self._options = options

    def run(self) -> int:
        """Do it and return the exit code; errors that end everything are raised."""
        resolved = resolve_settings(_flags(self._options))
        settings = resolved.settings
        level = logging.DEBUG if self._options["verbose"] else logging.ERROR
        set_up_logging(level, settings.log_format)
        inputs, problems = expand(self._options["inputs"])
        for problem in problems:
            complain(problem)
        delivery = Delivery(
            self._options["format_name"],
            self._options["output"],
            force=self._options["force"],
            several=len(inputs) > 1 or _may_be_several(self._options["inputs"]),
            sources=[source.path for source in inputs if source.path is not None],
        )
        if not inputs:
            return Exit.USAGE
        if not self._options["estimate"]:
            require_key(settings)
        return self._analyze_all(settings, inputs, delivery, failed=len(problems))

    def _analyze_all(
        self, settings: Settings, inputs: Sequence[InputFile], delivery: Delivery, *, failed: int
    ) -> int:
        """Take one document after the other; one that cannot be read does not hold up the next."""
        codes: list[int] = [Exit.USAGE] * failed
        with ExitStack() as stack:
            watcher = Progress(settings, enabled=self._shows_progress())
            analyzer = stack.enter_context(Analyzer(settings, subscriber=watcher))
            for source in inputs:
                try:
                    document = analyzer.load(source)
                    if self._options["estimate"]:
                        print(describe_plan(analyzer.plan(document), settings))
                        codes.append(Exit.COMPLETE)
                        continue
                    target = delivery.target(source.name)
                    with watcher.showing(document, analyzer.templates):
                        analysis = analyzer.analyze(document)
                    unfinished = analyzer.interrupted or analysis.status == "failed"
                    written = delivery.deliver(analysis, document, target, unfinished=unfinished)
                except (DocumentError, ReportError) as error:
                    complain(error)
                    codes.append(Exit.USAGE)
                    if analyzer.interrupted:
                        return Exit.INTERRUPTED
                    continue
                except PermanentError as error:
                    # The next document would be refused the same way.
                    complain(error)
                    codes.append(Exit.NOTHING)
                    break
                codes.append(CODES[analysis.status])
                self._report_outcome(analysis, written, interrupted=analyzer.interrupted)
                if analyzer.interrupted:
                    return Exit.INTERRUPTED
        return _overall(codes)

    def _shows_progress(self) -> bool:
        return sys.stderr.isatty() and not self._options["quiet"] and not self._options["verbose"]

    def _report_outcome(self, analysis: Analysis, written: Path | None, *, interrupted: bool) -> None:
        """Say on standard error where the report is, and what one on standard output may bury."""
        if self._options["quiet"]:
            return
        name = analysis.document.name
        if written is not None:
            print(f"{name}: {analysis.status}, written to {written}", file=sys.stderr)
        if interrupted:
            complain("interrupted; answers that had arrived are stored, so run it again to go on")
            return
        by_error: dict[str, list[str]] = {}
        for report in analysis.specialists:
            if report.status != "ok":
                by_error.setdefault(f"{report.status}: {report.error}", []).append(report.name)
        for error, names in by_error.items():
            complain(f"{name}: {', '.join(names)} {error}")


def _may_be_several(arguments: Sequence[str]) -> bool:
    """Say whether the arguments could mean more than one document, whatever there is today."""
    return len(arguments) > 1 or any(
        Path(item).is_dir() or any(c in item for c in "*?[") for item in arguments
    )


def _overall(codes: Sequence[int]) -> int:
    """Return the exit code of a batch: that of its only member, or all, some, none, nothing readable."""
    distinct = set(codes)
    if len(distinct) == 1:
        return codes[0]
    useful = {Exit.COMPLETE, Exit.PARTIAL, Exit.BUDGET}
    return Exit.PARTIAL if distinct & useful else Exit.NOTHING


def _flags(options: Mapping[str, Any]) -> dict[str, object]:
    """Translate flags into settings; None means not given.

    Raises:
        SettingsError: a flag that cannot be read, or two that exclude each other.
    """
    if options["no_cache"] and options["refresh"]:
        raise SettingsError("--no-cache and --refresh exclude each other")
    flags: dict[str, object] = {
        name: options[name]
        for name in ("model", "base_url", "panel", "prompts", "language", "rpm", "tpm", "max_workers")
    }
    flags["context_window"] = options["context_window"]
    flags["strategy"] = options["strategy"]
    flags["specialists"] = options["specialists"] or None
    flags["ask"] = options["ask"] or None
    flags["baseline"] = options["baseline"] or None
    flags["headers"] = _pairs("--header", options["headers"], ":")
    flags["variables"] = _pairs("--set", options["variables"], "=")
    flags["deadline_seconds"] = _seconds(options["deadline"])
    flags["cache"] = "off" if options["no_cache"] else "refresh" if options["refresh"] else None
    return flags


def _pairs(flag: str, values: Sequence[str], separator: str) -> dict[str, str] | None:
    pairs = {}
    for value in values:
        name, found, content = value.partition(separator)
        if not found or not name.strip():
            # The value is not repeated: a header may hold a key.
            raise SettingsError(f"{flag}: write it as NAME{separator}VALUE")
        pairs[name.strip()] = content.strip()
    return pairs or None


def _seconds(text: str | None) -> float | None:
    if text is None:
        return None
    match = re.fullmatch(r"(\d+(?:\.\d+)?)(s|m|min|h)?", text.strip())
    if match is None:
        raise SettingsError(f"--deadline {text!r}: write it as 60s, 5m or 1h")
    return float(match[1]) * UNITS[match[2] or ""]
