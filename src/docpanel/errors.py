"""The root of every error that docpanel raises on purpose.

Each room owns one small branch, drawn at the top of its own ``errors`` module:

    DocpanelError
    ├── DocumentError       documents/errors.py      a file that cannot be read
    ├── PromptError         prompts/errors.py        a template that cannot be used
    ├── CacheError          cache/errors.py          a cache that cannot be emptied
    ├── AgentError          agents/errors.py         a provider or an answer that failed
    ├── RunError            orchestration/errors.py  settings, plan or run
    └── ReportError         reports/errors.py        a report that cannot be written
"""

__all__ = ["DocpanelError"]


class DocpanelError(Exception):
    """An error with one clear sentence for a person; the command line prints it and nothing else."""
