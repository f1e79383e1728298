"""Quotations drawn from real documents, true ones under noise and false ones, and what becomes of them."""

import random
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from quotation_noise import MUTATIONS, NOISES, Change, scanned

from docpanel.documents.document import Document, Span
from docpanel.documents.loading import load
from docpanel.documents.quotations import Location, look_up
from docpanel.documents.sentences import sentences

__all__ = ["Drawn", "Tally", "documents", "false_quotations", "true_quotations", "with_scanned_text"]

ROOT = Path(__file__).parent.parent
FOLDERS = (ROOT / "examples", ROOT.parent / "shared" / "documents", ROOT / "tests" / "documents")
KINDS = {".pdf", ".docx", ".eml", ".txt", ".pptx"}
UNSUITABLE = {
    "bomb20Mchars.pdf",
    "20000pages.pdf",
    "blank.pdf",
    "zeropages.pdf",
    "empty.pdf",
    "password-example.pdf",
}
SHORTEST, LONGEST = 5, 40
NEAR = 40
"""Characters that a place may be off at one end: a footnote's text or a running head between."""


@dataclass(frozen=True)
class Drawn:
    """A quotation: `span` is where it was taken from."""

    kind: str
    document: Document = field(repr=False)
    span: Span
    quote: str


@dataclass
class Tally:
    """How many quotations of each kind came out as they should, and those that did not."""

    asked: Counter[str] = field(default_factory=Counter)
    right: Counter[str] = field(default_factory=Counter)
    matches: Counter[tuple[str, str]] = field(default_factory=Counter)
    wrong: list[tuple[Drawn, Location | None]] = field(default_factory=list)

    def add(self, drawn: Drawn, location: Location | None, *, right: bool) -> None:
        """Count one."""
        self.asked[drawn.kind] += 1
        self.right[drawn.kind] += right
        self.matches[drawn.kind, location.match if location else "missing"] += 1
        if not right:
            self.wrong.append((drawn, location))

    @property
    def share(self) -> float:
        """Return the share that came out right."""
        return self.right.total() / max(1, self.asked.total())


@cache
def documents() -> tuple[Document, ...]:
    """Read the real documents that are there; the same file twice counts once."""
    paths = sorted(path for folder in FOLDERS if folder.exists() for path in folder.iterdir())
    read = [load(path) for path in paths if path.suffix in KINDS and path.name not in UNSUITABLE]
    return tuple({document.sha256: document for document in read}.values())


def true_quotations(count: int, seed: int) -> Tally:
    """Look up `count` true quotations of each kind of noise."""
    chance = random.Random(seed)
    tally = Tally()
    for kind, noise in NOISES.items():
        for drawn in _changed(kind, noise, count, chance):
            location = look_up(drawn.document, drawn.quote)
            tally.add(drawn, location, right=verified(location) and at_its_place(drawn, location))
    return tally


def with_scanned_text(count: int, seed: int) -> Tally:
    """Look up clean quotations in documents whose text came from a scanner."""
    chance = random.Random(seed)
    tally = Tally()
    for clean in documents():
        parts = [scanned(part, chance, 0.08) for part in re.split(r"(\n)", clean.text)]
        text = "".join(parts)
        document = Document(clean.name, clean.sha256, clean.media_type, text, clean.pages[:1])
        for _ in range(count * len(clean.text) // sum(len(other.text) for other in documents())):
            line = chance.choice(_lines(clean.text))
            number = clean.text[: line.start].count("\n")
            at = [match.start() for match in re.finditer("\n", text)][number - 1] + 1 if number else 0
            end = text.find("\n", at)
            place = Span(at, end if end >= 0 else len(text))
            drawn = Drawn("OCR in the document", document, place, clean.text[line.start : line.end])
            location = look_up(document, drawn.quote)
            tally.add(drawn, location, right=verified(location) and at_its_place(drawn, location))
    return tally


def false_quotations(count: int, seed: int) -> Tally:
    """Look up `count` mutated quotations of each kind, half of them under noise as well."""
    chance = random.Random(seed)
    tally = Tally()
    for kind, mutation in MUTATIONS.items():
        for drawn in _changed(kind, mutation, count, chance):
            if _stands(drawn.document, drawn.quote):
                continue
            noisy = NOISES[chance.choice(["white space", "hyphenation", "quote marks", "OCR"])](
                drawn.quote, chance
            )
            quote = noisy if noisy and chance.random() < 0.5 else drawn.quote
            location = look_up(drawn.document, quote)
            tally.add(Drawn(kind, drawn.document, drawn.span, quote), location, right=not verified(location))
    return tally


def verified(location: Location | None) -> bool:
    """Say whether a quotation counts as evidence."""
    return location is not None and location.verified


def at_its_place(drawn: Drawn, location: Location | None) -> bool:
    """Say whether the place is that of the quotation, or one where the same words stand."""
    if location is None:
        return False
    span = location.span
    if abs(span.start - drawn.span.start) <= NEAR and abs(span.end - drawn.span.end) <= NEAR:
        return True
    text = drawn.document.text
    found = _letters(text[span.start : span.end])
    return found in {_letters(drawn.quote), _letters(text[drawn.span.start : drawn.span.end])}


def _changed(kind: str, change: Change, count: int, chance: random.Random) -> Iterator[Drawn]:
    found = 0
    for _ in range(60 * count):
        document, span = _draw(chance)
        original = " ".join(document.text[span.start : span.end].split())
        original = original.replace("\ufffe ", "").replace("\ufffe", "")
        quote = change(original, chance)
        if quote is None or quote == original:
            continue
        yield Drawn(kind, document, span, quote)
        found += 1
        if found == count:
            return


def _draw(chance: random.Random) -> tuple[Document, Span]:
    """Draw a sentence or, one time in three, any stretch of whole words."""
    weights = [len(document.text) for document in documents()]
    document = chance.choices(documents(), weights)[0]
    written = _sentence_spans(document)
    if written and chance.random() < 0.67:
        return document, chance.choice(written)
    places = _word_spans(document)
    length = chance.randrange(SHORTEST, min(LONGEST, len(places)))
    first = chance.randrange(len(places) - length)
    return document, Span(places[first].start, places[first + length - 1].end)


@cache
def _sentence_spans(document: Document) -> tuple[Span, ...]:
    return tuple(s.span for s in sentences(document) if len(s.text.split()) >= SHORTEST)


@cache
def _word_spans(document: Document) -> tuple[Span, ...]:
    return tuple(Span(*match.span()) for match in re.finditer(r"\S+", document.text))


@cache
def _lines(text: str) -> tuple[Span, ...]:
    found = (Span(*match.span()) for match in re.finditer(r"[^\n]+", text))
    return tuple(span for span in found if len(text[span.start : span.end].split()) >= SHORTEST)


def _letters(text: str) -> str:
    return re.sub(r"[\W_]", "", text).lower()


def _stands(document: Document, quote: str) -> bool:
    """Say whether a mutation happens to stand in the document, letter for letter."""
    return _letters(quote) in _all_letters(document)


@cache
def _all_letters(document: Document) -> str:
    return _letters(document.text)
