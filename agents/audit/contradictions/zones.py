"""Which words of a clause say what its value is for: the noun phrase, what limits it, and nothing else.

Before the verb and behind a preposition every word counts, known or not, since any may narrow the meaning. In
the predicate only words count that change what a figure means: plans, bounds, hearsay, negation.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from docpanel.agents.audit.contradictions.neutral_words import content_words, states

__all__ = ["REPORTING", "VALUE", "About", "about"]

VALUE, PERIOD = "\x00", "\x01"
"""What stands in a masked text in place of a value's and a period's characters."""

TOKEN = re.compile(r"\x00+|\x01+|[^\W_]+(?:['’.&/-][^\W_]+)*")
DETERMINER_WORDS = """
    the a an its our their this that these those his her each every any no
"""
DETERMINERS = frozenset(DETERMINER_WORDS.split())
SCOPE_PREPOSITION_WORDS = """
    in for within without excluding including outside among per under from by on during at of
    between across throughout before after until since except besides via against where when if
    unless while than over above below only alone not counting once whenever provided soon long
"""
SCOPE_PREPOSITIONS = frozenset(SCOPE_PREPOSITION_WORDS.split())
CONNECTIVE_WORDS = """
    and but so thus which who because although while whereas hence
"""
CONNECTIVES = frozenset(CONNECTIVE_WORDS.split())
AUXILIARIE_WORDS = """
    is are was were be been being has have had shall will must may can do does did should would
    could might
"""
AUXILIARIES = frozenset(AUXILIARIE_WORDS.split())
PREPOSITION_WORDS = """
    to at by in on of from with for
"""
PREPOSITIONS = frozenset(PREPOSITION_WORDS.split())
BEHIND_VERB = PREPOSITIONS | {"a", "an", "the", "about", "around", "approximately", "only"}
PAST = frozenset({"was", "were", "had"})
MEANINGFUL = re.compile(
    r"(?:plan|expect|budget|forecast|target|project|estimat|anticipat|aim|inten|propos|suppos|guid|"
    r"averag|exceed|"
    r"surpass|limit|allow|permit|claim|alleg|maintain|argu|insist|disput|believ|could|would|should|"
    r"might|may|can|"
    r"ought|restat|revis|adjust|below|above|under|over|not|no|never|fail|miss|without|only|initial|original|"
    r"provision|prelim|until|used|then|cap|short|less|more|min|max|least|most|each|per|every|half|twice|"
    r"doubl|tripl|exclud|includ|contribut|account|attribut|deduct|reduc|lower|rais|cut|save|lost|add|further|"
    r"another|other|reach(?:ed)? not|hope|want|seek|require|demand|offer|request|ask|bid|award|grant|"
    r"assum|simulat|imput|extrapolat|predict|model|calculat|annualis|annualiz|weight|indicat|index|differ|"
    r"vary|varie|rang|fluctuat|peak|fall|fell|dropp)[a-z]*$"
)
"""Stems of words that change what a figure means wherever they stand."""

REPORTING_WORDS = """
    account table report chart graph overview analysis result statement figure look party note book
    record summary data document section page appendix total sum level finding we
