"""What an ellipsis may leave out without making the document say something else.

Whole sentences, where the part before ends one and the part behind begins one that needs none of them. Within
a sentence only a phrase that a preposition or a comma opens (`of the second unit`, `, in cooperation with
Acme,`): without a verb, a condition, a conjunction or a word that turns the sense. All else could be the
subject of what follows, or its limit, and is refused.
"""

import re

from docpanel.documents.lookup.critical_words import kind_of_word
from docpanel.documents.lookup.folding import FoldedText
from docpanel.documents.lookup.words import Words
from docpanel.documents.sentences import MAYBE_LAST, NEVER_LAST

__all__ = ["left_out"]

_SENTENCE_ENDS = re.compile(r"(\S*?)[.!?\u3002]+[)\]\"'\u2019\u201d\u00bb]*\d{0,2}$")
_BORDER = re.compile(r"[.!?:;|\t\u2022\u3002\u2014]|\s[\u2013-]\s|\n\s*(?![a-z\s])|  ")
"""Ends a sentence, a clause, a cell or a row: a new line that no small letter begins."""

_OPENING = frozenset(
    ["of", "in", "at", "on", "from", "by", "with", "to", "through", "via", "between", "within"]
)
"""Prepositions of a phrase that only tells more; `for` and `without` may be the limit of what is said."""

_ATTACHED = _OPENING | frozenset(["for", "than", "as", "per"])
"""With these a part behind would be attached to another word than in the document."""

_POINTING_WORDS = """
it he she they we this that these those his her its their such both him them which who whose latter
former however instead then otherwise therefore so but and or
"""
_POINTING = frozenset(_POINTING_WORDS.split())
"""What stands for something in the sentences before."""

_TURNING_WORDS = """
provided providing although though except excluding avoid only if unless while whereas because but and
or yet so as than that which who whom whose where when whether however instead rather allegedly
reportedly subject conditional before after once lest otherwise i you he she it we they is are was were
be been being am has have had do does did done said says say told made make makes gave give gives given
took take takes taken went go goes gone came come comes found find finds held hold holds kept keep keeps
left leave leaves let lets met meet meets paid pay pays put puts ran run runs sent send sends set sets
spent spend stood stand stands thought think thinks wrote write writes written drew drove flew knew know
knows known led lead leads read saw see sees seen showed show shows shown sought seek seeks spoke taught
became become becomes brought bring brings built build builds caught chose choose cost costs dealt felt
feel feels fought fight got get gets hid hit hurt laid lay lies lent meant means mean sang shot shut
sank slept split spread struck swore taken threw wore broke owe owes own owns sue sues cause causes
remain remains seem seems appear appears contain contains apply applies provide provides ensure ensures
prevent prevents
"""
_TURNING = frozenset(_TURNING_WORDS.split())
"""Conditions, conjunctions, pronouns and frequent verbs; regular past forms are told by their ending."""

_DETERMINER_WORDS = """
the a an its their his her this that these those our all any no each
"""
_DETERMINERS = frozenset(_DETERMINER_WORDS.split())
_SHORTEST_PAST = 4
_CRITICAL = frozenset({"negation", "direction", "modal", "quantifier"})


def left_out(before: str, text: str, behind: str) -> tuple[str, ...]:
    """Name what makes it unsafe to leave out `text`, which stands between what is quoted; nothing if safe."""
    words = Words(FoldedText(text))
    if not words:
        return ()
    if _ends_sentence(before + text):
        return _sentences_left_out(before, text, behind)
    border = _BORDER.search(text.rstrip())
    if border:
        return ("the end of a clause left out",)
    turning = tuple(f"{words.printed(i)} left out" for i in range(len(words)) if _turns(words, i))
    if turning:
        return turning
    return () if _is_phrase(words, text, behind) else (f"{text.strip()} left out",)


def _sentences_left_out(before: str, text: str, behind: str) -> tuple[str, ...]:
    """Judge that whole sentences are left out, the last of which ends with `text`."""
    mark = re.match(r"[^\w\s]*", text)
    if not _ends_sentence(before + (mark[0] if mark else "")):
        return ("the end of a sentence left out",)
    following = Words(FoldedText(behind))
    opening = behind.lstrip("\"'([\u2018\u201c\u00ab")[:1]
    if opening.islower():
        return ("the beginning of a sentence left out",)
    if following and following.keys[0] in _POINTING:
        return (f"what {following.printed(0)} stands for left out",)
    return ()


def _ends_sentence(text: str) -> bool:
    """Say whether a text ends with a sentence rather than with an abbreviation or an initial."""
    words = text.split()
    end = _SENTENCE_ENDS.search(words[-1]) if words else None
    if end is None:
        return False
    token = end[1].lstrip("([\"'\u2018\u201c").lower()
    return token not in NEVER_LAST | MAYBE_LAST and not (len(token) == 1 and token.isalpha())


def _turns(words: Words, index: int) -> bool:
    key = words.keys[index]
    if key in _TURNING or kind_of_word(key) in _CRITICAL:
        return True
    if key.endswith("ed") and len(key) >= _SHORTEST_PAST:
        return True
    following = words.keys[index + 1] if index + 1 < len(words) else ""
    return key.endswith("s") and following in _DETERMINERS


def _is_phrase(words: Words, text: str, behind: str) -> bool:
    """Say whether the words are one phrase that could be struck out."""
    inner = text.strip()
    if inner[:1] in ",(" and inner[-1:] == {",": ",", "(": ")"}[inner[0]]:
        return not any(mark in inner[1:-1] for mark in ",()")
    following = Words(FoldedText(behind))
    attached = bool(following) and following.keys[0] in _ATTACHED
    comma = any(mark in inner for mark in ",()")
    return words.keys[0] in _OPENING and not comma and not attached
