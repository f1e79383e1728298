"""The text of one task, prepared once for all rule readers: passages, terms, sections, language."""

import threading
from bisect import bisect_right
from collections import Counter
from functools import cached_property

from docpanel.agents.readers.lexicon import LANGUAGES, function_words
from docpanel.agents.readers.outline import abstract_ranks, sections_of, where_another_begins
from docpanel.agents.readers.passage import Passage, Section, is_sound, leans, weight_of
from docpanel.agents.readers.tokens import CJK, WORD, fold, words_of
from docpanel.documents.blocks import Block, blocks
from docpanel.documents.document import Document, Span
from docpanel.documents.sentences import Sentence, sentences

__all__ = ["Passages", "passages"]

MIN_WORDS_FOR_LANGUAGE = 30
MIN_FUNCTION_SHARE = 0.15
COMMON_SHARE = 0.2
STUMP = 3

_LOCK = threading.Lock()


class Passages:
    """What the readers ask of one span of a document; all of it computed once, none of it changes."""

    def __init__(self, document: Document, span: Span) -> None:
        """Take the blocks and sentences inside `span`, up to where another document seems to begin.

        `headings` are on one line, with their places; those of the other document are among them.
        `extent` is the part of `span` that is read.
        """
        held = [item for item in blocks(document) if _inside(item.span, span)]
        self.document = document
        self.headings: tuple[tuple[str, Span], ...] = tuple(
            (self.slice(item.span).lstrip("# "), item.span) for item in held if item.kind == "heading"
        )
        self.second_document: Span | None = where_another_begins(self.headings, span)
        self.extent = Span(span.start, self.second_document.start if self.second_document else span.end)
        self.blocks: tuple[Block, ...] = tuple(item for item in held if _inside(item.span, self.extent))
        self.sentences: tuple[Sentence, ...] = tuple(
            item for item in sentences(document) if _inside(item.span, self.extent)
        )

    @cached_property
    def language(self) -> str | None:
        """Return the language: the document's own word, else the one whose function words fit, else None."""
        if self.document.language:
            return self.document.language[:2].lower()
        counts = Counter(word for words in self._worded for word in words)
        total = counts.total()
        if total < MIN_WORDS_FOR_LANGUAGE:
            return None
        shares = {
            language: sum(counts[word] for word in function_words(language)) / total for language in LANGUAGES
        }
        best = max(shares, key=lambda language: shares[language])
        return best if shares[best] >= MIN_FUNCTION_SHARE else None

    @cached_property
    def english(self) -> bool:
        """Say whether the lexicons know the language; a text too short for a verdict counts as English."""
        if self.language is not None:
            return self.language == "en"
        few = sum(map(len, self._worded)) < MIN_WORDS_FOR_LANGUAGE
        return few and not any(CJK.search(item.text) for item in self.sentences)

    @cached_property
    def stop_words(self) -> frozenset[str]:
        """Return the words that carry no topic; in an unknown language the short and the frequent ones."""
        if self.language in LANGUAGES:
            return function_words(str(self.language))
        if self.english:
            return function_words("en")
        spread = Counter(word for words in self._worded for word in set(words))
        limit = max(2.0, COMMON_SHARE * len(self.sentences))
        return frozenset(word for word, count in spread.items() if count > limit or len(word) < STUMP)

    @cached_property
    def passages(self) -> tuple[Passage, ...]:
        """Return the sentences with their words, terms and weights, in order."""
        termed = [tuple(fold(word) for word in words if self._is_term(word)) for words in self._worded]
        spread = Counter(term for terms in termed for term in set(terms))
        raw = [weight_of(terms, spread) for terms in termed]
        top = max(raw, default=0.0) or 1.0
        last = max(1, len(self.sentences) - 1)
        starts = [place.start for _, place in self.headings]
        return tuple(
            Passage(
                sentence=item,
                index=index,
                section=bisect_right(starts, item.span.start),
                words=self._worded[index],
                terms=termed[index],
                weight=raw[index] / top,
                place=index / last,
                leans=leans(item.text),
                sound=is_sound(item.text, self._worded[index], english=self.english),
            )
            for index, item in enumerate(self.sentences)
        )

    @cached_property
    def sound(self) -> tuple[Passage, ...]:
        """Return the passages that can stand alone as a quotation."""
        return tuple(item for item in self.passages if item.sound)

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
    def abstract(self) -> dict[int, int]:
        """Return the passages of the text's own summary, by index, with their rank in it from 0."""
        return abstract_ranks(self.document, self.passages, self.headings)

    @cached_property
    def sections(self) -> tuple[Section, ...]:
        """Return the passages parted by heading."""
        return sections_of(self.passages, self.headings, self.abstract)

    def slice(self, span: Span) -> str:
        """Return the text at `span` on one line."""
        return " ".join(self.document.text[span.start : span.end].split())

    @cached_property
    def _worded(self) -> list[tuple[str, ...]]:
        return [words_of(item.text) for item in self.sentences]

    def _is_term(self, word: str) -> bool:
        return len(word) > 1 and word not in self.stop_words and not word[0].isdigit()


def _inside(span: Span, outer: Span) -> bool:
    return outer.start <= span.start and span.end <= outer.end


def passages(document: Document, span: Span) -> Passages:
    """Return the prepared text of `span`; readers of the same task share one."""
    shared: dict[Span, Passages] = document.__dict__.setdefault("_passages", {})
    with _LOCK:
        found = shared.get(span)
        if found is None:
            found = shared[span] = Passages(document, span)
            _ = found.passages
    return found
