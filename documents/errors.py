"""What can be wrong with a file.

DocumentError
├── UnsupportedDocument    a known type that docpanel does not read, or not without an extra
└── DocumentTooLarge       more bytes, pages, characters, seconds or memory than the limits allow
"""

from docpanel.errors import DocpanelError

__all__ = ["DocumentError", "DocumentTooLarge", "UnsupportedDocument"]


class DocumentError(DocpanelError):
    """A document that cannot be read: names the file, the cause and, where there is one, the way out."""

    def __init__(self, name: str, cause: str, way_out: str | None = None) -> None:
        """Keep the three parts; the message is `name: cause; way_out`."""
        self.name = name
        self.cause = cause
        self.way_out = way_out
        super().__init__(f"{name}: {cause}" + (f"; {way_out}" if way_out else ""))


class UnsupportedDocument(DocumentError):
    """A known type that docpanel does not read; the way out says what to do instead."""


class DocumentTooLarge(DocumentError):
    """A document beyond the limits of the reader."""
