"""What a text is about: the stems of its words, without those that any sentence has."""

import re

from docpanel.agents.readers.lexicon import function_words
from docpanel.documents.lookup.critical_words import DOWN, NEGATIONS, UP

__all__ = ["WORD", "matter"]

WORD = re.compile(r"[^\W\d_]+(?:['’]t)?")
STEM = 5
"""Letters by which forms of one word are told to be one: `approve` and `approved`."""


def matter(text: str) -> frozenset[str]:
    """Return the stems of the words that say what a text is about, without those that turn it round."""
    words = (word.casefold() for word in WORD.findall(text))
    passed_over = (function_words("en"), NEGATIONS, UP, DOWN)
    return frozenset(word[:STEM] for word in words if not any(word in known for known in passed_over))
