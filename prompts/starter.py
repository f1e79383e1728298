"""The file that an author of a new specialist starts from."""

import re
from pathlib import Path

from docpanel.prompts.errors import PromptError
from docpanel.prompts.fixed import fixed_text
from docpanel.prompts.parsing import RESERVED_NAMES

__all__ = ["write_starter"]

NAME = re.compile(r"[a-z][a-z0-9_-]{0,39}")
PLACEHOLDER = "SPECIALIST"


def write_starter(name: str, folder: Path) -> Path:
    """Write a commented template that is valid as it stands, and return where.

    Raises `PromptError` for a name that no specialist can have, a file that is already there, and a
    folder that cannot be written.
    """
    if not NAME.fullmatch(name):
        raise PromptError(
            f'"{name}" cannot name a specialist: '
            "lower-case letters, digits, - and _, at most 40, a letter first"
        )
    if name in RESERVED_NAMES:
        raise PromptError(f'"{name}" is the name of a panel; choose another')
    path = folder / f"{name}.md"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write(fixed_text("starter").replace(PLACEHOLDER, name) + "\n")
    except FileExistsError as error:
        raise PromptError(f"{path}: is already there and was not changed") from error
    except OSError as error:
        raise PromptError(f"{path}: {error.strerror or error}") from error
    return path
