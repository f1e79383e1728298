"""The store: shared by threads and processes, never unpickling, never in the way of a run."""

import logging
import os
import pickle
import signal
import sqlite3
import stat
import subprocess
import sys
import threading
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from docpanel.cache.errors import CacheError
from docpanel.cache.store import Store

posix = pytest.mark.skipif(os.name != "posix", reason="owners and modes are those of POSIX")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "cache"


@pytest.fixture
def store(folder: Path):
    with Store(folder) as opened:
        yield opened


def run(program: str, *arguments: object, check: bool = True) -> "subprocess.CompletedProcess[str]":
    """Run a program of ours in a process of its own."""
    return subprocess.run(  # noqa: S603  # our own interpreter and program
        [sys.executable, "-c", program, *map(str, arguments)], capture_output=True, text=True, check=check
    )


def change(folder: Path, statement: str, values: tuple[object, ...] = ()) -> None:
    """Write into the database behind the store's back."""
    with closing(sqlite3.connect(folder / "cache.db")) as connection, connection:
        connection.execute(statement, values)


def rows(folder: Path) -> int:
    with closing(sqlite3.connect(folder / "cache.db")) as connection:
        return int(connection.execute("SELECT count(*) FROM Cache").fetchone()[0])


@pytest.mark.parametrize("value", ["", "text", "é中\0\r\n", "x" * 3_000_000, '{"a": 1}'])
def test_what_was_stored_comes_back(store, value):
    store.set("response:1", value)
    assert store.get("response:1") == value


def test_an_unknown_key_is_a_miss_and_a_stored_one_can_be_deleted(store):
    assert store.get("response:1") is None
    store.set("response:1", "a")
    store.set("response:1", "b")
    assert store.get("response:1") == "b"
    store.delete("response:1")
    store.delete("response:1")
    assert store.get("response:1") is None


@pytest.mark.parametrize("value", [b"bytes", 1, None, object()])
def test_only_strings_are_stored(store, value):
    with pytest.raises(TypeError, match="holds strings"):
        store.set("response:1", value)
    with pytest.raises(TypeError, match="holds strings"):
        store.get(value)


def test_text_that_utf8_cannot_hold_is_not_stored_and_harms_nothing(store):
    store.set("response:1", "kept")
    store.set("response:2", "\ud800")
    assert store.get("response:2") is None
    assert store.get("\ud800") is None
    assert store.get("response:1") == "kept"


def test_entries_are_counted_and_cleared_by_kind(store, folder):
    for number in range(3):
        store.set(f"response:{number}", "x" * 1000)
    store.set("document:1", "y")
    info = store.info()
    assert dict(info.entries) == {"document": 1, "response": 3}
    assert info.bytes >= 3000
    assert info.folder == folder
    assert info.problem is None
    assert store.clear("response") == 3
    assert dict(store.info().entries) == {"document": 1}
    assert store.clear() == 1
    assert dict(store.info().entries) == {}


def test_a_closed_store_opens_again_and_finds_everything(store):
    store.set("response:1", "a")
    store.close()
    store.close()
    assert store.get("response:1") == "a"


def test_diskcache_is_imported_only_when_the_store_is_used(folder):
    program = """
import sys
from pathlib import Path
from docpanel.cache.store import Store
store = Store(Path(sys.argv[1]))
print("diskcache" in sys.modules, Path(sys.argv[1]).exists())
store.get("a:1")
print("diskcache" in sys.modules)
"""
    assert run(program, folder).stdout.split() == ["False", "False", "True"]


def test_the_oldest_entries_go_when_the_limit_is_reached(folder):
    with Store(folder, size_limit_bytes=400_000) as store:
        for number in range(200):
            store.set(f"response:{number}", str(number) * 3_000)
        assert store.get("response:0") is None
        assert store.get("response:199") == "199" * 3_000
        store.set("response:huge", "x" * 200_000)
        assert store.get("response:huge") is None
    assert sum(file.stat().st_size for file in folder.iterdir()) < 600_000


@posix
def test_what_was_set_survives_a_kill(folder):
    program = """
import os, signal, sys
from pathlib import Path
from docpanel.cache.store import Store
store = Store(Path(sys.argv[1]))
for number in range(50):
    store.set(f"response:{number}", "x" * 5_000)
os.kill(os.getpid(), signal.SIGKILL)
"""
    assert run(program, folder, check=False).returncode == -signal.SIGKILL
    with Store(folder) as store:
        assert all(store.get(f"response:{number}") == "x" * 5_000 for number in range(50))


