"""Words that a PDF breaks at the end of a line: whether the hyphen is the author's or the typesetter's."""

import re
from collections.abc import Sequence
from itertools import pairwise

__all__ = ["LINE_BREAK_HYPHEN", "resolve_hyphens"]

LINE_BREAK_HYPHEN = "\ufffe"
BROKEN_WORD = re.compile(rf"[\w-]*{LINE_BREAK_HYPHEN}[\w-]*")
TOKEN_END = re.compile(r"\S+$")
TOKEN_START = re.compile(r"\S+")
LONGEST_TOKEN = 80
WORD_END = re.compile(r"\w*$")
WORD_START = re.compile(r"\w*")
WORD = re.compile(r"\w+(?:-\w+)*")
ADDRESS_SIGNS = re.compile(r"[@/\\_]|www\.|\.(?:com|org|net|gov|edu)\b")
COMPOUND_PREFIXES = frozenset({"non", "self", "ex", "all", "quasi", "half", "cross", "well"})
SHORTEST_PART = 3


def resolve_hyphens(pages: Sequence[str]) -> list[str]:
    """Return the pages with every broken word whole: `conditions`, but `FAA-approved`.

    What the rest of the document writes decides first; then capitals, digits and addresses, which
    typesetters do not break without a hyphen that belongs there.
    """
    if not any(LINE_BREAK_HYPHEN in page for page in pages):
        return list(pages)
    whole_words = (WORD.findall(BROKEN_WORD.sub(" ", page)) for page in pages)
    vocabulary = frozenset(word.lower() for words in whole_words for word in words)
    return [_resolve(page.split(LINE_BREAK_HYPHEN), vocabulary) for page in pages]


def _resolve(parts: Sequence[str], vocabulary: frozenset[str]) -> str:
    joined = [parts[0]]
    for before, after in pairwise(parts):
        ends, starts = TOKEN_END.search(before[-LONGEST_TOKEN:]), TOKEN_START.match(after[:LONGEST_TOKEN])
        left, right = (ends[0] if ends else ""), (starts[0] if starts else "")
        if ADDRESS_SIGNS.search(left) or ADDRESS_SIGNS.search(right) or _is_authors(left, right, vocabulary):
            joined.append("-")
        joined.append(after)
    return "".join(joined)


def _is_authors(token_end: str, token_start: str, vocabulary: frozenset[str]) -> bool:
    left, right = WORD_END.search(token_end), WORD_START.match(token_start)
    return _belongs(left[0] if left else "", right[0] if right else "", vocabulary)


def _belongs(left: str, right: str, vocabulary: frozenset[str]) -> bool:
    joined, hyphenated = (left + right).lower(), f"{left}-{right}".lower()
    if joined in vocabulary or hyphenated in vocabulary:
        return hyphenated in vocabulary
    if not (left and right) or left[-1].isdigit() or right[0].isdigit():
        return True
    if left.isupper() != right.isupper() and (left.isupper() or right[0].isupper()):
        return True
    if left.lower() in COMPOUND_PREFIXES:
        return True
    both_are_words = {left.lower(), right.lower()} <= vocabulary
    return both_are_words and min(len(left), len(right)) >= SHORTEST_PART
