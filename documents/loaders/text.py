"""Plain text: read as it is; a form feed ends a page."""

from docpanel.documents.encoding import decode
from docpanel.documents.limits import Limits
from docpanel.documents.parsed import Parsed, one_newline
from docpanel.documents.registry import Loader

__all__ = ["LOADER"]

FORM_FEED = "\f"


def load(data: bytes, limits: Limits) -> Parsed:  # noqa: ARG001  # every loader takes the limits
    """Return the text, in pages if it has form feeds."""
    decoded = decode(data)
    pages = one_newline(decoded.text).removesuffix(FORM_FEED).split(FORM_FEED)
    return Parsed(pages, warnings=list(decoded.warnings))


LOADER = Loader(
    media_type="text/plain",
    title="plain text",
    suffixes=(".txt", ".text", ".log"),
    load=load,
    is_text=True,
    isolated=False,
    running_lines=True,
)
