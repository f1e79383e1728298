"""Summary: the sentences that carry the document, chosen by vocabulary, place and the language of purpose."""

import re

from docpanel.agents.readers.lexicon import cue
from docpanel.agents.readers.passage import Passage
from docpanel.agents.readers.passages import Passages
from docpanel.agents.readers.patterns import DEADLINE, MONEY
from docpanel.agents.readers.phrases import subject_of
from docpanel.agents.readers.rules import Draft, Reading, RuleReader
from docpanel.agents.readers.selection import Choice, claim_of, pick
from docpanel.agents.readers.tables import Table, tables

__all__ = ["READER", "SummaryReader"]

LIMITS = {"main_point": 6, "outcome": 4}
LIMIT_ELSEWHERE = 4
SHARE = 8
SHARE_ELSEWHERE = 4
LEAST = 0.35
CONCLUSION = re.compile(
    r"\b(?:(?:determined|revealed|concluded|found|showed?|shown|decided|indicated) that|"
    r"(?:does|do|did) not meet)\b"
)
SHORT, LONG = 9, 75
ABSTRACT_GAINS = (1.6, 0.7, 0.6)
MAX_TABLES = 3
MAX_COLUMNS = 300
DENIAL = re.compile(r"\b(?:would|will|does|do|did) not have\b")


class SummaryReader(RuleReader):
    """Extracts; it never writes a sentence of its own, so what it says is what the document says."""

    remit = frozenset({"main_point", "outcome"})

    def examine(self, text: Passages) -> Reading:
        """Return the central sentences: what the document is for, and what comes of it."""
        if not text.sound:
            return Reading(summary=_nothing(text), drafts=tuple(map(_table, tables(text)[:MAX_TABLES])))
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
    limit = max(1 + (len(text.sound) >= SHARE), len(text.sound) // SHARE)
    opening = {section.passages[0].index for section in text.sections}
    costs = {
        item.index
        for section in text.sections
        if section.heading and cue("cost_heading").search(section.heading)
        for item in section.passages
    }
    ranked = [
        Choice(
            item,
            _score(item)
            + 0.15 * (item.index in opening)
            + (ABSTRACT_GAINS[text.abstract[item.index]] if item.index in text.abstract else 0.0)
            - 0.6 * (item.index in costs),
            _kind(item),
        )
        for item in text.sound
    ]
    chosen: list[Choice] = []
    for kind, most in LIMITS.items():
        same = [choice for choice in ranked if choice.rule == kind]
        chosen += pick(same, min(most, limit), [choice.passage for choice in chosen])
    top = max(choice.score for choice in chosen)
    return [choice for choice in chosen if choice.score >= LEAST * top]


def _elsewhere(text: Passages) -> list[Choice]:
    ranked = [Choice(item, item.weight + 0.4 * (1 - item.place), "main_point") for item in text.sound]
    return pick(ranked, min(LIMIT_ELSEWHERE, max(1, len(ranked) // SHARE_ELSEWHERE)))


def _kind(item: Passage) -> str:
    if cue("purpose").search(item.text):
        return "main_point"
    return "outcome" if cue("result").search(item.text) or cue("finding").search(item.text) else "main_point"


def _score(item: Passage) -> float:
    score = item.weight + 0.5 * (1 - item.place) ** 2
    score += 0.5 * bool(cue("purpose").search(item.text)) + 0.3 * bool(cue("finding").search(item.text))
    score += 0.4 * bool(cue("result").search(item.text))
    score -= 0.25 * item.leans + 0.4 * (item.sentence.kind != "paragraph")
    score += 0.3 * bool(CONCLUSION.search(item.text))
    score -= 0.5 * bool(cue("gap").search(item.text)) + 0.7 * bool(cue("attributed").search(item.text))
    score -= 0.5 * bool(DENIAL.search(item.text))
    score -= 0.9 * bool(cue("administrative").search(item.text))
    score -= 0.4 * bool(MONEY.search(item.text)) + 0.3 * bool(DEADLINE.search(item.text))
    if not SHORT <= len(item.words) <= LONG:
        score -= 0.4
    return score


def _table(table: Table) -> Draft:
    """Describe a table of a document that holds nothing else, by its columns, its first and its last row."""
    first, last = table.rows[0], table.rows[-1]
    name = f" “{table.heading}”" if table.heading else ""
    columns = f" under the columns {table.columns[:MAX_COLUMNS]}" if table.columns else ""
    reach = f", from “{first.label}” to “{last.label}”" if first.label and last.label else ""
    return Draft(
        subject=" ".join((table.heading or "table").split()[:5]),
        claim=f"The table{name} has {len(table.rows)} rows{columns}{reach}.",
        category="main_point",
        quotes=tuple(dict.fromkeys((first.span, last.span))),
        importance=0.6,
        confidence=0.8,
        basis="computed",
    )


def _nothing(text: Passages) -> str:
    rows = sum(1 for block in text.blocks if block.kind == "row")
    held = f"{rows} rows of a table" if rows else "no running text"
    return f"The document holds {held} and no whole sentence that could stand for it."


READER = SummaryReader
