"""Content: the topics that the sections treat, and the themes that run through all of them."""

import re
from collections import Counter
from dataclasses import dataclass

from docpanel.agents.readers.passages import Passage, Passages, Section
from docpanel.agents.readers.patterns import (
    ADMINISTRATIVE,
    ATTRIBUTED,
    DEADLINE,
    DUTY,
    FINDING,
    GAP,
    HARM,
    MONEY,
    PURPOSE,
)
from docpanel.agents.readers.phrases import phrases
from docpanel.agents.readers.rules import Draft, Reading, RuleReader
from docpanel.agents.readers.selection import similarity

__all__ = ["READER", "ContentReader"]

NUMBERING = re.compile(r"^(?:\([a-z0-9]{1,4}\)|§+|\d+(?:\.\d+)*[.)]?)\s+")
MAX_TOPICS = 5
MAX_THEMES = 4
MIN_SECTIONS = 3
MIN_SECTION = 3
MIN_SPREAD = 3
THEME_SHARE = 0.04
ELSEWHERE = (ATTRIBUTED, DEADLINE, DUTY, FINDING, GAP, HARM, MONEY, PURPOSE)


class ContentReader(RuleReader):
    """Groups sentences by heading for the topics, and repeated phrases by where they occur for the themes."""

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
    def share(self) -> float:
        """Return how far the theme reaches: passages times the width of their spread."""
        return len(self.passages) * (0.3 + self.passages[-1].place - self.passages[0].place)


def _main(text: Passages) -> list[Section]:
    border = text.second_document
    return [
        section
        for section in text.sections
        if border is None or section.passages[0].span.start < border.span.start
    ]


def _largest(text: Passages) -> list[Section]:
    sections = [
        section
        for section in _main(text)
        if section.heading
        and not section.abstract
        and len(section.passages) >= MIN_SECTION
        and sum(bool(ADMINISTRATIVE.search(item.text)) for item in section.passages) * 2
        < len(section.passages)
    ]
    if len(_main(text)) < MIN_SECTIONS:
        return []
    return sorted(sections, key=lambda section: -len(section.passages))[:MAX_TOPICS]


def _topic(section: Section, text: Passages, taken: list[Passage]) -> Draft | None:
    candidates = [item for item in section.passages if item.sound and not _seen(item, taken)]
    if not candidates:
        return None
    shown = max(candidates, key=lambda item: (_worth(item, text) + _inside(item, section), -item.index))
    taken.append(shown)
    heading = (section.heading or "").lstrip("# ").rstrip(":")
    begin = section.span.start if section.span else section.passages[0].span.start
    first, last = text.document.page_at(begin), section.passages[-1].page
    where = f"page {first}" if first == last else f"pages {first} to {last}"
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
    """Return the phrases that are frequent in a section, the longest of those that overlap."""
    counted = phrases(text)
    counts = Counter(
        key for item in section.passages for key in {key for _, key in counted.of(item)} if len(key) > 1
    )
    found: list[tuple[str, ...]] = []
    for key, count in sorted(counts.items(), key=lambda pair: (-pair[1] * len(pair[0]) ** 0.5, pair[0])):
        if count > 1 and not any(set(key) & set(other) for other in found):
            found.append(key)
    return [counted.form(key) for key in found[:3]]


def _themes(text: Passages, taken: list[Passage]) -> list[Theme]:
    counted = phrases(text)
    holding: dict[tuple[str, ...], list[Passage]] = {}
    for item in text.sound:
        for key in {key for _, key in counted.of(item) if _may_be_theme(key, english=text.english)}:
            holding.setdefault(key, []).append(item)
    least = max(MIN_SPREAD, THEME_SHARE * len(text.sound))
    ranked = sorted(
        ((key, held) for key, held in holding.items() if len(held) >= least),
        key=lambda pair: (-len(pair[1]) * len(pair[0]) ** 0.5, pair[0]),
    )
    found: list[Theme] = []
    used: set[str] = set()
    for key, held in ranked:
        if len(found) == MAX_THEMES:
            break
        candidates = [item for item in held if not _seen(item, taken)]
        if used & set(key) or not candidates:
            continue
        shown = max(candidates, key=lambda item: (_worth(item, text), -item.index))
        used |= set(key)
        taken.append(shown)
        found.append(Theme(counted.form(key), tuple(held), shown))
    return found


def _may_be_theme(key: tuple[str, ...], *, english: bool) -> bool:
    if english:
        return len(key) > 1
    return sum(map(str.isalpha, "".join(key))) > 3  # noqa: PLR2004  # numbers and stumps name nothing


def _worth(item: Passage, text: Passages) -> float:
    """Return how well a passage shows its group; what other remits look for counts less."""
    score = item.weight - 0.3 * item.leans - 0.5 * (item.sentence.kind != "paragraph")
    if text.english:
        score -= 0.25 * sum(bool(pattern.search(item.text)) for pattern in ELSEWHERE)
    return score - 0.8 * bool(ADMINISTRATIVE.search(item.text)) - 0.01 * max(0, len(item.words) - 30)


def _inside(item: Passage, section: Section) -> float:
    """Return how much of the section's own vocabulary a passage carries, and a little for standing first."""
    counts = Counter(term for other in section.passages for term in set(other.terms))
    terms = set(item.terms)
    own = sum(counts[term] for term in terms) / (len(terms) + 8) / max(1, max(counts.values(), default=1))
    return 2.0 * own + 0.4 * (item.index - section.passages[0].index < 4)  # noqa: PLR2004  # the opening


def _seen(item: Passage, taken: list[Passage]) -> bool:
    return any(similarity(item, other) >= 0.5 for other in taken)  # noqa: PLR2004  # half of the words


def _theme_draft(theme: Theme, text: Passages) -> Draft:
    pages = sorted({item.page for item in theme.passages})
    many = len(text.document.pages) > 1
    where = f" on pages {pages[0]} to {pages[-1]}" if many and len(pages) > 1 else ""
    return Draft(
        subject=" ".join(theme.name.split()[:5]),
        claim=f"“{theme.name}” runs through {len(theme.passages)} of {len(text.sound)} sentences{where}.",
        category="theme",
        quotes=(theme.shown.span,),
        importance=0.35 + 0.4 * min(1.0, theme.share / (0.2 * len(text.sound))),
        confidence=0.75,
        basis="computed",
    )


def _summary(text: Passages, themes: list[Draft]) -> str:
    sections = [section for section in _main(text) if section.heading]
    names = ", ".join(f"“{draft.subject}”" for draft in themes)
    run = (
        f"What runs through the text: {names}."
        if names
        else "No phrase comes back often enough to be a theme."
    )
    parts = f" Its sentences stand under {len(sections)} headings." if len(sections) >= MIN_SECTIONS else ""
    return run + parts


READER = ContentReader
