"""Under what each statement stands: numbered things and headings that may each have values of their own.

`Loan A` and `Loan B`, `Patient 1` and `Patient 2`, `Berlin` and `Paris` have each their own rate, age and
staff. That two such headings name two things is never certain, so that the pairs become candidates.
"""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from operator import itemgetter

from docpanel.agents.audit.contradictions.numbered import Numbered, leading_label
from docpanel.agents.audit.contradictions.passed_over import passed_over
from docpanel.agents.readers.passages import Passages
from docpanel.documents.document import Span

__all__ = ["NO_SCOPE", "Scope", "Scopes", "is_parted"]

OF_ITS_SENTENCE = frozenset({"table", "figure", "chart", "example", "item", "question"})
"""What these number is spoken of in one sentence, and not in all that follow."""

GENERAL = re.compile(
    r"\W*(?:[\divxIVX]+[.)]|section|article|clause|chapter|part\b|§|\d)"
    r"|.*\b(?:summar|abstract|introduc|outlook|overview|background|highlight|key |detail|result|"
    r"conclu|discuss|method|finding|financ|revenue|performance|report|statement|review|general|management|"
    r"operation|business|strategy|risk|governance|notes?\b|appendi|annex|terminat|definit|payment|terms?\b|"
    r"scope|purpose|recommend|figures?\b|accounts|outcome|design|limit|market|staff|people|personnel|"
    r"employ|sales|costs?\b|budget|earning|profit|income|letter|remark|agenda|minutes|decision|data|analysis"
    r"|specification|safety|operat|environ|"
    r"sustain|schools|roads|transport|tests?\b|parts\b|law\b|"
    r"planning|question|participants|mainten|install|warrant|liabil|confiden|notice|duration|fees?\b)",
    re.IGNORECASE,
)
"""Headings of parts of one text: they name no things that each have values."""

FIGURE = re.compile(r"[$€£]?\d[\d.,]*")
LONGEST_NAME = 6
MOST_PLACES = 20
NEIGHBOURS = 3
"""Things that are described alike stand near each other; read from catalogues and lists of loans."""
REACH = 600
"""So many characters behind a heading the things it names are described; chosen by hand."""


@dataclass(frozen=True, slots=True)
class Scope:
    """The numbered things that a statement stands under, and the heading close above it, if any.

    `wording` is the statement without its figures, `section` the number of its heading.
    """

    numbered: frozenset[Numbered] = frozenset()
    heading: str | None = None
    wording: str = ""
    section: int = -1


NO_SCOPE = Scope()


class Scopes:
    """The numbered things and the headings of one document, in order."""

    def __init__(self, text: Passages) -> None:
        """Read the headings and the openings of the sentences once."""
        self._text = text
        self._headings = [(span.start, name) for name, span in text.headings]
        marks = {span.start: (text.slice(span).lstrip("# "), True) for _, span in text.headings}
        gaps = [(text.slice(place), place) for place, _ in passed_over(text)]
        for said, place in [*((item.text, item.span) for item in text.sentences), *gaps]:
            marks.setdefault(place.start, (said, False))
        self._starts: list[int] = []
        self._held: list[frozenset[Numbered]] = []
        held: dict[str, Numbered] = {}
        for start, (said, heads) in sorted(marks.items()):
            label = leading_label(said)
            if heads and (label is None or label.noun not in held):
                held = {}
            if label and label.noun not in OF_ITS_SENTENCE:
                held = {**held, label.noun: label}
            if label or heads:
                self._starts.append(start)
                self._held.append(frozenset(held.values()))

    def at(self, place: Span) -> Scope:
        """Return under what the statement at `place` stands."""
        index = bisect_right(self._starts, place.start) - 1
        said = self._text.slice(place)
        own = leading_label(said)
        numbered = self._held[index] if index >= 0 else frozenset()
        section = bisect_right(self._headings, place.start, key=itemgetter(0)) - 1
        wording = FIGURE.sub("0", said).lower()
        return Scope(
            numbered | ({own} if own else frozenset()), self._heading(section, place), wording, section
        )

    def _heading(self, index: int, place: Span) -> str | None:
        """Return the heading close above `place`, where it may name a thing."""
        if index < 0 or place.start - self._headings[index][0] > REACH:
            return None
        name = self._headings[index][1]
        small = any(word[0].islower() for word in name.split())
        general = small or len(name.split()) > LONGEST_NAME or GENERAL.match(name)
        return None if general else name.lower()


def is_parted(left: Sequence[Scope], right: Sequence[Scope]) -> bool:
    """Say whether two of them stand under two numbered things, or say the same under two headings."""
    return any(_parts(one, other) for one in left[:MOST_PLACES] for other in right[:MOST_PLACES])


def _parts(one: Scope, other: Scope) -> bool:
    numbers = {item.noun: item.number for item in one.numbered}
    if any(numbers.get(item.noun, item.number) != item.number for item in other.numbered):
        return True
    if one.heading is None or other.heading is None or abs(one.section - other.section) > NEIGHBOURS:
        return False
    return one.heading != other.heading and one.wording == other.wording
