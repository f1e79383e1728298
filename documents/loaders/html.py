"""HTML: the text as a reader sees its blocks, one line a block and one line a table row."""

import re
from html.parser import HTMLParser

from docpanel.documents.encoding import NotText, decode
from docpanel.documents.limits import Limits
from docpanel.documents.parsed import PageWriter, Parsed, Unreadable
from docpanel.documents.registry import Evidence, Loader, Sample

__all__ = ["LOADER", "write_html"]

SKIPPED = frozenset(
    {"head", "script", "style", "template", "noscript", "svg", "math", "object", "iframe", "select"}
)
BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "caption",
        "center",
        "dd",
        "details",
        "dialog",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "header",
        "hr",
        "html",
        "legend",
        "li",
        "main",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "summary",
        "table",
        "tbody",
        "tfoot",
        "thead",
        "tr",
        "ul",
    ]
)
PARAGRAPHS = frozenset({"p", "table", "ul", "ol", "dl", "blockquote", "pre", "section", "article", "figure"})
HEADINGS = {f"h{level}": level for level in range(1, 7)}
CELLS = frozenset({"td", "th"})
CELL_SEPARATOR = " | "
LIST_MARK = "- "
HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
VOID = frozenset(
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"]
)
WHITE_SPACE = re.compile(r"[ \t\n\f\r]+")
CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w-]{2,40})""", re.IGNORECASE)
CHARSET_WITHIN_BYTES = 4_096
FED_AT_ONCE = 65_536
START = re.compile(
    r"\s*(?:<\?xml[^>]{0,200}\?>\s*|<!--(?:(?!-->).){0,2000}+-->\s*)*+<(?:!doctype\s+html|html)\b",
    re.IGNORECASE | re.DOTALL,
)
FRAGMENT = re.compile(
    r"\s*<(?:body|div|p|h[1-6]|table|ul|ol|section|article|main|span|title|meta)\b[^<]{0,500}>", re.IGNORECASE
)


def load(data: bytes, limits: Limits) -> Parsed:
    """Return the visible text on one page; headings `h1` to `h6` are recorded."""
    declared = CHARSET.search(data[:CHARSET_WITHIN_BYTES])
    try:
        decoded = decode(data, declared[1].decode("ascii") if declared else None)
    except NotText:
        raise Unreadable("is damaged: it begins like HTML and goes on as binary data") from None
    writer = PageWriter(limits)
    writer.warnings.extend(decoded.warnings)
    write_html(decoded.text, writer)
    return writer.parsed()


def write_html(html: str, writer: PageWriter) -> None:
    """Write the visible text of `html`, however deeply it is nested: the parser keeps no tree."""
    reader = _VisibleText(writer)
    for start in range(0, len(html), FED_AT_ONCE):
        reader.feed(html[start : start + FED_AT_ONCE])
    reader.close()
    reader.end_block()


class _VisibleText(HTMLParser):
    """Collects text until a block ends, and then writes it as one line."""

    def __init__(self, writer: PageWriter) -> None:
        super().__init__(convert_charrefs=True)
        self._writer = writer
        self._pieces: list[str] = []
        self._level: int | None = None
        self._skipped_tag = ""
        self._skipped_depth = 0
        self._preformatted = 0
        self._cells = 0
        self._gap = "\n\n"

    def parse_html_declaration(self, i: int) -> int:
        """Take a declaration that is none, such as `<![1`, for a comment, as browsers do."""
        try:
            return super().parse_html_declaration(i)
        except AssertionError:
            return self.parse_bogus_comment(i)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin what the tag begins: a block, a cell, a line, or something that is not shown."""
        if self._skipped_tag:
            self._skipped_depth += tag == self._skipped_tag
        elif tag in SKIPPED or (tag not in VOID and _is_hidden(attrs)):
            self._skipped_tag, self._skipped_depth = tag, 1
        elif tag == "br":
            self._pieces.append("\n")
        elif tag in CELLS:
            if self._cells:
                self._pieces.append(CELL_SEPARATOR)
            self._cells += 1
        elif tag in HEADINGS or (tag in BLOCKS and not (self._cells and tag not in {"tr", "table"})):
            self._begin_block(tag)
        elif tag in BLOCKS:
            self._pieces.append(" ")

    def _begin_block(self, tag: str) -> None:
        if tag == "li" or "".join(self._pieces).strip() != LIST_MARK.strip():
            self.end_block()
            if tag in PARAGRAPHS or tag in HEADINGS:
                self._gap = "\n\n"
        self._level = HEADINGS.get(tag)
        self._preformatted += tag == "pre"
        if tag == "li":
            self._pieces.append(LIST_MARK)

    def handle_endtag(self, tag: str) -> None:
        """End what the tag ends."""
        if self._skipped_tag:
            if tag == self._skipped_tag:
                self._skipped_depth -= 1
                if not self._skipped_depth:
                    self._skipped_tag = ""
            elif tag == "html" or (self._skipped_tag == "head" and tag == "body"):
                self._skipped_tag = ""
        elif tag in HEADINGS or tag in {"tr", "table"} or (tag in BLOCKS and not self._cells):
            self.end_block()
            if tag in PARAGRAPHS or tag in HEADINGS:
                self._gap = "\n\n"
            self._preformatted = max(0, self._preformatted - (tag == "pre"))
        elif tag in BLOCKS:
            self._pieces.append(" ")

    def handle_data(self, data: str) -> None:
        """Keep text that is shown."""
        if not self._skipped_tag:
            self._pieces.append(data if self._preformatted else WHITE_SPACE.sub(" ", data))

    def end_block(self) -> None:
        """Write the block that was collected, if it holds any text."""
        text = "".join(self._pieces)
        self._pieces.clear()
        self._cells = 0
        if not self._preformatted:
            text = "\n".join(WHITE_SPACE.sub(" ", line).strip(" ") for line in text.split("\n"))
        if text.strip().strip("|-").strip():
            self._writer.write(text, level=self._level, gap=self._gap)
            self._gap = "\n"
        self._level = None


def _is_hidden(attributes: list[tuple[str, str | None]]) -> bool:
    return any(
        name == "hidden" or (name == "style" and HIDDEN.search(value or "")) for name, value in attributes
    )


def _recognize(sample: Sample) -> Evidence:
    if START.match(sample.text):
        return Evidence.CERTAIN
    return Evidence.LIKELY if FRAGMENT.match(sample.text) else Evidence.NONE


LOADER = Loader(
    media_type="text/html",
    title="HTML",
    suffixes=(".html", ".htm", ".xhtml"),
    load=load,
    recognize=_recognize,
    is_text=True,
)
