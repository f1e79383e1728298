"""Which findings speak of the same thing."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import combinations

from docpanel.agents.findings import Finding
from docpanel.documents.document import Span
from docpanel.orchestration.reconciliation.matter import Matter, alike
from docpanel.orchestration.reconciliation.values import differing, opposed_values

__all__ = ["group_findings", "same_point"]

ALIKE = 0.5
"""Share of common words (Jaccard) from which two claims say the same, wherever they quote from."""
ALIKE_ON_ONE_PLACE = 0.3
"""The same for two claims on one sentence: a sentence may well carry two different points."""
OVERLAP = 0.5
NEARBY = 2000
"""Characters; findings further apart than twice this are compared only if they name one subject."""


def group_findings(findings: Sequence[Finding]) -> list[list[Finding]]:
    """Partition findings into groups that speak of the same thing, transitively.

    Claims that are alike but for their figures are one group where two specialists state different
    values of one thing, and apart everywhere else: what was said of 2023 is not what was said of 2024.
    A finding that reports a fault never joins what it criticises.

    Only findings that quote from nearby or name the same subject are compared, so that the work grows
    with the document and not with its square. The result does not depend on the order of `findings`.
    """
    ordered = [Matter(finding) for finding in sorted(findings, key=lambda item: item.id)]
    parent = list(range(len(ordered)))

    def root(index: int) -> int:
        while parent[index] != index:
            parent[index] = parent[parent[index]]
            index = parent[index]
        return index

    for left, right in _candidates(ordered):
        if _same_thing(ordered[left], ordered[right]):
            parent[max(root(left), root(right))] = min(root(left), root(right))
    groups: dict[int, list[Finding]] = defaultdict(list)
    for index, matter in enumerate(ordered):
        groups[root(index)].append(matter.finding)
    return list(groups.values())


def same_point(left: Finding, right: Finding) -> bool:
    """Say whether two findings name the same subject or make much the same claim.

    Findings of one group may share no more than a sentence that they quote for different ends; only
    those on the same point can contradict each other.
    """
    if left.subject.casefold() == right.subject.casefold():
        return True
    return alike(Matter(left).words, Matter(right).words) >= ALIKE


def _same_thing(left: Matter, right: Matter) -> bool:
    if left.critical != right.critical or left.words.isdisjoint(right.words):
        return False
    if opposed_values(left, right):
        return True
    threshold = ALIKE_ON_ONE_PLACE if _on_one_place(left.spans, right.spans) else ALIKE
    return alike(left.words, right.words) >= threshold and not differing(left, right)


def _candidates(matters: Sequence[Matter]) -> Iterable[tuple[int, int]]:
    buckets: dict[object, list[int]] = defaultdict(list)
    for index, matter in enumerate(matters):
        places = {item.start // NEARBY for item in matter.finding.evidence if item.start is not None}
        subject = matter.subject or matter.finding.subject.casefold()
        for bucket in (*places, *(place + 1 for place in places), subject):
            buckets[bucket].append(index)
    seen = set()
    for members in buckets.values():
        for pair in combinations(sorted(set(members)), 2):
            if pair not in seen:
                seen.add(pair)
                yield pair


def _on_one_place(left: Sequence[Span], right: Sequence[Span]) -> bool:
    """Say whether two quotations share at least half of the shorter one."""
    for one in left:
        for other in right:
            shared = min(one.end, other.end) - max(one.start, other.start)
            if shared >= OVERLAP * min(len(one), len(other)):
                return True
    return False
