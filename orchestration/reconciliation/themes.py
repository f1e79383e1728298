"""What the points of a document are about: themes, from the subjects' words and the document's headings."""

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from docpanel.documents.blocks import blocks
from docpanel.documents.document import Document
from docpanel.orchestration.reconciliation.matter import carrying_words
from docpanel.orchestration.reconciliation.points import Point

__all__ = ["Sections", "Theme", "themes"]

OTHER = "Other matters"
MOST = 8
"""Themes beside the rest: as many as there are key findings, so that each can be heard."""


class Sections:
    """The parts of a document under its headings; its pages where it has none."""

    def __init__(self, document: Document) -> None:
        """Find the headings."""
        places = [block.span for block in blocks(document) if block.kind == "heading"]
        self._document = document
        self._starts = [place.start for place in places]
        self._names = [
            " ".join(document.text[place.start : place.end].split()).lstrip("# ") for place in places
        ]
        self.count = len(places) or len(document.pages)

    def of(self, point: Point) -> int:
        """Return the number of the section of a point's lead, 0 before the first and without a place."""
        start = next((place.start for place in point.group.lead.evidence if place.verified), None)
        if start is None:
            return 0
        return bisect_right(self._starts, start) if self._starts else self._document.page_at(start)

    def heading(self, section: int) -> str | None:
        """Return what stands above a section."""
        return self._names[section - 1] if self._names and section else None


@dataclass(frozen=True, slots=True)
class Theme:
    """Points on one matter, the heaviest first."""

    name: str
    points: tuple[Point, ...]

    def weight(self, sections: Sections) -> float:
        """Return the sum over sections of the heaviest point in each; of the rest, that of its heaviest.

        The points of the rest share nothing, so that they do not speak for each other.
        """
        if self.name == OTHER:
            return max(point.group.score for point in self.points)
        heaviest: dict[int, float] = {}
        for point in self.points:
            section = sections.of(point)
            heaviest[section] = max(heaviest.get(section, 0.0), point.group.score)
        return sum(heaviest[section] for section in sorted(heaviest))


def themes(points: Sequence[Point], sections: Sections) -> tuple[Theme, ...]:
    """File every point under one theme.

    The word that most points share in their subjects makes the first theme, and so on with what is left;
    a word counts for a point also where the heading above its quotation holds it and the claim as well.
    Points that share no word with another are filed under the heading that two of them have in common,
    and the rest under other matters. Ties go to the heavier points, then to the alphabet.
    """
    left = sorted(points, key=lambda point: (-point.group.score, point.group.lead.id))
    words = {point.group.lead.id: _words(point, sections) for point in left}
    found: list[Theme] = []
    while len(found) < MOST and (word := _commonest(left, words)):
        members = tuple(point for point in left if word in words[point.group.lead.id])
        found.append(Theme(_name(members, word), members))
        left = [point for point in left if word not in words[point.group.lead.id]]
    by_heading: dict[str, list[Point]] = {}
    for point in left:
        by_heading.setdefault(sections.heading(sections.of(point)) or OTHER, []).append(point)
    for heading, under in sorted(by_heading.items()):
        if heading != OTHER and len(under) > 1 and len(found) < MOST:
            found.append(Theme(heading, tuple(under)))
            left = [point for point in left if point not in under]
    return (*found, Theme(OTHER, tuple(left))) if left else tuple(found)


def _words(point: Point, sections: Sections) -> frozenset[str]:
    lead = point.group.lead
    above = carrying_words(sections.heading(sections.of(point)) or "")
    return carrying_words(lead.subject) | (above & carrying_words(lead.claim))


def _commonest(points: Sequence[Point], words: dict[str, frozenset[str]]) -> str | None:
    spread = Counter[str]()
    weight: dict[str, float] = defaultdict(float)
    for point in points:
        for word in words[point.group.lead.id]:
            spread[word] += 1
            weight[word] += point.group.score
    shared = [word for word, count in spread.items() if count > 1]
    return min(shared, key=lambda word: (-spread[word], -round(weight[word], 6), word), default=None)


def _name(members: Sequence[Point], word: str) -> str:
    """Return the words that the members' subjects share, as the heaviest of them prints them."""
    subjects = [subject for point in members if word in carrying_words(subject := point.group.lead.subject)]
    if not subjects:
        return word
    shared = frozenset.intersection(*(carrying_words(subject) for subject in subjects))
    return " ".join(part for part in subjects[0].split() if carrying_words(part) & shared) or word
