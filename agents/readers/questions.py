"""Questions: the sentences that hold most of a question's words, weighed by how rare these are in the text.

score(sentence) = share of the question's word weight that the sentence holds, times a factor for the kind
                  of answer that is asked for
weight(word)    = log(1 + sentences / sentences with the word), Robertson and Sparck Jones's idf, smoothed;
                  a word that the text never uses weighs as much as its rarest
A word that stands in the heading above counts half. This finds words, it understands nothing: where no
sentence reaches `LEAST`, it says that it found none, and never that the document does not say.
"""

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from docpanel.agents.readers.lexicon import function_words
from docpanel.agents.readers.passage import Passage
from docpanel.agents.readers.passages import Passages
from docpanel.agents.readers.patterns import COUNT, DATE, DEADLINE, MONEY
from docpanel.agents.readers.rules import MAX_FINDINGS, Draft, Reading, RuleReader
from docpanel.agents.readers.selection import claim_of, similarity
from docpanel.agents.readers.tokens import fold, words_of
from docpanel.prompts.asides import MAX_QUESTIONS

__all__ = ["READER", "QuestionsReader", "stem"]

LEAST = 0.51
AS_GOOD = 0.85
LIMIT = 3
IN_HEADING = 0.5
OF_ANOTHER_KIND = 0.6
"""`LEAST`, `AS_GOOD`, `IN_HEADING` and `OF_ANOTHER_KIND` were set on 20 questions to four documents."""

LONGEST = 600
MAX_SIMILARITY = 0.6
ENDINGS = ("ment", "ion", "ing", "ed", "er", "or", "ly")
SHORTEST_STEM = 4
ASKING = frozenset(
    {"what", "when", "where", "who", "whom", "whose", "which", "why", "how", "much", "many", "long", "often"}
    | {"does", "did", "do", "take", "takes", "say", "says", "said", "tell", "mention", "mentions", "please"}
    | {"document", "text", "report"}
)
"""Words that make a question and say nothing of what it is about."""

UNIT = r"(?:second|minute|hour|day|week|month|year)s?"
DURATION = re.compile(rf"\b(?:\d+|an?|one|two|three|four|five|six|ten|twelve)[ -](?:\w+[ -])?{UNIT}\b")
YEAR = re.compile(r"\b(?:1[89]|20)\d\d\b")
NAME = re.compile(r"(?<=[\w,] )[A-Z]\w+")
KINDS = (
    (re.compile(r"\bwhen\b|\bdeadline|\b(?:what|which) (?:date|day|year|month)\b", re.IGNORECASE),
     (DATE, DEADLINE, YEAR)),
    (re.compile(r"\bhow much\b|\b(?:what|which)\b.*\b(?:costs?|price|fees?|amount|budget)\b", re.IGNORECASE),
     (MONEY, COUNT)),
    (re.compile(r"\bhow many\b|\bhow (?:often|large|big|old)\b", re.IGNORECASE), (re.compile(r"\d"),)),
    (re.compile(r"\bhow (?:long|soon)\b", re.IGNORECASE), (DURATION, DEADLINE)),
    (re.compile(r"\bwho(?:m|se)?\b", re.IGNORECASE), (NAME,)),
)  # fmt: skip
"""By what a question asks for, what its answer should show."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence with its stems, and those of the heading that it stands under."""

    passage: Passage
    stems: frozenset[str]
    heading: frozenset[str]


@dataclass(frozen=True, slots=True)
class Hit:
    """A candidate and how well it answers, from 0 to 1."""

    candidate: Candidate
    score: float


