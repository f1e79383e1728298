"""The examples run as they are, and what the documentation shows is what comes out."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

TREE = Path(__file__).parent.parent
LESSONS = sorted((TREE / "examples" / "lesson").glob("*.py"))
CHANGING = re.compile(
    r"longest chain: .*|\brun [0-9a-f]{12}\b|\d+\.\d+ s\b|`[0-9a-f]{12}`|<code>[0-9a-f]{12}</code>"
    r"|<!-- docpanel (?:html )?report \w+ -->|(?s:<svg .*?</svg>)|<td class=\"amount\">\d+\.\d</td>"
    r"|Longest chain.*"
)


def settled(text: str) -> str:
    """Blank what differs from run to run: the run's id and its seconds."""
    return CHANGING.sub("…", text)


@pytest.mark.parametrize("program", LESSONS, ids=lambda path: path.stem)
def test_the_lesson_runs(program: Path) -> None:
    done = subprocess.run(  # noqa: S603  # our own program
        [sys.executable, str(program)], capture_output=True, text=True, timeout=300, check=False
    )
    assert done.returncode == 0, done.stderr
    assert "DIFFERENT" not in done.stdout
    assert done.stdout.strip()


def test_the_shown_reports_are_what_comes_out(tmp_path: Path) -> None:
    done = subprocess.run(  # noqa: S603  # our own program
        [sys.executable, str(TREE / "examples" / "regenerate.py"), "--into", str(tmp_path)],
        env=os.environ,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    for name in ("README.md", "examples/faa-737max-report.md", "examples/faa-737max-report.html"):
        shown, made = (TREE / name).read_text("utf-8"), (tmp_path / name).read_text("utf-8")
        assert settled(shown) == settled(made), f"{name} is out of date: run python examples/regenerate.py"
