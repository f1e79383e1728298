"""What a sentence says in words that nothing it cites has: links, names, or all of it."""

import re
from collections.abc import Iterable, Sequence
from functools import cache

from docpanel.agents.readers.lexicon import function_words
from docpanel.documents.lookup.critical_words import DOWN, UP

__all__ = ["foreign_words", "languages", "unrelated"]

LANGUAGES = ("en", "de", "es", "fr", "it", "nl", "pt")
WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
LINK = re.compile(r"\b(?:https?://|ftp://|www\.)[^\s<>\"')\]]+|\b[\w.+-]+@[\w-]+(?:\.[\w-]+)+", re.IGNORECASE)
COMMON_PREFIX = 4
"""Letters that forms of one word share: `paid` and `payment` are told by what stands beside them."""

_PARTS = """
finding findings specialist specialists report reports document documents side sides point points section
sections conflict conflicts question questions evidence quotation quotations reader readers analysis panel
view views assessment assessments statement statements page pages claim claims
"""
REPORT_WORDS = frozenset(_PARTS.split())
"""What a report calls its own parts."""

_WITH_CAPITAL = """
united states kingdom union
company group board directors director committee section article annex appendix table figure chapter item
part schedule exhibit clause agreement contract client customer supplier party parties state government
act law department management president chair chairman chief executive financial operating officer vice
general manager court ministry minister council parliament commission agency authority january february
march april may june july august september october november december monday tuesday wednesday thursday
friday saturday sunday english german french european american british chinese japanese europe north south
east west i
"""
TITLES = frozenset(_WITH_CAPITAL.split())
"""Words that are written with a capital and name nobody by themselves."""

MOST_CAPITALS = 0.6
"""Share of words with a capital from which a sentence is written as a title, whose capitals mean nothing."""

TOGETHER = re.compile(
    r"\b(?:taken together|(?:the|these) two together|combined, (?:the|these))\b", re.IGNORECASE
)
"""How a sentence speaks of its findings without a word of them."""

SHORTEST_NAME = 3
FEWEST_TELLING = 2
"""Words of its own from which a sentence must share one: `It costs.` says too little to judge."""


def languages(text: str) -> frozenset[str]:
    """Return the languages most of whose function words a text has; several or none where that is open."""
    words = [word.casefold() for word in WORD.findall(text)]
    counts = {code: sum(word in _grammar(code) for word in words) for code in LANGUAGES}
    best = max(counts.values())
    return frozenset(code for code, count in counts.items() if best and count == best)


def foreign_words(text: str, ground: Sequence[str]) -> tuple[str, ...]:
    """Name the links that no ground has, and the people and organisations of which it has no word."""
    known = "\n".join(ground)
    links = [match[0].rstrip(".,;:") for match in LINK.finditer(text)]
    found = [link for link in links if link.casefold() not in known.casefold()]
    if _one_language(text, known) and "de" not in languages(text):
        words = {word.casefold() for word in WORD.findall(known)}
        found += [name for name in _names(LINK.sub(" ", text)) if not _is_known(name, words, known)]
    return tuple(dict.fromkeys(found))


def unrelated(text: str, ground: Sequence[str], *, several: bool) -> bool:
    """Say whether a sentence in the language of its ground shares no word and no direction with it.

    One on `several` findings may speak of them as `the two together`.
    """
    known = "\n".join(ground)
    ours, theirs = _telling(text), _telling(known)
    if len(ours) < FEWEST_TELLING or not theirs or not _one_language(text, known):
        return False
    if 2 * len(ours & REPORT_WORDS) >= len(ours) or (several and TOGETHER.search(text)):
        return False
    if any(_is_form(one, other) for one in ours for other in theirs):
        return False
    return not any(ours & way and theirs & way for way in (UP, DOWN))


def _one_language(text: str, known: str) -> bool:
    return bool(languages(text) & languages(known))


@cache
def _grammar(language: str) -> frozenset[str]:
    return function_words(language)


def _telling(text: str) -> frozenset[str]:
    words = (word.casefold() for word in WORD.findall(text))
    return frozenset(word for word in words if word not in _grammar("en"))


def _is_form(one: str, other: str) -> bool:
    """Say whether two words may be forms of one: they begin alike, the short ones wholly."""
    length = min(len(one), len(other), COMMON_PREFIX)
    return length >= min(SHORTEST_NAME, len(one), len(other)) and one[:length] == other[:length]


def _names(text: str) -> Iterable[str]:
    """Yield runs of words with a capital, the word apart that begins the sentence."""
    words = text.split()
    capitals = [word for word in words if word.strip("\"'“”‘’([")[:1].isupper()]
    if len(capitals) > MOST_CAPITALS * len(words) and len(words) > SHORTEST_NAME:
        return
    run: list[str] = []
    begins = True
    for word in (*words, ""):
        bare = re.sub(r"['’]s$", "", word.strip("\"'“”‘’()[]{},.;:!?"))
        capital = bare[:1].isupper() and bare[1:2].islower() and not begins
        if run and (not capital or word[:1] in "\"'“”‘’(["):
            yield " ".join(run)
            run = []
        if capital:
            run.append(bare)
            if word[-1] in ",.;:!?)":
                yield " ".join(run)
                run = []
        begins = word[-1:] in {".", "!", "?", ":", ";"}


def _is_known(name: str, words: set[str], known: str) -> bool:
    parts = [part.casefold() for part in WORD.findall(name)]
    telling = [part for part in parts if part not in TITLES and len(part) >= SHORTEST_NAME]
    if not telling or any(_is_form(part, word) for part in telling for word in words):
        return True
    initials = "".join(part[0] for part in name.split() if part[:1].isupper())
    return len(initials) > 1 and re.search(rf"\b{re.escape(initials)}\b", known) is not None
