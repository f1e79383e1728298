"""PDF, read with PDFium: the text of each page in the order of its content."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from docpanel.documents.dehyphenation import resolve_hyphens
from docpanel.documents.limits import Limits
from docpanel.documents.page_numbers import pages_named
from docpanel.documents.parsed import BeyondLimits, PageHeading, PageSpan, Parsed, Unreadable
from docpanel.documents.pdf_page import page_text, picture_share
from docpanel.documents.registry import Evidence, Loader, Sample

__all__ = ["LOADER"]

HEADER = re.compile(rb"%PDF-\d")
HEADER_WITHIN_BYTES = 1_024
SURE_SIGNS = (b"endobj", b"startxref", b"%%EOF")
LEADING_BYTES = b"\xef\xbb\xbf\r\n\t "
MOST_BOOKMARKS = 2_000
DEEPEST_BOOKMARK = 6
LARGE_PICTURE = 0.15
"""The FAA's figures, which hold text as pictures, cover 29 to 52 % of their pages."""
WHOLE_PAGE = 0.8
SEARCHABLE_CHARACTERS = 200
"""A picture of the whole page with this much text is a scan whose text was recognized, or a background."""
GARBLED = re.compile("[\x00-\x08\x0e-\x1f\ue000-\uf8ff\ufffd]")
GARBLED_SHARE = 0.3
DAMAGED = "is damaged: it begins like a PDF, but cannot be opened"
SAVE_ANEW = "open it in its program and save it anew"
WITHOUT_PASSWORD = "save a copy without the password and try that file"  # noqa: S105  # a sentence


@dataclass(frozen=True, slots=True)
class _Page:
    text: str
    picture_share: float = 0.0
    is_damaged: bool = False

    @property
    def hides_text(self) -> bool:
        """Say whether pictures may hold text that nobody read; a page without text is reported anyway."""
        searchable = self.picture_share > WHOLE_PAGE and len(self.text) > SEARCHABLE_CHARACTERS
        return bool(self.text.strip()) and self.picture_share > LARGE_PICTURE and not searchable

    @property
    def is_garbled(self) -> bool:
        """Say whether the page's fonts do not tell which characters they draw."""
        return len(GARBLED.findall(self.text)) > GARBLED_SHARE * max(1, len(self.text))


def load(data: bytes, limits: Limits) -> Parsed:
    """Return the text of every page; what could not be read is named in warnings."""
    document = _open(data)
    count = len(document)
    if not count:
        raise Unreadable("holds no pages")
    if count > limits.max_pages:
        raise BeyondLimits(f"has {count:,} pages, more than the limit of {limits.max_pages:,}")
    fillable = bool(document.get_formtype())
    if fillable:
        document.init_forms()
    pages: list[_Page] = []
    room = limits.max_characters
    for index in range(count):
        pages.append(_read_page(document, index, room, fillable=fillable))
        room -= len(pages[-1].text)
    texts = resolve_hyphens([page.text for page in pages])
    return Parsed(texts, _headings(document, texts), warnings=_warnings(pages))


def _recognize(sample: Sample) -> Evidence:
    if HEADER.match(sample.data[:HEADER_WITHIN_BYTES].lstrip(LEADING_BYTES)):
        return Evidence.CERTAIN
    buried = HEADER.search(sample.data[:HEADER_WITHIN_BYTES])
    return Evidence.CERTAIN if buried and any(sign in sample.data for sign in SURE_SIGNS) else Evidence.NONE


def _open(data: bytes) -> Any:
    import pypdfium2 as pdfium  # noqa: PLC0415  # heavy, and only for PDF
    from pypdfium2 import raw  # noqa: PLC0415  # likewise

    try:
        return pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        refusals = {
            raw.FPDF_ERR_PASSWORD: Unreadable("is encrypted and needs a password", WITHOUT_PASSWORD),
            raw.FPDF_ERR_SECURITY: Unreadable("is encrypted in an unknown way", "print it to a new PDF"),
            raw.FPDF_ERR_SUCCESS: Unreadable("holds no pages"),
        }
        raise refusals.get(error.err_code, Unreadable(DAMAGED, SAVE_ANEW)) from None


def _read_page(document: Any, index: int, room: int, *, fillable: bool) -> _Page:
    """Return what the page holds; what was typed into a form counts only after flattening."""
    import pypdfium2 as pdfium  # noqa: PLC0415  # heavy, and only for PDF

    try:
        page = document[index]
        if fillable:
            page.flatten()
            page.close()
            page = document[index]
        textpage = page.get_textpage()
    except pdfium.PdfiumError:
        return _Page("", is_damaged=True)
    if textpage.count_chars() > room:
        raise BeyondLimits("holds more characters of text than the limit allows")
    read = _Page(page_text(textpage), picture_share(page))
    textpage.close()
    page.close()
    return read


def _headings(document: Any, pages: Sequence[str]) -> list[PageHeading]:
    """Return the bookmarks whose title stands on the page that they lead to."""
    headings = []
    for count, bookmark in enumerate(document.get_toc(max_depth=DEEPEST_BOOKMARK)):
        if count >= MOST_BOOKMARKS:
            break
        destination = bookmark.get_dest()
        index = destination.get_index() if destination else None
        words = bookmark.get_title().split()
        if index is None or not 0 <= index < len(pages) or not words:
            continue
        if found := re.search(r"\s+".join(map(re.escape, words)), pages[index], re.IGNORECASE):
            headings.append(PageHeading(PageSpan(index, *found.span()), bookmark.level + 1))
    return sorted(headings, key=lambda heading: (heading.span.page, heading.span.start))


def _warnings(pages: Sequence[_Page]) -> list[str]:
    damaged = [number for number, page in enumerate(pages, 1) if page.is_damaged]
    garbled = [number for number, page in enumerate(pages, 1) if page.is_garbled]
    pictured = [number for number, page in enumerate(pages, 1) if page.hides_text]
    sentences = (
        (damaged, "could not be opened: not read"),
        (garbled, "with garbled text: the fonts do not say which characters they draw"),
        (pictured, "with large pictures: text inside pictures was not read"),
    )
    return [f"{pages_named(numbers)} {sentence}" for numbers, sentence in sentences if numbers]


LOADER = Loader(
    media_type="application/pdf",
    title="PDF",
    suffixes=(".pdf",),
    load=load,
    recognize=_recognize,
    running_lines=True,
)
