"""A short stretch in which a quotation and its passage differ: what noise explains, and what remains.

The cheapest way through both word lists, by dynamic programming over their product (each list is short: equal
stretches were taken out before). Costs only order the ways; what is forgiven is decided word by word.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

from docpanel.documents.lookup.critical_words import kind_of_word
from docpanel.documents.lookup.differing import Pair
from docpanel.documents.lookup.joined import turns_joined
from docpanel.documents.lookup.noise import same_word
from docpanel.documents.lookup.words import Words

__all__ = ["Explained", "explain", "is_name"]

_SMALL_WORDS = "the a an of that le la les l el los las lo il i gli \u7684 \u306e"
_LOSABLE = frozenset(_SMALL_WORDS.split())
"""Small words whose loss changes nothing; `to`, `by` and `from` do, before a figure."""

_AMOUNTS = "few little lot bit number majority minority third quarter half"
_INDEFINITE = frozenset({"a", "an"})
_AFTER_INDEFINITE = frozenset(_AMOUNTS.split())
"""`a few` is not `few`, nor `a third` a `third`."""

_LONGEST = 60
"""Words on one side; beyond it the two are no longer compared word by word."""

_BEHIND_WORD = re.compile(r"[^\W\d_]{2}[.,;:)']$|[^\W\d_][.)'][)']$")
_SENTENCE_OPENS = re.compile(r"\s?$|\s[^a-z\d]")
_LIST_REACH = 8
_LETTER_MARK = re.compile(r"[;:.](?: and| or)? \(?$")
_NUMBER_MARK = re.compile(r"[;:.](?: and| or)? $")
"""What stands before the mark of an item; a number in two brackets may be one below nothing."""

_NOISE, _LOSS, _SWAP, _ALIEN, _GAP = 0.1, 0.2, 0.7, 1.2, 0.8
_MOST_JOINED = 3


@dataclass(frozen=True, slots=True)
class Explained:
    """The passage's words `[first, end)` were used; `noisy` words were forgiven, `pairs` differ."""

    first: int | None
    end: int | None
    equal: int
    noisy: int
    pairs: tuple[Pair, ...]


@dataclass(frozen=True, slots=True)
class _Step:
    """A step back through the table: how many words of each side, and what it means."""

    q: int
    p: int
    cost: float
    meaning: str


@dataclass(frozen=True, slots=True)
class _Stretch:
    quote: Words
    q: range
    passage: Words
    p: range
    uses: Callable[[str], int]

    def steps(self, i: int, j: int) -> list[_Step]:
        """Return the ways to reach the corner behind `i` words of the quotation and `j` of the passage."""
        found: list[_Step] = []
        if i and j:
            found.append(self._pairing(i, j))
            for joined in range(2, _MOST_JOINED + 1):
                if j >= joined and self._joins(
                    self.quote, self.q[i - 1], self.passage, self.p[j - joined], joined
                ):
                    found.append(_Step(1, joined, _NOISE, "noisy"))
                if i >= joined and self._joins(
                    self.passage, self.p[j - 1], self.quote, self.q[i - joined], joined
                ):
                    found.append(_Step(joined, 1, _NOISE, "noisy"))
        if i:
            lost = _losable(self.quote, self.q[i - 1], inserted=True)
            found.append(_Step(1, 0, _LOSS if lost else _GAP, "noisy" if lost else "differs"))
        if j:
            lost = _losable(self.passage, self.p[j - 1], inserted=False)
            found.append(_Step(0, 1, _LOSS if lost else _GAP, "lost" if lost else "differs"))
        return found

    def _pairing(self, i: int, j: int) -> _Step:
        q, p = self.q[i - 1], self.p[j - 1]
        quoted, printed = self.quote.keys[q], self.passage.keys[p]
        if quoted == printed:
            return _Step(1, 1, 0, "equal")
        exact = is_name(self.quote, q) or is_name(self.passage, p)
        if same_word(quoted, printed, self.uses, exact=exact) or (not exact and _marked(quoted, printed)):
            return _Step(1, 1, _NOISE, "noisy")
        alike = _sort(quoted) == _sort(printed)
        return _Step(1, 1, _SWAP if alike else _ALIEN, "differs")

    def _joins(self, one: Words, at: int, several: Words, first: int, count: int) -> bool:
        """Say whether a space was lost or put in; never between figures, since 4 2 is not 42."""
        whole = one.keys[at]
        parts = several.keys[first : first + count]
        if any(character.isdigit() for character in whole) and any(part[:1].isdigit() for part in parts):
            return False
        joined = "".join(parts)
        if turns_joined(whole, parts):
            return False
        return whole == joined or same_word(whole, joined, self.uses)


