"""Where a text explains its own terms: abbreviations in brackets, definitions, and first mentions."""

import re
from dataclasses import dataclass

from docpanel.agents.readers.lexicon import cue
from docpanel.agents.readers.passage import Passage
from docpanel.agents.readers.passages import Passages

__all__ = ["Expansion", "definitions", "expansions", "introduction"]

ACRONYM = re.compile(r"\(([A-Z][A-Za-z&/-]{0,8}[A-Z]|[A-Z]{2,10})s?\)")
PARTS = re.compile(r"[-/–]")
DEFINITION = re.compile(
    r"(?:On the [\w ]{1,30}, |For the purposes? of [\w ]{1,30}, )?(?:[Tt]he |[Aa]n? )?"
    r"[“\"]?(?P<name>[\w’/& -]{2,60}?)[”\"]?(?: \([^)]*\))? "
    r"(?:is|are|means|refers to|denotes|stands for|consists of|is defined as) (?!not\b|the following)"
    r"(?:a|an|the|one|any|commercial|used|known|part|defined|[a-z]+ (?:that|which))\b"
)
ALIAS = re.compile(r"\((?:the |each an? |together,? |collectively,? )?[“\"‘]([A-Z][\w -]{1,30})[”\"’]\)")
EARLY = 6
LONG = 40
SPARE_WORDS = 4
MAX_EXPANSIONS = 300


@dataclass(frozen=True, slots=True)
class Expansion:
    """An abbreviation, what it stands for, and the passage that shows it best."""

    short: str
    long: str
    passage: Passage


def expansions(text: Passages) -> dict[str, Expansion]:
    """Return the abbreviations that the text explains in brackets, by their short form."""
    found: dict[str, Expansion] | None = text.__dict__.get("_expansions")
    if found is None:
        found = text.__dict__.setdefault("_expansions", _expansions(text))
    return found


def _expansions(text: Passages) -> dict[str, Expansion]:
    spelled: dict[str, Passage] = {}
    for item in text.sound:
        if "(" in item.text and len(item.words) <= LONG:
            for match in ACRONYM.finditer(item.text):
                spelled.setdefault(match[1], item)
    found: dict[str, Expansion] = {}
    for block in text.blocks:
        if block.kind in {"row", "code"} or len(found) == MAX_EXPANSIONS:
            continue
        body = text.slice(block.span)
        for match in ACRONYM.finditer(body):
            short = match[1]
            long = _long_form(body[: match.start()].rstrip(), short)
            if long and short not in found:
                passage = spelled.get(short) or introduction(text, short)
                if passage is not None:
                    found[short] = Expansion(short, long, passage)
    return found


def definitions(text: Passages) -> dict[str, Passage]:
    """Map terms, in lower case, to the first passage that says what they are or gives them their name."""
    found: dict[str, Passage] = {}
    for item in text.sound:
        match = DEFINITION.match(item.text)
        if match:
            found.setdefault(match["name"].casefold(), item)
        for alias in ALIAS.findall(item.text):
            found.setdefault(alias.casefold(), item)
    return found


def introduction(text: Passages, name: str) -> Passage | None:
    """Return the passage that introduces a term: an early one that is short and soon speaks of it."""
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
    return min(holding, key=lambda pair: (_distance(*pair), pair[0].index))[0]


def _distance(item: Passage, place: int) -> float:
    distance = len(item.words) / 20 + place / 60 + item.place + 2.0 * item.leans
    distance += 2.0 * (len(item.words) > LONG) + 2.0 * bool(cue("administrative").search(item.text))
    return distance + 1.0 * bool(cue("harm").search(item.text))


def _long_form(before: str, short: str) -> str | None:
    """Return the words before the bracket whose initials spell the abbreviation.

    A simple form of the algorithm of Schwartz and Hearst (2003), on initials of words only.
    """
    letters = [letter.lower() for letter in short if letter.isalpha()]
    words = before.split()[-(len(letters) + SPARE_WORDS) :]
    place = len(letters) - 1
    for start in range(len(words) - 1, -1, -1):
        for part in reversed(PARTS.split(words[start].strip("“”\"'(").lower())):
            if place >= 0 and part[:1] == letters[place]:
                place -= 1
        if place < 0:
            long = " ".join(words[start:]).strip("“”\"'(, ")
            return long if len(long) > len(short) else None
    return None
