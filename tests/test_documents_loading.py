"""From files to documents: PDF, positions, limits, and one clear line for everything that is wrong."""

import hashlib
import os
import re
import socket
import sys
from pathlib import Path

import pytest

from docpanel.documents import (
    DocumentError,
    DocumentTooLarge,
    InputFile,
    Limits,
    UnsupportedDocument,
    load,
    parse,
    read_bytes,
)

DOCUMENTS = Path(__file__).parent / "documents"
FAA = Path(__file__).parent.parent / "examples" / "faa-737max-proposed-rule-2020.pdf"
READABLE = (
    "excel_multi_sheet.xlsx",
    "fbi-nics-checks-2015-11.pdf",
    "html_email_multipart.eml",
    "powerpoint_sample.pptx",
    "scotus-transcript-p1.pdf",
    "word_sample.docx",
)


def pdf(*pages, extra_objects=(), catalog="", page=""):
    """Return a PDF with one content stream a page; objects 1 to 3 are catalog, pages and font."""
    kids = [f"{4 + 2 * index} 0 R" for index in range(len(pages))]
    objects = [
        f"<</Type/Catalog/Pages 2 0 R{catalog}>>",
        f"<</Type/Pages/Kids[{' '.join(kids)}]/Count {len(pages)}>>",
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    for index, content in enumerate(pages):
        stream = content.encode("latin-1")
        resources = f"/Resources<</Font<</F1 3 0 R>>>>{page}"
        objects.append(
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents {5 + 2 * index} 0 R{resources}>>"
        )
        objects.append(f"<</Length {len(stream)}>>stream\n{content}\nendstream")
    objects.extend(extra_objects)
    parts, offsets = ["%PDF-1.7\n"], []
    for number, body in enumerate(objects, 1):
        offsets.append(sum(map(len, parts)))
        parts.append(f"{number} 0 obj{body}endobj\n")
    start = sum(map(len, parts))
    table = "".join(f"{offset:010} 00000 n \n" for offset in offsets)
    parts.append(f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}")
    parts.append(f"trailer<</Size {len(objects) + 1}/Root 1 0 R>>\nstartxref\n{start}\n%%EOF\n")
    return "".join(parts).encode("latin-1")


def lines(*texts, size=12):
    shown = "".join(f"({text}) Tj 0 -{size + 2} Td " for text in texts)
    return f"BT /F1 {size} Tf 72 720 Td {shown}ET"


@pytest.fixture(scope="module")
def faa():
    return load(FAA)


@pytest.mark.parametrize("name", READABLE)
def test_a_page_is_a_slice_of_the_text_and_every_position_knows_its_page(name):
    document = load(DOCUMENTS / name)
    assert document.text.strip()
    assert document.sha256 == hashlib.sha256((DOCUMENTS / name).read_bytes()).hexdigest()
    for page in document.pages:
        assert document.page_text(page.number) == document.text[page.span.start : page.span.end]
        if len(page.span):
            assert document.page_at(page.span.start) == page.number
            assert document.page_at(page.span.end - 1) == page.number
    for place in (*(heading.span for heading in document.headings), *document.furniture):
        assert document.text[place.start : place.end].strip()


def test_the_rule_of_the_faa_is_read_page_by_page(faa):
    assert (faa.media_type, len(faa.pages), faa.language) == ("application/pdf", 15, "en")
    assert faa.page_at(faa.text.index("The Boeing Company: Docket No. FAA")) == 6
    assert "\ufffe" not in faa.text
    assert "\r" not in faa.text


def test_running_lines_and_print_marks_are_furniture_but_stay_in_the_text(faa):
    furniture = [faa.text[span.start : span.end] for span in faa.furniture]
    assert sum(line.startswith("VerDate Sep<11>2014") for line in furniture) == 15
    assert sum(line.startswith("jbell on") for line in furniture) == 15
    assert sum("Federal Register / Vol. 85, No. 152" in line for line in furniture) == 14
    assert not [line for line in furniture if re.search(r"airplane|FAA|operators", line)]


def test_a_word_cut_off_by_a_print_mark_gets_its_line_end_back(faa):
    assert "accident after takeoff from Soekarno-\nVerDate" in faa.text


def test_hyphens_of_compound_words_survive_the_end_of_a_line(faa):
    for word in (
        "existing FAA-approved MEL would",
        "perform a non-normal",
        "per work-hour)",
        "@pilatus-aircraft.com",
    ):
        assert word in faa.text


def test_pages_with_large_pictures_are_named(faa):
    assert faa.warnings == ("pages 8-14 with large pictures: text inside pictures was not read",)


def test_a_typesetters_hyphen_is_removed_and_an_authors_kept():
    content = lines("The general condi-", "tions of this well-", "known text.")
    assert (
        " ".join(parse("a.pdf", pdf(content)).text.split())
        == "The general conditions of this well-known text."
    )


def test_what_was_typed_into_a_form_is_read():
    appearance = "BT /F1 12 Tf 2 5 Td (Jane Roe) Tj ET"
    field = (
        "<</Type/Annot/Subtype/Widget/FT/Tx/T(name)/V(Jane Roe)/F 4/Rect[72 600 272 620]"
        "/AP<</N 7 0 R>>/DA(/F1 12 Tf 0 g)>>"
    )
    form = f"<</Type/XObject/Subtype/Form/BBox[0 0 200 20]/Length {len(appearance)}"
    fonts = "/Resources<</Font<</F1 3 0 R>>>>>>"
    data = pdf(
        lines("Name of the tenant:"),
        extra_objects=(field, f"{form}{fonts}stream\n{appearance}\nendstream"),
        catalog="/AcroForm<</Fields[6 0 R]/DR<</Font<</F1 3 0 R>>>>/DA(/F1 12 Tf 0 g)>>",
        page="/Annots[6 0 R]",
    )
    text = parse("form.pdf", data).text
    assert "Name of the tenant:" in text
    assert "Jane Roe" in text


def test_bookmarks_become_headings():
    data = pdf(
        lines("Opening words"),
        lines("Second Chapter", "Its text."),
        extra_objects=(
            "<</Type/Outlines/First 9 0 R/Last 9 0 R/Count 1>>",
            "<</Title(Second chapter)/Parent 8 0 R/Dest[6 0 R/Fit]>>",
        ),
        catalog="/Outlines 8 0 R",
    )
    document = parse("a.pdf", data)
    (heading,) = document.headings
    assert document.text[heading.span.start : heading.span.end] == "Second Chapter"
    assert document.page_at(heading.span.start) == 2


def test_pages_without_text_are_named_and_positions_stay_right():
    document = parse("a.pdf", pdf(lines("One."), "", "", lines("Four."), ""))
    assert document.pages_without_text == (2, 3, 5)
    assert document.warnings == ("pages 2-3, 5 without text (scanned or blank): not read",)
    assert document.page_at(document.text.index("Four")) == 4
    assert document.page_text(4).strip() == "Four."


def test_five_hundred_pages_are_read():
    pages = [lines(*[f"Sentence {n} of page {page}." for n in range(40)]) for page in range(1, 501)]
    document = parse("long.pdf", pdf(*pages))
    assert len(document.pages) == 500
    assert "Sentence 39 of page 500." in document.page_text(500)


@pytest.mark.parametrize(
    ("name", "kind", "cause"),
    [
        ("empty.pdf", DocumentError, "is empty"),
        ("blank.pdf", DocumentError, "holds no text"),
        ("zeropages.pdf", DocumentError, "holds no pages"),
        ("password-example.pdf", DocumentError, "encrypted"),
        ("20000pages.pdf", DocumentTooLarge, "20,000 pages"),
        ("bomb20Mchars.pdf", DocumentTooLarge, "memory|characters"),
    ],
)
def test_a_document_that_cannot_be_read_gives_one_line_with_its_name_and_the_cause(name, kind, cause):
    with pytest.raises(kind, match=cause) as caught:
        load(DOCUMENTS / name)
    assert caught.value.name == str(DOCUMENTS / name)
    assert str(caught.value).startswith(f"{DOCUMENTS / name}: ")
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    "data",
    [b"%PDF-1.7\n" + os.urandom(4000), b"%PDF-1.7\n%%EOF", pdf(lines("x"))[:120]],
    ids=["garbage", "nothing", "cut off"],
)
def test_a_damaged_pdf_is_said_to_be_damaged(data):
    with pytest.raises(DocumentError, match=r"damaged|no pages"):
        parse("a.pdf", data)


