"""The texts that are the same for every specialist, kept as Markdown files beside this module."""

from functools import lru_cache
from importlib.resources import files

__all__ = ["fixed_text"]


@lru_cache(maxsize=8)
def fixed_text(name: str) -> str:
    """Return the text of `NAME.md` of this package, without white space around it."""
    return files("docpanel.prompts").joinpath(f"{name}.md").read_text(encoding="utf-8").strip()
