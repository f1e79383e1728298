"""What holds for every test: its own folders, no keys from outside, no calls to the world."""

import os
import socket
from collections.abc import Callable, Generator, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest

LOOPBACK = {"127.0.0.1", "::1", "localhost"}

NO_SKIPS = "DOCPANEL_TESTS_MAY_NOT_SKIP" in os.environ
"""Set where everything that a test may need is installed: there a skip would hide a missing check."""


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Count a skip as a failure where nothing may be skipped."""
    report = yield
    if NO_SKIPS and report.skipped and not hasattr(report, "wasxfail"):
        reason = call.excinfo.value if call.excinfo else "skipped"
        report.outcome = "failed"
        report.longrepr = f"{item.nodeid} was skipped, which is not allowed here: {reason}"
    return report


@pytest.fixture(autouse=True)
def isolated(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """Give each test its own cache, home and working folder, and no settings of the user."""
    home = tmp_path_factory.mktemp("home")
    monkeypatch.chdir(home)
    for name in list(os.environ):
        if name.startswith(("DOCPANEL_", "OPENAI_")) or name.lower().endswith("_proxy"):
            monkeypatch.delenv(name)
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("XDG_CACHE_HOME", str(home / "cache"))
    monkeypatch.setenv("DOCPANEL_CACHE_FOLDER", str(home / "cache" / "docpanel"))


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Refuse every connection that leaves this machine."""
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: object) -> None:
        if isinstance(address, tuple) and address[0] not in LOOPBACK:
            raise AssertionError(f"a test tried to reach {address[0]}")
        connect(self, address)  # type: ignore[arg-type]  # whatever the caller gave

    monkeypatch.setattr(socket.socket, "connect", guarded)


@pytest.fixture
def documents() -> Path:
    """Return the folder of test documents."""
    return Path(__file__).parent / "documents"


@pytest.fixture
def rule() -> Path:
    """Return the example document: the proposed rule on the 737 MAX."""
    return Path(__file__).parent.parent / "examples" / "faa-737max-proposed-rule-2020.pdf"


@pytest.fixture
def as_nobody() -> Callable[[Path], AbstractContextManager[None]]:
    """Return a context in which root is nobody and yet reaches a folder; others stay who they are."""

    @contextmanager
    def changed(folder: Path) -> Iterator[None]:
        if os.geteuid() != 0:
            yield
            return
        for above in (folder, *folder.parents):
            if not above.stat().st_mode & 0o001:
                above.chmod(above.stat().st_mode | 0o055)
        os.seteuid(65534)
        try:
            yield
        finally:
            os.seteuid(0)

    return changed
