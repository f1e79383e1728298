"""What a loader hands back: the text of each page, and what it knows about places in it."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, Self

from docpanel.documents.limits import Limits

__all__ = [
    "BeyondLimits",
    "NeedsExtra",
    "PageHeading",
    "PageSpan",
    "PageWriter",
    "Parsed",
    "Unreadable",
    "one_newline",
]


class Unreadable(Exception):
    """A loader's refusal; whoever knows the document's name turns it into a `DocumentError`."""

    def __init__(self, cause: str, way_out: str | None = None) -> None:
        """Keep the cause and, where there is one, the way out."""
        super().__init__(cause)
        self.cause = cause
        self.way_out = way_out


class BeyondLimits(Unreadable):
    """The document is larger than the limits allow."""


class NeedsExtra(Unreadable):
    """The document needs a library that is not installed."""


@dataclass(frozen=True, slots=True)
class PageSpan:
    """Characters `[start, end)` of the page with this index (from 0)."""

    page: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class PageHeading:
    """A heading at a place of a page; `level` counts from 1."""

    span: PageSpan
    level: int


@dataclass(frozen=True)
class Parsed:
    """The pages of one file, before they are joined into a document."""

    pages: list[str]
    headings: list[PageHeading] = field(default_factory=list)
    furniture: list[PageSpan] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)

    def to_json(self) -> dict[str, Any]:
        """Return plain values for `json`."""
        return asdict(self)

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> Self:
        """Rebuild what `to_json` gave; a value of the wrong shape raises TypeError or KeyError."""
        return cls(
            pages=[_string(page) for page in value["pages"]],
            headings=[
                PageHeading(PageSpan(**item["span"]), int(item["level"])) for item in value["headings"]
            ],
            furniture=[PageSpan(**item) for item in value["furniture"]],
            warnings=[_string(warning) for warning in value["warnings"]],
        )


def _string(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(f"expected a string, not {type(value).__name__}")
    return value


def one_newline(text: str) -> str:
    r"""Return the text with `\n` for every kind of line end."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


class PageWriter:
    """Writes blocks of text page after page, and remembers which are headings and which are furniture."""

    def __init__(self, limits: Limits) -> None:
        """Start without a page."""
        self._limits = limits
        self._characters = 0
        self._blocks: list[str] = []
        self._length = 0
        self._pages: list[str] = []
        self._headings: list[PageHeading] = []
        self._furniture: list[PageSpan] = []
        self.warnings: list[str] = []

    def end_page(self) -> None:
        """Close the page that is being written."""
        self._pages.append("".join(self._blocks))
        self._blocks.clear()
        self._length = 0
        if len(self._pages) > self._limits.max_pages:
            raise BeyondLimits(f"has more than {self._limits.max_pages:,} pages")

    def write(self, text: str, *, level: int | None = None, furniture: bool = False, gap: str = "\n") -> None:
        """Append a block after `gap`; `level` makes it a heading."""
        text = one_newline(text).strip("\n")
        if not text.strip():
            return
        if self._length:
            self._append(gap)
        start = self._length
        self._append(text)
        span = PageSpan(len(self._pages), start, self._length)
        if level is not None:
            self._headings.append(PageHeading(span, max(1, level)))
        if furniture:
            self._furniture.append(span)

    def _append(self, text: str) -> None:
        self._characters += len(text)
        if self._characters > self._limits.max_characters:
            raise BeyondLimits(f"holds more than {self._limits.max_characters:,} characters of text")
        self._blocks.append(text)
        self._length += len(text)

    def parsed(self) -> Parsed:
        """Return everything written; an unfinished page is closed first."""
        if self._blocks or not self._pages:
            self.end_page()
        return Parsed(self._pages, self._headings, self._furniture, self.warnings)
