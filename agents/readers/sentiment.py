"""Sentiment: the sentences with the strongest judging words, and how the two sides balance."""

import re
from dataclasses import dataclass

from docpanel.agents.findings import Score
from docpanel.agents.readers.lexicon import cue, values, words
from docpanel.agents.readers.passage import Passage
from docpanel.agents.readers.passages import Passages
from docpanel.agents.readers.phrases import subject_of
from docpanel.agents.readers.rules import Draft, Reading, RuleReader
from docpanel.agents.readers.selection import Choice, claim_of, pick

__all__ = ["READER", "SentimentReader"]

PROMISE = re.compile(r"\b(?:reduce|address|ensure|prevent|avoid|protect|restore)\w*\b", re.IGNORECASE)
REACH = 3
LIMIT = 4
CHARGED = 2.0
CHARGED_FOR = 2.5
FULL_RATE = 6.0
SWAY = 0.3
LATE = 0.6
FEW_WORDS = 100


@dataclass(frozen=True, slots=True)
class Charge:
    """The charged words of a passage: what speaks for, what speaks against, and the words themselves."""

    good: float
    bad: float
    words: tuple[str, ...]

    @property
    def balance(self) -> float:
        """Return the sum of both sides."""
        return self.good - self.bad


class SentimentReader(RuleReader):
    """Counts words of judgement from a hand-made lexicon; a negation before a word turns it round."""

    remit = frozenset({"tone", "concern", "praise"})

    def examine(self, text: Passages) -> Reading:
        """Return the overall tone and the most charged sentences of either side."""
        if not text.english:
            return Reading(
                summary="The lexicon of judging words knows English only, so the tone was not judged."
            )
        if not text.sound:
            return Reading(summary="The document holds no whole sentence whose tone could be judged.")
        charges = {item.index: _charge(item) for item in text.sound}
        good = sum(charge.good for charge in charges.values())
        bad = sum(charge.bad for charge in charges.values())
        drafts = [*_side(text, charges, negative=True), *_side(text, charges, negative=False)]
        tone = _tone(text, charges, good, bad)
        return Reading(
            summary=_summary(text, charges, good, bad),
            drafts=(*([tone] if tone else []), *drafts),
            scores={"polarity": _polarity(text, good, bad)} if _words(text) >= FEW_WORDS else {},
        )


def _words(text: Passages) -> int:
    return sum(len(item.words) for item in text.sound)


def _charge(item: Passage) -> Charge:
    lexicon, negations, intensifiers = values("sentiment"), words("negations"), words("intensifiers")
    good = bad = 0.0
    found = []
    for place, word in enumerate(item.words):
        value = lexicon.get(word, 0.0)
        if not value:
            continue
        before = item.words[max(0, place - REACH) : place]
        if any(other in negations for other in before):
            value *= -0.5
        if any(other in intensifiers for other in before[-1:]):
            value *= 1.5
        good += max(0.0, value)
        bad += max(0.0, -value)
        if word not in found:
            found.append(word)
    return Charge(good, bad, tuple(found))


def _side(text: Passages, charges: dict[int, Charge], *, negative: bool) -> list[Draft]:
    choices = []
    for item in text.sound:
        charge = charges[item.index]
        side = charge.bad - 0.5 * charge.good if negative else charge.good - charge.bad
        if cue("administrative").search(item.text) or item.sentence.kind == "note":
            side -= 1.0
        if cue("attributed").search(item.text):
            side -= 1.5
        if negative and PROMISE.search(item.text):
            side -= 1.5
        if side >= (CHARGED if negative else CHARGED_FOR):
            choices.append(
                Choice(item, side / (len(item.words) + 60) * 85, "concern" if negative else "praise")
            )
    drafts = []
    for choice in pick(choices, LIMIT):
        charge = charges[choice.passage.index]
        drafts.append(
            Draft(
                subject=subject_of(text, choice.passage),
                claim=claim_of(choice.passage),
                category=choice.rule,
                quotes=(choice.passage.span,),
                importance=0.35 + 0.08 * min(5.0, choice.score),
                confidence=0.45 + 0.05 * min(5, len(charge.words)),
                stance="negative" if negative else "positive",
            )
        )
    return drafts


def _tone(text: Passages, charges: dict[int, Charge], good: float, bad: float) -> Draft | None:
    total = _words(text)
    charged = sum(len(charge.words) for charge in charges.values())
    if total < FEW_WORDS or not charged:
        return None
    rate = 100 * charged / total
    calm = [item for item in text.sound if not charges[item.index].words and not item.leans]
    opening = {section.passages[0].index for section in text.sections[1:]}
    inner = [item for item in calm if item.index in opening and not _is_instruction(item)]
    typical = max(inner or calm or text.sound, key=lambda item: (item.weight - 0.5 * item.place, -item.index))
    return Draft(
        subject="overall tone",
        claim=(
            f"The tone is {_manner(rate)}: {rate:.1f} of 100 words carry a judgement, "
            f"and {_sides(good, bad)}; a typical sentence is quoted."
        ),
        category="tone",
        quotes=(typical.span,),
        importance=0.5,
        confidence=0.6,
        basis="computed",
        stance="negative" if bad > 2 * good else "positive" if good > 2 * bad else "neutral",
    )


def _is_instruction(item: Passage) -> bool:
    return any(cue(name).search(item.text) for name in ("administrative", "duty")) or item.place > LATE


def _manner(rate: float) -> str:
    for limit, name in ((2.0, "matter-of-fact"), (5.0, "moderately charged")):
        if rate < limit:
            return name
    return "strongly charged"


def _sides(good: float, bad: float) -> str:
    if bad > 1.5 * good:
        return "words of harm and difficulty outweigh words of approval"
    if good > 1.5 * bad:
        return "words of approval outweigh words of harm and difficulty"
    return "words of approval and of difficulty balance"


def _polarity(text: Passages, good: float, bad: float) -> Score:
    """Return the balance, drawn to the middle where few words judge: harm may be the matter itself."""
    total = _words(text)
    strength = min(1.0, 100 * (good + bad) / (total * FULL_RATE))
    value = 0.5 + SWAY * strength * (good - bad) / (good + bad + 5)
    return Score(
        value=round(value, 3),
        reason=(
            f"Lexicon weights: {good:.0f} for, {bad:.0f} against; "
            "words of harm may describe the matter, not an attitude."
        ),
    )


def _summary(text: Passages, charges: dict[int, Charge], good: float, bad: float) -> str:
    charged = sum(1 for charge in charges.values() if charge.words)
    if not charged:
        return "No sentence holds a word that judges; the text is factual."
    return (
        f"{charged} of {len(text.sound)} sentences hold words that judge: {_sides(good, bad)}. "
        "Words were counted: irony and what stands between the lines are beyond this reader."
    )


READER = SentimentReader