def test_processes_write_at_the_same_time_and_lose_nothing(folder):
    program = """
import sys
from pathlib import Path
from docpanel.cache.store import Store
with Store(Path(sys.argv[1])) as store:
    for number in range(100):
        store.set(f"response:{sys.argv[2]}-{number}", "x" * 2_000)
"""
    processes = [
        subprocess.Popen([sys.executable, "-c", program, str(folder), str(index)])  # noqa: S603  # our own program
        for index in range(4)
    ]
    assert [process.wait() for process in processes] == [0, 0, 0, 0]
    with Store(folder) as store:
        assert dict(store.info().entries) == {"response": 400}


def test_threads_write_and_read_at_the_same_time_and_lose_nothing(store):
    wrong: list[str] = []

    def work(index: int) -> None:
        for number in range(30):
            store.set(f"response:{index}-{number}", f"{index}/{number}")
            if store.get(f"response:{index}-{number}") != f"{index}/{number}":
                wrong.append(f"{index}-{number}")

    threads = [threading.Thread(target=work, args=(index,)) for index in range(32)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not wrong
    assert dict(store.info().entries) == {"response": 32 * 30}


@posix
def test_a_forked_child_uses_the_store_too(folder):
    program = """
import os, sys
from pathlib import Path
from docpanel.cache.store import Store
store = Store(Path(sys.argv[1]))
store.set("response:1", "parent")
child = os.fork()
if child == 0:
    store.set("response:2", store.get("response:1") + "'s child")
    os._exit(0)
os.waitpid(child, 0)
print(store.get("response:2"))
"""
    assert run(program, folder).stdout == "parent's child\n"


def test_answers_are_stored_while_the_interpreter_ends(folder):
    program = """
import sys, threading
from pathlib import Path
from docpanel.cache.store import Store
store = Store(Path(sys.argv[1]))
ending = threading.Event()
def worker():
    threading.main_thread().join()
    store.set("response:1", "late")
threading.Thread(target=worker).start()
"""
    run(program, folder)
    with Store(folder) as store:
        assert store.get("response:1") == "late"


class Trap:
    """Creates a file when it is unpickled."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __reduce__(self) -> tuple[Callable[..., object], tuple[object, ...]]:
        """Return what unpickling would call."""
        return (open, (str(self.path), "w"))


def test_a_planted_pickle_is_never_run_but_dropped(store, folder, tmp_path, caplog):
    sprung = tmp_path / "sprung"
    payload = pickle.dumps(Trap(sprung))
    store.set("response:1", "honest")
    change(folder, "UPDATE Cache SET mode = 4, value = ?", (payload,))
    assert store.get("response:1") is None
    assert rows(folder) == 0
    assert "dropped" in caplog.text
    pickle.loads(payload).close()  # noqa: S301  # shows that the trap works
    assert sprung.exists()


def test_a_planted_pickle_in_a_file_or_as_a_key_is_never_run(store, folder, tmp_path):
    sprung = tmp_path / "sprung"
    store.set("response:1", "honest")
    (folder / "evil.val").write_bytes(pickle.dumps(Trap(sprung)))
    change(folder, "UPDATE Cache SET mode = 4, filename = 'evil.val', value = NULL")
    change(
        folder,
        "INSERT INTO Cache (key, raw, store_time, mode, value) VALUES (?, 0, 0, 1, 'x')",
        (pickle.dumps(Trap(sprung)),),
    )
    assert dict(store.info().entries) == {"response": 1}
    assert store.get("response:1") is None
    assert store.clear() == 1
    assert not sprung.exists()


@pytest.mark.parametrize("mode", [2, 3])
def test_a_planted_file_name_neither_reads_nor_removes_a_file(store, folder, tmp_path, mode):
    private = tmp_path / "private"
    private.write_text("mine")
    store.set("response:1", "honest")
    change(folder, "UPDATE Cache SET mode = ?, filename = '../private', value = NULL", (mode,))
    assert store.get("response:1") is None
    assert private.read_text() == "mine"


@pytest.mark.parametrize("value", [7, 1.5, b"bytes", None])
def test_a_planted_value_of_another_type_is_dropped(store, folder, value):
    store.set("response:1", "honest")
    change(folder, "UPDATE Cache SET value = ?", (value,))
    assert store.get("response:1") is None
    assert rows(folder) == 0


def test_planted_text_that_is_not_utf8_is_dropped(store, folder):
    store.set("response:1", "honest")
    change(folder, "UPDATE Cache SET value = CAST(X'FFFE41' AS TEXT)")
    assert store.get("response:1") is None
    assert rows(folder) == 0


@pytest.mark.parametrize(
    "content", [b"", b"no database at all " * 500, b"SQLite format 3\0" + b"\xff" * 5000]
)
def test_a_file_that_is_no_database_is_set_aside(folder, content):
    folder.mkdir()
    (folder / "cache.db").write_bytes(content)
    with Store(folder) as store:
        assert store.get("response:1") is None
        store.set("response:1", "new")
        assert store.get("response:1") == "new"
        assert (folder / "cache.db.damaged").exists() == bool(content)
        store.clear()
        assert not (folder / "cache.db.damaged").exists()


def test_a_database_that_is_damaged_while_it_is_open_is_set_aside(folder):
    with Store(folder) as store:
        for number in range(300):
            store.set(f"response:{number}", "x" * 2_000)
    size = (folder / "cache.db").stat().st_size
    with (folder / "cache.db").open("r+b") as file:
        file.seek(4096)
        file.write(b"\xee" * (size - 4096))
    with Store(folder) as store:
        assert [store.get(f"response:{number}") for number in range(300)] == [None] * 300
        store.set("response:1", "new")
        assert store.get("response:1") == "new"


@pytest.mark.parametrize(
    "statement",
    [
        "INSERT INTO Settings VALUES ('get', 'x')",
        "INSERT INTO Settings VALUES ('disk_colour', 1)",
        "UPDATE Settings SET value = 'many' WHERE key = 'size'",
        "DROP TABLE Cache",
        "ALTER TABLE Cache DROP COLUMN mode",
        "DROP TABLE Settings",
    ],
)
def test_a_database_of_another_shape_does_not_stop_a_run(folder, statement):
    with Store(folder) as store:
        store.set("response:1", "old")
    change(folder, statement)
    with Store(folder) as store:
        store.get("response:1")
        store.set("response:2", "new")
        assert store.get("response:2") == "new"


@posix
def test_a_full_disk_warns_once_and_the_run_goes_on(folder):
    program = """
import logging, resource, sys
from pathlib import Path
from docpanel.cache.store import Store
logging.basicConfig(format="%(levelname)s %(message)s", stream=sys.stdout)
store = Store(Path(sys.argv[1]))
store.set("response:before", "kept")
resource.setrlimit(resource.RLIMIT_FSIZE, (300_000, 300_000))
for number in range(20):
    store.set(f"response:{number}", "x" * 50_000)
print(store.get("response:before"), store.get("response:19"))
"""
    lines = run(program, folder).stdout.splitlines()
    assert [line.partition(" ")[0] for line in lines] == ["WARNING", "kept"]
    assert "the run goes on without storing" in lines[0]
    assert lines[1] == "kept None"


def test_a_folder_that_cannot_be_made_makes_misses_and_one_warning(tmp_path, caplog):
    (tmp_path / "file").write_text("in the way")
    with caplog.at_level(logging.WARNING), Store(tmp_path / "file" / "cache") as store:
        for number in range(5):
            store.set(f"response:{number}", "x")
            assert store.get(f"response:{number}") is None
        info = store.info()
        with pytest.raises(CacheError):
            store.clear()
    assert len(caplog.records) == 1
    assert info.problem is not None
    assert str(tmp_path / "file" / "cache") in info.problem


@posix
def test_the_folder_is_private_and_a_looser_one_is_tightened(tmp_path):
    for name, before in (("new", None), ("loose", 0o755), ("open", 0o777)):
        folder = tmp_path / name
        if before is not None:
            folder.mkdir()
            folder.chmod(before)
        with Store(folder) as store:
            store.set("response:1", "x")
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700


@posix
@pytest.mark.skipif(os.name != "posix" or os.geteuid() != 0, reason="only root can give a folder away")
def test_the_folder_of_another_user_is_refused(folder, caplog):
    folder.mkdir()
    os.chown(folder, 12345, 12345)
    with Store(folder) as store:
        store.set("response:1", "x")
        assert store.get("response:1") is None
    assert "belongs to another user" in caplog.text
    assert list(folder.iterdir()) == []
