"""Who holds an office that one person holds: `The mayor is Ruth Keller`, `Ruth Keller serves as mayor`."""

import re
from dataclasses import dataclass

from docpanel.agents.audit.contradictions.neutral_words import content_words

__all__ = ["OFFICES", "Held", "held", "same_person"]

OFFICES = (
    "executive|officer|president|chair|chairman|chairwoman|chairperson|treasurer|mayor|clerk|secretary|manager|"
    "investigator|statistician|auditor|editor-in-chief|director-general|governor|minister|chancellor|owner|"
    "authority|agent|contact|contractor|trustee|notary|arbitrator|leader|engineer|coordinator|relations|CEO|CFO|COO|rector|"
    "architect|spokesperson|administrator|guarantor|landlord|tenant|lessor|lessee"
)
ANY_OFFICE = re.compile(rf"\b(?:{OFFICES})\b", re.IGNORECASE)
MANY = re.compile(
    r"\b(?:member|members|deputy|vice|assistant|former|interim|acting|co|senior|junior|one of|another|a|an|"
    r"first|second|outgoing|incoming|new|previous|next|designate|elect|non-executive|associate|"
    r"regional|local)\b",
    re.IGNORECASE,
)
NAME = (
    r"(?:(?:Mr|Mrs|Ms|Dr|Prof)\.?\s)?[A-Z][\w’'-]+(?:\s(?:[A-Z]\.|[a-z]{2,3}|[A-Z][\w’'-]+)){0,3}"
    r"\s[A-Z][\w’'-]+"
)
OFFICE = (
    rf"(?:[Tt]he\s|[Oo]ur\s|[Ii]ts\s)?(?P<role>(?:[^\W\d]+(?:-[^\W\d]+)?\s){{0,3}}(?i:{OFFICES})"
    r"(?:\s(?:of|for)\s[^,.:;]{1,60}?)?)"
)
APPOSED = re.compile(rf"(?P<name>{NAME}),\s{OFFICE}$")
PATTERNS = (
    re.compile(
        rf"{OFFICE}(?:\sat present|\scurrently)?\s(?:is|remains)\s(?:currently\s)?(?P<name>{NAME})(?=[,.;]|$)"
    ),
    re.compile(
        rf"(?P<name>{NAME})\s(?:is|remains|(?:serves|acts|works)\sas|holds\sthe\s(?:office|post|"
        rf"position|role)\sof)\s(?:the\s|our\s|its\s)?"
        rf"{OFFICE}(?=[,.;]|$)"
    ),
    re.compile(
        rf"(?:The\s)?(?:position|office|post|role)\sof\s{OFFICE}\sis\sheld\sby\s(?P<name>{NAME})(?=[,.;]|$)"
    ),
    re.compile(
        rf"(?P<name>{NAME})\s(?P<event>(?:was|has been)\s(?:appointed|elected|named))\s(?:as\s|the\s)?"
        rf"{OFFICE}(?=[,.;]|$)"
    ),
    re.compile(rf"{OFFICE}\s?[:|=]\s*(?P<name>{NAME})\s?\|?$"),
    APPOSED,
    re.compile(rf"{OFFICE},\s(?P<name>{NAME}),\s[a-z]+ed\b"),
)
TITLES = re.compile(r"^(?:(?:Mr|Mrs|Ms|Dr|Prof)\.?\s)+")


@dataclass(frozen=True, slots=True)
class Held:
    """An office, as the words that name it, and who holds it.

    `since` says that only the appointment is told,
    `apposed` that the name stands before the office, as in a list of people.
    """

    about: frozenset[str]
    phrase: str
    name: str
    since: bool = False
    apposed: bool = False


def held(text: str) -> Held | None:
    """Return who holds which office, where a sentence or line says only that."""
    text = text.strip().rstrip(".")
    if not ANY_OFFICE.search(text):
        return None
    for pattern in PATTERNS:
        match = pattern.match(text)
        if match:
            role = match["role"].strip()
            if MANY.search(role):
                return None
            since = "event" in match.re.groupindex
            return Held(
                content_words(role) | {"holder"}, role, match["name"], since, apposed=pattern is APPOSED
            )
    return None


def same_person(one: str, other: str) -> bool:
    """Say whether two names may be one person's: the last names agree, and no first names oppose."""
    left, right = (TITLES.sub("", name).lower().replace(".", "").split() for name in (one, other))
    if left[-1] != right[-1]:
        return False
    firsts = left[0], right[0]
    return len(left) == 1 or len(right) == 1 or firsts[0].startswith(firsts[1][:1])
