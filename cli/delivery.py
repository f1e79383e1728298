"""Where reports go: standard output, a file, or a folder with a file a document."""

import os
import shutil
import sys
from collections.abc import Iterable
from pathlib import Path

from docpanel.agents.analysis import Analysis
from docpanel.documents.document import Document
from docpanel.reports.errors import ReportNotWritten
from docpanel.reports.registry import batch_format, find_renderer, format_for_path, render
from docpanel.reports.writing import check_target, make_folder, report_path, write_report

__all__ = ["Delivery"]

FOLDER_FORMAT = "markdown"


class Delivery:
    """Renders analyses in one format and puts them where the user asked.

    Without `output` they go to standard output. With several documents `output` is a folder. A format
    that was not named follows the ending of `output`.
    """

    def __init__(
        self,
        format_name: str | None,
        output: Path | None,
        *,
        force: bool,
        several: bool,
        sources: Iterable[Path] = (),
    ) -> None:
        """Choose the format; `sources` are the documents themselves, which no report may replace.

        Raises:
            ReportError: there is no such format, or it cannot hold several documents.
        """
        self._output = output
        self._force = force
        self._sources = {path.resolve() for path in sources}
        self._in_folder = output is not None and (output.is_dir() or (several and not output.suffix))
        self._taken: list[Path] = []
        self._written: list[str] = []
        self._first = True
        if format_name is None:
            format_name = self._format_by_output()
        if several and not self._in_folder:
            format_name = batch_format(format_name)
        self._renderer = find_renderer(format_name)
        if several and not self._in_folder and self._renderer.alone:
            raise ReportNotWritten(
                format_name, "a file of this format holds one document", "name a folder with -o"
            )

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
        if path.resolve() in self._sources:
            raise ReportNotWritten(str(path), "this is a document to analyse", "choose another name with -o")
        check_target(path, force=self._force)
        return path

    def deliver(
        self, analysis: Analysis, document: Document, target: Path | None, *, unfinished: bool = False
    ) -> Path | None:
        """Render the analysis of a document and return where it was written, None for standard output.

        One that is `unfinished` never takes the place of an earlier report: it is put beside it.

        Raises:
            ReportError: the file cannot be written.
        """
        if target is None:
            text = self._render(analysis, document, sys.stdout.isatty())
            sys.stdout.write(self._behind_others(text))
            return None
        if unfinished and target.exists() and not self._written:
            target = target.with_name(f"{target.stem}.unfinished{target.suffix}")
        text = self._render(analysis, document, terminal=False)
        if not self._in_folder:
            self._written.append(self._behind_others(text))
            text = "".join(self._written)
        write_report(text, target, force=self._force)
        return target

    def _format_by_output(self) -> str:
        if self._output is None:
            return "terminal"
        return FOLDER_FORMAT if self._in_folder else format_for_path(self._output)

    def _render(self, analysis: Analysis, document: Document, terminal: bool) -> str:  # noqa: FBT001  # private
        color = terminal and "NO_COLOR" not in os.environ and os.environ.get("TERM") != "dumb"
        width = min(100, shutil.get_terminal_size().columns) if terminal else None
        return render(analysis, self._renderer.name, document=document, width=width, color=color)

    def _behind_others(self, text: str) -> str:
        """Leave out the head of a table that an earlier report of this stream has."""
        first, self._first = self._first, False
        return text if first else "".join(text.splitlines(keepends=True)[self._renderer.header_lines :])