def explain(
    quote: Words,
    q: range,
    passage: Words,
    p: range,
    uses: Callable[[str], int],
    *,
    free_start: bool = False,
    free_end: bool = False,
) -> Explained:
    """Explain words `q` of `quote` by words `p` of `passage`.

    `free_start` and `free_end` say that the passage may have more before or behind.
    """
    if free_start and len(p) > len(q) + _MOST_JOINED:
        p = p[-(len(q) + _MOST_JOINED) :] if q else p[:0]
    if free_end and len(p) > len(q) + _MOST_JOINED:
        p = p[: len(q) + _MOST_JOINED] if q else p[:0]
    if max(len(q), len(p)) > _LONGEST:
        return Explained(None, None, 0, 0, (Pair(q.start, q.stop, p.start, p.stop),))
    stretch = _Stretch(quote, q, passage, p, uses)
    table = _table(stretch, free_start=free_start)
    last = len(p)
    if free_end:
        last = min(range(len(p) + 1), key=lambda j: (table[len(q)][j][0], j))
    return _walk(stretch, table, last)


def _table(stretch: _Stretch, *, free_start: bool) -> list[list[tuple[float, _Step | None]]]:
    table: list[list[tuple[float, _Step | None]]] = []
    for i in range(len(stretch.q) + 1):
        row: list[tuple[float, _Step | None]] = []
        table.append(row)
        for j in range(len(stretch.p) + 1):
            if i == 0 and (j == 0 or free_start):
                row.append((0.0, None))
                continue
            row.append(
                min(
                    ((table[i - step.q][j - step.p][0] + step.cost, step) for step in stretch.steps(i, j)),
                    key=lambda way: way[0],
                )
            )
    return table


def _walk(stretch: _Stretch, table: list[list[tuple[float, _Step | None]]], last: int) -> Explained:
    i, j = len(stretch.q), last
    equal = noisy = 0
    pairs: list[Pair] = []
    while (step := table[i][j][1]) is not None:
        i, j = i - step.q, j - step.p
        if step.meaning == "equal":
            equal += 1
        elif step.meaning in {"noisy", "lost"}:
            noisy += max(1, step.q)
        else:
            q, p = stretch.q.start + i, stretch.p.start + j
            pairs.append(Pair(q, q + step.q, p, p + step.p))
    first, end = stretch.p.start + j, stretch.p.start + last
    used = last > j
    return Explained(first if used else None, end if used else None, equal, noisy, tuple(reversed(pairs)))


def is_name(words: Words, index: int) -> bool:
    """Say whether a word is written as a name."""
    return words.folded.text[words.starts[index]].isupper()


def _sort(key: str) -> str:
    """Return what a word is, for pairing figures with figures and negations with negations."""
    return "number" if any(character.isdigit() for character in key) else kind_of_word(key) or "word"


def _marked(quoted: str, printed: str) -> bool:
    """Say whether the two differ by a footnote's number behind a long word: `airplane8`, not `Apollo13`."""
    longer, shorter = (quoted, printed) if len(quoted) > len(printed) else (printed, quoted)
    mark = longer.removeprefix(shorter)
    return len(shorter) > 4 and shorter.isalpha() and mark.isdigit() and len(mark) <= 2  # noqa: PLR2004  # H2O, CO2


def _losable(words: Words, index: int, *, inserted: bool) -> bool:
    key = words.keys[index]
    if key in _LOSABLE:
        following = words.keys[index + 1] if index + 1 < len(words) else ""
        return not _is_label(words, index) and (key not in _INDEFINITE or following not in _AFTER_INDEFINITE)
    if not inserted and _is_list_mark(words, index):
        return True
    return _is_note_mark(words, index, bracketed=inserted)


def _is_list_mark(words: Words, index: int) -> bool:
    """Say whether a letter or number marks an item of a list, as in `; (b) the tax` or `: 1) the tax`."""
    text, start, end = words.folded.text, words.starts[index], words.ends[index]
    if text[end : end + 2] != ") ":
        return False
    opening = text[max(0, start - _LIST_REACH) : start]
    pattern = _LETTER_MARK if text[start:end].isalpha() and end - start == 1 else _NUMBER_MARK
    return bool(pattern.search(opening)) and (text[start:end].isdigit() or end - start == 1)


def _is_label(words: Words, index: int) -> bool:
    """Say whether a small word is part of a name: Vitamin A, Annex A, La Rochelle."""
    case = words.case_of(index)
    if words.keys[index] != "a" or case == "lower":
        return case == "inner"
    text, start = words.folded.text, words.starts[index]
    return text[max(0, start - 2) : start].rstrip()[-1:].isalnum()


def _is_note_mark(words: Words, index: int, *, bracketed: bool) -> bool:
    """Say whether a number is the mark of a footnote: raised, in square brackets, or close behind a word."""
    text, start, end = words.folded.text, words.starts[index], words.ends[index]
    printed = text[start:end]
    if not printed.isdigit() or len(printed) > 3:  # noqa: PLR2004  # footnotes of one document
        return False
    before, after = text[max(0, start - 3) : start], text[end : end + 2]
    if not printed.isdecimal() or (before.endswith("[") and after.startswith("]")):
        return True
    if bracketed:
        return False
    if after[:1].isupper() and not before[-1:].strip():
        following = words.keys[index + 1] if index + 1 < len(words) else ""
        return kind_of_word(following) is None
    return bool(_BEHIND_WORD.search(before) and _SENTENCE_OPENS.match(after))
