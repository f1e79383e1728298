"""What can be wrong with a template.

PromptError
"""

from docpanel.errors import DocpanelError

__all__ = ["PromptError"]


class PromptError(DocpanelError):
    """A template or panel that cannot be used: names the file, the cause and the nearest valid word."""
