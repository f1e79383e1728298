"""The word lists that the rule readers know, read once from the data folder.

A list holds one entry a line, optionally followed by a tab and a value; a line that begins with `#` is a
comment. The lists of cues hold one regular expression a line.
"""

import re
from functools import cache
from importlib.resources import files

__all__ = ["LANGUAGES", "cue", "function_words", "values", "words"]

LANGUAGES = ("en", "de", "fr", "es", "it", "pt", "nl")
"""The languages whose function words are known; judgements are made in English only."""


@cache
def values(name: str) -> dict[str, float]:
    """Return the entries of the list `name` with their values, 1.0 where none is given."""
    found: dict[str, float] = {}
    for line in _lines(f"{name}.txt"):
        entry, _, value = line.partition("\t")
        found[entry] = float(value or 1.0)
    return found


@cache
def words(name: str) -> frozenset[str]:
    """Return the entries of the list `name`."""
    return frozenset(values(name))


@cache
def function_words(language: str) -> frozenset[str]:
    """Return the words of `language` that carry grammar rather than matter."""
    return frozenset(word for line in _lines(f"function_words_{language}.txt") for word in line.split())


@cache
def cue(name: str) -> re.Pattern[str]:
    """Return the expression that finds any of the English cues `name`, as whole words in any case."""
    alternatives = "|".join(_lines("cues", f"{name}.txt"))
    return re.compile(rf"(?<!\w)(?:{alternatives})(?!\w)", re.IGNORECASE)


def _lines(*path: str) -> list[str]:
    text = files("docpanel.agents.readers").joinpath("data", *path).read_text("utf-8")
    return [line.rstrip() for line in text.splitlines() if line.strip() and not line.startswith("#")]
