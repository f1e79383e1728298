"""Markdown: the text is kept verbatim, its headings are recorded."""

import re

from docpanel.documents.encoding import decode
from docpanel.documents.limits import Limits
from docpanel.documents.parsed import PageHeading, PageSpan, Parsed, one_newline
from docpanel.documents.registry import Evidence, Loader, Sample

__all__ = ["LOADER"]

ATX = re.compile(r" {0,3}(#{1,6})(?:[ \t]+|$)")
CLOSING_HASHES = re.compile(r"[ \t]+#+[ \t]*$")
SETEXT = re.compile(r" {0,3}(=+|-{2,})[ \t]*")
FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
NO_PARAGRAPH = re.compile(r" {0,3}(?:[>#|]|[-*+][ \t]|\d+[.)][ \t])| {4}|\t")
STRONG_SIGNS = (
    re.compile(r"^ {0,3}#{1,6} \S", re.MULTILINE),
    re.compile(r"^ {0,3}(?:```|~~~)", re.MULTILINE),
    re.compile(r"\[[^\]\n]{1,200}\]\([^)\s]{1,500}\)"),
    re.compile(r"^\|?(?: ?:?-{3,}:? ?\|)+", re.MULTILINE),
    re.compile(r"\*\*\S[^*\n]{0,200}\*\*"),
)
FEWEST_SIGNS = 2
LONGEST_HEADING = 1_000
MOST_HEADINGS = 20_000


def load(data: bytes, limits: Limits) -> Parsed:  # noqa: ARG001  # every loader takes the limits
    """Return the text with its ATX (`# Title`) and setext (`Title` over `===`) headings."""
    decoded = decode(data)
    text = one_newline(decoded.text)
    return Parsed([text], _headings(text), warnings=list(decoded.warnings))


def _headings(text: str) -> list[PageHeading]:
    headings: list[PageHeading] = []
    start, fence, before, before_start = 0, "", "", 0
    for line in text.split("\n"):
        if opened := FENCE.match(line):
            if not fence:
                fence = opened[1]
            elif opened[1].startswith(fence) and not line.strip("`~ \t"):
                fence = ""
        elif not fence and len(line) <= LONGEST_HEADING and len(headings) < MOST_HEADINGS:
            if found := ATX.match(line):
                end = len(CLOSING_HASHES.sub("", line).rstrip())
                headings.extend(_heading(start + found.end(), start + end, len(found[1])))
            elif (found := SETEXT.fullmatch(line)) and before.strip() and not NO_PARAGRAPH.match(before):
                level = 1 if found[1].startswith("=") else 2
                headings.extend(_heading(before_start, before_start + len(before.rstrip()), level))
        before, before_start = ("" if fence else line), start
        start += len(line) + 1
    return headings


def _heading(start: int, end: int, level: int) -> list[PageHeading]:
    return [PageHeading(PageSpan(0, start, end), level)] if end > start else []


def _recognize(sample: Sample) -> Evidence:
    signs = sum(bool(sign.search(sample.text)) for sign in STRONG_SIGNS)
    return Evidence.LIKELY if signs >= FEWEST_SIGNS else Evidence.NONE


LOADER = Loader(
    media_type="text/markdown",
    title="Markdown",
    suffixes=(".md", ".markdown", ".mdown"),
    load=load,
    recognize=_recognize,
    is_text=True,
    isolated=False,
)
