"""Pairs of passages that a model judges: shown as numbered lines, and what its verdicts change.

Candidates come first, then the certain conflicts. A confirmed candidate joins the conflicts, any other
stays unseen; a certain conflict stays whatever is said of it, and may be explained.
"""

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from docpanel.agents.analysis import Conflict, Position
from docpanel.agents.answers import MOST_VERDICTS, Verdict
from docpanel.agents.grounding.figures import figures_beyond
from docpanel.agents.reconciliation import Reconciliation

__all__ = ["CONFIRMED", "JudgedPairs", "on_one_line"]

CANDIDATES = 8
"""Candidates that one request asks about; each takes two quotations."""

QUOTE_CHARACTERS = 300
SIDES = "ABCD"
CONFIRMED = "the model confirmed it"
EXPLAINING = frozenset({"different_scope", "restated"})


@dataclass(frozen=True, slots=True)
class JudgedPairs:
    """What one request shows: `candidates` are numbered from 1, `conflicts` after them."""

    candidates: tuple[Conflict, ...]
    conflicts: tuple[Conflict, ...]

    @classmethod
    def of(cls, reconciled: Reconciliation) -> "JudgedPairs":
        """Choose the gravest candidates whose sides are all quoted, and the gravest certain conflicts."""
        candidates = _gravest([item for item in reconciled.candidates if _is_quoted(item)])[:CANDIDATES]
        certain = [item for item in reconciled.conflicts if item.kind == "document"]
        return cls(tuple(candidates), tuple(_gravest(certain)[: MOST_VERDICTS - len(candidates)]))

    def lines(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Return the lines of the candidates and those of the certain conflicts."""
        first = len(self.candidates) + 1
        return (
            tuple(_line(number, item) for number, item in enumerate(self.candidates, 1)),
            tuple(_line(number, item) for number, item in enumerate(self.conflicts, first)),
        )

    def settled(self, verdicts: Sequence[Verdict], certain: Sequence[Conflict]) -> tuple[Conflict, ...]:
        """Return all conflicts: the certain ones, some explained, then the confirmed candidates.

        Of two different verdicts on one pair none counts.
        """
        given = _given(verdicts)
        explained = {
            id(item): _explained(item, given[number])
            for number, item in enumerate(self.conflicts, len(self.candidates) + 1)
            if number in given
        }
        confirmed = [
            item.model_copy(update={"rule": f"{item.rule}; {CONFIRMED}"})
            for number, item in enumerate(self.candidates, 1)
            if number in given and given[number].verdict == "contradiction"
        ]
        return (*(explained.get(id(item), item) for item in certain), *confirmed)


def on_one_line(text: str) -> str:
    """Return text on one line, without control characters: no text can forge the line of another."""
    spaced = " ".join(text.split())
    return "".join(character for character in spaced if unicodedata.category(character)[0] != "C")


def _gravest(conflicts: Sequence[Conflict]) -> list[Conflict]:
    return sorted(conflicts, key=lambda item: -item.severity)


def _is_quoted(conflict: Conflict) -> bool:
    """Say whether there are two sides, and each stands in the document."""
    quoted = [any(place.verified for place in side.evidence) for side in conflict.positions]
    return len(quoted) > 1 and all(quoted)


def _line(number: int, conflict: Conflict) -> str:
    sides = (
        f"{name}: {_side(side)}" for name, side in zip(SIDES, conflict.positions[: len(SIDES)], strict=False)
    )
    return on_one_line(f"{number}. {conflict.subject} | {' | '.join(sides)}")


def _side(position: Position) -> str:
    place = next((item for item in position.evidence if item.verified), None)
    if place is None:
        return position.claim
    quote = place.quote if len(place.quote) <= QUOTE_CHARACTERS else f"{place.quote[:QUOTE_CHARACTERS]}…"
    return f'page {place.page}: "{quote}"'


def _given(verdicts: Sequence[Verdict]) -> Mapping[int, Verdict]:
    by_pair: dict[int, list[Verdict]] = {}
    for item in verdicts:
        by_pair.setdefault(item.pair, []).append(item)
    return {pair: said[0] for pair, said in by_pair.items() if len({item.verdict for item in said}) == 1}


def _explained(conflict: Conflict, verdict: Verdict) -> Conflict:
    """Add the model's explanation, unless there is one, or it states a figure that no side has."""
    reason = on_one_line(verdict.reason)
    sides = [
        text for side in conflict.positions for text in (side.claim, *(item.quote for item in side.evidence))
    ]
    if not reason or conflict.resolution or verdict.verdict not in EXPLAINING:
        return conflict
    if figures_beyond(reason, sides):
        return conflict
    return conflict.model_copy(update={"resolution": reason, "resolved_by": "model"})
