"""Phrases of a text: runs of words that carry matter, how often they come back, and how they are printed."""

import re
from collections import Counter
from collections.abc import Iterator
from functools import cached_property

from docpanel.agents.readers.lexicon import words
from docpanel.agents.readers.passages import CJK, Passage, Passages, fold

__all__ = ["Phrases", "phrases", "subject_of"]

TOKEN = re.compile(r"[^\W_]+(?:['’.&/–-][^\W_]+)*|[^\w\s]")  # noqa: RUF001  # dashes inside identifiers
MAX_PHRASE = 4
MAX_SUBJECT = 5
COMMONPLACE = 10
UNREPEATED = (0.5, 0.9, 0.8, 0.4)


def phrases(text: Passages) -> "Phrases":
    """Return the phrases of a prepared text; the readers of one task share them."""
    found: Phrases = text.__dict__.setdefault("_phrases", Phrases(text))
    return found


class Phrases:
    """The phrases of one prepared text, keyed by their folded words."""

    def __init__(self, text: Passages) -> None:
        """Read the phrases of `text`."""
        self.text = text
        self._found: dict[int, tuple[tuple[str, tuple[str, ...]], ...]] = {}

    @cached_property
    def printed(self) -> dict[tuple[str, ...], Counter[str]]:
        """Return the printed forms of every phrase with their counts."""
        found: dict[tuple[str, ...], Counter[str]] = {}
        for passage in self.text.passages:
            for form, key in self.of(passage):
                found.setdefault(key, Counter())[form] += 1
        return found

    @cached_property
    def counts(self) -> Counter[tuple[str, ...]]:
        """Return how often every phrase occurs."""
        return Counter({key: forms.total() for key, forms in self.printed.items()})

    @cached_property
    def commonplace(self) -> frozenset[tuple[str, ...]]:
        """Return the single words so frequent here that they tell no passage from another."""
        alone = [(key, count) for key, count in self.counts.items() if len(key) == 1]
        alone.sort(key=lambda item: (-item[1], item[0]))
        return frozenset(key for key, _ in alone[:COMMONPLACE])

    def form(self, key: tuple[str, ...]) -> str:
        """Return the most frequent printed form; the first in the alphabet among equals."""
        forms = self.printed[key]
        return min(forms, key=lambda form: (-forms[form], form))

    def of(self, passage: Passage) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """Return the phrases of a passage, up to four words long, as printed and as folded."""
        found = self._found.get(passage.index)
        if found is None:
            found = self._found[passage.index] = tuple(self._read(passage))
        return found

    def _read(self, passage: Passage) -> Iterator[tuple[str, tuple[str, ...]]]:
        run: list[str] = []
        for token in [*TOKEN.findall(passage.text), "."]:
            if self._carries(token):
                run.append(token.removesuffix("’s").removesuffix("'s"))
                continue
            for size in range(1, MAX_PHRASE + 1):
                for start in range(len(run) - size + 1):
                    words = run[start : start + size]
                    yield " ".join(words), tuple(fold(word.lower()) for word in words)
            run = []

    def _carries(self, token: str) -> bool:
        lowered = token.lower().replace("’", "'").removesuffix("'s")
        return (
            token[0].isalnum()
            and lowered not in self.text.stop_words
            and lowered not in words("weak_words")
            and len(lowered) > 1
            and not (token[0].isdigit() and token.isdigit() and len(token) < 3)  # noqa: PLR2004  # small numbers
        )

    def best(self, passage: Passage) -> str | None:
        """Return the phrase that names the passage best: long, repeated in the text, early in it."""
        ranked = []
        for place, (form, key) in enumerate(self.of(passage)):
            if key[-1].isdigit() and len(key) == 1:
                continue
            alone = len(key) == 1
            repeated = min(self.counts[key], 2 if alone else 12) - 1
            value = len(key) ** 0.7 * repeated**0.5 + UNREPEATED[len(key) - 1]
            value *= (
                0.4 if key in self.commonplace or (alone and form.lower().endswith(("ed", "ing"))) else 1.0
            )
            letters = sum(character.isalpha() for character in form)
            if letters >= 3:  # noqa: PLR2004  # a subject is a word
                ranked.append((-value, place, form))
        return min(ranked)[2] if ranked else None


def subject_of(text: Passages, passage: Passage) -> str:
    """Return one to five words that say what a passage speaks of."""
    if CJK.search(passage.text):
        return max(passage.terms, key=lambda term: text.term_counts[term], default=passage.text[:4])
    found = phrases(text).best(passage)
    return found or " ".join(passage.text.split()[:MAX_SUBJECT]).rstrip(".,;:")
