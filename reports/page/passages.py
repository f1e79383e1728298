"""The text of each page, cut into pieces wherever a mark or a running header begins or ends.

Marks may overlap and may run over pages, which elements of HTML cannot: so each piece names all marks
that it belongs to. Pieces are cut by the positions of the document's own text, before any character is
escaped or dropped.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from docpanel.documents.document import Document, Span
from docpanel.reports.escaping import escape_html_lines
from docpanel.reports.page.marks import Mark

__all__ = ["PageText", "Piece", "page_texts", "pieces"]


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a page's text that belongs to the same marks from its first to its last character.

    `starts` are those of its marks that begin with it: a link to such a mark leads here.
    """

    span: Span
    marks: tuple[Mark, ...] = ()
    starts: tuple[Mark, ...] = ()
    furniture: bool = False


@dataclass(frozen=True, slots=True)
class PageText:
    """A page as the report shows it; `html` is safe, and empty where the page has no text."""

    number: int
    html: str


def page_texts(document: Document, marks: Sequence[Mark]) -> Iterator[PageText]:
    """Yield the pages in order with their marks; `marks` are in the order of the text."""
    text = document.text.replace("\r\n", " \n")  # as long as before: a mark may end between the two
    begun: set[str] = set()
    for number, span, of_page, furniture in _by_page(document, marks):
        found = pieces(span, of_page, furniture, begun)
        inner = "".join(_html(piece, text[piece.span.start : piece.span.end]) for piece in found)
        yield PageText(number, inner if document.has_text(number) else "")


def pieces(page: Span, marks: Sequence[Mark], furniture: Sequence[Span], begun: set[str]) -> list[Piece]:
    """Return the pieces of one page; `begun` holds the marks of earlier pages and takes those of this."""
    spans = (*(mark.span for mark in marks), *furniture)
    borders = {page.start, page.end}
    borders |= {edge for span in spans for edge in (span.start, span.end) if page.start < edge < page.end}
    edges = sorted(borders)
    found: list[Piece] = []
    for start, end in pairwise(edges):
        piece = Span(start, end)
        header = any(span.overlaps(piece) for span in furniture)
        here = tuple(mark for mark in marks if _belongs(piece, mark, header=header))
        starts = tuple(mark for mark in here if mark.id not in begun)
        begun.update(mark.id for mark in starts)
        found.append(Piece(piece, here, starts, header))
    return found


def _belongs(piece: Span, mark: Mark, *, header: bool) -> bool:
    """Say whether a piece is part of a mark; a running header in the midst of a quotation is none."""
    passed_over = header and mark.span.start < piece.start and piece.end < mark.span.end
    return mark.span.overlaps(piece) and not passed_over


def _by_page(document: Document, marks: Sequence[Mark]) -> Iterator[tuple[int, Span, list[Mark], list[Span]]]:
    """Yield each page with what lies on it; both are read once, whatever the number of pages."""
    waiting, headers = list(reversed(marks)), list(reversed(document.furniture))
    running: list[Mark] = []
    for page in document.pages:
        while waiting and waiting[-1].span.start < page.span.end:
            running.append(waiting.pop())
        running = [mark for mark in running if mark.span.end > page.span.start]
        furniture: list[Span] = []
        while headers and headers[-1].start < page.span.end:
            furniture.append(headers.pop())
        yield page.number, page.span, running, furniture


def _html(piece: Piece, text: str) -> str:
    shown = escape_html_lines(text)
    if piece.furniture:
        shown = f'<span class="furniture">{shown}</span>'
    if piece.marks:
        names = " ".join(mark.id for mark in piece.marks)
        doubt = ' class="altered"' if all(mark.altered for mark in piece.marks) else ""
        shown = f'<mark data-q="{names}"{doubt}>{shown}</mark>'
    for mark in reversed(piece.starts):
        shown = f'<span class="place" id="{mark.id}">{shown}</span>'
    return shown
