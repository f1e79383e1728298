"""Who supports a point independently, and how sure that makes it.

confidence(group) = verification x agreement x legibility x doubt
verification = sum of evidence (1 exact, 0.95 normalized, 0.8 fuzzy) / (found + missing + 2 x altered);
               a claim that contradicts its own quotation counts as one altered quotation more
agreement    = (1 - 0.2 x 0.5^(k-1)) x k / (k + d), of k independent supporters and d that dissent
legibility   = the mean legibility of the cited pages
doubt        = (1 + the highest self-reported confidence among the supporters) / 2
"""

from collections.abc import Sequence
from dataclasses import dataclass

from docpanel.agents.findings import Finding
from docpanel.documents.legibility import HARD_TO_READ
from docpanel.orchestration.reconciliation.hearing import Hearing
from docpanel.orchestration.reconciliation.matter import alike, carrying_words
from docpanel.orchestration.reconciliation.weighing import EVIDENCE

__all__ = ["Tally", "confidence_in", "independent", "tally"]

COPIED = 0.9
"""Share of the shorter's words from which two claims are one wording, as of a sentence that both copied."""
SENTENCE = 8
"""Words that carry matter from which a claim may be a copied part of a longer one; shorter ones must agree
as a whole, for two who say the same briefly need not have copied."""
ALONE = 0.2
"""What one specialist alone falls short of certainty; each further independent one halves it."""
UNSURE = 0.5


@dataclass(frozen=True, slots=True)
class Tally:
    """How the quotations of some findings were found."""

    verbatim: int = 0
    fuzzy: int = 0
    altered: int = 0
    missing: int = 0
    contradicted: int = 0
    worth: float = 0.0

    @property
    def quotations(self) -> int:
        """Return how many there are."""
        return self.verbatim + self.fuzzy + self.altered + self.missing

    @property
    def rate(self) -> float:
        """Return the verification rate, in which what was altered counts against twice."""
        against = self.quotations + self.altered + 2 * self.contradicted
        return self.worth / against if against else 0.0

    def describe(self) -> str:
        """Return the counts as a phrase."""
        if not self.quotations:
            return "no quotation"
        parts = [f"{self.verbatim} of {self.quotations} quotation{'s' * (self.quotations > 1)} verbatim"]
        parts += [f"{self.fuzzy} nearly so"] if self.fuzzy else []
        parts += [f"{self.altered} altered, which counts twice"] if self.altered else []
        parts += [f"{self.missing} not found"] if self.missing else []
        return ", ".join(parts)


def tally(findings: Sequence[Finding]) -> Tally:
    """Count the quotations of findings."""
    places = [place for item in findings for place in item.evidence]
    matches = [place.match for place in places]
    return Tally(
        verbatim=matches.count("exact") + matches.count("normalized"),
        fuzzy=matches.count("fuzzy"),
        altered=matches.count("altered"),
        missing=matches.count("missing"),
        contradicted=sum(bool(item.differs) for item in findings),
        worth=round(sum(EVIDENCE.get(match, 0.0) for match in sorted(matches)), 6),
    )


def independent(findings: Sequence[Finding]) -> tuple[str, ...]:
    """Return the specialists that stand behind a point each in words of its own, on verified evidence.

    Two that copied the same sentence are one witness: the first by name is counted.
    """
    words: dict[str, list[frozenset[str]]] = {}
    for finding in sorted(findings, key=lambda item: item.id):
        if finding.verified:
            words.setdefault(finding.specialist, []).append(carrying_words(finding.claim))
    counted: dict[str, list[frozenset[str]]] = {}
    for name, claims in sorted(words.items()):
        heard = [claim for others in counted.values() for claim in others]
        if not all(any(_copied(claim, other) for other in heard) for claim in claims):
            counted[name] = claims
    return tuple(counted)


def _copied(left: frozenset[str], right: frozenset[str]) -> bool:
    shorter = min(len(left), len(right))
    within = shorter >= SENTENCE and len(left & right) >= COPIED * shorter
    return within or alike(left, right) >= COPIED or left == right


def confidence_in(
    findings: Sequence[Finding], dissents: Sequence[str], hearing: Hearing
) -> tuple[float, tuple[str, ...]]:
    """Return the confidence in what the findings of one group say, from 0 to 1, and its reasons."""
    behind = [item for item in findings if item.specialist not in dissents]
    count, witnesses = tally(behind), independent(behind)
    pages = hearing.cited_pages(behind)
    legible = sum(pages.values()) / len(pages) if pages else 1.0
    believed = max((item.confidence for item in behind), default=0.0)
    supporters = max(1, len(witnesses))
    agreement = (1 - ALONE * 0.5 ** (supporters - 1)) * supporters / (supporters + len(dissents))
    confidence = count.rate * agreement * legible * (1 + believed) / 2
    reasons = [
        count.describe(),
        *(
            f"{item.id} contradicts its own quotation: {', '.join(item.differs)}"
            for item in behind
            if item.differs
        ),
        _agreement(witnesses, sorted({item.specialist for item in behind})),
        *([f"{_listed(dissents)} disagree{'s' * (len(dissents) == 1)}"] if dissents else []),
        *(f"page {page} is hard to read" for page, share in pages.items() if share < HARD_TO_READ),
        *([f"no specialist is surer than {believed:.2f}"] if believed < UNSURE else []),
    ]
    return round(confidence, 6), tuple(reasons)


def _agreement(witnesses: Sequence[str], supports: Sequence[str]) -> str:
    if len(witnesses) > 1:
        return f"{_listed(witnesses)} agree independently"
    if len(supports) > 1:
        return f"{_listed(supports)} say so, but no two of them independently"
    return f"only {_listed(supports)} says so"


def _listed(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
