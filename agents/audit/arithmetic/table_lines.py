"""The lines of a document that are rows of one table, with the lines above them, over page breaks."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from docpanel.agents.audit.arithmetic.cell_borders import Layout, layout_of, pieces_of
from docpanel.agents.audit.arithmetic.cells import is_figure
from docpanel.documents.document import Document, Page
from docpanel.documents.lines import TERMINAL, Line, lines_of

__all__ = ["GAPLESS", "TableLine", "TableLines", "tables_of_lines"]

GAPLESS: frozenset[Layout] = frozenset({"bars", "commas", "semicolons", "tabs"})
"""Layouts in which an empty line ends a table."""

UNRULED: frozenset[Layout] = frozenset({"words", "leaders", "columns"})
"""Layouts that may take turns within one table."""

RULE = re.compile(r"[\s|:+=_-]{3,}")
CONTINUED = re.compile(r"\bcontinued\b|\bcont['’.]?d?\b|\bFortsetzung\b|\bsuite\b", re.IGNORECASE)
YEAR = re.compile(r"(?:19|20)[0-9]{2}")
SEPARATE_PAGES = ("spreadsheet", "presentation")
"""Kinds of documents whose pages, being sheets or slides, never continue each other's tables."""

LONGEST_LABEL = 70
CONTEXT_LINES = 6
MOST_HEADS = 2
MOST_SECTIONS = 2
"""Lines of headings that may stand between two rows of one table."""


@dataclass(frozen=True, slots=True)
class TableLine:
    """A row as a line; `sectioned` says that a heading stands before it."""

    line: Line
    page: int
    sectioned: bool = False


@dataclass
class TableLines:
    """The rows of one table, the lines that may name its columns, and the text above it."""

    layout: Layout
    rows: list[TableLine] = field(default_factory=list)
    heads: list[Line] = field(default_factory=list)
    context: list[str] = field(default_factory=list)
    sections: int = 0


def tables_of_lines(document: Document) -> Iterator[TableLines]:
    """Yield the tables of `document`, be they of one row."""
    furniture = sorted(document.furniture)
    separate = any(kind in document.media_type for kind in SEPARATE_PAGES)
    run: TableLines | None = None
    before: list[Line] = []
    cursor = 0
    for page in document.pages:
        while cursor < len(furniture) and furniture[cursor].end <= page.span.start:
            cursor += 1
        fresh = True
        if separate and run:
            yield run
            run, before = None, []
        for line in lines_of(document.text, page, furniture, cursor):
            if run is not None:
                if _goes_on(run, line, page, document.media_type, fresh=fresh):
                    fresh = False
                    continue
                yield run
                run, before = None, []
            fresh = False
            layout = _row_layout(line.text, document.media_type)
            if layout is None:
                before = [*before[-CONTEXT_LINES:], line]
                continue
            run = _begun(layout, before, line, page, document.media_type)
    if run:
        yield run


def _row_layout(line: str, media_type: str) -> Layout | None:
    """Return the layout of a line that holds figures behind its first cell, and not only years."""
    if RULE.fullmatch(line):
        return None
    layout = layout_of(line, media_type=media_type)
    if layout is None:
        return None
    pieces = [line[begin:end].strip() for begin, end in pieces_of(line, layout)]
    if layout in UNRULED and len(pieces[0]) > 2 * LONGEST_LABEL:
        return None
    figures = [piece for piece in pieces[1:] if piece and is_figure(piece)]
    return layout if figures and not all(YEAR.fullmatch(figure) for figure in figures) else None


def _begun(layout: Layout, before: list[Line], line: Line, page: Page, media_type: str) -> TableLines:
    run = TableLines(layout)
    for earlier in reversed(before):
        if RULE.fullmatch(earlier.text):
            continue
        same = layout_of(earlier.text, media_type=media_type)
        heading = same == layout or (layout in UNRULED and not run.heads)
        if layout in UNRULED and TERMINAL.search(earlier.text):
            break
        if not heading or len(run.heads) == MOST_HEADS or (run.heads and same != layout):
            break
        run.heads.insert(0, earlier)
    run.context = [earlier.text for earlier in before]
    run.rows.append(TableLine(line, page.number))
    return run


def _goes_on(run: TableLines, line: Line, page: Page, media_type: str, *, fresh: bool) -> bool:
    """Add a line to the table if it belongs to it; `fresh` says that a page begins with it."""
    text = line.text
    if RULE.fullmatch(text):
        return True
    if line.gap and not fresh and run.layout in GAPLESS:
        return False
    layout = _row_layout(text, media_type)
    if layout == run.layout or (layout and {layout, run.layout} <= UNRULED):
        run.rows.append(TableLine(line, page.number, run.sections > 0))
        run.sections = 0
        return True
    if any(text == head.text for head in run.heads) or (
        CONTINUED.search(text) and len(text) <= LONGEST_LABEL
    ):
        return True
    short = len(text) <= LONGEST_LABEL and not text.endswith((".", "?", "!", ";"))
    if short and layout is None and run.sections < MOST_SECTIONS and (not fresh or run.layout in GAPLESS):
        run.sections += 1
        return True
    return False
