"""What is imported when: start-up stays light, and a cached run needs neither model nor parser."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from loopback import LoopbackServer

PROBE = """
import sys
from docpanel.cli.analyze import main
sys.argv = ["analyze", *sys.argv[1:]]
try:
    main()
except SystemExit as end:
    code = end.code
print("MODULES", *sorted({name.partition(".")[0] for name in sys.modules}), file=sys.stderr)
sys.exit(code)
"""


def imported_by(*arguments: str | Path, **variables: str) -> set[str]:
    """Run `analyze` and return the top-level modules that it had imported at its end."""
    done = subprocess.run(  # noqa: S603  # our own interpreter
        [sys.executable, "-c", PROBE, *map(str, arguments)],
        env={**os.environ, **variables},
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
    )
    line = next(line for line in done.stderr.splitlines() if line.startswith("MODULES"))
    return set(line.split()[1:])


def test_help_imports_nothing_heavy() -> None:
    heavy = {"openai", "tiktoken", "pydantic", "pypdfium2", "rich", "jinja2", "diskcache", "aiohttp"}
    assert not imported_by("--help") & heavy


def test_a_fully_cached_run_imports_neither_client_nor_vocabulary_nor_parser(rule: Path) -> None:
    with LoopbackServer() as server:
        variables = {"OPENAI_API_KEY": "sk-test", "OPENAI_BASE_URL": server.base_url}
        first = imported_by("--model", "gpt-4o-mini", rule, **variables)
        again = imported_by("--model", "gpt-4o-mini", rule, **variables)
        assert len(server.records) == 9
    assert {"openai", "tiktoken"} <= first
    assert not again & {"openai", "tiktoken", "pypdfium2", "aiohttp", "tenacity"}


@pytest.mark.parametrize("panel", ["quick", "full"])
def test_the_offline_readers_need_no_client(panel: str, rule: Path) -> None:
    assert not imported_by("--model", "offline", "--panel", panel, rule) & {"openai", "tiktoken", "aiohttp"}
