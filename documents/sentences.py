"""The sentences of a document: whole, in place, and clean enough to quote.

A sentence here is prose between two sentence ends inside one block. Headings, table rows, code and
furniture are none, and a sentence that a border cuts (a page, a footnote, a running head) is left out
rather than glued to the wrong half. Linear in the length of the text.
"""

import re
import threading
from collections.abc import Iterator
from dataclasses import dataclass

from docpanel.documents.blocks import Block, BlockKind, blocks
from docpanel.documents.cleaning import WORD, Cleaner
from docpanel.documents.document import Document, Span
from docpanel.documents.lines import OPENERS

__all__ = ["Sentence", "sentences"]

END = re.compile(
    r"[.!?…]+[\"'”’)\]»]*(?:(?<=[a-z)”’][.!?])\d{1,2}|(?<=[a-z]\.[”’)])\d{1,2}|(?<=\.’’)\d{1,2})?(?=\s|$)"
    r"|[。！？]+[」』”’）]*"  # CJK sentence ends are meant
)
CLAUSE_NUMBER = re.compile(r"\d{1,2}(?=[A-Z][\w ])")
LABEL = re.compile(r"[A-Z][A-Z0-9 &/-]{2,40}:\s+")
MARKER = re.compile(
    r"(?:[•●▪◦■∙‣*+>–—-]\s+|(?:\((?:[a-z]{1,2}|[ivx]{1,5}|\d{1,2})\))+\s+|\d{1,2}(?:\.\d{1,2})*[.)]\s+)+"
)
NOTE_MARK = re.compile(r"(?<=[.!?])\d{1,2}$|(?<=[.!?][\"”’)])\d{1,2}$|(?<=\.’’)\d{1,2}$")
NEXT_WORD = re.compile(r"\s*[(\[“\"'‘•]*\s*(\S+)")
INITIALISM = re.compile(r"(?:[a-z]\.)+[a-z]")
ABBREVIATIONS = """
    no nos fig figs sec secs mr mrs ms dr prof st vs cf eg e.g i.e ie al ed eds vol pp p art arts ch eq
    para paras approx dept gen gov hon rep sen rev sr jr messrs nr bzw z.b d.h ca bspw abs mio mrd tsd
"""
NEVER_LAST = frozenset(ABBREVIATIONS.split())
CLOSING_ABBREVIATIONS = "inc ltd co corp etc blvd ave llc dba bros u.s u.k e.u d.c a.m p.m ph.d usw"
MAYBE_LAST = frozenset(CLOSING_ABBREVIATIONS.split())
BEFORE_ORDINAL = frozenset({"am", "vom", "zum", "dem", "den", "der", "des", "im", "ab", "beim", "bis"})
UNCASED = re.compile(r"[぀-ヿ㐀-鿿가-힯\u0600-\u06ff\u0590-\u05ff\u0900-\u097f\u0e00-\u0e7f]")
MIN_WORDS = 4
SHORT_TOKEN = 4
SHORT_NUMBER = 2
TOKEN_REACH = 24
MAX_CHARACTERS = 1500
MIN_LOWER_SHARE = 0.3
MIN_LETTER_SHARE = 0.6

_LOCK = threading.Lock()


@dataclass(frozen=True, slots=True)
class Sentence:
    """A whole sentence: `text` is its slice with white space normalised and hyphenation joined."""

    span: Span
    page: int
    text: str
    kind: BlockKind = "paragraph"


def sentences(document: Document) -> tuple[Sentence, ...]:
    """Return the whole sentences of `document` in order; computed once for each document."""
    found: tuple[Sentence, ...] | None = document.__dict__.get("_sentences")
    if found is None:
        layout = blocks(document)
        with _LOCK:
            found = document.__dict__.get("_sentences")
            if found is None:
                found = tuple(_sentences(document, layout))
                document.__dict__["_sentences"] = found
    return found


