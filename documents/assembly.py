"""Builds the document from what a loader parsed: one text, pages with positions, furniture, language."""

import hashlib
import re

from docpanel.documents.document import Document, Heading, Page, Span
from docpanel.documents.furniture import find_furniture
from docpanel.documents.language import detect
from docpanel.documents.page_numbers import pages_named
from docpanel.documents.parsed import PageSpan, Parsed
from docpanel.documents.registry import Loader

__all__ = ["PAGE_SEPARATOR", "assemble"]

PAGE_SEPARATOR = "\n\n"
NOT_TEXT = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
"""Control characters, lone surrogates and noncharacters print nothing, and break XML and terminals."""


def assemble(name: str, data: bytes, loader: Loader, parsed: Parsed) -> Document:
    """Return the document; characters that are no text become spaces, so that no position moves."""
    pages = [NOT_TEXT.sub(" ", page) for page in parsed.pages]
    starts = _starts(pages)
    text = PAGE_SEPARATOR.join(pages)
    furniture = [*parsed.furniture, *(find_furniture(pages) if loader.running_lines else ())]
    return Document(
        name=name,
        sha256=hashlib.sha256(data).hexdigest(),
        media_type=loader.media_type,
        text=text,
        pages=tuple(
            Page(number, Span(start, start + len(page)))
            for number, (start, page) in enumerate(zip(starts, pages, strict=True), 1)
        ),
        headings=tuple(Heading(item.level, _span(item.span, starts)) for item in parsed.headings),
        furniture=tuple(sorted({_span(item, starts) for item in furniture})),
        language=detect(text),
        warnings=(*parsed.warnings, *_pages_without_text(pages)),
    )


def _starts(pages: list[str]) -> list[int]:
    starts, position = [], 0
    for page in pages:
        starts.append(position)
        position += len(page) + len(PAGE_SEPARATOR)
    return starts


def _span(place: PageSpan, starts: list[int]) -> Span:
    return Span(starts[place.page] + place.start, starts[place.page] + place.end)


def _pages_without_text(pages: list[str]) -> list[str]:
    empty = [number for number, page in enumerate(pages, 1) if not page.strip()]
    return [f"{pages_named(empty)} without text (scanned or blank): not read"] if empty else []
