"""What can go wrong with a report.

ReportError
├── UnknownFormat      no renderer of this name, or none for this file ending
├── RendererBroken     an installed plug-in that cannot be loaded
├── ReportExists       the file is there and is no report of ours
└── ReportNotWritten   the folder, the rights or the disk do not allow it
"""

from docpanel.errors import DocpanelError
from docpanel.reports.escaping import plain

__all__ = ["RendererBroken", "ReportError", "ReportExists", "ReportNotWritten", "UnknownFormat"]


class ReportError(DocpanelError):
    """A report that cannot be made or written: names it, the cause and, where there is one, the way out."""

    def __init__(self, name: str, cause: str, way_out: str | None = None) -> None:
        """Keep the three parts; the message is `name: cause; way_out`."""
        self.name = name
        self.cause = cause
        self.way_out = way_out
        super().__init__(plain(f"{name}: {cause}" + (f"; {way_out}" if way_out else "")))


class UnknownFormat(ReportError):
    """A format that nobody renders; the way out lists those there are."""


class RendererBroken(ReportError):
    """A plug-in of the entry point group that fails when it is loaded."""


class ReportExists(ReportError):
    """A file that docpanel did not write and will not replace unasked."""


class ReportNotWritten(ReportError):
    """A file that the system would not let us write."""
