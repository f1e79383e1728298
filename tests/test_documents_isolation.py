"""The child process that parses: limits, crashes, what it inherits, and how it ends."""

import os
import signal
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from docpanel.documents import Limits
from docpanel.documents.isolation import parse_in_child
from docpanel.documents.parsed import BeyondLimits, PageHeading, PageSpan, Unreadable
from docpanel.documents.registry import RegisteredLoader

LOADERS = """
    import ctypes, os, signal, sys, time
    from docpanel.documents.parsed import PageHeading, PageSpan, Parsed, Unreadable
    from docpanel.documents.registry import Loader

    def kind(load):
        return Loader(media_type="x/x", title="a test", suffixes=(), load=load)

    def sleep(data, limits):
        if data:
            with open(data.decode(), "w") as fifo:
                fifo.write(str(os.getpid()))
        time.sleep(60)

    def spin(data, limits):
        while True:
            pass

    def crash(data, limits):
        os.kill(os.getpid(), signal.SIGSEGV)

    def abort(data, limits):
        os.abort()

    def swallow(data, limits):
        hoard = [bytes(10_000_000) for _ in range(1000)]
        return Parsed([str(len(hoard))])

    def recurse(data, limits):
        return recurse(data, limits)

    def refuse(data, limits):
        raise Unreadable("is odd", "straighten it")

    def fail(data, limits):
        raise KeyError("word/styles.xml")

    def babble(data, limits):
        sys.stdout.write("x" * 20_000_000)
        return Parsed([""])

    def chatter(data, limits):
        sys.stdout.write("a library prints")
        return Parsed([""])

    def tell(data, limits):
        names = ",".join(sorted(os.environ))
        heavy = ",".join(sorted({"openai", "pydantic", "rich", "tiktoken"} & set(sys.modules)))
        text = f"{names}|{heavy}|{len(sys.stdin.buffer.read())}|{len(data)}"
        heading = PageHeading(PageSpan(0, 0, 3), 2)
        return Parsed([text, "\\ud800"], [heading], [PageSpan(0, 1, 2)], ["careful"])

    SLEEP, SPIN, CRASH, ABORT, SWALLOW = map(kind, (sleep, spin, crash, abort, swallow))
    RECURSE, REFUSE, FAIL, BABBLE, CHATTER, TELL = map(kind, (recurse, refuse, fail, babble, chatter, tell))
"""


@pytest.fixture(scope="module")
def hostile(tmp_path_factory):
    folder = tmp_path_factory.mktemp("loaders")
    (folder / "hostile_loaders.py").write_text(textwrap.dedent(LOADERS))
    sys.path.insert(0, str(folder))
    yield lambda name: RegisteredLoader.from_reference(f"hostile_loaders:{name}")
    sys.path.remove(str(folder))
    sys.modules.pop("hostile_loaders", None)


def test_what_the_loader_returns_comes_back_whole(hostile):
    parsed = parse_in_child(hostile("TELL"), b"x" * 3_000_000, Limits())
    assert parsed.headings == [PageHeading(PageSpan(0, 0, 3), 2)]
    assert parsed.furniture == [PageSpan(0, 1, 2)]
    assert parsed.warnings == ["careful"]
    assert parsed.pages[0].endswith("|0|3000000")
    assert parsed.pages[1] == "\ud800"


def test_the_child_inherits_no_keys_and_imports_nothing_heavy(hostile, monkeypatch):
    monkeypatch.setenv("OPENAI_API_KEY", "sk-secret")
    monkeypatch.setenv("PYTHONPATH", "/nowhere")
    names, heavy, *_ = parse_in_child(hostile("TELL"), b"", Limits()).pages[0].split("|")
    assert "OPENAI_API_KEY" not in names
    assert "PYTHONPATH" not in names
    assert heavy == ""


@pytest.mark.parametrize("name", ["SLEEP", "SPIN"])
def test_a_child_that_takes_too_long_is_killed(hostile, name):
    with pytest.raises(BeyondLimits, match=r"takes more than 0.5 s"):
        parse_in_child(hostile(name), b"", Limits(parse_seconds=0.5))


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux holds the limit on memory")
def test_a_child_that_takes_too_much_memory_is_refused(hostile):
    with pytest.raises(BeyondLimits, match=r"more than 200 MB of memory"):
        parse_in_child(hostile("SWALLOW"), b"", Limits(memory_bytes=200 * 1024**2))


@pytest.mark.parametrize(
    ("name", "kind", "cause"),
    [
        ("CRASH", Unreadable, r"crashed \(SIGSEGV\)"),
        ("ABORT", BeyondLimits, "memory"),
        ("RECURSE", BeyondLimits, "nested too deeply"),
        ("REFUSE", Unreadable, "is odd"),
        ("FAIL", Unreadable, r"KeyError: 'word/styles.xml'"),
        ("BABBLE", BeyondLimits, "more text than"),
        ("CHATTER", Unreadable, "no valid answer"),
    ],
)
def test_whatever_goes_wrong_in_the_child_is_a_refusal(hostile, name, kind, cause):
    with pytest.raises(kind, match=cause) as caught:
        parse_in_child(hostile(name), b"", Limits(max_characters=10))
    assert type(caught.value) is kind


def test_a_child_that_ends_before_it_read_its_input_is_a_refusal(hostile):
    unknown = RegisteredLoader("no_such_module:LOADER", hostile("TELL").loader)
    with pytest.raises(Unreadable):
        parse_in_child(unknown, b"x" * 5_000_000, Limits())


@pytest.mark.skipif(sys.platform == "win32", reason="signals and FIFOs are those of POSIX")
def test_an_interrupt_of_the_parent_ends_the_child_at_once(hostile, tmp_path):
    fifo = tmp_path / "alive"
    os.mkfifo(fifo)
    reference = hostile("SLEEP").reference
    program = f"""
        from docpanel.documents import Limits
        from docpanel.documents.isolation import parse_in_child
        from docpanel.documents.registry import RegisteredLoader
        parse_in_child(RegisteredLoader.from_reference({reference!r}), {os.fsencode(fifo)!r}, Limits())
    """
    paths = os.pathsep.join(path for path in sys.path if path)
    with subprocess.Popen(  # noqa: S603  # our own interpreter and our own code
        [sys.executable, "-c", textwrap.dedent(program)],
        env={**os.environ, "PYTHONPATH": paths},
        stderr=subprocess.PIPE,
    ) as parent:
        child = int(fifo.read_text())  # waits until the child has begun
        parent.send_signal(signal.SIGINT)
        _, errors = parent.communicate(timeout=15)
    assert b"KeyboardInterrupt" in errors
    with pytest.raises(ProcessLookupError):
        os.kill(child, 0)


def test_the_child_starts_from_any_working_directory(hostile, monkeypatch, tmp_path):
    (tmp_path / "json.py").write_text("raise SystemExit('a file of the working directory was imported')")
    monkeypatch.chdir(tmp_path)
    monkeypatch.syspath_prepend("")
    assert parse_in_child(hostile("TELL"), b"", Limits()).warnings == ["careful"]


@pytest.mark.parametrize("bound", ["max_bytes", "max_pages", "parse_seconds", "memory_bytes"])
def test_bounds_that_nothing_satisfies_are_refused_with_their_name_and_value(bound):
    with pytest.raises(ValueError, match=rf"{bound} must be greater than zero, not 0"):
        Limits(**{bound: 0})


def test_no_loader_leaves_a_temporary_file(hostile, tmp_path, monkeypatch):
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    parse_in_child(hostile("TELL"), b"x", Limits())
    assert list(Path(tmp_path).iterdir()) == []
