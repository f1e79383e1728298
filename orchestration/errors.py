"""What can be wrong with a run as a whole.

RunError
├── SettingsError      a setting that is unknown, out of bounds or missing
└── PlanError          a document or panel that cannot be planned
"""

from docpanel.errors import DocpanelError

__all__ = ["PlanError", "RunError", "SettingsError"]


class RunError(DocpanelError):
    """Base of this room."""


class SettingsError(RunError):
    """A setting that cannot be used: names it, where it came from, and what is allowed."""


class PlanError(RunError):
    """A document or panel for which no calls can be planned."""
