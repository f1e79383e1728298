"""Content: the topics that the sections treat, and the themes that run through all of them."""

import re
from collections import Counter
from dataclasses import dataclass

from docpanel.agents.readers.lexicon import cue
from docpanel.agents.readers.passage import Passage, Section
from docpanel.agents.readers.passages import Passages
from docpanel.agents.readers.patterns import DEADLINE, MONEY
from docpanel.agents.readers.phrases import phrases
from docpanel.agents.readers.rules import Draft, Reading, RuleReader
from docpanel.agents.readers.selection import similarity

__all__ = ["READER", "ContentReader"]

NUMBERING = re.compile(r"^(?:\([a-z0-9]{1,4}\)|§+|\d+(?:\.\d+)*[.)]?)\s+")
OTHER_REMITS = ("attributed", "duty", "finding", "gap", "harm", "purpose")
MAX_TOPICS = 5
MAX_THEMES = 4
MIN_SECTIONS = 3
MIN_SECTION = 3
MIN_SPREAD = 3
MIN_LETTERS = 4
THEME_SHARE = 0.04
ALIKE = 0.5
OPENING_GAINS = {0: 1.0, 1: 0.5, 2: 0.3, 3: 0.2}
"""What the first sentences of a section gain: topic sentences stand first."""

COMFORTABLE = 30


class ContentReader(RuleReader):
    """Groups sentences by heading for the topics, and repeated phrases by where they stand for the themes."""

    remit = frozenset({"theme", "topic"})

    def examine(self, text: Passages) -> Reading:
        """Return the largest sections and the widest themes, each with one sentence that shows it."""
        if not text.sound:
            return Reading(summary="The document holds no running text whose themes could be grouped.")
        taken: list[Passage] = []
        themes = [_theme_draft(theme, text) for theme in _themes(text, taken)]
        topics = [draft for section in _largest(text) if (draft := _topic(section, text, taken))]
        return Reading(summary=_summary(text, themes), drafts=(*themes, *topics))


@dataclass(frozen=True, slots=True)
class Theme:
    """A phrase, the passages that hold it, and the one that shows it best."""

    name: str
    passages: tuple[Passage, ...]
    shown: Passage

    @property
    def reach(self) -> float:
        """Return how many passages hold the theme, more where they stand far apart."""
        return len(self.passages) * (0.3 + self.passages[-1].place - self.passages[0].place)


def _largest(text: Passages) -> list[Section]:
    """Return the longest sections; the summary itself and sections of addresses are no topics."""
    if len(text.sections) < MIN_SECTIONS:
        return []
    sections = [
        section
        for section in text.sections
        if section.heading and not section.abstract and len(section.passages) >= MIN_SECTION
    ]
    told = [section for section in sections if _dull(section) * 2 < len(section.passages)]
    return sorted(told, key=lambda section: -len(section.passages))[:MAX_TOPICS]


def _dull(section: Section) -> int:
    return sum(1 for item in section.passages if cue("administrative").search(item.text))


def _topic(section: Section, text: Passages, taken: list[Passage]) -> Draft | None:
    candidates = [item for item in section.passages if item.sound and not _seen(item, taken)]
    if not candidates or section.heading is None or section.span is None:
        return None
    counts = Counter(term for item in section.passages for term in set(item.terms))
    first = section.passages[0].index
    shown = max(candidates, key=lambda item: (_worth(item, text) + _inside(item, counts, first), -item.index))
    taken.append(shown)
    heading = section.heading.rstrip(":")
    begin, end = text.document.page_at(section.span.start), section.passages[-1].page
    where = f"page {begin}" if begin == end else f"pages {begin} to {end}"
    about = ", ".join(_about(section, text))
    turns = f"; it turns on {about}" if about else ""
    return Draft(
        subject=" ".join(NUMBERING.sub("", heading).split()[:5]),
        claim=f"The section “{heading}” ({where}) has {len(section.passages)} sentences{turns}.",
        category="topic",
        quotes=(shown.span,),
        importance=0.3 + 0.4 * min(1.0, 3 * len(section.passages) / len(text.passages)),
        confidence=0.8,
        basis="computed",
    )


