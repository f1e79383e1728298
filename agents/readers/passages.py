"""The text of one task, prepared once for all rule readers: sentences, words, terms, weights, language."""

import math
import re
import threading
from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass
from functools import cached_property

from docpanel.agents.readers.lexicon import LANGUAGES, function_words
from docpanel.documents.blocks import Block, blocks
from docpanel.documents.document import Document, Span
from docpanel.documents.sentences import Sentence, sentences

__all__ = ["CJK", "Passage", "Passages", "Section", "fold", "passages"]

WORD = re.compile(r"[^\W_]+(?:['’.&-][^\W_]+)*")
CJK = re.compile(r"[぀-ヿ㐀-鿿]+")
MIN_WORDS_FOR_LANGUAGE = 30
MIN_FUNCTION_SHARE = 0.15
OUTER_REFERENCE = re.compile(
    r"^(?:this (?:is|was|means|includes?|also)|these|it|they|he|she|such|those|see|note that|for example|also|"
    r"however|finally|second|third|first|therefore|additionally|in addition)\b",
    re.IGNORECASE,
)
ABSTRACT = re.compile(
    r"^(?:[#\d.() ]*)(?:executive |management )?(?:summary|abstract|purpose|overview|key points|in brief|highlights)\b",
    re.IGNORECASE,
)
ABSTRACT_LABEL = re.compile(r"\b(?:summary|abstract|purpose)\W{1,4}$", re.IGNORECASE)
ABSTRACT_SENTENCES = 3
SECOND_AFTER = 0.75
SECOND_HEADINGS = 3
SECOND_WINDOW = 8
_LOCK = threading.Lock()


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence with its folded words; `index` counts sentences, `section` sections, from 0.

    `weight` from 0 to 1 is how much of the document's vocabulary the sentence carries; `place` from 0 to
    1 is how far into the text it stands. `leans` says that it begins by pointing at another sentence.
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
    """A heading (None for what stands before the first) and the passages under it."""

    heading: str | None
    span: Span | None
    passages: tuple[Passage, ...]
    abstract: bool = False


