"""Which sentences state a deadline, a cost, a value, a risk or an action, and how much each counts."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from docpanel.agents.readers.amounts import DATED, attributes_of
from docpanel.agents.readers.lexicon import cue
from docpanel.agents.readers.passage import Passage
from docpanel.agents.readers.passages import Passages
from docpanel.agents.readers.patterns import COUNT, DEADLINE, MONEY
from docpanel.agents.readers.selection import Choice, pick

__all__ = ["IMPORTANCE", "Stake", "figures", "stakes"]

BINDING = re.compile(r"\b(?:deadlines?|notice|ends?|expires?|due|payable)\b", re.IGNORECASE)
AVERTED = re.compile(
    r"\b(?:(?:is|are|was|would) not|no (?:risk|hazard|danger|loss)|prevent|avoid|ensure|address|so that)\b",
    re.IGNORECASE,
)
"""What turns a word of risk round: it is denied, or something is done against it."""

EXPOSED = re.compile(r"\b(?:liab|penalt|terminat|breach|could (?:cause|lead|result))", re.IGNORECASE)
"""What makes a risk alone, where other words need company: `unsafe` is often said of what was mended."""

DENIED = re.compile(r"\b(?:no|not|never|without)(?: an?)? $", re.IGNORECASE)
REACH = 16
COVERED = re.compile(r"\bwarrant", re.IGNORECASE)
IMPORTANCE = {"deadline": 0.85, "cost": 0.8, "risk": 0.8, "action": 0.75, "value": 0.65}
MAX_COSTS = 3
DULL = 1.5
"""What an address, a docket or an invitation to comment costs a sentence."""


@dataclass(frozen=True, slots=True)
class Place:
    """A passage and whether it stands under a heading of costs."""

    item: Passage
    in_costs: bool


@dataclass(frozen=True, slots=True)
class Stake:
    """A category: which places belong to it, their score, the full score, and how many are told."""

    category: str
    holds: Callable[[Place], bool]
    score: Callable[[Place], float]
    full_score: float
    limit: int


def stakes(text: Passages, room: int) -> list[tuple[Choice, float]]:
    """Return the chosen passages of an English text with their share of the full score, at most `room`.

    A passage is told once: in the first category of `STAKES` that takes it.
    """
    costly = _cost_sections(text)
    places = [
        Place(item, item.section in costly)
        for item in text.sound
        if item.sentence.kind != "note" and item.index not in text.abstract
    ]
    chosen: list[tuple[Choice, float]] = []
    for stake in STAKES:
        choices = [
            Choice(place.item, score, stake.category)
            for place in places
            if stake.holds(place) and (score := _net(stake, place)) > 0
        ]
        taken = [choice.passage for choice, _ in chosen]
        found = pick(choices, min(stake.limit, room - len(chosen)), taken)
        chosen += [(choice, min(1.0, choice.score / stake.full_score)) for choice in found]
    return chosen


def figures(text: Passages) -> list[tuple[Choice, float]]:
    """Return what can be told in any language: sentences with sums of money."""
    money = [Choice(item, item.weight, "cost") for item in text.sound if MONEY.search(item.text)]
    return [(choice, choice.score) for choice in pick(money, MAX_COSTS)]


def _cost_sections(text: Passages) -> frozenset[int]:
    return frozenset(
        number for number, (name, _) in enumerate(text.headings, 1) if cue("cost_heading").search(name)
    )


def _net(stake: Stake, place: Place) -> float:
    dull = stake.category != "deadline" and cue("administrative").search(place.item.text)
    return stake.score(place) - DULL * bool(dull)


def _is_deadline(place: Place) -> bool:
    match = DEADLINE.search(place.item.text)
    if match is None or not DATED.search(match[0]):
        return False
    return bool(cue("duty").search(place.item.text) or BINDING.search(place.item.text))


def _deadline(place: Place) -> float:
    return 1.0 - 0.5 * place.item.place - 0.01 * len(place.item.words)


def _is_cost(place: Place) -> bool:
    counted = place.in_costs and COUNT.search(place.item.text) is not None
    return MONEY.search(place.item.text) is not None or counted


def _cost(place: Place) -> float:
    item = place.item
    figured = bool(MONEY.search(item.text)) + 0.3 * bool(COUNT.search(item.text))
    return figured + 0.5 * place.in_costs + 0.3 * item.weight


def _is_value(place: Place) -> bool:
    text = place.item.text
    figured = MONEY.search(text) or COUNT.search(text) or COVERED.search(text)
    return cue("value").search(text) is not None and (place.in_costs or figured is not None)


def _value(place: Place) -> float:
    return len(cue("value").findall(place.item.text)) + 0.5 * place.in_costs


def _is_risk(place: Place) -> bool:
    text = place.item.text
    return _distinct("risk", text) > 0 and (
        _distinct("risk", text) + _distinct("harm", text) > 1 or bool(EXPOSED.search(text))
    )


def _distinct(name: str, text: str) -> int:
    """Return how many different cues a text holds that are not denied."""
    found = cue(name).finditer(text)
    return len({match[0].lower() for match in found if not DENIED.search(text[: match.start()][-REACH:])})


def _risk(place: Place) -> float:
    item = place.item
    risks, harms = _distinct("risk", item.text), _distinct("harm", item.text)
    return risks + 0.7 * harms + 0.5 * item.weight - 0.4 * item.place - 2.0 * bool(AVERTED.search(item.text))


def _is_action(place: Place) -> bool:
    text = place.item.text
    return cue("duty").search(text) is not None and not place.in_costs and not MONEY.search(text)


def _action(place: Place) -> float:
    item = place.item
    bound = 0.6 * ("actor" in attributes_of(item.text)) + 0.4 * bool(DEADLINE.search(item.text))
    duties = 0.2 * len(cue("duty").findall(item.text))
    return item.weight + bound + duties - 0.3 * item.leans - 0.3 * item.place


STAKES = (
    Stake("deadline", _is_deadline, _deadline, full_score=1.0, limit=3),
    Stake("risk", _is_risk, _risk, full_score=4.0, limit=2),
    Stake("cost", _is_cost, _cost, full_score=2.0, limit=MAX_COSTS),
    Stake("value", _is_value, _value, full_score=3.0, limit=1),
    Stake("action", _is_action, _action, full_score=2.0, limit=5),
)
