"""The findings of all specialists, grouped by what they speak of: what a synthesizer gets to see."""

from dataclasses import dataclass

from docpanel.agents.analysis import Conflict, Quality
from docpanel.agents.findings import Finding

__all__ = ["Group", "Reconciliation"]


@dataclass(frozen=True, slots=True)
class Group:
    """Findings that speak of the same thing.

    `lead` is the strongest of them. `score` orders the groups (its formula belongs to the strategy);
    `confidence` is from 0 to 1. `supports` and `dissents` name the specialists that share the lead's
    stance and those that take the opposite one. `reasons` say where the confidence comes from; `theme`
    is what the hierarchical strategy filed the group under.
    """

    lead: Finding
    findings: tuple[Finding, ...]
    score: float
    confidence: float
    supports: tuple[str, ...]
    dissents: tuple[str, ...]
    reasons: tuple[str, ...] = ()
    theme: str | None = None

    @property
    def finding_ids(self) -> tuple[str, ...]:
        """Return the ids of the group's findings, the lead first."""
        return tuple(finding.id for finding in self.findings)


@dataclass(frozen=True, slots=True)
class Reconciliation:
    """All groups, the most telling first, and what follows from them without any model.

    `conflicts` hold by rules alone; `candidates` are pairs that may contradict each other, shown only
    where a model confirms it. `note` is a sentence on how the strategy chose.
    """

    groups: tuple[Group, ...]
    conflicts: tuple[Conflict, ...]
    quality: Quality
    not_found: tuple[str, ...]
    candidates: tuple[Conflict, ...] = ()
    note: str = ""

    def findings(self) -> dict[str, Finding]:
        """Return all findings by their id."""
        return {finding.id: finding for group in self.groups for finding in group.findings}