class QuestionsReader(RuleReader):
    """Quotes up to three sentences a question; the questions are what its template expects."""

    remit = frozenset(f"question_{number}" for number in range(1, MAX_QUESTIONS + 1))

    def examine(self, text: Passages) -> Reading:
        """Return the closest sentences, and the questions that none comes close to."""
        candidates = tuple(_candidates(text))
        spread = Counter(word for item in candidates for word in item.stems)
        drafts: list[Draft] = []
        missing = []
        limit = max(1, min(LIMIT, MAX_FINDINGS // len(self.template.expects)))
        for name, question in zip(self.template.categories, self.template.expects, strict=True):
            hits = _hits(question, candidates, spread, text)[:limit]
            drafts += [_draft(name, hit, rank) for rank, hit in enumerate(hits)]
            if not hits:
                missing.append(question)
        found = len(self.template.expects) - len(missing)
        summary = (
            f"Sentences close to {found} of {len(self.template.expects)} questions were found by their words."
            " This is a search, not an answer that anybody understood."
        )
        return Reading(summary=summary, drafts=tuple(drafts), not_found=tuple(missing))


def stem(word: str) -> str:
    """Return the beginning that forms of an English word share; other words lose an ending at most."""
    short = fold(word)
    for ending in ENDINGS:
        if short.endswith(ending) and len(short) - len(ending) >= SHORTEST_STEM:
            short = short.removesuffix(ending)
            break
    return short[:-1] if short.endswith("e") and len(short) > SHORTEST_STEM else short


def _candidates(text: Passages) -> Iterator[Candidate]:
    headings = {item.index: section.heading or "" for section in text.sections for item in section.passages}
    for passage in text.sound:
        if len(passage.text) <= LONGEST:
            heading = _stems(words_of(headings.get(passage.index, "")), text)
            yield Candidate(passage, _stems(passage.words, text), heading)


def _stems(words: Iterable[str], text: Passages) -> frozenset[str]:
    ignored = text.stop_words | function_words("en") | ASKING
    return frozenset(
        stem(word) for word in words if word not in ignored and (len(word) > 1 or word.isdigit())
    )


def _hits(
    question: str, candidates: tuple[Candidate, ...], spread: Mapping[str, int], text: Passages
) -> list[Hit]:
    asked = _stems(words_of(question), text)
    weights = {word: math.log(1 + len(candidates) / max(1, spread.get(word, 0))) for word in asked}
    if not weights:
        return []
    shows = next((patterns for asks, patterns in KINDS if asks.search(question)), ())
    ranked = sorted(
        (Hit(item, _score(item, weights, shows)) for item in candidates),
        key=lambda hit: (-round(hit.score, 6), hit.candidate.passage.index),
    )
    least = max(LEAST, AS_GOOD * ranked[0].score) if ranked else LEAST
    kept: list[Hit] = []
    for hit in ranked:
        if hit.score < least or len(kept) == LIMIT:
            break
        others = (other.candidate.passage for other in kept)
        if all(similarity(hit.candidate.passage, other) < MAX_SIMILARITY for other in others):
            kept.append(hit)
    return kept


def _score(item: Candidate, weights: Mapping[str, float], shows: Iterable[re.Pattern[str]]) -> float:
    held = weights.keys() & item.stems
    # One word of several may stand anywhere; alone it is no trace of the question.
    if len(held) < min(2, len(weights)):
        return 0.0
    above = (weights.keys() & item.heading) - held
    share = sum(weights[word] for word in held) + IN_HEADING * sum(weights[word] for word in above)
    score = share / sum(weights.values())
    patterns = tuple(shows)
    if patterns and not any(pattern.search(item.passage.text) for pattern in patterns):
        score *= OF_ANOTHER_KIND
    return score


def _draft(name: str, hit: Hit, rank: int) -> Draft:
    return Draft(
        subject=" ".join(hit.candidate.passage.text.split()[:4]).rstrip(".,;:"),
        claim=claim_of(hit.candidate.passage),
        category=name,
        quotes=(hit.candidate.passage.span,),
        importance=max(0.3, 0.8 * hit.score - 0.1 * rank),
        confidence=0.2 + 0.4 * hit.score,
        attributes={"question": name.rpartition("_")[2]},
    )


READER = QuestionsReader
