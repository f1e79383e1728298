"""The words of a statement that leave open what it is about: all others are part of what was measured.

A word that stands in no list counts as a qualifier, so that an unknown one parts two statements rather
than joining them. The lists come from reading annual reports, contracts, studies, minutes and data sheets.
"""

import re
from functools import cache

from docpanel.agents.readers.tokens import fold

__all__ = ["VAGUE", "content_words", "is_neutral", "states"]

GRAMMAR = """
    a an the of in for to at on as with from by and or but is are was were be been being has have had do
    does did it its this that these those there their our we us his her he she they which who whom also
    then now so thus here while during shall how very some such itself still already both der die das
    den dem des ein eine einer eines im ist war sind waren hat hatte wird und mit von zu für auf
"""
STATING = """
    amount come reach stand total run equal report record post show achieve attain generate earn realise
    realize register deliver display yield produce see bring make have hold own employ count comprise
    number include contain consist stay lie close rise climb grow increase go fall drop decline decrease
    sink slip improve advance state give measure determine calculate note indicate disclose present list
    apply act serve take place schedule begin start last belong use describe mention define specify
    provide confirm publish find observe occur happen accrue
"""
PHRASES = re.compile(
    r"\b(?:in total|in all|a total of|(?:the )?total number of|all told|"
    r"(?:is|was|were|are|been)\s(?:fixed|set|put) at|(?:is|was|has been|had been|been) (?:agreed|laid down)|"
    r"agreed? (?:that|on)|in the case of|on the part of|as regards|(?:parties|we) agree|date set for)\b",
    re.IGNORECASE,
)
"""Turns of phrase that leave open what a statement is about though their words, alone, would not."""

IRREGULAR = """
    amounting totalling totaling reaching standing showing came stood ran saw brought made held lay laid
    rose grew went fell sank gave shown taken took began drawn paid spent won lost kept left done gotten
    got seen given found beträgt betrug lautet erreichte belief beläuft
"""
VERBS = """
    show include comprise employ report record applies hold works operates functions features possesses
    offers boasts carries enjoys ended closes closed finished
"""
"""Forms that state as verbs only; as nouns, or before one, they are part of what is measured."""

FILLER = """
    figure figures value values amount amounts number level levels actual actually again altogether
    overall respectively therefore however moreover furthermore accordingly currently presently today
    meanwhile thereby year years fiscal effect above below table annex note shown
"""
ADVERBS = re.compile(
    r"(?!only|early|monthly|weekly|daily|yearly|quarterly|hourly|nearly|family|supply|assembly|july|italy|"
    r"anomaly|apply|reply|partly|partially|mainly|externally|internally|initially|originally|previously|"
    r"formerly|potentially|possibly|probably|allegedly|reportedly)[a-z]{3,}ly$"
)
"""Adverbs that change nothing; those left out here do."""

VAGUE_WORDS = """
    cost price fee amount value sum total rate time period payment size share number estimate result
    increase decrease change balance other average subtotal part rest difference day week month year
    hour person people item date term percentage percent level figure unit case member point page more
    fewer less most
"""
VAGUE = frozenset(VAGUE_WORDS.split())
WORD = re.compile(r"[^\W_]+(?:['’.&/-][^\W_]+)*")


@cache
def _stating() -> frozenset[str]:
    found = set(IRREGULAR.split()) - {"given", "shown", "taken", "seen", "paid", "held"}
    for base in STATING.split():
        found.update((base + "s", base + "es", base + "ed", base + "d", base[:-1] + "ies", base[:-1] + "ied"))
        found.add(base + base[-1] + "ed")
    return frozenset(found) | set(VERBS.split())


def states(word: str) -> bool:
    """Say whether a word in lower case is a verb of stating, as in `came to` or `stands at`."""
    return word in _stating()


@cache
def _neutral() -> frozenset[str]:
    bases = STATING.split()
    found = {word for text in (GRAMMAR, FILLER, IRREGULAR) for word in text.split()}
    for base in bases:
        found.update((base, base + "s", base + "es", base + "ed", base + "d"))
        found.update((base[:-1] + "ies", base[:-1] + "ied", base + base[-1] + "ed"))
    return frozenset(found)


def is_neutral(word: str) -> bool:
    """Say whether a word in lower case leaves open what a statement is about."""
    return word in _neutral() or ADVERBS.match(word) is not None


def content_words(text: str) -> frozenset[str]:
    """Return the folded words of `text` that say what it is about."""
    found = set()
    for match in WORD.finditer(PHRASES.sub(" ", text)):
        word = match[0].lower().replace("’", "'").removesuffix("'s")
        if len(word) > 1 and not is_neutral(word):
            found.add(fold(word))
        elif len(word) == 1 and (word.isdigit() or match[0].isupper()) and word not in {"a", "i"}:
            found.add(word)
    return frozenset(found)
