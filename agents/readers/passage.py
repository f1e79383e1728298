"""A sentence as the rule readers see it, and whether it can stand alone as a quotation."""

import math
import re
from collections import Counter
from dataclasses import dataclass

from docpanel.agents.readers.lexicon import words
from docpanel.agents.readers.tokens import CJK
from docpanel.documents.document import Span
from docpanel.documents.sentences import Sentence

__all__ = ["Passage", "Section", "is_sound", "leans", "weight_of"]

POINTS_BACK = re.compile(
    r"^(?:this (?:is|was|means|includes?|also)|these|it|they|he|she|such|those|see|note that|for example|"
    r"also|however|finally|second|third|first|therefore|additionally|in addition)\b",
    re.IGNORECASE,
)
BRACKETS = ("()", "[]", "“”")
FOREIGN_WORDS = 5
VERBLESS_WORDS = 9
FULL_TERMS = 8


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence with its words; `index` counts sentences from 0, `section` the heading it stands under.

    `terms` are the folded words that carry matter. `weight` from 0 to 1 is how much of the document's
    vocabulary the sentence carries; `place` from 0 to 1 is how far into the text it stands. `leans` says
    that it begins by pointing back at another sentence, `sound` that it can stand alone.
    """

    sentence: Sentence
    index: int
    section: int
    words: tuple[str, ...]
    terms: tuple[str, ...]
    weight: float
    place: float
    leans: bool
    sound: bool

    @property
    def text(self) -> str:
        """Return the sentence on one line."""
        return self.sentence.text

    @property
    def span(self) -> Span:
        """Return its place in the document."""
        return self.sentence.span

    @property
    def page(self) -> int:
        """Return the number of its page."""
        return self.sentence.page


@dataclass(frozen=True, slots=True)
class Section:
    """The passages under a heading (None for what stands before the first), at least one.

    `abstract` says that the document's own summary is among them.
    """

    heading: str | None
    span: Span | None
    passages: tuple[Passage, ...]
    abstract: bool = False


def leans(text: str) -> bool:
    """Say whether an English sentence begins by pointing back."""
    return POINTS_BACK.match(text) is not None


def is_sound(text: str, worded: tuple[str, ...], *, english: bool) -> bool:
    """Say whether a sentence can stand alone: begun, closed, and not a mere label."""
    if CJK.search(text):
        return True
    if not worded or worded[0] in words("inner_words") or text.startswith("("):
        return False
    if any(text.count(pair[0]) != text.count(pair[1]) for pair in BRACKETS):
        return False
    if not english:
        return len(worded) >= FOREIGN_WORDS
    verb = any(word in words("finite_verbs") or word.endswith("ed") for word in worded)
    return verb or len(worded) >= VERBLESS_WORDS


def weight_of(terms: tuple[str, ...], spread: Counter[str]) -> float:
    """Return the mean log frequency of the distinct terms, damped for very short sentences."""
    distinct = set(terms)
    if not distinct:
        return 0.0
    mean = sum(math.log1p(spread[term] - 1) for term in distinct) / len(distinct)
    return mean * min(1.0, len(distinct) / FULL_TERMS)