def test_a_pdf_behind_some_garbage_is_read():
    assert "Hello there" in parse("a.pdf", b"\x00\x01garbage\n" * 3 + pdf(lines("Hello there"))).text


def test_limits_are_told_in_the_refusal():
    with pytest.raises(DocumentTooLarge, match=r"more than the limit of 2"):
        parse("a.pdf", pdf(*[lines("x")] * 3), Limits(max_pages=2))
    with pytest.raises(DocumentTooLarge, match="characters"):
        parse("a.pdf", pdf(lines("many words " * 5)), Limits(max_characters=20))
    with pytest.raises(DocumentTooLarge, match="characters"):
        parse("a.txt", b"many words " * 5, Limits(max_characters=20))
    with pytest.raises(DocumentTooLarge, match="MB"):
        parse("a.txt", b"x" * 50, Limits(max_bytes=49))


def test_reading_stops_at_the_limit_of_bytes(tmp_path):
    file = tmp_path / "big.txt"
    file.write_bytes(b"x" * 5000)
    assert len(read_bytes(file, Limits(max_bytes=5000))) == 5000
    with pytest.raises(DocumentTooLarge):
        read_bytes(file, Limits(max_bytes=4999))


def test_standard_input_is_read_to_its_end(monkeypatch, tmp_path):
    file = tmp_path / "piped"
    file.write_text("Piped words.")
    with file.open() as stream:
        monkeypatch.setattr("sys.stdin", stream)
        document = load(InputFile("standard input", None))
    assert (document.name, document.text) == ("standard input", "Piped words.")


