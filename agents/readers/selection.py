"""Choosing few passages out of many: the best first, none that repeats another."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from docpanel.agents.readers.passage import Passage

__all__ = ["Choice", "claim_of", "pick", "similarity"]

CONNECTIVE = re.compile(
    r"^(?:(?:Finally|Also|In addition|Additionally|Therefore|Accordingly|However|Thus|Hence|First|Second|"
    r"Third|Moreover|Furthermore|Consequently|Similarly|Further|As previously discussed|Likewise|"
    r"Nevertheless), ?)+",
    re.IGNORECASE,
)
MAX_SIMILARITY = 0.5
CONTAINED = 0.8
MAX_CHARACTERS = 600


@dataclass(frozen=True, slots=True)
class Choice:
    """A passage, what it counts, and the name of the rule that chose it."""

    passage: Passage
    score: float
    rule: str


def pick(choices: Iterable[Choice], limit: int, taken: Iterable[Passage] = ()) -> list[Choice]:
    """Return up to `limit` choices, best first, skipping what repeats a better one or one already taken."""
    kept: list[Choice] = []
    seen = list(taken)
    for choice in sorted(choices, key=lambda item: (-round(item.score, 6), item.passage.index)):
        if len(kept) == limit:
            break
        if len(choice.passage.text) > MAX_CHARACTERS:
            continue
        if all(similarity(choice.passage, other) < MAX_SIMILARITY for other in seen):
            kept.append(choice)
            seen.append(choice.passage)
    return kept


def similarity(one: Passage, other: Passage) -> float:
    """Return the Jaccard index of the two passages' terms, or 1 where one holds nearly all of the other."""
    left, right = set(one.terms), set(other.terms)
    if not left or not right:
        return 1.0 if one.text == other.text else 0.0
    shared = len(left & right)
    if shared / min(len(left), len(right)) > CONTAINED:
        return 1.0
    return shared / len(left | right)


def claim_of(passage: Passage) -> str:
    """Return the passage as a sentence that stands alone: without the connective that it opens with."""
    text = CONNECTIVE.sub("", passage.text)
    return text[:1].upper() + text[1:]
