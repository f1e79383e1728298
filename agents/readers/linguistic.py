"""Linguistic: how the text is written, measured: sentence length, passive voice, jargon, reading ease.

Reading ease is Flesch's (1948): 206.835 - 1.015 x words per sentence - 84.6 x syllables per word.
"""

import re
from collections import Counter
from dataclasses import dataclass

from docpanel.agents.findings import Score
from docpanel.agents.readers.explanations import expansions
from docpanel.agents.readers.lexicon import cue, words
from docpanel.agents.readers.passage import Passage
from docpanel.agents.readers.passages import Passages
from docpanel.agents.readers.rules import Draft, Reading, RuleReader
from docpanel.agents.readers.tokens import CJK

__all__ = ["READER", "LinguisticReader", "reading_ease", "syllables"]

LONG = 30
VERY_LONG = 40
MIN_WORDS = 60
MIDDLING = 15
MAX_NESTED = 60
LEAST_SHARE = 0.01
MAX_SHOWN = 700
HABIT = 3
STRIKING = 8
TOLD = 6
MAX_ABBREVIATIONS = 60
PASSIVE = re.compile(
    r"\b(?:is|are|was|were|be|been|being)\s+(?:\w+ly\s+)?(?!\w*(?:red|bed|eed)\b)(\w{2,}ed|done|made|given|shown|known|"
    r"taken|found|written|held|kept|led|put|seen|sent|set|told|built|brought|chosen|driven|drawn|paid|sold|lost|met)\b",
    re.IGNORECASE,
)
ABBREVIATION = re.compile(r"(?<![\d,] )(?<![\w.-])[A-Z]{2,6}s?\b")
ROMAN = re.compile(r"[IVXLC]+")
SCALE = (
    (30.0, "very difficult: text for specialists"),
    (50.0, "difficult: text for readers with higher education"),
    (60.0, "fairly difficult"),
    (70.0, "plain English"),
    (200.0, "easy"),
)


class LinguisticReader(RuleReader):
    """Measures; a high figure is no fault in itself, so the claims give figures and leave the verdict."""

    remit = frozenset({"style", "readability"})

    def examine(self, text: Passages) -> Reading:
        """Return the measures with the sentences that drive them."""
        if any(CJK.search(item.text) for item in text.sound):
            return Reading(
                summary="The script sets no spaces between words, so no measure of style was taken."
            )
        words = sum(len(item.words) for item in text.sound)
        if words < MIN_WORDS:
            return Reading(summary=f"{words} words in whole sentences are too few to measure a style.")
        measure = _measure(text)
        drafts = [_length(text, measure)]
        if text.english:
            drafts += [
                draft for draft in (_ease(text), _passive(text), _jargon(text), _nested(text)) if draft
            ]
        ease = reading_ease(text.sound) if text.english else None
        return Reading(
            summary=_summary(text, measure, ease),
            drafts=tuple(drafts),
            scores={"readability": _readability(ease)} if ease is not None else {},
        )


@dataclass(frozen=True, slots=True)
class Measure:
    """Words a sentence on average, and the share of sentences longer than 30 words."""

    average: float
    long_share: float


def reading_ease(items: tuple[Passage, ...]) -> float:
    """Return Flesch's reading ease of English passages, about 0 (hardest) to 100."""
    words = [word for item in items for word in item.words if word[0].isalpha()]
    per_sentence = len(words) / max(1, len(items))
    per_word = sum(syllables(word) for word in words) / max(1, len(words))
    return 206.835 - 1.015 * per_sentence - 84.6 * per_word


def syllables(word: str) -> int:
    """Return about how many syllables an English word has: groups of vowels, without a silent e."""
    bare = word.lower()
    groups = len(re.findall(r"[aeiouy]+", bare))
    if bare.endswith("e") and not bare.endswith(("le", "ee", "ye")) and groups > 1:
        groups -= 1
    if bare.endswith("ed") and not bare.endswith(("ted", "ded")) and groups > 1:
        groups -= 1
    return max(1, groups)


def _measure(text: Passages) -> Measure:
    lengths = [len(item.words) for item in text.sound]
    return Measure(sum(lengths) / len(lengths), sum(1 for length in lengths if length > LONG) / len(lengths))


def _length(text: Passages, measure: Measure) -> Draft:
    fitting = [item for item in text.sound if len(item.text) <= MAX_SHOWN and _wordy(item)]
    longest = max(fitting or text.sound, key=lambda item: (len(item.words), -item.index))
    told = measure.long_share >= LEAST_SHARE
    long = f"{measure.long_share:.0%} of them have more than {LONG}, and " if told else ""
    return Draft(
        subject="sentence length",
        claim=(
            f"The average sentence has {measure.average:.0f} words; {long}"
            f"the one quoted has {len(longest.words)}."
        ),
        category="readability",
        quotes=(longest.span,),
        importance=0.3 + 0.4 * min(1.0, measure.average / VERY_LONG),
        confidence=0.9,
        basis="computed",
        stance="negative" if measure.average > LONG else "neutral",
    )