def test_files_that_are_no_regular_files_are_refused_without_waiting(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(DocumentError, match="FIFO"):
        load(tmp_path / "pipe")
    with pytest.raises(DocumentError, match="directory"):
        load(tmp_path)
    with pytest.raises(DocumentError, match="device"):
        load("/dev/null")
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(str(tmp_path / "socket"))
        with pytest.raises(DocumentError, match="socket"):
            load(tmp_path / "socket")


def test_a_missing_file_and_a_name_that_no_file_can_have_are_told(tmp_path):
    with pytest.raises(DocumentError, match="does not exist"):
        load(tmp_path / "nothing.pdf")
    with pytest.raises(DocumentError, match="cannot be read"):
        load("a\0b.pdf")


@pytest.mark.skipif(sys.platform == "win32", reason="there are no such permissions")
def test_a_file_without_permission_is_told(tmp_path, as_nobody):
    file = tmp_path / "secret.txt"
    file.write_text("x")
    file.chmod(0)
    with as_nobody(tmp_path), pytest.raises(DocumentError, match="permission denied"):
        load(file)


@pytest.mark.parametrize("text", [b" \n\t\n", b"\xef\xbb\xbf", b"<html><body><p> </p></body></html>"])
def test_a_document_of_white_space_holds_no_text(text):
    with pytest.raises(DocumentError, match="holds no text"):
        parse("a.txt", text)


def test_a_missing_extra_is_named_with_the_command_that_installs_it(monkeypatch):
    from docpanel.documents import loading  # noqa: PLC0415  # patched below
    from docpanel.documents.parsed import NeedsExtra  # noqa: PLC0415  # used only here

    def without_library(*_):
        raise NeedsExtra("needs the Python package 'docx', which is not installed")

    monkeypatch.setattr(loading, "parse_in_child", without_library)
    with pytest.raises(UnsupportedDocument, match=r"pip install 'docpanel\[office\]'"):
        load(DOCUMENTS / "word_sample.docx")
