"""The kind of a file is decided by its content; its name only decides between kinds of text."""

import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from docpanel.documents import DocumentError, UnsupportedDocument, parse
from docpanel.documents.registry import loaders

DOCUMENTS = Path(__file__).parent / "documents"
HTML = b"<!DOCTYPE html><html><body><p>Words.</p></body></html>"
EML = b"From: a@example.com\nTo: b@example.com\nMessage-ID: <1@example.com>\nSubject: Hi\n\nWords.\n"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)


def archive(**entries):
    file = BytesIO()
    with zipfile.ZipFile(file, "w") as packed:
        for name, content in entries.items():
            packed.writestr(name, content)
    return file.getvalue()


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("scotus-transcript-p1.pdf", "application/pdf"),
        ("word_sample.docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        (
            "powerpoint_sample.pptx",
            "application/vnd.openxmlformats-officedocument.presentationml.presentation",
        ),
        ("excel_multi_sheet.xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        ("html_email_multipart.eml", "message/rfc822"),
    ],
)
@pytest.mark.parametrize("suffix", ["", ".txt", ".csv", ".html", ".pdf"])
def test_the_content_decides_whatever_the_file_is_called(name, kind, suffix):
    assert parse(f"file{suffix}", (DOCUMENTS / name).read_bytes()).media_type == kind


@pytest.mark.parametrize(
    ("name", "data", "kind"),
    [
        ("a.pdf", HTML, "text/html"),
        ("a.txt", b"\xef\xbb\xbf  \n<!-- note --><HTML lang=en><p>Words.", "text/html"),
        ("a.txt", HTML.decode().encode("utf-16"), "text/html"),
        ("a.txt", EML, "message/rfc822"),
        ("a.md", b"Only words", "text/markdown"),
        ("a.csv", b"Only words", "text/csv"),
        ("a.html", b"Only <b>words</b>", "text/html"),
        ("a.txt", b"# Words\n\n**really**", "text/plain"),
        ("a.unknown", b"# Title\n\nSome [link](http://example.com).", "text/markdown"),
        ("standard input", b"name,amount\nrent,12\nheat,7\n", "text/csv"),
        ("a", b"Dear all,\nthis, as you know,\nis prose.", "text/plain"),
        ("memo.txt", b"From: the boss\nTo: all\n\nWords.", "text/plain"),
        ("a.txt", b"The header of such a file is %PDF-1.7 by the norm.", "text/plain"),
        ("a.py", b"print('words')\n", "text/plain"),
    ],
)
def test_text_is_told_apart_by_strong_signs_then_by_name_then_by_weak_signs(name, data, kind):
    assert parse(name, data).media_type == kind


def test_a_name_that_promises_another_kind_is_told():
    assert parse("invoice.pdf", HTML).warnings == (
        "the name ends in .pdf, but the content is HTML; it was read as that",
    )
    assert parse("invoice.html", HTML).warnings == ()
    assert parse("invoice", HTML).warnings == ()


@pytest.mark.parametrize(
    ("data", "title", "way_out"),
    [
        (OLE + "WordDocument".encode("utf-16-le"), ".doc", "DOCX or PDF"),
        (OLE + "Workbook".encode("utf-16-le"), ".xls", "XLSX"),
        (OLE + "PowerPoint Document".encode("utf-16-le"), ".ppt", "PPTX"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "password", "without the password"),
        (OLE, "old Office", "PDF"),
        (b"{\\rtf1\\ansi words}", "RTF", "PDF"),
        (b"\x89PNG\r\n\x1a\n" + bytes(50), "PNG", "OCR"),
        (b"\xff\xd8\xff\xe0" + bytes(50), "JPEG", "OCR"),
        (b"II*\0" + bytes(50), "TIFF", "OCR"),
        (archive(mimetype="application/vnd.oasis.opendocument.text"), "OpenDocument text", "DOCX"),
        (archive(mimetype="application/epub+zip"), "EPUB", "PDF"),
        (archive(**{"word/of/mine.txt": "x"}), "zip archive", "unpack"),
        (b"\x1f\x8b\x08" + bytes(50), "gzip", "unpack"),
        (b"%!PS-Adobe-3.0\n", "PostScript", "ps2pdf"),
        (b"\x7fELF" + bytes(50), "program", "document"),
    ],
)
def test_a_known_kind_that_is_not_read_is_named_with_what_to_do(data, title, way_out):
    with pytest.raises(UnsupportedDocument) as caught:
        parse("file.bin", data)
    assert title in caught.value.cause
    assert way_out in caught.value.way_out


@pytest.fixture
def another_package(tmp_path, monkeypatch):
    """Install a package that adds one kind of file by one entry point."""
    (tmp_path / "subtitles.py").write_text(
        "from docpanel.documents.parsed import Parsed\n"
        "from docpanel.documents.registry import Evidence, Loader\n"
        "def load(data, limits): return Parsed([data.decode().partition('\\n')[2]])\n"
        "def recognize(sample): return Evidence.CERTAIN if sample.text[:6] == 'WEBVTT' else Evidence.NONE\n"
        "LOADER = Loader('text/vtt', 'subtitles', ('.vtt',), load, recognize)\n"
    )
    metadata = tmp_path / "subtitles-1.0.dist-info"
    metadata.mkdir()
    (metadata / "METADATA").write_text("Metadata-Version: 2.1\nName: subtitles\nVersion: 1.0\n")
    (metadata / "entry_points.txt").write_text("[docpanel.loaders]\nvtt = subtitles:LOADER\n")
    monkeypatch.syspath_prepend(tmp_path)
    loaders.cache_clear()
    yield
    loaders.cache_clear()


@pytest.mark.usefixtures("another_package")
def test_another_package_adds_a_kind_by_an_entry_point():
    document = parse("film.txt", b"WEBVTT\nGood evening.")
    assert (document.media_type, document.text) == ("text/vtt", "Good evening.")


def test_binary_data_of_no_known_kind_is_no_document():
    with pytest.raises(DocumentError, match="no document"):
        parse("a.pdf", bytes(range(256)) * 4)


def test_every_loader_tells_its_suffixes_and_no_two_share_one():
    suffixes = [suffix for registered in loaders() for suffix in registered.loader.suffixes]
    assert len(suffixes) == len(set(suffixes))
    assert all(suffix.startswith(".") and suffix.islower() for suffix in suffixes)
