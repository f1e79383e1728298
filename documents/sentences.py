"""The sentences of a document: whole, in place, and clean enough to quote.

A sentence here is prose between two sentence ends inside one block. Headings, table rows, code and
furniture are none, and a sentence that a border cuts (a page, a footnote, a running head) is left out
rather than glued to the wrong half. Linear in the length of the text.
"""

import re
import threading
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from docpanel.documents.blocks import OPENERS, Block, BlockKind, blocks
from docpanel.documents.document import Document, Span

__all__ = ["Sentence", "clean_text", "sentences"]

END = re.compile(
    r"[.!?…]+[\"'”’)\]»]*(?:(?<=[a-z)”’][.!?])\d{1,2}|(?<=[a-z]\.[”’)])\d{1,2}|(?<=\.’’)\d{1,2})?(?=\s|$)"
    r"|[。！？]+[」』”’）]*"  # noqa: RUF001  # CJK sentence ends are meant
)
CLAUSE_NUMBER = re.compile(r"\d{1,2}(?=[A-Z][\w ])")
LABEL = re.compile(r"[A-Z][A-Z0-9 &/-]{2,40}:\s+")
MARKER = re.compile(
    r"(?:[•●▪◦■∙‣*+>–—-]\s+|(?:\((?:[a-z]{1,2}|[ivx]{1,5}|\d{1,2})\))+\s+|\d{1,2}(?:\.\d{1,2})*[.)]\s+)+"
)
NOTE_MARK = re.compile(r"(?<=[.!?])\d{1,2}$|(?<=[.!?][\"”’)])\d{1,2}$|(?<=\.’’)\d{1,2}$")
SOFT_BREAK = re.compile("[\ufffe\u00ad\x02]\\s*")
FREE_MARK = re.compile(r"([^\W\d_]+)\)?[ \n]+(\d{1,2})(?=[ \n]+[a-z])")
COUNTED = frozenset(
    "than to of by at for in within about least most every each and or the a an only under over per between figure "
    "part section paragraph note table page code step item model flight revision chapter title number no "
    "cfr fr version level phase class day days after before up is are was were has have".split()
)
WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
NEVER_LAST = frozenset(
    "no nos fig figs sec secs mr mrs ms dr prof st vs cf eg e.g i.e ie al ed eds vol pp p art arts ch eq "
    "para paras approx dept gen gov hon rep sen rev sr jr messrs nr bzw z.b d.h ca bspw abs mio mrd tsd".split()
)
MAYBE_LAST = frozenset("inc ltd co corp etc blvd ave llc dba bros u.s u.k e.u d.c a.m p.m ph.d usw".split())
UNCASED = re.compile(r"[぀-ヿ㐀-鿿가-힯\u0600-\u06ff\u0590-\u05ff\u0900-\u097f\u0e00-\u0e7f]")
MIN_WORDS = 4
SHORT_TOKEN = 4
SHORT_NUMBER = 2
BEFORE_ORDINAL = frozenset("am vom zum dem den der des im ab beim bis".split())
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
    hyphenated = _hyphenated(document.text)
    marks = _note_marks(document, layout)
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
            text = clean_text(_without_marks(document.text, inner, marks), hyphenated)
            yield Sentence(inner, block.page, text, block.kind)


def _note_marks(document: Document, layout: tuple[Block, ...]) -> tuple[Span, ...]:
    """Return where the numbers of footnotes stand free in running text: once each, in rising order."""
    notes: dict[int, set[str]] = {}
    for block in layout:
        if block.kind == "note":
            number = re.match(r"\d+", document.text[block.span.start : block.span.end])
            notes.setdefault(block.page, set()).add(number[0] if number else "")
    found: list[Span] = []
    for block in layout:
        if block.kind != "paragraph" or block.page not in notes:
            continue
        for match in FREE_MARK.finditer(document.text, block.span.start, block.span.end):
            rising = not found or int(document.text[found[-1].start : found[-1].end]) < int(match[2])
            if match[2] in notes[block.page] and match[1].lower() not in COUNTED and rising:
                found.append(Span(match.start(2), match.end(2)))
    return tuple(found)


def _without_marks(text: str, span: Span, marks: tuple[Span, ...]) -> str:
    start = span.start
    pieces = []
    for mark in marks[bisect_left(marks, Span(span.start, span.start)) :]:
        if mark.start >= span.end:
            break
        pieces.append(text[start : mark.start])
        start = mark.end
    return "".join([*pieces, text[start : span.end]])


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
        return not (following[:1].islower() and match[0][0] in "….." and len(match[0]) > 1)
    word = text[max(start, match.start() - 24) : match.start()].rsplit(None, 1)[-1:]
    if word and word[0].isdigit() and _is_ordinal(text, start, match.start()):
        return False
    token = word[0].lstrip("([“\"'‘").lower() if word else ""
    if token in NEVER_LAST or (len(token) == 1 and token.isalpha()):
        return False
    if following[:1].islower():
        return len(token) > SHORT_TOKEN and "." not in token and "\n" in text[match.end() : match.end() + 3]
    initialism = token in MAYBE_LAST or re.fullmatch(r"(?:[a-z]\.)+[a-z]", token) is not None
    return not initialism or following.rstrip(",") in OPENERS or following.endswith(":")


def _is_ordinal(text: str, start: int, end: int) -> bool:
    """Say whether the number before `end` is a German ordinal, as in `am 1. Oktober`."""
    words = text[max(start, end - 24) : end].split()
    return len(words) > 1 and len(words[-1]) <= SHORT_NUMBER and words[-2].lower() in BEFORE_ORDINAL


def _next_word(text: str, position: int, limit: int) -> str:
    match = re.compile(r"\s*[(\[“\"'‘•]*\s*(\S+)").match(text, position, limit)
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


def _hyphenated(text: str) -> dict[str, str]:
    """Map words that lost their hyphen at a line's end to the form that the document itself uses."""
    text = SOFT_BREAK.sub("", text)
    counts = Counter(re.findall(r"\b[^\W\d_]+(?:-[^\W\d_]+)+\b", text))
    candidates = {form.replace("-", ""): form for form, _ in sorted(counts.items(), key=lambda item: item[1])}
    plain = Counter(word for word in WORD.findall(text) if word in candidates)
    return {word: form for word, form in candidates.items() if 0 < plain[word] <= counts[form]}


def clean_text(raw: str, hyphenated: dict[str, str] | None = None) -> str:
    """Return `raw` on one line: soft hyphens gone, line-break hyphens joined, quotation marks single."""
    text = SOFT_BREAK.sub("", raw)
    text = re.sub(r"(?<=\S)([–—/]|//)\s*\n\s*", r"\1", text)  # noqa: RUF001  # dashes as printed
    text = re.sub(r"(?<=\w)@\s*\n\s*", "@", text)
    text = re.sub(r"(?<=[^\W\d_])-[ \t]*\r?\n\s*(?=[a-z])", "-", text)
    text = re.sub(r"(?<=\d)-[ \t]*\r?\n\s*(?=\w)", "-", text)
    text = " ".join(text.split()).replace("‘‘", "“").replace("’’", "”")
    text = re.sub(r"(?<=[a-z]),\d{1,2} (?=[a-z])", ", ", text)
    if hyphenated:
        text = WORD.sub(lambda match: hyphenated.get(match[0], match[0]), text)
    return text
