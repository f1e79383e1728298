"""What can be wrong with a cache folder.

CacheError    a folder that cannot hold private files
"""

from docpanel.errors import DocpanelError

__all__ = ["CacheError"]


class CacheError(DocpanelError):
    """A cache folder that cannot be used; the run goes on without it."""
