"""The document as everything else sees it: one text, its pages, and positions in both."""

from bisect import bisect_right
from dataclasses import dataclass, field
from functools import cached_property

__all__ = ["Chunk", "Document", "Heading", "Page", "Span"]


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open range of characters `[start, end)` of a document's text."""

    start: int
    end: int

    def __len__(self) -> int:
        """Return the number of characters."""
        return self.end - self.start

    def overlaps(self, other: "Span") -> bool:
        """Say whether the two share at least one character."""
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class Page:
    """One page, sheet, slide or message part; `number` counts from 1."""

    number: int
    span: Span


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading that the file itself declares; `level` counts from 1."""

    level: int
    span: Span


@dataclass(frozen=True)
class Document:
    """What was read from one file.

    `text` holds the text of all pages in order, separated by blank lines; `pages` cover it without
    overlap and in order. `furniture` are the spans of running headers, footers and print marks: they
    stay in the text, but they are no sentences of the author. `sha256` is that of the file's bytes.
    """

    name: str
    sha256: str
    media_type: str
    text: str
    pages: tuple[Page, ...]
    headings: tuple[Heading, ...] = ()
    furniture: tuple[Span, ...] = ()
    language: str | None = None
    warnings: tuple[str, ...] = ()
    _starts: tuple[int, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Index the pages by where they start."""
        object.__setattr__(self, "_starts", tuple(page.span.start for page in self.pages))

    def page_at(self, position: int) -> int:
        """Return the number of the page that holds the character at `position`."""
        return self.pages[max(0, bisect_right(self._starts, position) - 1)].number

    def page_text(self, number: int) -> str:
        """Return the text of page `number` (from 1)."""
        span = self.pages[number - 1].span
        return self.text[span.start : span.end]

    def has_text(self, number: int) -> bool:
        """Say whether page `number` holds any text; a page without is a scan or a picture."""
        return bool(self.page_text(number).strip())

    @cached_property
    def words(self) -> int:
        """Return the number of words, counted between white space."""
        return len(self.text.split())

    @cached_property
    def pages_without_text(self) -> tuple[int, ...]:
        """Return the numbers of the pages that hold no text."""
        return tuple(page.number for page in self.pages if not self.has_text(page.number))


@dataclass(frozen=True, slots=True)
class Chunk:
    """A part of a document that is read in one call; `index` counts from 0 of `count`."""

    index: int
    count: int
    span: Span
