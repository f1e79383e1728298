"""The commands beside the one job, the flags of that job, and how every command ends."""

import logging
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from commands import Ran, command, environment, run

from docpanel.agents.errors import Unauthorized
from docpanel.cli.analyze import analyze
from docpanel.cli.exits import guarded, run_command
from docpanel.documents.errors import DocumentError

SECRET = "sk-test-0123456789abcdef"  # noqa: S105  # no key of anybody
MEMO = "The fee is $40. It is due on 5 May 2026. The board approved it."


@pytest.fixture
def memo(tmp_path: Path) -> Path:
    """Return a small document."""
    path = tmp_path / "memo.txt"
    path.write_text(MEMO, "utf-8")
    return path


@pytest.fixture
def analyze_here(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> Iterator[Callable[..., Ran]]:
    """Return `analyze` in this process and in the folder of the document: a tenth of the time."""
    logger = logging.getLogger("docpanel")
    before = (logger.handlers[:], logger.level, logger.propagate)
    monkeypatch.chdir(tmp_path)

    def ran(*arguments: str | Path, **variables: str) -> Ran:
        with monkeypatch.context() as patched:
            for name, value in variables.items():
                patched.setenv(name, value)
            with pytest.raises(SystemExit) as ended:
                run_command(analyze, "analyze", list(map(str, arguments)))
        shown = capsys.readouterr()
        assert isinstance(ended.value.code, int)
        return Ran(ended.value.code, shown.out, shown.err)

    yield ran
    logger.handlers[:], logger.level, logger.propagate = before


def entries(info: Ran) -> dict[str, int]:
    """Return the entries by kind, as `docpanel cache info` prints them."""
    rows = [line.split() for line in info.out.splitlines() if line.endswith(" entries")]
    return {kind: int(count.replace(",", "")) for kind, count, _ in rows}


def one_line(ran: Ran) -> str:
    """Return the only line of standard error, which is no traceback."""
    (line,) = ran.err.strip().splitlines()
    return line


def test_the_cache_is_looked_into_and_emptied_kind_by_kind(memo: Path, tmp_path: Path) -> None:
    folder = tmp_path / "cache"
    where = {"DOCPANEL_CACHE_FOLDER": str(folder)}
    assert run("docpanel", "cache", "info", **where).code == 0
    assert run("analyze", "--model", "mock", "--panel", "quick", memo, **where).code == 0
    info = run("docpanel", "cache", "info", **where)
    assert str(folder) in info.out
    before = entries(info)
    assert (before["response"], before["document"]) == (5, 1)
    assert "removed 5 entries" in run("docpanel", "cache", "clear", "--kind", "response", **where).out
    assert entries(run("docpanel", "cache", "info", **where)) == {
        kind: count for kind, count in before.items() if kind != "response"
    }
    assert run("docpanel", "cache", "clear", **where).code == 0
    assert entries(run("docpanel", "cache", "info", **where)) == {}


def test_a_cache_folder_that_cannot_be_used_is_one_line_and_stops_no_analysis(memo: Path) -> None:
    where = {"DOCPANEL_CACHE_FOLDER": str(memo)}
    cleared = run("docpanel", "cache", "clear", **where)
    assert cleared.code == 2
    assert str(memo) in one_line(cleared)
    assert str(memo) in one_line(run("docpanel", "cache", "info", **where))
    checked = run("docpanel", "doctor", **where)
    assert checked.code == 2
    assert "FAIL  cache" in checked.out
    assert run("analyze", "--model", "offline", "--specialist", "summary", memo, **where).code == 0
    assert memo.read_text("utf-8") == MEMO


def test_the_doctor_of_a_fresh_machine_says_what_is_missing_and_how_to_fix_it(tmp_path: Path) -> None:
    ran = run("docpanel", "doctor", cwd=tmp_path)
    assert ran.code == 0, ran.out
    assert "FAIL" not in ran.out
    assert all(way in ran.out for way in ("OPENAI_API_KEY", "--base-url", "--model offline"))
    for subject in ("settings", "model", "cache", "templates", "parser", "tokens", "office"):
        assert f" {subject} " in ran.out
    assert "8 specialists" in ran.out


def test_the_doctor_names_where_a_key_comes_from_and_never_the_key(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text(f"OPENAI_API_KEY={SECRET}\n", "utf-8")
    ran = run("docpanel", "doctor", cwd=tmp_path)
    assert ran.code == 0
    assert "key set (.env)" in ran.out
    assert SECRET not in ran.out + ran.err


def test_the_doctor_finds_a_bad_setting_and_a_broken_template(tmp_path: Path) -> None:
    bad = run("docpanel", "doctor", DOCPANEL_RPM="many")
    assert bad.code == 2
    assert "rpm, from environment" in bad.out
    folder = tmp_path / "prompts" / "specialists"
    folder.mkdir(parents=True)
    (folder / "legal.md").write_text("---\nname: legal\ncategorys: [duty]\n---\nRead.\n", "utf-8")
    broken = run("docpanel", "doctor", cwd=tmp_path)
    assert broken.code == 2
    assert "legal.md" in broken.out


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_completion_script_serves_both_commands(shell: str) -> None:
    ran = run("docpanel", "completion", shell)
    assert ran.code == 0
    assert "_ANALYZE_COMPLETE" in ran.out
    assert "_DOCPANEL_COMPLETE" in ran.out


def test_completion_knows_flags_and_commands() -> None:
    words = {"COMP_WORDS": "analyze --es", "COMP_CWORD": "1", "_ANALYZE_COMPLETE": "bash_complete"}
    assert "--estimate" in run("analyze", **words).out
    words = {"COMP_WORDS": "docpanel cache ", "COMP_CWORD": "2", "_DOCPANEL_COMPLETE": "bash_complete"}
    assert {"info", "clear"} <= {
        line.rpartition(",")[2] for line in run("docpanel", **words).out.splitlines()
    }


@pytest.mark.parametrize(
    "arguments",
    [["completion", "tcsh"], ["no-such-command"], ["cache", "fill"], ["cache", "clear", "--all"], []],
)
def test_a_command_that_does_not_exist_is_a_usage_error(arguments: list[str]) -> None:
    ran = run("docpanel", *arguments)
    assert (ran.code, ran.out) == (2, "")
    assert "Usage: docpanel" in ran.err


def test_every_command_explains_itself() -> None:
    shown = run("docpanel", "--help")
    assert shown.code == 0
    assert all(name in shown.out for name in ("cache", "completion", "doctor", "prompts"))
    assert run("docpanel", "--version").out == run("analyze", "--version").out


@pytest.mark.parametrize(
    ("flags", "shown"),
    [
        (["--no-cache", "--refresh"], ["--no-cache", "--refresh", "exclude"]),
        (["--header", "no separator"], ["--header", "NAME:VALUE"]),
        (["--set", "=EUR"], ["--set", "NAME=VALUE"]),
        (["--set", "curency=EUR"], ["curency"]),
        (["--deadline", "soon"], ["--deadline 'soon'", "60s, 5m or 1h"]),
        (["--deadline", "0s"], ["deadline_seconds", "greater than 0"]),
        (["--rpm", "0"], ["rpm, from flag", "given: 0"]),
        (["--max-workers", "1000"], ["max_workers, from flag", "512"]),
        (["--panel", "quik"], ['"quik"', "quick"]),
        (["--specialist", "bussiness"], ['"bussiness"', "business"]),
        (["--prompts", "no-such-folder"], ["no-such-folder"]),
        (["--format", "jsn"], ["jsn", "json"]),
        (["--context-window", "2000"], ["2,000", "too small", "--context-window"]),
        (["no-such-file.pdf"], ["no-such-file.pdf"]),
    ],
    ids=lambda value: " ".join(value[:2]) if isinstance(value, list) else "",
)
def test_a_flag_that_cannot_be_used_is_one_line_and_exit_2(
    flags: list[str], shown: list[str], memo: Path, analyze_here: Callable[..., Ran]
) -> None:
    files = [] if flags[0].startswith("no-such") else [memo]
    ran = analyze_here("--model", "mock", *flags, *files)
    assert ran.code == 2
    assert ran.out == ""
    line = one_line(ran)
    assert line.startswith("docpanel: ")
    assert all(part in line for part in shown), line


def test_flags_override_the_environment_and_the_settings_file(
    memo: Path, analyze_here: Callable[..., Ran]
) -> None:
    (memo.parent / "docpanel.toml").write_text('model = "offline"\npanel = "full"\n', "utf-8")
    arguments = ("--panel", "quick", "--format", "json", memo)
    found = analyze_here(*arguments).json
    assert (found["model"], found["panel"]) == ("offline", "quick")
    found = analyze_here(*arguments, DOCPANEL_MODEL="mock").json
    assert (found["model"], len(found["specialists"])) == ("mock", 4)


def test_a_deadline_can_be_given_in_minutes_and_specialists_one_by_one(
    memo: Path, analyze_here: Callable[..., Ran]
) -> None:
    ran = analyze_here(
        "--model", "mock", "--deadline", "1.5m", "--specialist", "quality", "--specialist", "summary",
        "--specialist", "quality", "--format", "json", memo,
    )  # fmt: skip
    assert ran.code == 0, ran.err
    assert [item["name"] for item in ran.json["specialists"]] == ["summary", "quality"]


def test_quiet_prints_the_report_alone_and_verbose_says_what_happens(
    memo: Path, analyze_here: Callable[..., Ran]
) -> None:
    asked = ("--model", "mock", "--specialist", "summary", "--format", "json", memo)
    failing = {"DOCPANEL_MOCK_FAILURE_RATE": "1", "DOCPANEL_MAX_ATTEMPTS": "1"}
    loud = analyze_here(*asked, **failing)
    assert loud.code == 3
    assert "summary fallback" in one_line(loud)
    quiet = analyze_here(*asked, "--quiet", **failing)
    assert (quiet.code, quiet.err) == (3, "")
    verbose = analyze_here(*asked, "--verbose", **failing, DOCPANEL_LOG_FORMAT="json")
    assert '"specialist": "summary"' in verbose.err
    assert verbose.json["status"] == "partial"


def test_a_batch_without_a_readable_document_is_an_input_error(
    tmp_path: Path, analyze_here: Callable[..., Ran]
) -> None:
    for name in ("a.pdf", "b.pdf"):
        (tmp_path / name).write_bytes(b"")
    ran = analyze_here("--model", "offline", tmp_path)
    assert ran.code == 2
    assert [line.partition(": ")[0] for line in ran.err.splitlines()] == ["docpanel", "docpanel"]


def test_ends_have_their_codes_and_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    def fail(error: Exception) -> int:
        raise error

    ends = [
        (lambda: 0, 0, ""),
        (lambda: 3, 3, ""),
        (lambda: fail(DocumentError("a.pdf", "is empty")), 2, "docpanel: a.pdf: is empty\n"),
        (lambda: fail(Unauthorized("the key was refused")), 1, "docpanel: the key was refused\n"),
    ]
    for work, code, line in ends:
        with pytest.raises(SystemExit) as ended:
            guarded(work)
        assert (ended.value.code, capsys.readouterr().err) == (code, line)


INTERRUPTED = b"docpanel: interrupted; answers that had arrived are stored, so run it again to go on\n"


def test_an_interrupt_is_one_line_and_130_and_waits_for_no_thread() -> None:
    script = (
        "import threading, time\n"
        "from docpanel.cli.exits import guarded\n"
        "threading.Thread(target=time.sleep, args=(60,)).start()\n"
        "def work():\n"
        "    raise KeyboardInterrupt\n"
        "guarded(work)\n"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, timeout=30, check=False)  # noqa: S603  # our own script
    assert (done.returncode, done.stderr) == (130, INTERRUPTED)


@pytest.mark.skipif(os.name == "nt", reason="Windows has no pipes that break")
def test_a_reader_that_leaves_early_is_no_traceback() -> None:
    line = [command("docpanel"), "prompts", "show", "business"]
    reading, writing = os.pipe()
    os.close(reading)
    process = subprocess.Popen(line, env=environment(), stdout=writing, stderr=subprocess.PIPE)  # noqa: S603  # our own script
    os.close(writing)
    _, errors = process.communicate(timeout=60)
    assert b"Traceback" not in errors
    assert process.returncode == 1
