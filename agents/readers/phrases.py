"""Phrases of a text: runs of words that carry matter, how often they come back, and how they are printed."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from docpanel.agents.readers.lexicon import words
from docpanel.agents.readers.passage import Passage
from docpanel.agents.readers.passages import Passages
from docpanel.agents.readers.tokens import CJK, fold

__all__ = ["Phrase", "Phrases", "phrases", "subject_of"]

TOKEN = re.compile(r"[^\W_]+(?:['’.&/–-][^\W_]+)*|[^\w\s]")
MAX_PHRASE = 4
MAX_PHRASE_OF_MANY = 2
MANY_PASSAGES = 6_000
MAX_SUBJECT = 5
MIN_LETTERS = 3
SMALL_NUMBER = 3
COMMONPLACE = 10
REPEATED, REPEATED_ALONE = 12, 2
UNREPEATED = (0.5, 0.9, 0.8, 0.4)
"""What a phrase of one, two, three, four words is worth as a subject though it never comes back."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """A phrase as it is printed at one place, and the folded words that it is counted by."""

    form: str
    key: tuple[str, ...]


def phrases(text: Passages) -> "Phrases":
    """Return the phrases of a prepared text; the readers of one task share them."""
    found: Phrases = text.__dict__.setdefault("_phrases", Phrases(text))
    return found


class Phrases:
    """The phrases of one prepared text; very long texts are read in shorter phrases, to spare memory."""

    def __init__(self, text: Passages) -> None:
        """Read the phrases of `text`."""
        self.text = text
        many = len(text.passages) > MANY_PASSAGES
        self._longest = MAX_PHRASE_OF_MANY if many else MAX_PHRASE
        self._read_before: dict[int, tuple[Phrase, ...]] | None = None if many else {}

    @cached_property
    def counts(self) -> Counter[tuple[str, ...]]:
        """Return how often every phrase occurs."""
        return Counter(phrase.key for passage in self.text.passages for phrase in self.of(passage))

    @cached_property
    def commonplace(self) -> frozenset[tuple[str, ...]]:
        """Return the single words so frequent here that they tell no passage from another."""
        alone = [(key, count) for key, count in self.counts.items() if len(key) == 1]
        alone.sort(key=lambda item: (-item[1], item[0]))
        return frozenset(key for key, _ in alone[:COMMONPLACE])

    def form(self, key: tuple[str, ...]) -> str:
        """Return how a phrase is printed: as at its first place, but not as the opening of a sentence."""
        return self._forms[key]

    def of(self, passage: Passage) -> tuple[Phrase, ...]:
        """Return the phrases of a passage."""
        if self._read_before is None:
            return tuple(self._read(passage))
        found = self._read_before.get(passage.index)
        if found is None:
            found = self._read_before[passage.index] = tuple(self._read(passage))
        return found

    def best(self, passage: Passage) -> str | None:
        """Return the phrase that names the passage best: long, repeated in the text, early in it."""
        ranked = [
            (-self._worth(phrase), place, phrase.form)
            for place, phrase in enumerate(self.of(passage))
            if sum(map(str.isalpha, phrase.form)) >= MIN_LETTERS
        ]
        return min(ranked)[2] if ranked else None

    @cached_property
    def _forms(self) -> dict[tuple[str, ...], str]:
        found: dict[tuple[str, ...], str] = {}
        for passage in self.text.passages:
            for phrase in self.of(passage):
                before = found.get(phrase.key)
                if before is None or (before[0].isupper() and phrase.form[0].islower()):
                    found[phrase.key] = phrase.form
        return found

    def _read(self, passage: Passage) -> Iterator[Phrase]:
        run: list[str] = []
        for token in [*TOKEN.findall(passage.text), "."]:
            if self._carries(token):
                run.append(token.removesuffix("’s").removesuffix("'s"))
                continue
            for size in range(1, self._longest + 1):
                for start in range(len(run) - size + 1):
                    part = run[start : start + size]
                    yield Phrase(" ".join(part), tuple(fold(word.lower()) for word in part))
            run = []

    def _carries(self, token: str) -> bool:
        lowered = token.lower().replace("’", "'").removesuffix("'s")
        small = token.isdigit() and len(token) < SMALL_NUMBER
        return (
            token[0].isalnum()
            and len(lowered) > 1
            and not small
            and lowered not in self.text.stop_words
            and lowered not in words("weak_words")
        )

    def _worth(self, phrase: Phrase) -> float:
        size = len(phrase.key)
        repeated = min(self.counts[phrase.key], REPEATED_ALONE if size == 1 else REPEATED) - 1
        worth: float = size**0.7 * repeated**0.5 + UNREPEATED[size - 1]
        verbal = size == 1 and phrase.form.lower().endswith(("ed", "ing"))
        return worth * 0.4 if verbal or phrase.key in self.commonplace else worth


def subject_of(text: Passages, passage: Passage) -> str:
    """Return one to five words that say what a passage speaks of."""
    if CJK.search(passage.text):
        return max(passage.terms, key=lambda term: text.term_counts[term], default=passage.text[:MAX_PHRASE])
    found = phrases(text).best(passage)
    return found or " ".join(passage.text.split()[:MAX_SUBJECT]).rstrip(".,;:")
