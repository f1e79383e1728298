"""Words that differ between a quotation and its passage, and how they are named to a reader."""

from dataclasses import dataclass

from docpanel.documents.lookup.words import Words

__all__ = ["Pair", "named"]

_MOST_NAMED = 8
_LONGEST = 60


@dataclass(frozen=True, slots=True)
class Pair:
    """Words `[q, q_end)` of the quotation for `[p, p_end)` of the passage; one of the two may be empty."""

    q: int
    q_end: int
    p: int
    p_end: int


def named(quote: Words, passage: Words, pairs: tuple[Pair, ...]) -> tuple[str, ...]:
    """Name each difference once: `4.8 for 4.2`, `not added`, `not missing`, `the crew moved`."""
    joined = _joined(pairs)
    added = {_keys(quote, pair.q, pair.q_end) for pair in joined if pair.p == pair.p_end}
    missing = {_keys(passage, pair.p, pair.p_end) for pair in joined if pair.q == pair.q_end}
    moved = added & missing
    names: dict[str, None] = {}
    for pair in joined:
        names.setdefault(_name(quote, passage, pair, moved))
    return tuple(names)[:_MOST_NAMED]


def _joined(pairs: tuple[Pair, ...]) -> list[Pair]:
    """Put neighbouring additions together, and neighbouring omissions."""
    joined: list[Pair] = []
    for pair in pairs:
        last = joined[-1] if joined else None
        if last and last.q_end == pair.q and last.p_end == pair.p:
            adds = last.p == last.p_end and pair.p == pair.p_end
            omits = last.q == last.q_end and pair.q == pair.q_end
            if adds or omits:
                joined[-1] = Pair(last.q, pair.q_end, last.p, pair.p_end)
                continue
        joined.append(pair)
    return joined


def _keys(words: Words, first: int, end: int) -> str:
    return " ".join(words.keys[first:end])


def _name(quote: Words, passage: Words, pair: Pair, moved: set[str]) -> str:
    if pair.p == pair.p_end:
        verb = "moved" if _keys(quote, pair.q, pair.q_end) in moved else "added"
        return f"{_shown(quote, pair.q, pair.q_end)} {verb}"
    if pair.q == pair.q_end:
        verb = "moved" if _keys(passage, pair.p, pair.p_end) in moved else "missing"
        return f"{_shown(passage, pair.p, pair.p_end)} {verb}"
    return f"{_shown(quote, pair.q, pair.q_end)} for {_shown(passage, pair.p, pair.p_end)}"


def _shown(words: Words, first: int, end: int) -> str:
    printed = words.printed(first, end)
    return printed if len(printed) <= _LONGEST else f"{printed[:_LONGEST].rstrip()}…"
