"""How much of a page reads like text: a poor scan or a broken font gives signs, but no words."""

import re
import unicodedata
from functools import lru_cache

__all__ = ["HARD_TO_READ", "legibility"]

HARD_TO_READ = 0.85
"""Share below which a page counts as hard to read. Read off the test documents: their pages stand above
0.99, a page of the example rule in which every tenth letter was replaced by another sign at 0.85, one
with every fifth at 0.73."""

_NUMBER = re.compile(r"[^\W\d_]{0,4}\d[\d.,:/%°$€£¥×x+\-–—]*[^\W\d_]{0,3}")
_CODE = re.compile(r"[A-Z0-9]+(?:[-–./:_][A-Za-z0-9]+)*")
_WORD = re.compile(r"[^\W\d_]+(?:['’\-‐–—/.&·][^\W\d_]+)*")
_BETWEEN = re.compile(r"[()\[\]{}<>\"“”«»`*;,!?…/\\_:.=]+")
"""Signs that may stand between words without a space, as in lists, paths and names of files."""
_ADDRESS = re.compile(r"(?:https?:|www\.|\S+@)\S+|(?:\w+\.)+(?:com|org|net|gov|edu|int)\S*", re.IGNORECASE)
_VOWEL = re.compile(r"[aeiouyàáâãäåæèéêëìíîïòóôõöøœùúûüýÿ]", re.IGNORECASE)
_CONSONANTS = re.compile(r"[bcdfghjklmnpqrstvwxz]{6}", re.IGNORECASE)
_UNMAPPED = re.compile(r"\(cid:\d+\)")
"""What extractors print for a sign whose font does not say which letter it is."""
_LONGEST = 40
_ABBREVIATION = 4
_LATIN = re.compile(r"[A-Za-z]")
_BROKEN = {"Co", "Cn", "Cs", "Cc"}
_LONE_LETTERS = 4
"""Letters one by one, from which on they are a word that was torn apart and not `a` or `I`."""


def legibility(text: str) -> float:
    """Return the share of characters, white space aside, that belong to what looks like a word, from 0 to 1.

    Words are letters with a vowel where the script is Latin; numbers and codes count as words, marks
    that stand alone do not count at all. Letters of other scripts are taken as they are. An empty text
    has nothing that is hard to read: 1.
    """
    good = bad = lone = 0
    for token in text.split():
        size = sum(character.isalnum() or _broken(character) for character in token)
        if len(token) == 1 and token.isalpha() and _LATIN.match(token):
            lone += 1
            continue
        if lone >= _LONE_LETTERS:
            bad += lone
        lone = 0
        if _readable(token):
            good += size
        else:
            bad += max(1, size)
    bad += lone if lone >= _LONE_LETTERS else 0
    return good / (good + bad) if good + bad else 1.0


@lru_cache(maxsize=8192)
def _readable(token: str) -> bool:
    if _UNMAPPED.search(token) or any(_broken(character) for character in token):
        return False
    bare = token.strip("".join(set(filter(lambda sign: not sign.isalnum(), token))))
    if not bare or _ADDRESS.match(bare):
        return True
    return all(_is_word(piece) for piece in _BETWEEN.split(bare) if piece)


def _is_word(piece: str) -> bool:
    if _NUMBER.fullmatch(piece) or _CODE.fullmatch(piece):
        return True
    piece = piece.strip("0123456789")  # the mark of a footnote sticks to its word
    if not _LATIN.search(piece):
        return any(character.isalnum() for character in piece) or len(piece) == 1
    if len(piece) > _LONGEST or not _WORD.fullmatch(piece):
        return False
    spoken = len(piece) <= _ABBREVIATION or piece.isupper() or _VOWEL.search(piece) is not None
    return spoken and not (_CONSONANTS.search(piece) and not piece.isupper())


def _broken(character: str) -> bool:
    """Say whether a character stands for none: replaced, for private use, unassigned, a control."""
    return character == "\ufffd" or unicodedata.category(character) in _BROKEN
