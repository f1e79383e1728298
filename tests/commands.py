"""Running the two commands as a user does: in a process of their own."""

import json
import os
import subprocess
import sys
import sysconfig
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

__all__ = ["Ran", "command", "environment", "run"]

PATIENCE_SECONDS = 120


@dataclass(frozen=True)
class Ran:
    """How a command ended."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """Return standard output as JSON."""
        return json.loads(self.out)


def command(name: str) -> str:
    """Return the path of an installed script."""
    suffix = ".exe" if sys.platform == "win32" else ""
    return str(Path(sysconfig.get_path("scripts")) / f"{name}{suffix}")


def environment(**variables: str) -> dict[str, str]:
    """Return the test's own environment with more variables."""
    return {**os.environ, **variables}


def run(
    name: str, *arguments: str | Path, cwd: Path | None = None, stdin: bytes = b"", **variables: str
) -> Ran:
    """Run a script to its end."""
    line: Sequence[str] = [command(name), *map(str, arguments)]
    done = subprocess.run(  # noqa: S603  # our own script with the test's own arguments
        line,
        cwd=cwd,
        input=stdin,
        env=environment(**variables),
        capture_output=True,
        timeout=PATIENCE_SECONDS,
        check=False,
    )
    return Ran(done.returncode, done.stdout.decode(), done.stderr.decode())
