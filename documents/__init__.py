"""What is read: files become documents with pages and positions; quotations are looked up in them."""

from docpanel.documents.document import Chunk, Document, Heading, Page, Span
from docpanel.documents.errors import DocumentError, DocumentTooLarge, UnsupportedDocument
from docpanel.documents.inputs import InputFile, expand
from docpanel.documents.limits import Limits
from docpanel.documents.loading import load, parse, read_bytes

__all__ = [
    "Chunk",
    "Document",
    "DocumentError",
    "DocumentTooLarge",
    "Heading",
    "InputFile",
    "Limits",
    "Page",
    "Span",
    "UnsupportedDocument",
    "expand",
    "load",
    "parse",
    "read_bytes",
]
