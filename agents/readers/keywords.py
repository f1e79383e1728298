"""Keywords: the terms and names that carry the text, each with the sentence that explains or shows it."""

import math
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from docpanel.agents.readers.explanations import definitions, expansions, introduction
from docpanel.agents.readers.lexicon import function_words
from docpanel.agents.readers.passage import Passage
from docpanel.agents.readers.passages import Passages
from docpanel.agents.readers.phrases import phrases
from docpanel.agents.readers.rules import Draft, Reading, RuleReader
from docpanel.agents.readers.selection import similarity
from docpanel.agents.readers.tokens import fold

__all__ = ["READER", "KeywordsReader"]

BODY = re.compile(
    r"\b(?:Agency|Administration|Board|Authority|Company|Corporation|Corp|Inc|Ltd|LLC|GmbH|University|"
    r"Department|Ministry|Bureau|Association|Commission|Court|Committee|Council|Office|Bank|Airlines|Airways|"
    r"Society|Institute|Union|Group|Centre|Center|Foundation|Federation|Organi[sz]ation)\b"
)
NAME = re.compile(r"(?<=[a-z,] )[A-Z][a-z]{3,}(?:’s)?\b")
LIMIT = 10
LIMIT_ELSEWHERE = 6
MAX_ENTITIES = 4
MAX_PHRASES = 25
MIN_COUNT = 3
MIN_NAMED = 4
FEW_PASSAGES = 20
LONG_WORD = 6
TOLD = 6


class KeywordsReader(RuleReader):
    """Ranks abbreviations, repeated phrases and names; quotes where each is explained."""

    remit = frozenset({"term", "entity"})

    def examine(self, text: Passages) -> Reading:
        """Return the terms with their counts, meanings and sentences."""
        if not text.sound:
            return Reading(summary="No whole sentence in which a term could be read.")
        chosen = _chosen(text)
        top = max((item.rank for item in chosen), default=1.0)
        return Reading(summary=_summary(text, chosen), drafts=tuple(_draft(item, top) for item in chosen))


@dataclass(frozen=True, slots=True)
class Candidate:
    """A term as printed, what it stands for, how often it occurs, and where it is best explained."""

    name: str
    meaning: str | None
    count: int
    passage: Passage
    defined: bool
    entity: bool

    @property
    def rank(self) -> float:
        """Return the weight of the term: its count, damped, and more where the text explains it."""
        return math.sqrt(min(self.count, 60)) + 3.0 * self.defined + 1.0 * bool(self.meaning)


def _chosen(text: Passages) -> list[Candidate]:
    found = list(_english(text)) if text.english else list(_elsewhere(text))
    chosen: list[Candidate] = []
    for item in sorted(found, key=lambda item: (-item.rank, item.name)):
        enough = item.entity and sum(other.entity for other in chosen) == MAX_ENTITIES
        if not enough and not any(_same(item, other) for other in chosen):
            chosen.append(item)
    return chosen[: LIMIT if text.english else LIMIT_ELSEWHERE]


def _english(text: Passages) -> Iterator[Candidate]:
    defined = definitions(text)
    yield from _abbreviations(text, defined)
    yield from _phrases(text, defined)
    yield from _names(text, defined)


def _abbreviations(text: Passages, defined: dict[str, Passage]) -> Iterator[Candidate]:
    for short, expansion in expansions(text).items():
        count = text.word_counts[short] + text.word_counts[f"{short}s"]
        definition = defined.get(short.casefold()) or defined.get(expansion.long.casefold())
        if count >= MIN_COUNT or definition:
            body = expansion.long[:1].isupper() and BODY.search(expansion.long) is not None
            passage = definition or expansion.passage
            yield Candidate(
                short, expansion.long, count, passage, defined=definition is not None, entity=body
            )


def _phrases(text: Passages, defined: dict[str, Passage]) -> Iterator[Candidate]:
    counted = phrases(text)
    least = MIN_COUNT if len(text.passages) > FEW_PASSAGES else MIN_COUNT - 1
    long = [key for key, count in counted.counts.items() if len(key) > 1 and count >= least]
    long.sort(key=lambda key: (-counted.counts[key] * len(key) ** 0.5, key))
    for key in long[:MAX_PHRASES]:
        name = counted.form(key)
        definition = defined.get(name.casefold())
        passage = definition or introduction(text, name)
        if passage is not None:
            proper = all(not word[0].islower() for word in name.split())
            known = definition is not None
            yield Candidate(name, None, counted.counts[key], passage, defined=known, entity=proper)


def _names(text: Passages, defined: dict[str, Passage]) -> Iterator[Candidate]:
    """Yield capitalised words that come back inside sentences: names, or terms that a contract defines."""
    counts = Counter(
        match[0].removesuffix("’s") for item in text.sound for match in NAME.finditer(item.text, 1)
    )
    for name, count in sorted(counts.items()):
        common = text.word_counts[name.lower()] * MIN_COUNT > count
        if count < MIN_NAMED or common or name in expansions(text):
            continue
        definition = defined.get(name.casefold())
        passage = definition or introduction(text, name)
        if passage is not None:
            known = definition is not None
            yield Candidate(name, None, text.word_counts[name], passage, defined=known, entity=not known)


def _elsewhere(text: Passages) -> Iterator[Candidate]:
    """Yield repeated phrases and long words where nothing is known of the language."""
    counted = phrases(text)
    for key, count in counted.counts.items():
        if count < MIN_COUNT or (len(key) == 1 and len(key[0]) <= LONG_WORD):
            continue
        passage = introduction(text, counted.form(key))
        if passage is not None:
            yield Candidate(counted.form(key), None, count, passage, defined=False, entity=False)


def _same(one: Candidate, other: Candidate) -> bool:
    """Say whether two candidates name the same thing, or would quote the same place without defining both."""
    mine, theirs = _content(one), _content(other)
    if mine & theirs and (mine <= theirs or theirs <= mine):
        return True
    if one.defined and other.defined:
        return False
    return one.passage.index == other.passage.index or similarity(one.passage, other.passage) == 1.0


def _content(item: Candidate) -> frozenset[str]:
    words = f"{item.name} {item.meaning or ''}".lower().split()
    return frozenset(fold(word) for word in words if word not in function_words("en"))


def _draft(item: Candidate, top: float) -> Draft:
    meaning = f" ({item.meaning})" if item.meaning else ""
    leads = "the text says" if item.defined else "for instance"
    return Draft(
        subject=" ".join(item.name.split()[:5]),
        claim=f"“{item.name}”{meaning} is named {item.count} times; {leads}: {item.passage.text}",
        category="entity" if item.entity else "term",
        quotes=(item.passage.span,),
        importance=0.25 + 0.45 * item.rank / top,
        confidence=0.85 if item.defined else 0.7 if item.meaning else 0.55,
        basis="computed",
    )


def _summary(text: Passages, chosen: list[Candidate]) -> str:
    if not chosen:
        return "No term comes back often enough to be called a key term."
    names = ", ".join(f"{item.name} ({item.count})" for item in chosen[:TOLD])
    known = sum(1 for item in chosen if item.defined)
    note = f" {known} of the {len(chosen)} terms reported are explained in the text." if known else ""
    foreign = "" if text.english else " They were counted only: the rules know English alone."
    return f"The terms that carry the text, with their counts: {names}.{note}{foreign}"


READER = KeywordsReader
