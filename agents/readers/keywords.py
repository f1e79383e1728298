"""Keywords: the terms and names that carry the text, each with the sentence that defines or introduces it."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from docpanel.agents.readers.lexicon import function_words
from docpanel.agents.readers.passages import Passage, Passages, fold
from docpanel.agents.readers.patterns import ADMINISTRATIVE, HARM
from docpanel.agents.readers.phrases import phrases
from docpanel.agents.readers.rules import Draft, Reading, RuleReader
from docpanel.agents.readers.selection import similarity

__all__ = ["Expansion", "KeywordsReader", "READER", "expansions"]

ACRONYM = re.compile(r"\(([A-Z][A-Za-z&/-]{0,8}[A-Z]|[A-Z]{2,10})s?\)")
DEFINITION = re.compile(
    r"(?:On the [\w ]{1,30}, |For the purposes? of [\w ]{1,30}, )?(?:The |An? |the |an? )?[“\"]?(?P<name>[\w’/& -]{2,60}?)[”\"]?"
    r"(?: \([^)]*\))? (?:is|are|means|refers to|denotes|stands for|consists of|is defined as) "
    r"(?!not\b|the following)(?:a|an|the|one|any|commercial|used|known|part|defined|[a-z]+ (?:that|which))\b"
)
ALIAS = re.compile(r"\((?:the |each an? |together,? |collectively,? )?[“\"‘]([A-Z][\w -]{1,30})[”\"’]\)")
BODY = re.compile(
    r"\b(?:Agency|Administration|Board|Authority|Company|Corporation|Corp|Inc|Ltd|LLC|GmbH|University|Department|"
    r"Ministry|Bureau|Association|Commission|Court|Committee|Council|Office|Bank|Airlines|Airways|Air|Society|"
    r"Institute|Union|Group|Centre|Center|Foundation|Federation|Service|Transportasi|Organization|Organisation)\b"
)
NAME = re.compile(r"(?<=[a-z,] )[A-Z][a-z]{3,}(?:’s)?\b")
LIMIT = 10
MIN_COUNT = 3
EARLY = 6
LONG = 40
FEW_PASSAGES = 20
MAX_PHRASES = 25
MAX_ENTITIES = 4
MIN_NAMED = 4


@dataclass(frozen=True, slots=True)
class Expansion:
    """An abbreviation, what it stands for, and the passage that says so."""

    short: str
    long: str
    passage: Passage


class KeywordsReader(RuleReader):
    """Ranks abbreviations, repeated phrases and names; quotes where each is explained."""

    def examine(self, text: Passages) -> Reading:
        """Return the terms with their counts, meanings and defining sentences."""
        if not text.sound:
            return Reading(
                summary="The document holds no whole sentence, so no term could be read in its use."
            )
        candidates = _candidates(text)
        top = max((item.rank for item in candidates), default=1.0)
        chosen: list[Candidate] = []
        for item in candidates:
            full = item.entity and sum(other.entity for other in chosen) == MAX_ENTITIES
            if len(chosen) < LIMIT and not full and not any(_same(item, other) for other in chosen):
                chosen.append(item)
        drafts = tuple(_draft(item, top) for item in chosen)
        return Reading(summary=_summary(text, chosen), drafts=drafts)


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
        return min(self.count, 60) ** 0.5 + 3.0 * self.defined + 1.0 * bool(self.meaning)


def expansions(text: Passages) -> dict[str, Expansion]:
    """Return the abbreviations that the text explains in brackets, by their short form."""
    found: dict[str, Expansion] = text.__dict__.get("_expansions") or {}
    if found:
        return found
    for block in text.blocks:
        if block.kind in {"row", "code"}:
            continue
        body = text.slice(block.span)
        for match in ACRONYM.finditer(body):
            long = _long_form(body[: match.start()].rstrip(), match[1])
            if not long or match[1] in found:
                continue
            passage = next((item for item in text.sound if _spells(item, match[1])), None)
            passage = passage or _introduction(text, match[1])
            if passage is not None:
                found[match[1]] = Expansion(match[1], long, passage)
    text.__dict__["_expansions"] = found
    return found


def _spells(item: Passage, short: str) -> bool:
    return f"({short}" in item.text and len(item.words) <= LONG


def _long_form(before: str, short: str) -> str | None:
    """Return the words before the bracket whose initials spell the abbreviation, after Schwartz and Hearst."""
    letters = [letter.lower() for letter in short if letter.isalpha()]
    words = before.split()[-(len(letters) + 4) :]
    place = len(letters) - 1
    for start in range(len(words) - 1, -1, -1):
        parts = re.split(r"[-/–]", words[start].strip("“”\"'(").lower())  # noqa: RUF001  # dashes as printed
        for part in reversed(parts):
            if place >= 0 and part[:1] == letters[place]:
                place -= 1
        if place < 0:
            long = " ".join(words[start:]).strip("“”\"'(, ")
            return long if len(long) > len(short) else None
        if (
            words[start].endswith((",", ";", ".", ":"))
            and start < len(words) - 1
            and len(letters) - place <= 1
        ):
            return None
    return None


def _candidates(text: Passages) -> list[Candidate]:
    if not text.english:
        return _elsewhere(text)
    defined = _definitions(text)
    found = [*_abbreviations(text, defined), *_phrases(text, defined)]
    found += _names(text, {candidate.name for candidate in found}, defined)
    return sorted(found, key=lambda item: (-item.rank, item.name))


def _abbreviations(text: Passages, defined: dict[str, Passage]) -> Iterator[Candidate]:
    for short, expansion in expansions(text).items():
        count = text.word_counts[short] + text.word_counts[f"{short}s"]
        definition = defined.get(short.casefold()) or defined.get(expansion.long.casefold())
        if count >= MIN_COUNT or definition:
            yield Candidate(
                name=short,
                meaning=expansion.long,
                count=count,
                passage=definition or expansion.passage,
                defined=definition is not None,
                entity=bool(BODY.search(expansion.long)) and expansion.long[:1].isupper(),
            )


def _phrases(text: Passages, defined: dict[str, Passage]) -> Iterator[Candidate]:
    counted = phrases(text)
    least = MIN_COUNT if len(text.passages) > FEW_PASSAGES else MIN_COUNT - 1
    long = [key for key, count in counted.counts.items() if len(key) > 1 and count >= least]
    long.sort(key=lambda key: (-counted.counts[key] * len(key) ** 0.5, key))
    for key in long[:MAX_PHRASES]:
        name = counted.form(key)
        definition = defined.get(name.casefold())
        passage = definition or _introduction(text, name)
        if passage is not None:
            proper = all(word[0].isupper() or word[0].isdigit() for word in name.split())
            yield Candidate(name, None, counted.counts[key], passage, definition is not None, proper)


def _names(text: Passages, known: set[str], defined: dict[str, Passage]) -> list[Candidate]:
    """Return capitalised words that come back inside sentences: names, unless they are abbreviations."""
    counts = Counter(
        match[0].removesuffix("’s") for item in text.sound for match in NAME.finditer(item.text, 1)
    )
    found = []
    for name, count in counts.items():
        definition = defined.get(name.casefold())
        first = definition or _introduction(text, name)
        common = text.word_counts[name.lower()] * 3 > count
        if count >= MIN_NAMED and name not in known and not common and first is not None:
            found.append(
                Candidate(name, None, count, first, definition is not None, entity=definition is None)
            )
    return found


def _elsewhere(text: Passages) -> list[Candidate]:
    """Return repeated phrases and long words where nothing is known of the language."""
    counted = phrases(text)
    found = []
    for key, count in counted.counts.items():
        name = counted.form(key)
        if count >= MIN_COUNT and (len(key) > 1 or len(name) > 6):  # noqa: PLR2004  # long words carry matter
            first = _introduction(text, name)
            if first is not None:
                found.append(Candidate(name, None, count, first, defined=False, entity=False))
    return sorted(found, key=lambda item: (-item.rank, item.name))[:6]


def _definitions(text: Passages) -> dict[str, Passage]:
    """Map the terms, in lower case, to the first passage that opens with them and says what they are."""
    found: dict[str, Passage] = {}
    for item in text.sound:
        match = DEFINITION.match(item.text)
        if match:
            found.setdefault(match["name"].casefold(), item)
        for alias in ALIAS.findall(item.text):
            found.setdefault(alias.casefold(), item)
    return found


def _introduction(text: Passages, name: str) -> Passage | None:
    """Return the passage that introduces a term: an early one that is short and speaks of it soon."""
    sought = name.casefold()
    holding: list[tuple[Passage, int]] = []
    for item, lowered in zip(text.sound, text.lowered, strict=True):
        place = lowered.find(sought)
        if place >= 0:
            holding.append((item, place))
        if len(holding) == EARLY:
            break
    if not holding:
        return None
    return min(
        holding,
        key=lambda pair: (
            len(pair[0].words) / 20
            + 2 * (len(pair[0].words) > LONG)
            + pair[1] / 60
            + 2 * bool(ADMINISTRATIVE.search(pair[0].text))
            + bool(HARM.search(pair[0].text))
            + 2 * pair[0].leans
            + pair[0].place,
            pair[0].index,
        ),
    )[0]


def _same(one: Candidate, other: Candidate) -> bool:
    """Say whether two candidates name the same thing or would quote the same place."""
    if one.passage.index == other.passage.index and one.defined and other.defined:
        return one.name == other.name
    if one.passage.index == other.passage.index or similarity(one.passage, other.passage) == 1.0:
        return True
    mine, theirs = _content(one), _content(other)
    return bool(mine & theirs) and (mine <= theirs or theirs <= mine)


def _content(item: Candidate) -> frozenset[str]:
    words = f"{item.name} {item.meaning or ''}".lower().split()
    return frozenset(fold(word) for word in words if word not in function_words("en"))


def _draft(item: Candidate, top: float) -> Draft:
    meaning = f" ({item.meaning})" if item.meaning else ""
    times = "once" if item.count == 1 else f"{item.count} times"
    leads = "; the text says" if item.defined else ", for instance"
    return Draft(
        subject=" ".join(item.name.split()[:5]),
        claim=f"“{item.name}”{meaning} is named {times}{leads}: {item.passage.text}",
        category="entity" if item.entity else "term",
        quotes=(item.passage.span,),
        importance=0.25 + 0.45 * item.rank / top,
        confidence=0.85 if item.defined else 0.7 if item.meaning else 0.55,
    )


def _summary(text: Passages, chosen: list[Candidate]) -> str:
    if not chosen:
        return "No term comes back often enough to be called a key term."
    names = ", ".join(f"{item.name} ({item.count})" for item in chosen[:6])
    known = sum(1 for item in chosen if item.defined)
    note = f" {known} of them are defined in the text." if text.english and known else ""
    return f"The terms that carry the text, with their counts: {names}.{note}"


READER = KeywordsReader
