"""The secret of an installation: one, private, and the same for everybody who asks."""

import os
import stat
import subprocess
import sys

import pytest

from docpanel.cache.secret import install_secret


def test_the_secret_is_made_once_and_stays(tmp_path):
    first = install_secret(tmp_path / "state")
    assert len(first) == 32
    assert install_secret(tmp_path / "state") == first
    assert install_secret(tmp_path / "other") != first
    assert [file.name for file in (tmp_path / "state").iterdir()] == ["secret"]


@pytest.mark.skipif(os.name != "posix", reason="modes are those of POSIX")
def test_nobody_else_can_read_it_even_if_they_could_before(tmp_path):
    secret = install_secret(tmp_path)
    assert stat.S_IMODE((tmp_path / "secret").stat().st_mode) == 0o600
    (tmp_path / "secret").chmod(0o644)
    assert install_secret(tmp_path) == secret
    assert stat.S_IMODE((tmp_path / "secret").stat().st_mode) == 0o600


def test_processes_that_start_together_agree(tmp_path):
    program = """
import sys
from pathlib import Path
from docpanel.cache.secret import install_secret
sys.stdin.read()
print(install_secret(Path(sys.argv[1])).hex())
"""
    processes = [
        subprocess.Popen(  # noqa: S603  # our own interpreter and program
            [sys.executable, "-c", program, str(tmp_path / "state")],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for _ in range(6)
    ]
    for process in processes:
        assert process.stdin is not None
        process.stdin.close()
        process.stdin = None
    secrets = {process.communicate()[0].strip() for process in processes}
    assert secrets == {install_secret(tmp_path / "state").hex()}


@pytest.mark.parametrize("damaged", [b"", b"short", b"x" * 33])
def test_a_damaged_secret_is_replaced(tmp_path, damaged):
    (tmp_path / "secret").write_bytes(damaged)
    secret = install_secret(tmp_path)
    assert len(secret) == 32
    assert secret != damaged
    assert install_secret(tmp_path) == secret


def test_without_a_folder_each_call_has_a_secret_of_its_own(tmp_path, caplog):
    (tmp_path / "file").write_text("in the way")
    first = install_secret(tmp_path / "file" / "state")
    assert len(first) == 32
    assert install_secret(tmp_path / "file" / "state") != first
    assert "no lasting secret" in caplog.text
