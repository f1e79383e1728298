"""Word documents (DOCX): paragraphs, tables, text boxes and notes in document order, as one page.

The file does not say where pages end; Word decides that anew on every machine.
"""

import re
from collections.abc import Iterator
from functools import partial
from io import BytesIO
from typing import Any

from docpanel.documents.archive import check_archive, recognize_office
from docpanel.documents.limits import Limits
from docpanel.documents.parsed import PageWriter, Parsed
from docpanel.documents.registry import Loader

__all__ = ["LOADER"]

WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
PARAGRAPH, TABLE, ROW, CELL, TEXT_BOX = (f"{WORD}{tag}" for tag in ("p", "tbl", "tr", "tc", "txbxContent"))
TEXTS = frozenset({f"{WORD}t", f"{MATH}t"})
SIGNS = {f"{WORD}tab": "\t", f"{WORD}br": "\n", f"{WORD}cr": "\n", f"{WORD}noBreakHyphen": "-"}
SKIPPED = frozenset({FALLBACK, f"{WORD}del", f"{WORD}moveFrom", f"{WORD}pPr", f"{WORD}rPr", f"{WORD}tblPr"})
"""Second copies of text boxes, deleted and moved text, and properties, whose tabs are tab stops."""
NOTES = ("/word/footnotes.xml", "/word/endnotes.xml")
NOTE_TAGS = (f"{WORD}footnote", f"{WORD}endnote")
SEPARATORS = frozenset({"separator", "continuationSeparator", "continuationNotice"})
HEADING_STYLE = re.compile(r"heading (\d)", re.IGNORECASE)
CELL_SEPARATOR = " | "
MOST_BASE_STYLES = 20


def load(data: bytes, limits: Limits) -> Parsed:
    """Return the text with headings by style; tracked insertions are read, deletions are not."""
    check_archive(data, limits)
    from docx import Document  # noqa: PLC0415  # belongs to the extra `office`

    document = Document(BytesIO(data))
    levels = _heading_levels(document)
    writer = PageWriter(limits)
    _write_edges(document, "header", writer)
    _write_blocks(document.element.body, levels, writer)
    for part in document.part.package.iter_parts():
        if str(part.partname) in NOTES:
            _write_notes(part.blob, writer)
    _write_edges(document, "footer", writer)
    return writer.parsed()


def _heading_levels(document: Any) -> dict[str, int]:
    """Return the level of each style that makes headings, also of styles based on one."""
    levels = {}
    for style in document.styles:
        base, steps = style, 0
        while base is not None and steps < MOST_BASE_STYLES:
            if found := HEADING_STYLE.fullmatch(base.name or ""):
                levels[style.style_id] = int(found[1])
                break
            if (base.name or "").lower() == "title":
                levels[style.style_id] = 1
                break
            base, steps = getattr(base, "base_style", None), steps + 1
    return levels


def _write_blocks(container: Any, levels: dict[str, int], writer: PageWriter) -> None:
    for block in container:
        if block.tag == PARAGRAPH:
            style = block.find(f"{WORD}pPr/{WORD}pStyle")
            level = levels.get(style.get(f"{WORD}val")) if style is not None else None
            writer.write(_text(block), level=level, gap="\n\n" if level else "\n")
            for box in _outermost(block, TEXT_BOX):
                _write_blocks(box, levels, writer)
        elif block.tag == TABLE:
            _write_table(block, writer)
        elif block.tag not in SKIPPED:
            _write_blocks(block, levels, writer)  # content controls, tracked insertions and the like


def _write_table(table: Any, writer: PageWriter) -> None:
    gap = "\n\n"
    for row in _outermost(table, ROW):
        cells = [_cell_text(cell) for cell in _outermost(row, CELL)]
        if any(cells):
            writer.write(CELL_SEPARATOR.join(cells), gap=gap)
            gap = "\n"


def _cell_text(cell: Any) -> str:
    return " ".join(" ".join(_text(paragraph).split()) for paragraph in _inside(cell, PARAGRAPH)).strip()


def _text(paragraph: Any) -> str:
    """Return the paragraph's own text, without that of text boxes anchored in it."""
    pieces: list[str] = []
    waiting = list(reversed(paragraph))
    while waiting:
        element = waiting.pop()
        if element.tag in TEXTS:
            pieces.append(element.text or "")
        elif element.tag in SIGNS:
            pieces.append(SIGNS[element.tag])
        elif element.tag not in SKIPPED and element.tag not in {TEXT_BOX, PARAGRAPH}:
            waiting.extend(reversed(element))
    return "".join(pieces)


def _inside(element: Any, tag: str) -> Iterator[Any]:
    """Yield every descendant with the tag, in document order, save in what is skipped."""
    waiting = list(reversed(element))
    while waiting:
        child = waiting.pop()
        if child.tag == tag:
            yield child
        if child.tag not in SKIPPED:
            waiting.extend(reversed(child))


def _outermost(element: Any, tag: str) -> Iterator[Any]:
    """Yield the nearest descendants with the tag, but none inside another of them."""
    waiting = list(reversed(element))
    while waiting:
        child = waiting.pop()
        if child.tag == tag:
            yield child
        elif child.tag not in SKIPPED:
            waiting.extend(reversed(child))


def _write_notes(xml: bytes, writer: PageWriter) -> None:
    from docx.oxml import parse_xml  # noqa: PLC0415  # belongs to the extra `office`

    for note in parse_xml(xml).iterchildren(*NOTE_TAGS):
        if note.get(f"{WORD}type") not in SEPARATORS:
            writer.write(" ".join(_text(paragraph).strip() for paragraph in _inside(note, PARAGRAPH)))


def _write_edges(document: Any, edge: str, writer: PageWriter) -> None:
    """Write each different running header or footer once, as furniture."""
    texts: dict[str, None] = {}
    for section in document.sections:
        for prefix in ("first_page_", "even_page_", ""):
            part = getattr(section, prefix + edge)
            if not part.is_linked_to_previous:
                texts["\n".join(_text(p).strip() for p in _inside(part._element, PARAGRAPH)).strip()] = None  # noqa: SLF001  # no public way to all of its text
    for text in texts:
        writer.write(text, furniture=True, gap="\n\n")


LOADER = Loader(
    media_type="application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    title="a Word document",
    suffixes=(".docx", ".docm"),
    load=load,
    recognize=partial(recognize_office, folder=b"word/"),
    extra="office",
)
