"""Numbered things that a document treats one by one: `Patient 1`, `Scenario B`, `Loan II`.

Their numbers are no values, and what is said under one of them does not contradict what is said under
another. The nouns come from reading case reports, tenders, studies and contracts.
"""

import re
from dataclasses import dataclass

__all__ = ["Numbered", "is_number_of", "leading_label"]

NOUNS = """
    patient scenario visit experiment study case sample lot phase option site group round trial loan product
    schedule participant subject respondent interview specimen batch test run arm cohort plot station
    location building house apartment flat room floor property parcel asset vehicle machine device model
    variant version alternative proposal offer bid tender package module project programme program task
    activity stage step session workshop meeting day week year month region district zone area ward
    unit plant branch office store warehouse team class grade level tier tranche series fund account
    policy claim contract agreement order invoice item facility borrower lender tenant supplier customer
    company client student child animal mouse dose treatment condition example exercise question survey
    wave panel event incident accident well field line route bus train ship vessel flight engine
    reactor turbine pump tank sensor server node cluster network dataset annex appendix exhibit table
    figure chart portfolio segment division party award grant milestone deliverable objective goal
    employee candidate applicant position role lease licence license permit bond share
"""
NOUN = rf"(?:{'|'.join(NOUNS.split())})"
LEADING = re.compile(
    rf"[\W_]*(?:(?:[Ii]n|[Ff]or|[Aa]t|[Uu]nder)\s)?(?P<noun>(?i:{NOUN}))\s(?:[Nn]o\.?\s|#)?"
    r"(?P<number>\d{1,3}|[A-Z]|[IVX]{2,4})(?![\w%/]|[.,]\d)(?P<rest>[\s.:,;()–—-]|$)"
)
BEFORE = re.compile(rf"(?:^|[^\w-])(?<!in ){NOUN}\s$", re.IGNORECASE)
AFTER = re.compile(r"\s*(?:[.:,;()–—-]|$)|\s+(?:is|are|was|were|has|had|will|and|or|to)\b")
REACH = 24


@dataclass(frozen=True, slots=True)
class Numbered:
    """One of a numbered kind of things, in lower case."""

    noun: str
    number: str


def leading_label(text: str) -> Numbered | None:
    """Return the numbered thing that a sentence or line begins with."""
    match = LEADING.match(text)
    return Numbered(match["noun"].lower(), match["number"].lower()) if match else None


def is_number_of(before: str, after: str) -> bool:
    """Say whether the bare figure between these two texts only numbers the thing named before it."""
    if BEFORE.search(before[-REACH:]) is None:
        return False
    opening = leading_label(f"{before}0") is not None
    return AFTER.match(after) is not None or (opening and not after[:1].isalnum())
