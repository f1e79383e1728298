"""A report format: its name, its file endings, and how it shows an analysis."""

from collections.abc import Callable
from dataclasses import dataclass

from docpanel.agents.analysis import Analysis
from docpanel.documents.document import Document

__all__ = ["DEFAULT_WIDTH", "Layout", "Renderer"]

DEFAULT_WIDTH = 80
"""Columns of a report that goes to a pipe or a file."""


@dataclass(frozen=True, slots=True)
class Layout:
    """What the reader's screen can show: columns, and whether colour codes are understood.

    `document` is there for formats that show the text beside the findings, which no analysis holds.
    """

    width: int = DEFAULT_WIDTH
    color: bool = False
    document: Document | None = None


@dataclass(frozen=True, slots=True)
class Renderer:
    """One format.

    `suffixes` are the file endings that mean it, with their dot, in lower case. `recognises` is given
    the first and the last few thousand characters of a file and says whether it is a report of this
    format: only such files are replaced unasked. `batch` names the format that several documents share
    in one stream, where that is another one; `header_lines` are those that such a stream has once; `alone`
    says that a file can hold one document only.
    """

    name: str
    suffixes: tuple[str, ...]
    render: Callable[[Analysis, Layout], str]
    recognises: Callable[[str, str], bool]
    batch: str | None = None
    header_lines: int = 0
    alone: bool = False
