"""The word lists that the rule readers know, read once from the data folder.

A list holds one entry a line, optionally followed by a tab and a value; `#` begins a comment.
"""

from functools import cache
from importlib.resources import files

__all__ = ["LANGUAGES", "function_words", "values", "words"]

LANGUAGES = ("en", "de", "fr", "es", "it", "pt", "nl")
"""The languages whose function words are known; judgements are made in English only."""


@cache
def values(name: str) -> dict[str, float]:
    """Return the entries of the list `name` with their values, 1.0 where none is given."""
    text = files("docpanel.agents.readers").joinpath("data", f"{name}.txt").read_text("utf-8")
    found: dict[str, float] = {}
    for line in text.splitlines():
        entry, _, value = line.partition("#")[0].rstrip().partition("\t")
        if entry:
            found[entry] = float(value or 1.0)
    return found


@cache
def words(name: str) -> frozenset[str]:
    """Return the entries of the list `name`."""
    return frozenset(values(name))


@cache
def function_words(language: str) -> frozenset[str]:
    """Return the words of `language` that carry grammar rather than matter."""
    return frozenset(
        word
        for line in files("docpanel.agents.readers")
        .joinpath("data", f"function_words_{language}.txt")
        .read_text("utf-8")
        .splitlines()
        for word in line.partition("#")[0].split()
    )
