"""Whom a statement speaks of: the document's own subject, whoever a heading names, or somebody else."""

import re
from bisect import bisect_right
from dataclasses import dataclass

from docpanel.agents.audit.contradictions.neutral_words import content_words, is_neutral
from docpanel.agents.audit.contradictions.periods import periods
from docpanel.agents.readers.passages import Passages
from docpanel.documents.document import Span

__all__ = ["Section", "Sections", "own_names", "without_generic"]

GENERIC = re.compile(
    r"\b(?:the|this|our|its)\s(company|group|firm|corporation|enterprise|study|trial|unit|device|"
    r"machine|appliance|"
    r"municipality|town|city|council|commune)(?:'s|’s)?(?=[\s,.;:)]|$)(\s+[^\W\d_]+)?",
    re.IGNORECASE,
)
SCOPE_NOUN_WORDS = """
    segment division region subsidiary branch phase lot option scenario variant model version site
    plant arm cohort case alternative party subcontractor supplier customer guarantor county
    district ward quarter appendix annex schedule competitor exhibit
"""
SCOPE_NOUNS = frozenset(SCOPE_NOUN_WORDS.split())
KIND_WORDS = """
    annual report contract agreement study minutes technical specification manual draft final
    interim proposed rule memo memorandum letter notice plan policy statement half-year quarterly
"""
KINDS = frozenset(KIND_WORDS.split())
PART_OF = re.compile(r"\b(?:of|for|at|in|–|-|:)\s+((?:[A-Z][\w’'-]*\s?)+)$")
LOWER_WORD = re.compile(r"(?<![\w’'-])[a-z][\w’'-]*")
LABELLED = re.compile(r"\S\s?[:=|]\s+\S")
"""A short line of label and value looks like a heading, but begins no section."""

LONGEST_TITLE = 8
MOST_HEADINGS = 2000
DECLARED = 1


@dataclass(frozen=True, slots=True)
class Section:
    """What a heading says of all that stands under it: whom it is about, and when."""

    scope: frozenset[str] = frozenset()
    period: str | None = None


def without_generic(text: str) -> str:
    """Return `text` with `the company`, `the unit` and their like blanked, where they are the whole name."""

    def blank(match: "re.Match[str]") -> str:
        following = match[2] or ""
        word = following.strip().lower()
        if word and not is_neutral(word) and not word.endswith(("s", "ed")):
            return match[0]
        return " " * (len(match[0]) - len(following)) + following

    return GENERIC.sub(blank, text)


def own_names(text: Passages) -> frozenset[str]:
    """Return the words by which the title and the running heads name the document's own subject."""
    document = text.document
    lines = [document.text[span.start : span.end] for span in document.furniture[:MOST_HEADINGS]]
    lines.append(next((line for line in document.text[:2000].splitlines() if line.strip()), ""))
    found: set[str] = set()
    for line in dict.fromkeys(lines):
        words = line.split()
        if 0 < len(words) <= LONGEST_TITLE:
            found |= {word for word in content_words(line) if not word.isdigit()}
    return frozenset(found - KINDS)


class Sections:
    """The headings of a document as scopes of what stands under them."""

    def __init__(self, text: Passages, own: frozenset[str]) -> None:
        """Read the headings once; `own` are the words that name the document's subject."""
        self._own = own
        self._body = " ".join(item.text for item in text.sentences)
        self._lowered = self._body.lower()
        self._common = frozenset(match[0] for match in LOWER_WORD.finditer(self._body))
        levels = {heading.span.start: heading.level for heading in text.document.headings}
        stack: list[tuple[int, Section]] = []
        self._starts: list[int] = []
        self._sections: list[Section] = []
        for name, span in text.headings:
            if LABELLED.search(name):
                continue
            level = levels.get(span.start, DECLARED)
            stack = [item for item in stack if item[0] < level]
            stack.append((level, self._read(name)))
            self._starts.append(span.start)
            self._sections.append(_joined([section for _, section in stack]))

    def number(self, place: Span) -> int:
        """Return how many headings stand before `place`."""
        return bisect_right(self._starts, place.start)

    def at(self, place: Span) -> Section:
        """Return what the headings above `place` say."""
        index = bisect_right(self._starts, place.start) - 1
        return self._sections[index] if index >= 0 else Section()

    def _read(self, name: str) -> Section:
        named = periods(name)
        period = named[0].name if len(named) == 1 else None
        return Section(self.scope_of(name), period)

    def scope_of(self, name: str) -> frozenset[str]:
        """Return the words of a heading that names an entity or a part of one, else nothing."""
        words = content_words(name)
        if not words or words <= self._own:
            return frozenset()
        return words if self._names(name, words) else frozenset()

    def _names(self, name: str, words: frozenset[str]) -> bool:
        if words & SCOPE_NOUNS:
            return True
        bare = name.strip(" .:#")
        if re.match(r"(?:The|Our)\s", bare):
            return self._lowered.find(bare.lower()) >= 0
        if any(self._is_name(match[1]) for match in PART_OF.finditer(bare)):
            return True
        capitals = all(word[0].isupper() for word in bare.split() if not is_neutral(word.lower()))
        return capitals and _inside_a_sentence(self._body, bare)

    def _is_name(self, words: str) -> bool:
        """Say whether one of these words is never written small."""
        return any(
            word.lower() not in self._common and not is_neutral(word.lower()) for word in words.split()
        )


def _inside_a_sentence(body: str, name: str) -> bool:
    at = body.find(name)
    while at >= 0:
        before = body[max(0, at - 2) : at]
        if before[:1].isalpha() or before[:1] == ",":
            return True
        at = body.find(name, at + 1)
    return False


def _joined(sections: list[Section]) -> Section:
    period = next((item.period for item in reversed(sections) if item.period), None)
    return Section(frozenset().union(*(item.scope for item in sections)), period)
