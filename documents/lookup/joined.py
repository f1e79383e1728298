"""Words that become others where a space is lost or put in: `not able`, `notable`; `now here`, `nowhere`."""

from collections.abc import Sequence

from docpanel.documents.lookup.critical_words import NEGATIONS

__all__ = ["turns_joined"]

_TURNED = """
abroad acceptable across again agreeable ahead alight alike almost alone along already although altogether
always amend amended amends amoral anew another anybody anyone apart arise arises around ascent aside
asymmetric atone atypical aversion await awaited awaiting awaits awake award away bargain become before
belong below beside besides bestowed between candid cannon canon canton disable disagree disagreeable
disallow dismay disown downgrade downgraded downright enable ended endless endowed everybody everyday
everyone formal however inability inaccurate inactive inappropriate incapable income incomplete
inconsistent inconvenient incorporate incorrect indeed indefinite indefinitely indifferent indirect
indirectly ineffective inexpensive infamous inform informal informed informs inhabit inject injustice
inmate insecure insensitive insight insignificant install instill insufficient insure intend intends
intense intent invalid invaluable invisible knot knotted maybe mayor maypole mustard nobody nonstop noon
northern nosing notable notables notably notary nothing nothings notice november novice nowhere offend
offended onus overall overcame overcome overdue overestimate overestimated overlook overlooked overlooking
overpaid override overrule overruled oversee oversees oversight overstate overstated overtake overtaken
overtime overturn overturned profitable reasonable shallot sometime sometimes therefore unable
underestimate underestimated underestimating undergo underline underlying undermine undermines undermining
underpaid understand understands understate understated understatement understood undertake undertaken
undertaking underway undo undone unless unlike untie until update updated upgrade upgraded upheld uphill
uphold upright upset upward willing
"""
_JOINED = frozenset(_TURNED.split())
"""Frequent words whose parts are words, of which one may deny, limit or turn a sentence."""


def turns_joined(whole: str, parts: Sequence[str]) -> bool:
    """Say whether a word and its parts say different things; not so `cannot`, nor `shouldnot`."""
    if whole in _JOINED or parts[-1] == "less":
        return True
    return whole in NEGATIONS and not any(part in NEGATIONS for part in parts)
