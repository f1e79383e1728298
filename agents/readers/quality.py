"""Quality: what the text leaves open, what it leaves vague, and what its statements rest on."""

import re

from docpanel.agents.findings import Score
from docpanel.agents.readers.lexicon import cue
from docpanel.agents.readers.passage import Passage
from docpanel.agents.readers.passages import Passages
from docpanel.agents.readers.patterns import COUNT, MONEY
from docpanel.agents.readers.phrases import subject_of
from docpanel.agents.readers.rules import Draft, Reading, RuleReader
from docpanel.agents.readers.selection import Choice, claim_of, pick

__all__ = ["READER", "QualityReader"]

LIMITS = {"gap": 4, "support": 3, "clarity": 3}
ASIDE = re.compile(r"\b(?:while|although) the lack\b|\bnot require|\bwill not\b", re.IGNORECASE)
STRONG_GAP = re.compile(
    r"\b(?:no (?:\w+ )?(?:data|evidence|information|estimates?)|under investigation|"
    r"(?:is|are|remains?) unknown|"
    r"to be (?:determined|decided)|TBD|not (?:yet )?(?:known|determined|decided)|preliminary|unclear)\b",
    re.IGNORECASE,
)
OPEN_ENDED = re.compile(
    r"\b(?:may (?:change|vary|amend|be covered)|as appropriate|deems? appropriate|if (?:it is )?possible|"
    r"some or all|to the extent|reasonabl[ey](?! available)|timely|adequate(?:ly)?|sufficient(?:ly)?|"
    r"as soon as possible|and/or)\b",
    re.IGNORECASE,
)
SOURCE = re.compile(
    r"\breports?\b|\binvestigat\w+|\bsurvey|\bstud(?:y|ies)\b|\bdata\b|\breview\w*\b|\btest(?:s|ed)?\b",
    re.IGNORECASE,
)
MIN_SENTENCES = 5
LONG = 30


class QualityReader(RuleReader):
    """Looks for stated gaps, hedged wording and named sources; it cannot tell whether a claim is true."""

    remit = frozenset({"clarity", "gap", "support"})

    def examine(self, text: Passages) -> Reading:
        """Return gaps, vague passages and the sources of the main statements, with two scores."""
        if not text.english:
            return Reading(
                summary="The rules for gaps, hedges and sources know English only; quality was not judged."
            )
        if not text.sound:
            return Reading(summary="The document holds no whole sentence whose quality could be judged.")
        chosen: list[Choice] = []
        for category, score in (("gap", _gap), ("support", _support), ("clarity", _vagueness)):
            candidates = [Choice(item, score(item), category) for item in text.sound if score(item) > 0]
            chosen += pick(candidates, LIMITS[category], [choice.passage for choice in chosen])
        return Reading(
            summary=_summary(text),
            drafts=tuple(_draft(choice, text) for choice in chosen),
            scores=_scores(text) if len(text.sound) >= MIN_SENTENCES else {},
        )


def _gap(item: Passage) -> float:
    found = cue("gap").findall(item.text)
    if not found or cue("administrative").search(item.text) or ASIDE.search(item.text):
        return 0.0
    return (
        len(found)
        + 1.5 * len(STRONG_GAP.findall(item.text))
        + 0.2 * item.weight
        - 0.5 * (item.sentence.kind == "note")
    )


def _vagueness(item: Passage) -> float:
    hedges = {match.lower() for match in cue("hedge").findall(item.text)}
    open_ended = {match.lower() for match in OPEN_ENDED.findall(item.text)}
    if cue("value").search(item.text) or (cue("administrative").search(item.text) and not open_ended):
        return 0.0
    score = (
        0.5 * len(hedges)
        + 1.2 * len(open_ended)
        - 0.01 * len(item.words)
        - 0.8 * (item.sentence.kind == "note")
    )
    return score if score >= 1.0 else 0.0


def _support(item: Passage) -> float:
    if not cue("attributed").search(item.text) or cue("administrative").search(item.text):
        return 0.0
    sources = {match.lower() for match in SOURCE.findall(item.text)}
    score = 0.8 + 0.3 * len(sources) + 0.6 * bool(cue("finding").search(item.text)) + 0.3 * item.weight
    return score - 0.5 * (item.sentence.kind == "note") - 0.3 * item.place


def _draft(choice: Choice, text: Passages) -> Draft:
    item = choice.passage
    base = {"gap": 0.7, "support": 0.5, "clarity": 0.5}[choice.rule]
    return Draft(
        subject=subject_of(text, item),
        claim=claim_of(item),
        category=choice.rule,
        quotes=(item.span,),
        importance=base + 0.05 * min(4.0, choice.score),
        confidence=0.5 + 0.08 * min(4.0, choice.score),
        stance="positive" if choice.rule == "support" else "negative",
    )


def _scores(text: Passages) -> dict[str, Score]:
    total = len(text.sound)
    vague = sum(1 for item in text.sound if _vagueness(item) > 0)
    long = sum(1 for item in text.sound if len(item.words) > LONG)
    gaps = sum(1 for item in text.sound if _gap(item) > 0)
    clarity = 1.0 - min(0.9, 1.5 * vague / total + 0.5 * long / total)
    completeness = 1.0 - min(0.9, 5 * gaps / total)
    return {
        "clarity": Score(
            value=round(clarity, 3),
            reason=f"{vague} of {total} sentences are vague or open-ended, {long} exceed {LONG} words.",
        ),
        "completeness": Score(
            value=round(completeness, 3),
            reason=(
                f"{gaps} of {total} sentences say that something is open, unknown or missing; "
                "silent gaps are not seen."
            ),
        ),
    }


def _summary(text: Passages) -> str:
    figures = sum(1 for item in text.sound if MONEY.search(item.text) or COUNT.search(item.text))
    gaps, vague, sourced = (
        sum(1 for item in text.sound if score(item) > 0) for score in (_gap, _vagueness, _support)
    )
    return (
        f"Sentences that say that something is open or unknown: {gaps}; that leave "
        f"much to judgement: {vague}; "
        f"that name what they rest on: {sourced}; that hold figures: {figures}. "
        f"Read in all: {len(text.sound)}."
    )


READER = QualityReader
