"""A report reaches the disk whole, and never over a file that is somebody else's."""

import errno
import os
import stat
import sys
import threading
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docpanel.agents.analysis import Analysis
from docpanel.reports.errors import ReportExists, ReportNotWritten
from docpanel.reports.registry import formats, render
from docpanel.reports.writing import report_path, write_report

COMPLETE = Analysis.model_validate_json(
    (Path(__file__).parent / "analyses" / "complete.json").read_text("utf-8")
)

posix = pytest.mark.skipif(sys.platform == "win32", reason="rights and devices are those of POSIX")


@pytest.mark.parametrize("format_name", formats())
def test_a_report_of_ours_is_replaced_unasked(tmp_path, format_name):
    path = tmp_path / "report"
    text = render(COMPLETE, format_name)
    write_report(text, path)
    write_report(text.replace("737", "747"), path)
    assert path.read_bytes().decode("utf-8") == text.replace("737", "747")
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("format_name", formats())
def test_several_reports_in_one_file_are_still_ours(tmp_path, format_name):
    path = tmp_path / "reports"
    write_report(render(COMPLETE, format_name) * 3, path)
    write_report("new", path)
    assert path.read_text("utf-8") == "new"


@pytest.mark.parametrize(
    "content",
    [
        b"my notes\n",
        b'{"run_id": "x"}',
        b"\x00\xff" * 9000,
        b"see docpanel run 7\nand then more",
        b"<!-- docpanel report 7 -->\nmy own notes",
        b" ",
    ],
)
def test_a_file_of_somebody_else_is_kept_unless_forced(tmp_path, content):
    path = tmp_path / "notes.md"
    path.write_bytes(content)
    with pytest.raises(ReportExists, match=r"no docpanel report; .*--force"):
        write_report("report", path)
    assert path.read_bytes() == content
    write_report("report", path, force=True)
    assert path.read_text() == "report"


def test_an_empty_file_is_nobodys(tmp_path):
    path = tmp_path / "report.md"
    path.touch()
    write_report("report", path)
    assert path.read_text() == "report"


@posix
def test_the_rights_of_an_existing_file_are_kept_and_a_link_stays_a_link(tmp_path):
    real, link = tmp_path / "real.md", tmp_path / "link.md"
    real.touch(mode=0o640)
    link.symlink_to(real)
    write_report("report", link)
    assert link.is_symlink()
    assert real.read_text() == "report"
    assert stat.S_IMODE(real.stat().st_mode) == 0o640


@posix
def test_a_pipe_is_written_to_and_stays_a_pipe(tmp_path):
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    received = []
    reader = threading.Thread(target=lambda: received.append(pipe.read_text()))
    reader.start()
    write_report("report", pipe)
    reader.join(timeout=20)
    assert received == ["report"]
    assert stat.S_ISFIFO(pipe.stat().st_mode)


def test_what_the_system_refuses_is_one_line_with_a_way_out(tmp_path):
    (tmp_path / "file").touch()
    for path, words in (
        (tmp_path, "this is a folder; choose a file name"),
        (tmp_path / "missing" / "report.md", "the folder .*missing does not exist; create the folder"),
        (tmp_path / "file" / "report.md", "not a directory; choose another name"),
        (tmp_path / ("x" * 300), "name too long; choose a shorter name"),
    ):
        with pytest.raises(ReportNotWritten, match=words) as caught:
            write_report("report", path, force=True)
        assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("code", "words"),
    [
        (errno.ENOSPC, "no space left on device; free some space"),
        (errno.EACCES, "permission denied; choose a folder that you may write to"),
        (errno.EROFS, "read-only file system; choose a folder"),
        (errno.EIO, "input/output error$"),
    ],
)
def test_a_failing_disk_leaves_the_old_report_and_no_rest(tmp_path, monkeypatch, code, words):
    path = tmp_path / "report.md"
    old = render(COMPLETE, "markdown")
    write_report(old, path)

    def fail(_descriptor: int) -> None:
        raise OSError(code, os.strerror(code))

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(ReportNotWritten, match=words):
        write_report("new", path)
    assert path.read_text("utf-8") == old
    assert list(tmp_path.iterdir()) == [path]


def test_the_name_of_a_report_holds_the_whole_name_of_its_document(tmp_path):
    assert report_path(tmp_path, "in/report.pdf", ".md") == tmp_path / "report.pdf.md"
    assert report_path(tmp_path, "C:\\in\\report.pdf", ".json") == tmp_path / "report.pdf.json"
    assert report_path(tmp_path, "-", ".md") == tmp_path / "document.md"
    assert report_path(tmp_path, "nul.txt", ".md") == tmp_path / "_nul.txt.md"


def test_documents_of_one_name_get_different_reports_whatever_the_letter_case(tmp_path):
    taken: list[Path] = []
    for name in ("a/Report.pdf", "b/report.pdf", "c/REPORT.PDF", "report.pdf-2"):
        taken.append(report_path(tmp_path, name, ".md", taken))
    assert [path.name for path in taken] == [
        "Report.pdf.md",
        "report.pdf-2.md",
        "REPORT.PDF-3.md",
        "report.pdf-2-2.md",
    ]


@given(st.lists(st.text(st.characters(), max_size=300), max_size=6))
def test_any_document_name_gives_a_file_name_that_every_system_takes(names):
    folder = Path("out")
    taken: list[Path] = []
    for name in names:
        taken.append(report_path(folder, name, ".md", taken))
    assert len({str(path).casefold() for path in taken}) == len(names)
    for path in taken:
        assert path.parent == folder
        assert len(path.name.encode("utf-8")) <= 255
        assert not set('<>:"/\\|?*') & set(path.name)
        assert not {unicodedata.category(letter) for letter in path.name} & {"Cc", "Cs", "Zl", "Zp"}
        assert path.name[0] not in ".- "
