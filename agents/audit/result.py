"""What the audit of one document comes to."""

from dataclasses import dataclass

from docpanel.agents.analysis import Audit, Conflict, Number

__all__ = ["AUDITOR", "Audited"]

AUDITOR = "audit"
"""The name under which the audit's findings stand, as in `audit-1`; no specialist may have it."""


@dataclass(frozen=True, slots=True)
class Audited:
    """The audit's record and what others build on.

    `conflicts` are certain: one entity, metric, period and unit with two values. `candidates` lack one of
    these, so that only a model could tell. `numbers` are figures that were computed again.
    """

    record: Audit
    conflicts: tuple[Conflict, ...] = ()
    candidates: tuple[Conflict, ...] = ()
    numbers: tuple[Number, ...] = ()