class Passages:
    """What the readers ask of one span of a document; all of it computed once, none of it changes."""

    def __init__(self, document: Document, span: Span) -> None:
        """Prepare the sentences and blocks that lie inside `span`."""
        self.document = document
        self.span = span
        self.blocks: tuple[Block, ...] = tuple(
            block
            for block in blocks(document)
            if span.start <= block.span.start and block.span.end <= span.end
        )
        self.sentences: tuple[Sentence, ...] = tuple(
            item
            for item in sentences(document)
            if span.start <= item.span.start and item.span.end <= span.end
        )

    @cached_property
    def language(self) -> str | None:
        """Return the language: the document's own word, else the one whose function words fit, else None."""
        if self.document.language:
            return self.document.language[:2].lower()
        counts = Counter(word for item in self.sentences for word in _words(item.text))
        total = sum(counts.values())
        if total < MIN_WORDS_FOR_LANGUAGE:
            return None
        shares = {
            language: sum(counts[word] for word in function_words(language)) / total for language in LANGUAGES
        }
        best = max(shares, key=lambda language: shares[language])
        return best if shares[best] >= MIN_FUNCTION_SHARE else None

    @property
    def english(self) -> bool:
        """Say whether the lexicons know the language; short texts without a verdict count as English."""
        if self.language is not None:
            return self.language == "en"
        few = sum(len(_words(item.text)) for item in self.sentences) < MIN_WORDS_FOR_LANGUAGE
        return few and not any(CJK.search(item.text) for item in self.sentences)

    @cached_property
    def stop_words(self) -> frozenset[str]:
        """Return the words that carry no topic; in an unknown language the short and frequent ones."""
        if self.language in LANGUAGES:
            return function_words(str(self.language))
        if self.english:
            return function_words("en")
        spread = Counter(word for item in self.sentences for word in set(_words(item.text)))
        limit = max(2.0, 0.2 * len(self.sentences))
        return frozenset(word for word, count in spread.items() if count > limit or len(word) < 3)  # noqa: PLR2004

    @cached_property
    def passages(self) -> tuple[Passage, ...]:
        """Return the sentences with their words, terms and weights, in order."""
        worded = [tuple(_words(item.text)) for item in self.sentences]
        termed = [tuple(fold(word) for word in words if self._is_term(word)) for words in worded]
        spread = Counter(term for terms in termed for term in set(terms))
        raw = [_weight(terms, spread) for terms in termed]
        top = max(raw, default=0.0) or 1.0
        last = max(1, len(self.sentences) - 1)
        return tuple(
            Passage(
                sentence=item,
                index=index,
                section=self._section_of(item.span.start),
                words=words,
                terms=terms,
                weight=weight / top,
                place=index / last,
                leans=OUTER_REFERENCE.match(item.text) is not None,
                sound=self._is_sound(item, words),
            )
            for index, (item, words, terms, weight) in enumerate(
                zip(self.sentences, worded, termed, raw, strict=True)
            )
        )

    @cached_property
    def sound(self) -> tuple[Passage, ...]:
        """Return the passages that can stand alone as a quotation."""
        border = self.second_document
        return tuple(
            item
            for item in self.passages
            if item.sound and (border is None or item.span.start < border.span.start)
        )

    @cached_property
    def lowered(self) -> tuple[str, ...]:
        """Return the texts of the sound passages in lower case, in the same order."""
        return tuple(item.text.casefold() for item in self.sound)

    @cached_property
    def word_counts(self) -> Counter[str]:
        """Return how often each word occurs in whole sentences, as printed."""
        return Counter(match[0] for item in self.passages for match in WORD.finditer(item.text))

    @cached_property
    def term_counts(self) -> Counter[str]:
        """Return how often each folded term occurs in whole sentences."""
        return Counter(term for item in self.passages for term in item.terms)

    @cached_property
    def headings(self) -> tuple[Block, ...]:
        """Return the headings, in order."""
        return tuple(block for block in self.blocks if block.kind == "heading")

    @cached_property
    def abstract(self) -> dict[int, int]:
        """Return the passages of the text's own summary, by index, with their rank in it from 0.

        They stand behind a label such as `SUMMARY:` or under a heading that says so.
        """
        found: dict[int, int] = {}
        for item in self.passages:
            before = self.document.text[max(0, item.span.start - 24) : item.span.start]
            heading = self.slice(self.headings[item.section - 1].span) if item.section else ""
            follows = item.index - 1 in found and found[item.index - 1] < ABSTRACT_SENTENCES - 1
            if ABSTRACT_LABEL.search(before):
                found[item.index] = 0
            elif follows and self.passages[item.index - 1].section == item.section:
                found[item.index] = found[item.index - 1] + 1
            elif ABSTRACT.search(heading) and self.passages[item.index - 1].section != item.section:
                found[item.index] = 0
        return found

    @cached_property
    def second_document(self) -> Block | None:
        """Return the heading where another document begins: the opening headings come again, near the end.

        A file cut out of a journal often carries the first page of the next piece.
        """
        names = [self.slice(block.span).casefold() for block in self.headings]
        for index in range(1, len(names)):
            late = (self.headings[index].span.start - self.span.start) > SECOND_AFTER * len(self.span)
            if late and names[index] == names[0]:
                again = sum(1 for name in names[1:SECOND_WINDOW] if name in names[index + 1 :])
                if again >= SECOND_HEADINGS - 1:
                    return self.headings[index]
        return None

    @cached_property
    def _heading_starts(self) -> tuple[int, ...]:
        return tuple(block.span.start for block in self.headings)

    @cached_property
    def sections(self) -> tuple[Section, ...]:
        """Return the text parted at its headings; sections without a sentence are left out."""
        groups: dict[int, list[Passage]] = {}
        for item in self.passages:
            groups.setdefault(item.section, []).append(item)
        found = []
        for number, members in sorted(groups.items()):
            block = self.headings[number - 1] if number else None
            found.append(
                Section(
                    heading=self.slice(block.span) if block else None,
                    span=block.span if block else None,
                    passages=tuple(members),
                    abstract=any(item.index in self.abstract for item in members),
                )
            )
        return tuple(found)

    def slice(self, span: Span) -> str:
        """Return the text at `span` on one line."""
        return " ".join(self.document.text[span.start : span.end].split())

    def _section_of(self, position: int) -> int:
        return bisect_right(self._heading_starts, position)

    def _is_term(self, word: str) -> bool:
        return len(word) > 1 and word not in self.stop_words and not word[0].isdigit()

    def _is_sound(self, item: Sentence, words: tuple[str, ...]) -> bool:
        if CJK.search(item.text):
            return True
        if not words or words[0] in NO_START or not _balanced(item.text) or item.text.startswith("("):
            return False
        if not self.english:
            return len(words) >= 5  # noqa: PLR2004  # shorter pieces are labels in any language
        verb = any(word in FINITE or word.endswith("ed") for word in words)
        return verb or len(words) >= 9  # noqa: PLR2004  # a long piece has a verb that the list lacks


def passages(document: Document, span: Span) -> Passages:
    """Return the prepared text of `span`; readers of the same task share one."""
    shared: dict[Span, Passages] = document.__dict__.setdefault("_passages", {})
    with _LOCK:
        found = shared.get(span)
        if found is None:
            found = shared[span] = Passages(document, span)
            _ = found.passages
    return found


def fold(word: str) -> str:
    """Return `word` without the ending of an English plural, so that both forms count as one."""
    if len(word) < 4 or not word.endswith("s") or word.endswith(("ss", "us", "is")):  # noqa: PLR2004  # short words
        return word
    if word.endswith("ies"):
        return word[:-3] + "y"
    return word[:-2] if word.endswith(("sses", "shes", "ches", "xes")) else word[:-1]


def _words(text: str) -> list[str]:
    found = []
    for match in WORD.finditer(text):
        word = match[0]
        if CJK.match(word):
            found.extend(word[i : i + 2] for i in range(max(1, len(word) - 1)))
        else:
            lowered = word.lower().replace("’", "'")
            found.append(lowered[:-2] if lowered.endswith("'s") else lowered)
    return found


def _weight(terms: tuple[str, ...], spread: Counter[str]) -> float:
    """Return the mean log frequency of the distinct terms, damped for very short sentences."""
    distinct = set(terms)
    if not distinct:
        return 0.0
    mean = sum(math.log1p(spread[term] - 1) for term in distinct) / len(distinct)
    return mean * min(1.0, len(distinct) / 8)


def _balanced(text: str) -> bool:
    return all(text.count(left) == text.count(right) for left, right in ("()", "[]", "“”"))
