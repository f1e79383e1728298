"""Which files the arguments of a command mean."""

import os
import sys

import pytest

from docpanel.documents import expand


def names(files, folder):
    return [os.path.relpath(file.path, folder) for file in files]


@pytest.fixture
def folder(tmp_path):
    for name in ("b.txt", "a.md", "sub/c.csv", "sub/deeper/d.html"):
        file = tmp_path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("words")
    return tmp_path


def test_a_folder_is_searched_in_order_without_hidden_files_and_clutter(folder):
    for clutter in (
        ".hidden.txt",
        ".git/config.txt",
        "~$a.docx",
        "tool.py",
        "photo.png",
        "sub/.DS_Store",
        "Makefile",
    ):
        (folder / clutter).parent.mkdir(exist_ok=True)
        (folder / clutter).write_text("words")
    files, errors = expand([str(folder)])
    assert names(files, folder) == ["a.md", "b.txt", "sub/c.csv", "sub/deeper/d.html"]
    assert errors == []


def test_a_file_without_suffix_counts_in_a_folder_if_its_content_is_a_document(folder):
    (folder / "report").write_bytes(b"%PDF-1.7\n1 0 obj endobj\n%%EOF")
    (folder / "notes").write_text("no kind in particular")
    assert "report" in names(expand([str(folder)])[0], folder)
    assert "notes" not in names(expand([str(folder)])[0], folder)


def test_known_kinds_that_are_not_read_count_in_a_folder_so_that_nobody_misses_them(folder):
    (folder / "old.doc").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
    assert "old.doc" in names(expand([str(folder)])[0], folder)


def test_a_pattern_that_the_shell_did_not_expand_is_expanded(folder):
    assert names(expand([f"{folder}/*.txt"])[0], folder) == ["b.txt"]
    assert names(expand([f"{folder}/**/*.csv"])[0], folder) == ["sub/c.csv"]
    assert names(expand([f"{folder}/s*"])[0], folder) == ["sub/c.csv", "sub/deeper/d.html"]


def test_a_file_whose_name_looks_like_a_pattern_is_that_file(tmp_path):
    (tmp_path / "report[1].txt").write_text("words")
    files, errors = expand([str(tmp_path / "report[1].txt")])
    assert names(files, tmp_path) == ["report[1].txt"]
    assert errors == []


def test_a_file_named_twice_is_read_once(folder):
    (folder / "link.txt").symlink_to(folder / "b.txt")
    files, _ = expand([str(folder / "b.txt"), str(folder), f"{folder}/*.txt", "-", "-"])
    assert names([file for file in files if file.path], folder) == [
        "b.txt",
        "a.md",
        "sub/c.csv",
        "sub/deeper/d.html",
    ]
    assert [file.name for file in files if file.path is None] == ["standard input"]


def test_what_is_wrong_gives_one_error_each_and_the_others_go_on(folder, tmp_path):
    (tmp_path / "empty").mkdir()
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "gone.txt").symlink_to(tmp_path / "nowhere")
    wrong = ["empty", "pipe.txt", "missing.pdf", "*.xyz", "gone.txt"]
    files, errors = expand([str(folder / "b.txt"), *(str(tmp_path / name) for name in wrong), "/dev/null"])
    assert names(files, folder) == ["b.txt"]
    causes = [str(error).split(": ", 1)[1] for error in errors]
    expected = [
        "without documents",
        "FIFO",
        "does not exist",
        "matches no file",
        "link to nothing",
        "is a device",
    ]
    assert len(causes) == len(expected)
    for cause, words in zip(causes, expected, strict=True):
        assert words in cause


def test_a_pipe_inside_a_folder_is_passed_over(folder):
    os.mkfifo(folder / "pipe.txt")
    files, errors = expand([str(folder)])
    assert len(files) == 4
    assert errors == []


def test_a_folder_linked_into_itself_ends(folder):
    (folder / "sub" / "loop").symlink_to(folder)
    assert len(expand([str(folder)])[0]) == 4


def test_a_name_with_a_nul_byte_is_an_error():
    files, (error,) = expand(["a\0b"])
    assert files == []
    assert "cannot be reached" in str(error)


def test_the_name_is_the_one_the_person_gave(folder, monkeypatch):
    monkeypatch.chdir(folder)
    assert [file.name for file in expand(["b.txt", "sub"])[0]] == ["b.txt", "sub/c.csv", "sub/deeper/d.html"]


@pytest.mark.skipif(sys.platform == "win32", reason="there are no such permissions")
def test_a_folder_without_permission_is_told(folder, as_nobody):
    (folder / "sub").chmod(0)
    with as_nobody(folder):
        files, (error,) = expand([str(folder)])
    (folder / "sub").chmod(0o755)
    assert len(files) == 2
    assert "Permission denied" in str(error)