def _sentences(document: Document, layout: tuple[Block, ...]) -> Iterator[Sentence]:
    cleaner = Cleaner(document, layout)
    for block in layout:
        if block.kind in {"heading", "row", "code"}:
            continue
        spans = list(_split(document.text, block.span))
        for index, span in enumerate(spans):
            first, last = index == 0, index == len(spans) - 1
            if (first and block.follows_cut) or (last and block.cut):
                continue
            inner = _strip(document.text, span)
            if inner is None or not _is_prose(document.text[inner.start : inner.end]):
                continue
            yield Sentence(inner, block.page, cleaner.line(inner), block.kind)


def _split(text: str, span: Span) -> Iterator[Span]:
    start = span.start
    for match in END.finditer(text, span.start, span.end):
        if match.end() < span.end and not _ends(text, start, match, span.end):
            continue
        yield Span(start, match.end())
        start = match.end()
    if text[start : span.end].strip():
        yield Span(start, span.end)


def _ends(text: str, start: int, match: re.Match[str], limit: int) -> bool:
    """Say whether the punctuation found ends a sentence rather than an abbreviation or an initial."""
    if match[0][0] not in ".…":
        return True
    following = _next_word(text, match.end(), limit)
    if match[0] != ".":
        return not following[:1].islower()
    word = text[max(start, match.start() - TOKEN_REACH) : match.start()].rsplit(None, 1)[-1:]
    if word and word[0].isdigit() and _is_ordinal(text, start, match.start()):
        return False
    token = word[0].lstrip("([“\"'‘").lower() if word else ""
    if token in NEVER_LAST or (len(token) == 1 and token.isalpha()):
        return False
    if following[:1].islower():
        return len(token) > SHORT_TOKEN and "." not in token and "\n" in text[match.end() : match.end() + 3]
    initialism = token in MAYBE_LAST or INITIALISM.fullmatch(token) is not None
    return not initialism or following.rstrip(",") in OPENERS or following.endswith(":")


def _is_ordinal(text: str, start: int, end: int) -> bool:
    """Say whether the number before `end` is a German ordinal, as in `am 1. Oktober`."""
    words = text[max(start, end - TOKEN_REACH) : end].split()
    return len(words) > 1 and len(words[-1]) <= SHORT_NUMBER and words[-2].lower() in BEFORE_ORDINAL


def _next_word(text: str, position: int, limit: int) -> str:
    match = NEXT_WORD.match(text, position, limit)
    return match[1] if match else ""


def _strip(text: str, span: Span) -> Span | None:
    """Take white space, list markers, footnote numbers and run-in labels off a sentence."""
    body = text[span.start : span.end]
    start = span.start + len(body) - len(body.lstrip())
    end = span.start + len(body.rstrip())
    for pattern in (MARKER, CLAUSE_NUMBER, LABEL):
        match = pattern.match(text, start, end)
        if match:
            start = match.end()
    mark = NOTE_MARK.search(text[start:end])
    if mark:
        end = start + mark.start()
    return Span(start, end) if start < end else None


def _is_prose(raw: str) -> bool:
    """Say whether a piece reads as a whole sentence and not as a fragment, an address or a row."""
    if len(raw) > MAX_CHARACTERS or not END.search(raw[-6:]) or "...." in raw:
        return False
    solid = sum(1 for character in raw if not character.isspace())
    letters = sum(1 for character in raw if character.isalpha())
    if letters < MIN_LETTER_SHARE * solid:
        return False
    if UNCASED.search(raw):
        return letters >= 2 * MIN_WORDS
    opening = raw.lstrip("“\"'‘([«¿¡")[:1]
    words = WORD.findall(raw)
    if not (opening.isupper() or opening.isdigit()) or len(words) < MIN_WORDS:
        return False
    lowered = sum(1 for word in words if word[0].islower())
    return lowered >= MIN_LOWER_SHARE * len(words)
