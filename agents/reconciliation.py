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
    stance and those that take the opposite one.
    """

    lead: Finding
    findings: tuple[Finding, ...]
    score: float
    confidence: float
    supports: tuple[str, ...]
    dissents: tuple[str, ...]

    @property
    def finding_ids(self) -> tuple[str, ...]:
        """Return the ids of the group's findings, the lead first."""
        return tuple(finding.id for finding in self.findings)


@dataclass(frozen=True, slots=True)
class Reconciliation:
    """All groups, the most telling first, and what follows from them without any model."""

    groups: tuple[Group, ...]
    conflicts: tuple[Conflict, ...]
    quality: Quality
    not_found: tuple[str, ...]

    def findings(self) -> dict[str, Finding]:
        """Return all findings by their id."""
        return {finding.id: finding for group in self.groups for finding in group.findings}
