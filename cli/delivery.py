"""Where reports go: standard output, a file, or a folder with a file a document."""

import os
import shutil
import sys
from pathlib import Path

from docpanel.agents.analysis import Analysis
from docpanel.reports.registry import batch_format, find_renderer, format_for_path, render
from docpanel.reports.writing import check_target, make_folder, report_path, write_report

__all__ = ["Delivery"]

FOLDER_FORMAT = "markdown"


class Delivery:
    """Renders analyses in one format and puts them where the user asked.

    Without `output` they go to standard output. With several documents `output` is a folder. A format
    that was not named follows the ending of `output`.
    """

    def __init__(self, format_name: str | None, output: Path | None, *, force: bool, several: bool) -> None:
        """Choose the format.

        Raises:
            ReportError: there is no such format.
        """
        self._output = output
        self._force = force
        self._in_folder = output is not None and (output.is_dir() or (several and not output.suffix))
        self._taken: list[Path] = []
        self._written: list[str] = []
        if format_name is None:
            format_name = self._format_by_output()
        if several and not self._in_folder:
            format_name = batch_format(format_name)
        self._renderer = find_renderer(format_name)

    def target(self, document_name: str) -> Path | None:
        """Return where a document's report will go, None for standard output; asked before the run.

        Raises:
            ReportError: it cannot be written there, or the file is somebody else's.
        """
        if self._output is None:
            return None
        path = self._output
        if self._in_folder:
            make_folder(self._output)
            path = report_path(self._output, document_name, self._renderer.suffixes[0], self._taken)
            self._taken.append(path)
        check_target(path, force=self._force)
        return path

    def deliver(self, analysis: Analysis, target: Path | None) -> None:
        """Render one analysis and write it to its target.

        Raises:
            ReportError: the file cannot be written.
        """
        if target is None:
            print(self._render(analysis, sys.stdout.isatty()))
            return
        text = self._render(analysis, terminal=False)
        if not self._in_folder:
            self._written.append(text.rstrip("\n"))
            text = "\n".join(self._written) + "\n"
        write_report(text, target, force=self._force)

    def _format_by_output(self) -> str:
        if self._output is None:
            return "terminal"
        return FOLDER_FORMAT if self._in_folder else format_for_path(self._output)

    def _render(self, analysis: Analysis, terminal: bool) -> str:  # noqa: FBT001  # private
        color = terminal and "NO_COLOR" not in os.environ and os.environ.get("TERM") != "dumb"
        width = min(100, shutil.get_terminal_size().columns) if terminal else None
        return render(analysis, self._renderer.name, width=width, color=color).rstrip("\n")
