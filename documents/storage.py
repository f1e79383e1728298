"""A parsed document as JSON text, for the cache; its name is not part of it."""

import json

from docpanel.documents.document import Document, Heading, Page, Span

__all__ = ["FORMAT", "dump_document", "restore_document"]

FORMAT = 1
"""Raised whenever a loader or this layout changes what a document looks like."""


def dump_document(document: Document) -> str:
    """Return all but the name."""
    return json.dumps(
        {
            "sha256": document.sha256,
            "media_type": document.media_type,
            "text": document.text,
            "pages": [[page.number, page.span.start, page.span.end] for page in document.pages],
            "headings": [[item.level, item.span.start, item.span.end] for item in document.headings],
            "furniture": [[span.start, span.end] for span in document.furniture],
            "language": document.language,
            "warnings": list(document.warnings),
        }
    )


def restore_document(name: str, text: str) -> Document | None:
    """Return the document, or None where the text is not what `dump_document` wrote."""
    try:
        data = json.loads(text)
        if not data["pages"] or not all(isinstance(number, int) for page in data["pages"] for number in page):
            return None
        return Document(
            name=name,
            sha256=data["sha256"],
            media_type=data["media_type"],
            text=data["text"],
            pages=tuple(Page(number, Span(start, end)) for number, start, end in data["pages"]),
            headings=tuple(Heading(level, Span(start, end)) for level, start, end in data["headings"]),
            furniture=tuple(Span(start, end) for start, end in data["furniture"]),
            language=data["language"],
            warnings=tuple(data["warnings"]),
        )
    except (ValueError, KeyError, TypeError):
        return None