def _about(section: Section, text: Passages) -> list[str]:
    """Return the phrases that are frequent in a section, the best of those that overlap."""
    counted = phrases(text)
    counts = Counter(
        key
        for item in section.passages
        for key in {phrase.key for phrase in counted.of(item) if len(phrase.key) > 1}
    )
    found: list[tuple[str, ...]] = []
    for key, count in sorted(counts.items(), key=lambda pair: (-pair[1] * len(pair[0]) ** 0.5, pair[0])):
        if count > 1 and not any(set(key) & set(other) for other in found):
            found.append(key)
    return [counted.form(key) for key in found[:3]]


def _themes(text: Passages, taken: list[Passage]) -> list[Theme]:
    holding = _holding(text)
    least = max(MIN_SPREAD, THEME_SHARE * len(text.sound))
    ranked = sorted(
        ((key, held) for key, held in holding.items() if len(held) >= least),
        key=lambda pair: (-len(pair[1]) * len(pair[0]) ** 0.5, pair[0]),
    )
    found: list[Theme] = []
    used: set[str] = set()
    for key, held in ranked:
        candidates = [item for item in held if not _seen(item, taken)]
        if used & set(key) or not candidates:
            continue
        shown = max(candidates, key=lambda item: (_worth(item, text), -item.index))
        used |= set(key)
        taken.append(shown)
        found.append(Theme(phrases(text).form(key), tuple(held), shown))
        if len(found) == MAX_THEMES:
            break
    return found


def _holding(text: Passages) -> dict[tuple[str, ...], list[Passage]]:
    found: dict[tuple[str, ...], list[Passage]] = {}
    for item in text.sound:
        for key in dict.fromkeys(phrase.key for phrase in phrases(text).of(item)):
            if phrases(text).counts[key] >= MIN_SPREAD and _may_be_theme(key, english=text.english):
                found.setdefault(key, []).append(item)
    return found


def _may_be_theme(key: tuple[str, ...], *, english: bool) -> bool:
    return len(key) > 1 if english else sum(map(str.isalpha, "".join(key))) >= MIN_LETTERS


def _worth(item: Passage, text: Passages) -> float:
    """Return how well a passage shows its group; what the other remits look for counts less."""
    score = item.weight - 0.3 * item.leans - 0.5 * (item.sentence.kind != "paragraph")
    if text.english:
        foreign = [*(cue(name) for name in OTHER_REMITS), DEADLINE, MONEY]
        score -= 0.25 * sum(1 for pattern in foreign if pattern.search(item.text))
        score -= 0.8 * bool(cue("administrative").search(item.text))
    return score - 0.01 * max(0, len(item.words) - COMFORTABLE)


def _inside(item: Passage, counts: Counter[str], first: int) -> float:
    """Return how much of the section's vocabulary a passage carries, and a gain for standing at its head."""
    terms = set(item.terms)
    own = sum(counts[term] for term in terms) / (len(terms) + 8) / max(1, max(counts.values(), default=1))
    return 2.0 * own + OPENING_GAINS.get(item.index - first, 0.0)


def _seen(item: Passage, taken: list[Passage]) -> bool:
    return any(similarity(item, other) >= ALIKE for other in taken)


def _theme_draft(theme: Theme, text: Passages) -> Draft:
    pages = sorted({item.page for item in theme.passages})
    where = f" on pages {pages[0]} to {pages[-1]}" if len(pages) > 1 else ""
    return Draft(
        subject=" ".join(theme.name.split()[:5]),
        claim=f"“{theme.name}” runs through {len(theme.passages)} of {len(text.sound)} sentences{where}.",
        category="theme",
        quotes=(theme.shown.span,),
        importance=0.35 + 0.4 * min(1.0, theme.reach / (0.2 * len(text.sound))),
        confidence=0.75,
        basis="computed",
    )


def _summary(text: Passages, themes: list[Draft]) -> str:
    sections = [section for section in text.sections if section.heading]
    names = ", ".join(f"“{draft.subject}”" for draft in themes)
    run = (
        f"What runs through the text: {names}."
        if names
        else "No phrase comes back often enough to be a theme."
    )
    parts = f" Its sentences stand under {len(sections)} headings." if len(sections) >= MIN_SECTIONS else ""
    return run + parts


READER = ContentReader
