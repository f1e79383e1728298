"""A quotation laid word by word on the passage that it comes from, and what it has otherwise.

Words are paired in order, so that a swapped clause does not agree. A difference is forgiven where noise
explains it (`noise.py`), where a space or hyphen was lost or added, and where an article, a footnote's mark
or the like is missing on either side. Everything else is named.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from docpanel.documents.lookup.differing import Pair, named
from docpanel.documents.lookup.explaining import explain
from docpanel.documents.lookup.words import Words

__all__ = ["Alignment", "align"]


_CASED = frozenset({"us", "it", "who", "may", "march", "aids", "polish", "turkey", "will", "bill", "mark"})
"""Words that are another word with a capital."""

_CASED_UNITS = frozenset(
    {"mw", "mwh", "mv", "ma", "mpa", "mhz", "mb", "gb", "kb", "tb", "pb", "mbps", "gbps"}
)
"""Symbols of units that are a thousand or a million times another with a capital, or bits for bytes."""


@dataclass(frozen=True, slots=True)
class Alignment:
    """Where a quotation lies in `passage`: the words `[first, end)`.

    `equal` of the quotation's words stand there letter by letter, `noisy` more under noise or beside what is
    forgiven; `pairs` are the words that differ, in order.
    """

    quote: Words
    passage: Words
    first: int
    end: int
    equal: int
    noisy: int
    pairs: tuple[Pair, ...]

    @property
    def differs(self) -> tuple[str, ...]:
        """Name what the quotation has otherwise; nothing where it agrees."""
        return named(self.quote, self.passage, self.pairs)


@dataclass(slots=True)
class _Block:
    """Words `[q, q_end)` of the quotation against `[p, p_end)` of the passage."""

    equal: bool
    q: int
    q_end: int
    p: int
    p_end: int


def align(
    quote: Words, passage: Words, uses: Callable[[str], int] = lambda _: 0, *, least: float = 0
) -> Alignment | None:
    """Lay `quote` on `passage`; None where no word of it, or less than a share of `least`, stands there.

    `uses` says how often the document has a word. Time and memory grow with the product of both
    lengths: cut the passage first.
    """
    blocks = _blocks(quote, passage)
    equal = sum(block.q_end - block.q for block in blocks if block.equal)
    if equal < max(1, least * len(quote)):
        return None
    _slide(blocks, passage)
    equal = noisy = 0
    first, end = len(passage), 0
    pairs: list[Pair] = []
    for index, block in enumerate(blocks):
        if block.q == block.q_end and block.p == block.p_end:
            continue
        if block.equal:
            equal += block.q_end - block.q
            pairs += _recast(quote, passage, block)
            first, end = min(first, block.p), max(end, block.p_end)
            continue
        told = explain(
            quote,
            range(block.q, block.q_end),
            passage,
            range(block.p, block.p_end),
            uses,
            free_start=index == 0,
            free_end=index == len(blocks) - 1,
        )
        noisy += told.noisy
        equal += told.equal
        pairs += told.pairs
        if told.first is not None and told.end is not None:
            first, end = min(first, told.first), max(end, told.end)
    return Alignment(quote, passage, first, end, equal, noisy, tuple(pairs))


def _recast(quote: Words, passage: Words, block: _Block) -> Iterator[Pair]:
    """Yield words with one key that case or a hyphen makes two: May and may, re-signed and resigned."""
    for q, p in zip(range(block.q, block.q_end), range(block.p, block.p_end), strict=True):
        key = quote.keys[q]
        if key.startswith("re") and quote.hyphen_at(q, 2) != passage.hyphen_at(p, 2):
            yield Pair(q, q + 1, p, p + 1)
        elif key in _CASED_UNITS:
            if _amount_before(quote, q) and quote.printed(q) != passage.printed(p):
                yield Pair(q, q + 1, p, p + 1)
        elif key in _CASED:
            cases = quote.case_of(q), passage.case_of(p)
            if "lower" in cases and "inner" in cases:
                yield Pair(q, q + 1, p, p + 1)


def _amount_before(words: Words, index: int) -> bool:
    return index > 0 and words.keys[index - 1][-1:].isdigit()


def _blocks(quote: Words, passage: Words) -> list[_Block]:
    """Return equal and differing stretches in turn."""
    from rapidfuzz.distance import Levenshtein  # noqa: PLC0415  # loaded where a quotation is not verbatim

    blocks: list[_Block] = []
    for code in Levenshtein.opcodes(quote.keys, passage.keys):
        same = code.tag == "equal"
        if blocks and blocks[-1].equal == same:
            blocks[-1].q_end, blocks[-1].p_end = code.src_end, code.dest_end
        else:
            blocks.append(_Block(same, code.src_start, code.src_end, code.dest_start, code.dest_end))
    return blocks


def _slide(blocks: list[_Block], passage: Words) -> None:
    """Move equal words at both ends over what only the passage has, toward the middle of the quotation."""
    _slide_start(blocks, passage)
    _slide_end(blocks, passage)


def _slide_start(blocks: list[_Block], passage: Words) -> None:
    equal = [index for index, block in enumerate(blocks) if block.equal]
    if len(equal) < 2:  # noqa: PLR2004  # nothing to slide against
        return
    index = equal[0]
    block, gap = blocks[index], blocks[index + 1]
    while block.q < block.q_end and gap.q == gap.q_end and gap.p < gap.p_end:
        if passage.keys[block.p_end - 1] != passage.keys[gap.p_end - 1]:
            return
        following = blocks[index + 2]
        block.q_end -= 1
        block.p_end -= 1
        gap.q = gap.q_end = block.q_end
        gap.p -= 1
        gap.p_end -= 1
        following.q -= 1
        following.p -= 1
    if block.q == block.q_end:
        blocks[: index + 2] = [
            _Block(equal=False, q=0, q_end=blocks[index + 2].q, p=0, p_end=blocks[index + 2].p)
        ]


def _slide_end(blocks: list[_Block], passage: Words) -> None:
    equal = [index for index, block in enumerate(blocks) if block.equal]
    if len(equal) < 2:  # noqa: PLR2004  # nothing to slide against
        return
    index = equal[-1]
    block, gap, earlier = blocks[index], blocks[index - 1], blocks[index - 2]
    while block.q < block.q_end and gap.q == gap.q_end and gap.p < gap.p_end:
        if passage.keys[block.p] != passage.keys[gap.p]:
            return
        block.q += 1
        block.p += 1
        gap.q = gap.q_end = block.q
        gap.p += 1
        gap.p_end += 1
        earlier.q_end += 1
        earlier.p_end += 1
    if block.q == block.q_end:
        q_end, p_end = blocks[-1].q_end, blocks[-1].p_end
        blocks[index - 1 :] = [
            _Block(equal=False, q=earlier.q_end, q_end=q_end, p=earlier.p_end, p_end=p_end)
        ]
