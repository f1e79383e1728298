"""Which findings speak of the same thing."""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import combinations

from docpanel.agents.findings import Finding
from docpanel.documents.document import Span

__all__ = ["group_findings", "same_point"]

WORD = re.compile(r"\w{3,}")
ALIKE = 0.5
"""Share of common words (Jaccard) from which two claims say the same, wherever they quote from."""
ALIKE_ON_ONE_PLACE = 0.3
"""The same for two claims on one sentence: a sentence may well carry two different points."""
OVERLAP = 0.5
NEARBY = 2000
"""Characters; findings further apart than twice this are compared only if they name one subject."""


def group_findings(findings: Sequence[Finding]) -> list[list[Finding]]:
    """Partition findings into groups that speak of the same thing, transitively.

    Only findings that quote from nearby or name the same subject are compared, so that the work grows
    with the document and not with its square. The result does not depend on the order of `findings`.
    """
    ordered = sorted(findings, key=lambda item: item.id)
    words = [_words(item) for item in ordered]
    spans = [_spans(item) for item in ordered]
    parent = list(range(len(ordered)))

    def root(index: int) -> int:
        while parent[index] != index:
            parent[index] = parent[parent[index]]
            index = parent[index]
        return index

    for left, right in _candidates(ordered):
        if _alike(words[left], words[right]) >= _threshold(spans[left], spans[right]):
            parent[max(root(left), root(right))] = min(root(left), root(right))
    groups: dict[int, list[Finding]] = defaultdict(list)
    for index, finding in enumerate(ordered):
        groups[root(index)].append(finding)
    return list(groups.values())


def same_point(left: Finding, right: Finding) -> bool:
    """Say whether two findings name the same subject or make much the same claim.

    Findings of one group may share no more than a sentence that they quote for different ends; only
    those on the same point can contradict each other.
    """
    if left.subject.casefold() == right.subject.casefold():
        return True
    return _alike(_words(left), _words(right)) >= ALIKE


def _candidates(findings: Sequence[Finding]) -> Iterable[tuple[int, int]]:
    buckets: dict[object, list[int]] = defaultdict(list)
    for index, finding in enumerate(findings):
        places = {item.start // NEARBY for item in finding.evidence if item.start is not None}
        for bucket in (*places, *(place + 1 for place in places), finding.subject.casefold()):
            buckets[bucket].append(index)
    for members in buckets.values():
        yield from combinations(sorted(set(members)), 2)


def _threshold(left: Sequence[Span], right: Sequence[Span]) -> float:
    return ALIKE_ON_ONE_PLACE if _on_one_place(left, right) else ALIKE


def _on_one_place(left: Sequence[Span], right: Sequence[Span]) -> bool:
    """Say whether two quotations share at least half of the shorter one."""
    for one in left:
        for other in right:
            shared = min(one.end, other.end) - max(one.start, other.start)
            if shared >= OVERLAP * min(len(one), len(other)):
                return True
    return False


def _alike(left: frozenset[str], right: frozenset[str]) -> float:
    union = len(left | right)
    return len(left & right) / union if union else 0.0


def _words(finding: Finding) -> frozenset[str]:
    return frozenset(WORD.findall(f"{finding.subject} {finding.claim}".casefold()))


def _spans(finding: Finding) -> list[Span]:
    return [
        Span(item.start, item.end)
        for item in finding.evidence
        if item.start is not None and item.end is not None
    ]