"""
REPORTING = frozenset(REPORTING_WORDS.split())
"""Subjects that only say where a figure is shown."""


@dataclass(frozen=True, slots=True)
class _Word:
    text: str
    start: int
    end: int

    @property
    def masked(self) -> bool:
        return self.text[0] in VALUE + PERIOD


@dataclass(frozen=True, slots=True)
class About:
    """The words that say what a value is for.

    `past` says that the predicate is in the past tense, `unknown` that words of it were passed over which no
    list knows, so that the reading is not certain.
    """

    words: frozenset[str] = frozenset()
    past: bool = False
    unknown: bool = False


def about(clause: str, *, counts: bool = False) -> About:
    """Return what the first value of a masked `clause` is for.

    A clause without a value is read as if it had one at its end. Where the value `counts` the noun behind it,
    that noun belongs to it, and in a clause without other words all that happens to it (`12 sensors were
    replaced` is not `there are 12 sensors`).
    """
    words = [_Word(match[0], *match.span()) for match in TOKEN.finditer(clause)]
    at = next((index for index, word in enumerate(words) if word.text[0] == VALUE), len(words))
    verb = _first_verb(words[:at])
    left, right = words[:at], words[at + 1 :]
    of = bool(left) and left[-1].text.lower() == "of"
    kept = left if verb is None else left[:verb]
    found = set(content_words(_join(clause, kept)))
    past = unknown = False
    if verb is not None:
        named = _noun_phrase(left, verb) if of else []
        what = content_words(_join(clause, named)) - REPORTING
        found = (_beyond_report(clause, kept, found) if what else found) | what
        rest = [word for word in left[verb:] if word not in named]
        limits = _limits(rest)
        found |= limits
        past = any(word.text.lower() in PAST for word in rest)
        passed = [word.text for word in rest if not word.masked and not states(word.text.lower())]
        unknown = bool(content_words(" ".join(passed)) - REPORTING - limits)
    found -= REPORTING
    if counts and not found:
        told = [word.text for word in words if not word.masked and not states(word.text.lower())]
        return About(content_words(" ".join(told)) - REPORTING, past)
    if counts:
        found |= _noun_behind(clause, right)
    found |= _limits(right) if found else _phrase_behind(clause, right)
    return About(frozenset(found), past, unknown)


def _noun_behind(clause: str, words: Sequence[_Word]) -> frozenset[str]:
    held = []
    for word in words:
        text = word.text.lower()
        if word.masked or text in SCOPE_PREPOSITIONS | CONNECTIVES | AUXILIARIES or text == "to":
            break
        held.append(word)
    return content_words(_join(clause, held))


def _beyond_report(clause: str, subject: Sequence[_Word], found: set[str]) -> set[str]:
    """Return what a subject that only shows the figure adds: whatever stands behind its first preposition."""
    if not found & REPORTING:
        return found
    if any(word.text[0].isupper() for word in subject[1:]):
        return found
    places = [index for index, word in enumerate(subject) if word.text.lower() in PREPOSITIONS]
    return set(content_words(_join(clause, subject[places[0] :]))) if places else set()


def _noun_phrase(left: Sequence[_Word], verb: int) -> Sequence[_Word]:
    """Return the words before a final `of`, back to what opens the phrase."""
    start = len(left) - 1
    while start > verb + 1 and left[start - 1].text.lower() not in BEHIND_VERB - {"of", "for"}:
        start -= 1
        if left[start].text.lower() in DETERMINERS:
            break
    return left[start:-1]


def _first_verb(words: Sequence[_Word]) -> int | None:
    """Return where the predicate begins."""
    for index, (word, following) in enumerate(pairwise([*words, _Word(VALUE, 0, 0)])):
        text, after = word.text.lower(), following.text.lower()
        if text in AUXILIARIES:
            return index
        before = words[index - 1].text.lower() if index else ""
        if before in DETERMINERS or before in SCOPE_PREPOSITIONS or after == "of":
            continue
        if states(text) or (text.endswith("ed") and (after in BEHIND_VERB or following.masked)):
            return index
    return None


def _limits(words: Sequence[_Word]) -> set[str]:
    """Return the words of a predicate that limit its value: behind a preposition, or meaningful anywhere."""
    found: set[str] = set()
    bound = False
    for word in words:
        text = word.text.lower()
        if text in CONNECTIVES:
            break
        if word.masked or text in AUXILIARIES or states(text):
            bound = False
            continue
        if MEANINGFUL.match(text):
            found.add(text)
        if text in SCOPE_PREPOSITIONS:
            bound = True
            found |= content_words(text)
        elif bound:
            found |= content_words(word.text)
    return found


def _phrase_behind(clause: str, words: Sequence[_Word]) -> set[str]:
    """Return the words behind a value that name what it is for, as in `4 million of revenue`, `12 sites`."""
    held = []
    for word in words:
        if word.text.lower() in CONNECTIVES or word.text.lower() in AUXILIARIES:
            break
        held.append(word)
    behind = words[len(held) :]
    return set(content_words(_join(clause, held))) | _limits(behind)


def _join(clause: str, words: Sequence[_Word]) -> str:
    """Return the stretch of the clause that holds `words`, without what is masked."""
    return _unmasked(clause[words[0].start : words[-1].end]) if words else ""


def _unmasked(text: str) -> str:
    return text.replace(VALUE, " ").replace(PERIOD, " ")
