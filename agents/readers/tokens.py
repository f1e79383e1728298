"""Words of a text as the rule readers compare them: lower case, plurals folded, CJK text in pairs."""

import re
import sys

__all__ = ["CJK", "WORD", "fold", "words_of"]

WORD = re.compile(r"[^\W_]+(?:['’.&-][^\W_]+)*")
CJK = re.compile(r"[぀-ヿ㐀-鿿]+")
STUMP = 4
"""Words shorter than this are left as they are: `gas`, `bus`, `its`."""


def words_of(text: str) -> tuple[str, ...]:
    """Return the words of `text`; runs of CJK characters, which set no spaces, as overlapping pairs."""
    found: list[str] = []
    for match in WORD.finditer(text):
        word = match[0]
        if CJK.match(word):
            found.extend(sys.intern(word[start : start + 2]) for start in range(max(1, len(word) - 1)))
        else:
            found.append(sys.intern(word.lower().replace("’", "'").removesuffix("'s")))
    return tuple(found)


def fold(word: str) -> str:
    """Return `word` without the ending of an English plural, so that both forms count as one."""
    if len(word) < STUMP or not word.endswith("s") or word.endswith(("ss", "us", "is")):
        return word
    if word.endswith("ies"):
        return sys.intern(word.removesuffix("ies") + "y")
    return sys.intern(word[:-2] if word.endswith(("sses", "shes", "ches", "xes")) else word[:-1])