def _wordy(item: Passage) -> bool:
    """Say whether a passage is prose throughout and not a list of numbers."""
    return sum(1 for word in item.words if word[0].isdigit()) * 6 < len(item.words)


def _ease(text: Passages) -> Draft | None:
    ease = reading_ease(text.sound)
    candidates = [item for item in text.sound if MIDDLING <= len(item.words) <= VERY_LONG and _wordy(item)]
    if not candidates:
        return None
    hardest = min(candidates, key=lambda item: (reading_ease((item,)), item.index))
    return Draft(
        subject="reading ease",
        claim=(
            f"Flesch reading ease is {ease:.0f} of 100, {_grade(ease)}; "
            "the sentence quoted is among the hardest."
        ),
        category="readability",
        quotes=(hardest.span,),
        importance=0.45,
        confidence=0.8,
        basis="computed",
        stance="negative" if ease < SCALE[0][0] else "neutral",
    )


def _passive(text: Passages) -> Draft | None:
    held = [item for item in text.sound if PASSIVE.search(item.text)]
    share = len(held) / len(text.sound)
    if len(held) < HABIT:
        return None
    shown = max(
        held, key=lambda item: (len(PASSIVE.findall(item.text)) / (len(item.words) + 20), -item.index)
    )
    return Draft(
        subject="passive voice",
        claim=f"{share:.0%} of the sentences use the passive voice, which can hide who acts.",
        category="style",
        quotes=(shown.span,),
        importance=0.25 + 0.4 * min(1.0, share),
        confidence=0.75,
        basis="computed",
    )


def _jargon(text: Passages) -> Draft | None:
    whole = text.document.text[text.extent.start : text.extent.end]
    known = set(expansions(text))
    counts = Counter(
        match.removesuffix("s")
        for item in text.sound
        if not cue("administrative").search(item.text)
        for match in ABBREVIATION.findall(item.text)
    )
    frequent = [short for short, count in counts.most_common(MAX_ABBREVIATIONS) if count > 1]
    explained = {
        short
        for short in frequent
        if short in known
        or re.search(rf"\w\s+\({short}s?\)|\b{short}\s\(|\bor\s[‘“]*{short}\b|[‘“]{short}\b", whole)
    }
    strange = {
        short: counts[short]
        for short in frequent
        if short not in explained | words("common_abbreviations") and not ROMAN.fullmatch(short)
    }
    if not strange:
        return None
    names = sorted(strange, key=lambda short: (-strange[short], short))[:TOLD]
    shown = next(item for item in text.sound if re.search(rf"\b{names[0]}s?\b", item.text))
    listed = ", ".join(f"{name} ({strange[name]})" for name in names)
    return Draft(
        subject="unexplained abbreviations",
        claim=(
            f"{len(strange)} abbreviations come back without being spelled out in brackets: {listed}."
            if len(strange) > 1
            else f"One abbreviation comes back without being spelled out in brackets: {listed}."
        ),
        category="style",
        quotes=(shown.span,),
        importance=0.4,
        confidence=0.6,
        basis="computed",
        stance="negative",
    )


def _nested(text: Passages) -> Draft | None:
    """Return the sentence with the most brackets and clauses, where there is a striking one."""

    def marks(item: Passage) -> int:
        return item.text.count("(") * 2 + item.text.count(";") * 2 + item.text.count(",")

    held = [
        item
        for item in text.sound
        if len(item.words) <= MAX_NESTED and not cue("administrative").search(item.text)
    ]
    if not held:
        return None
    shown = max(held, key=lambda item: (marks(item), -item.index))
    if marks(shown) < STRIKING:
        return None
    bracketed = sum(1 for item in text.sound if "(" in item.text) / len(text.sound)
    share = (
        f"{bracketed:.0%} of the sentences hold brackets; the one"
        if bracketed >= LEAST_SHARE
        else "The sentence"
    )
    return Draft(
        subject="insertions",
        claim=(
            f"{share} quoted has {shown.text.count('(')} "
            f"pairs of brackets and {shown.text.count(',') + shown.text.count(';')} commas and semicolons."
        ),
        category="style",
        quotes=(shown.span,),
        importance=0.3,
        confidence=0.7,
        basis="computed",
    )


def _grade(ease: float) -> str:
    return next(name for limit, name in SCALE if ease < limit)


def _readability(ease: float) -> Score:
    value = min(1.0, max(0.0, ease / 100))
    return Score(value=round(value, 3), reason=f"Flesch reading ease {ease:.0f} of 100: {_grade(ease)}.")


def _summary(text: Passages, measure: Measure, ease: float | None) -> str:
    size = f"{len(text.sound)} whole sentences of {measure.average:.0f} words on average"
    if ease is None:
        return f"{size}; only lengths were measured, for the other measures are made for English."
    return f"{size}; Flesch reading ease {ease:.0f}, {_grade(ease)}."


READER = LinguisticReader
