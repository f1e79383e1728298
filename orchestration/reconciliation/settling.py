"""Which side of a disagreement holds: rules in order, each decides only where it is clear.

1. stronger evidence: of evidence (1 exact, 0.95 normalized, 0.8 fuzzy, 0.1 none), halved where the figure
   stands in no quotation of its own, the best of one side is ahead of all others by at least 0.15.
2. remit of the specialist: more words of the matter (subjects and claims of both sides) are words of the
   remit (categories, description, attributes of the template) than on any other side.
3. specificity: a figure that is exact against a rough one, or printed with more digits; for stances a
   subject with more words that holds all words of the other's.
4. recency within the document: only one side's passage says that it amends, restates or corrects, or
   its passage names a later date. A later page alone decides nothing.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from docpanel.agents.findings import Finding
from docpanel.agents.grounding.dates import Date, dates
from docpanel.documents.figures.quantities import Quantity, quantities
from docpanel.orchestration.reconciliation.disagreement import Disagreement, Side
from docpanel.orchestration.reconciliation.hearing import Hearing
from docpanel.orchestration.reconciliation.matter import Matter, carrying_words
from docpanel.orchestration.reconciliation.weighing import evidence_of

__all__ = ["RULES", "Decision", "settle"]

CLEARLY_AHEAD = 0.15
"""More than lies between an exact and a normalized quotation, which differ in white space only."""
UNBACKED = 0.5
AMENDS = re.compile(
    r"\b(?:as amended|amend(?:ed|s|ing)|restat(?:ed|es|ing)|revis(?:ed|es|ing)|correct(?:ed|s|ion)|"
    r"corrigendum|erratum|supersed(?:ed|es|ing)|replac(?:ed|es|ing)|updat(?:ed|es|ing)|effective from|"
    r"now reads?)\b",
    re.IGNORECASE,
)
AROUND = 240
"""Characters before and after a quotation in which its sentence begins and ends."""
BORDER = re.compile(r"[.;:!?]\s|\n\s*\n")


@dataclass(frozen=True, slots=True)
class Decision:
    """Who won, by which rule, and the ids of those who lost."""

    sentence: str
    reason: str
    overruled: frozenset[str]


Rule = Callable[[Disagreement, Hearing], "tuple[int, str] | None"]
"""Returns the index of the side that wins and why, or None where the rule is silent."""


def settle(found: Disagreement, hearing: Hearing) -> Decision | None:
    """Return what the first rule that is not silent decides."""
    for name, rule in _RULES.items():
        verdict = rule(found, hearing)
        if verdict is None:
            continue
        winner, why = verdict
        side = found.sides[winner]
        who = " and ".join(sorted(side.specialists))
        losing = [
            item.id for index, other in enumerate(found.sides) if index != winner for item in other.findings
        ]
        return Decision(
            f"{name}: {why}; for {who} ({side.value})",
            f"contested, decided for {who} by {name}",
            frozenset(losing),
        )
    return None


def _stronger_evidence(found: Disagreement, _hearing: Hearing) -> tuple[int, str] | None:
    standing = [max(_standing(item, found.kind) for item in side.findings) for side in found.sides]
    winner = _ahead(standing, CLEARLY_AHEAD)
    if winner is None:
        return None
    best = max(found.sides[winner].findings, key=lambda item: (_standing(item, found.kind), item.id))
    beaten = [item for index, side in enumerate(found.sides) if index != winner for item in side.findings]
    unbacked = found.kind == "values" and all(item.verified and not Matter(item).backed for item in beaten)
    lack = "hold no such figure" if unbacked else "stand less firmly or not at all"
    return winner, f"the quotation of {best.id} stands in the document, those of the other side {lack}"


def _standing(finding: Finding, kind: str) -> float:
    backed = kind != "values" or Matter(finding).backed
    return evidence_of(finding) * (1.0 if backed else UNBACKED)


def _remit(found: Disagreement, hearing: Hearing) -> tuple[int, str] | None:
    matter = frozenset[str]().union(
        *(carrying_words(f"{item.subject} {item.claim}") for side in found.sides for item in side.findings)
    )
    shared = [
        max((_within_remit(name, matter, hearing) for name in side.specialists), key=len)
        for side in found.sides
    ]
    winner = _ahead([float(len(words)) for words in shared], 1)
    if winner is None:
        return None
    words = ", ".join(f"“{word}”" for word in sorted(shared[winner])[:3])
    return winner, f"its remit names {words}"


def _within_remit(name: str, matter: frozenset[str], hearing: Hearing) -> frozenset[str]:
    template = hearing.templates.get(name)
    if template is None:
        return frozenset()
    remit = " ".join([*template.categories, *template.attributes, template.description])
    return matter & carrying_words(remit.replace("_", " "))


def _specificity(found: Disagreement, _hearing: Hearing) -> tuple[int, str] | None:
    if found.kind == "values":
        return _exactness(found.sides)
    subjects = [carrying_words(side.findings[0].subject) for side in found.sides]
    narrower = [all(subject > other for other in subjects if other is not subject) for subject in subjects]
    if narrower.count(True) != 1:
        return None
    winner = narrower.index(True)
    return winner, f"“{found.sides[winner].findings[0].subject}” is the narrower subject"


def _exactness(sides: Sequence[Side]) -> tuple[int, str] | None:
    figures = [side.figure for side in sides if isinstance(side.figure, Quantity)]
    if len(figures) != len(sides):
        return None
    exact = [not figure.approximate for figure in figures]
    if exact.count(True) == 1:
        return exact.index(True), f"{sides[exact.index(True)].value} is exact where the other is rough"
    winner = _ahead([float(_digits(figure)) for figure in figures], 1)
    return None if winner is None else (winner, f"{sides[winner].value} is the more precise figure")


def _digits(figure: Quantity) -> int:
    """Return the significant digits that a figure is printed with, 0 where it is written in words."""
    return len(str(abs(int(figure.value / figure.precision)))) if figure.precision else 0


def _recency(found: Disagreement, hearing: Hearing) -> tuple[int, str] | None:
    passages = [" ".join(_passage(item, hearing) for item in side.findings) for side in found.sides]
    marks = {index: mark[0] for index, text in enumerate(passages) if (mark := AMENDS.search(text))}
    if len(marks) == 1:
        winner, said = marks.popitem()
        return winner, f"its passage says “{said.lower()}”"
    if any(isinstance(side.figure, Date) for side in found.sides):
        return None  # the later of two deadlines is not the one that was stated later
    latest = [max(_dates(text), default=None) for text in passages]
    if None in latest or len(set(latest)) != len(latest):
        return None
    winner = latest.index(max(date for date in latest if date))
    return winner, "its passage names the latest date"


def _passage(finding: Finding, hearing: Hearing) -> str:
    """Return the sentences in which the quotations of a finding stand."""
    text = hearing.document.text
    parts = []
    for place in finding.evidence:
        if place.verified and place.start is not None and place.end is not None:
            before = BORDER.split(text[max(0, place.start - AROUND) : place.start])[-1]
            after = BORDER.split(text[place.end : place.end + AROUND])[0]
            parts.append(f"{before}{text[place.start : place.end]}{after}")
    return " ".join(parts)


def _dates(text: str) -> list[tuple[int, int, int]]:
    """Return the dates of a passage, years alone counting as their beginning."""
    years = [(int(item.value), 0, 0) for item in quantities(text) if item.kind == "year"]
    named = [(date.year, date.month or 0, date.day or 0) for date in dates(text) if date.year is not None]
    return years + named


def _ahead(measures: Sequence[float], margin: float) -> int | None:
    """Return the index of the measure that is ahead of all others by at least the margin."""
    best, second = sorted(measures, reverse=True)[:2]
    return measures.index(best) if best - second >= margin else None


_RULES: dict[str, Rule] = {
    "stronger evidence": _stronger_evidence,
    "remit of the specialist": _remit,
    "specificity": _specificity,
    "recency within the document": _recency,
}
RULES = tuple(_RULES)
"""The names of the rules in their order."""
