"""Summary: the sentences that carry the document, chosen by vocabulary, place and the language of purpose."""

import re

from docpanel.agents.readers.passages import Passage, Passages
from docpanel.agents.readers.patterns import (
    ADMINISTRATIVE,
    DEADLINE,
    FINDING,
    GAP,
    MONEY,
    PURPOSE,
    RESULT,
)
from docpanel.agents.readers.phrases import subject_of
from docpanel.agents.readers.rules import Draft, Reading, RuleReader
from docpanel.agents.readers.selection import Choice, claim_of, pick

__all__ = ["READER", "SummaryReader"]

LIMITS = {"main_point": 5, "outcome": 4}
LIMIT_ELSEWHERE = 4
SHARE = 5
SHORT, LONG = 9, 60
ABSTRACT = re.compile(r"\b(?:summary|abstract|purpose|overview|conclusions?|key points|in brief|highlights)\b", re.I)
ABSTRACT_LABEL = re.compile(r"\b(?:summary|abstract|purpose|conclusion)\W{1,4}$", re.IGNORECASE)
ABSTRACT_SENTENCES = 3


class SummaryReader(RuleReader):
    """Extracts; it never writes a sentence of its own, so what it says is what the document says."""

    def examine(self, text: Passages) -> Reading:
        """Return the central sentences: what the document is for, and what comes of it."""
        if not text.sound:
            return Reading(summary=_nothing(text))
        chosen = _english(text) if text.english else _elsewhere(text)
        top = max((choice.score for choice in chosen), default=1.0)
        drafts = tuple(
            Draft(
                subject=subject_of(text, choice.passage),
                claim=claim_of(choice.passage),
                category=choice.rule,
                quotes=(choice.passage.span,),
                importance=0.35 + 0.6 * choice.score / top,
                confidence=0.75 if text.english else 0.5,
            )
            for choice in chosen
        )
        lead = sorted(chosen, key=lambda choice: -choice.score)[:2]
        told = " ".join(claim_of(choice.passage) for choice in sorted(lead, key=lambda c: c.passage.index))
        note = "" if text.english else " (Chosen by vocabulary and place alone: the rules know English only.)"
        return Reading(summary=f"In its own words: {told}{note}", drafts=drafts)


def _english(text: Passages) -> list[Choice]:
    limit = max(1, len(text.sound) // SHARE)
    opening = {section.passages[0].index for section in text.sections}
    abstract = _abstract(text)
    ranked = [
        Choice(
            item,
            _score(item) + 0.15 * (item.index in opening) + abstract.get(item.index, 0.0),
            _kind(item),
        )
        for item in text.sound
    ]
    chosen: list[Choice] = []
    for kind, most in LIMITS.items():
        same = [choice for choice in ranked if choice.rule == kind]
        chosen += pick(same, min(most, limit), (choice.passage for choice in chosen))
    return chosen


def _elsewhere(text: Passages) -> list[Choice]:
    ranked = [Choice(item, item.weight + 0.4 * (1 - item.place), "main_point") for item in text.sound]
    return pick(ranked, min(LIMIT_ELSEWHERE, max(1, len(ranked) // SHARE)))


def _kind(item: Passage) -> str:
    if PURPOSE.search(item.text):
        return "main_point"
    return "outcome" if RESULT.search(item.text) or FINDING.search(item.text) else "main_point"


def _abstract(text: Passages) -> dict[int, float]:
    """Return what the first passages under a heading or label that announces a summary gain by it."""
    found: dict[int, float] = {}
    for section in text.sections:
        if section.heading and ABSTRACT.search(section.heading):
            found.update({item.index: 0.9 - 0.15 * i for i, item in enumerate(section.passages[:ABSTRACT_SENTENCES])})
    for item in text.passages:
        before = text.document.text[max(0, item.span.start - 24) : item.span.start]
        if ABSTRACT_LABEL.search(before):
            found.update({item.index + i: 0.9 - 0.15 * i for i in range(ABSTRACT_SENTENCES)})
    return found


def _score(item: Passage) -> float:
    score = item.weight + 0.5 * (1 - item.place) ** 2
    score += 0.5 * bool(PURPOSE.search(item.text)) + 0.3 * bool(FINDING.search(item.text))
    score += 0.4 * bool(RESULT.search(item.text))
    score -= 0.25 * item.leans + 0.4 * (item.sentence.kind != "paragraph")
    score -= 0.5 * bool(GAP.search(item.text))
    score -= 0.9 * bool(ADMINISTRATIVE.search(item.text))
    score -= 0.4 * bool(MONEY.search(item.text)) + 0.3 * bool(DEADLINE.search(item.text))
    if not SHORT <= len(item.words) <= LONG:
        score -= 0.4
    return score


def _nothing(text: Passages) -> str:
    rows = sum(1 for block in text.blocks if block.kind == "row")
    held = f"{rows} rows of a table" if rows else "no running text"
    return f"The document holds {held} and no whole sentence that could stand for it."


READER = SummaryReader
