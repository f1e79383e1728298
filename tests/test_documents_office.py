"""Word, PowerPoint and Excel files: what is read of them, and hostile archives that are refused."""

import re
import zipfile
from datetime import date, datetime
from io import BytesIO
from pathlib import Path

import pytest

from docpanel.documents import DocumentError, DocumentTooLarge, Limits, load, parse

docx = pytest.importorskip("docx")
openpyxl = pytest.importorskip("openpyxl")
pptx = pytest.importorskip("pptx")

DOCUMENTS = Path(__file__).parent / "documents"


def saved(document):
    file = BytesIO()
    document.save(file)
    return file.getvalue()


def changed(data, name, change):
    """Return the archive with one entry's bytes changed."""
    result = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(result, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            content = old.read(entry)
            new.writestr(entry.filename, change(content) if entry.filename == name else content)
    return result.getvalue()


def words(*paragraphs):
    document = docx.Document()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    return document


def headings(document):
    return [(item.level, document.text[item.span.start : item.span.end]) for item in document.headings]


def test_a_word_document_keeps_its_order_headings_and_tables():
    source = words("Before.")
    source.add_heading("Terms", level=1)
    table = source.add_table(rows=2, cols=2)
    for cell, text in zip(table._cells, ["Rent", "900 EUR", "Heat", "80 EUR"], strict=True):
        cell.text = text
    source.add_heading("Notice", level=2)
    source.add_paragraph("After.")
    document = parse("a.docx", saved(source))
    assert document.text == "Before.\n\nTerms\n\nRent | 900 EUR\nHeat | 80 EUR\n\nNotice\nAfter."
    assert headings(document) == [(1, "Terms"), (2, "Notice")]


def test_running_headers_of_a_word_document_are_furniture():
    source = words("The body.")
    source.sections[0].header.paragraphs[0].text = "Confidential"
    document = parse("a.docx", saved(source))
    (span,) = document.furniture
    assert document.text[span.start : span.end] == "Confidential"
    assert "The body." in document.text


def test_tracked_insertions_and_content_controls_are_read_and_deletions_are_not():
    def track(xml):
        inserted = b'<w:p><w:ins w:id="1" w:author="A"><w:r><w:t>Inserted clause.</w:t></w:r></w:ins>'
        deleted = (
            b'<w:del w:id="2" w:author="A"><w:r><w:delText>Deleted clause.</w:delText></w:r></w:del></w:p>'
        )
        control = (
            b"<w:sdt><w:sdtContent><w:p><w:r><w:t>From a control.</w:t></w:r></w:p></w:sdtContent></w:sdt>"
        )
        return re.sub(rb"<w:sectPr", inserted + deleted + control + rb"<w:sectPr", xml, count=1)

    text = parse("a.docx", changed(saved(words("Body.")), "word/document.xml", track)).text
    assert "Inserted clause." in text
    assert "From a control." in text
    assert "Deleted" not in text


def test_a_sample_from_word_is_read():
    document = load(DOCUMENTS / "word_sample.docx")
    assert headings(document) == [
        (1, "Swimming in the lake"),
        (1, "Let’s swim!"),
        (2, "Let’s eat"),
    ]  # as printed
    assert "Leaves | Ash, Elm, Maple | 50" in document.text


def test_a_slide_is_a_page_with_its_notes():
    document = load(DOCUMENTS / "powerpoint_sample.pptx")
    assert len(document.pages) == 3
    assert document.page_text(2).startswith("Second slide title")
    assert document.page_text(2).endswith("Notes: Some notes on the second slide.")
    assert "R1 | True | False" in document.page_text(1)


def test_the_values_of_a_chart_are_read():
    from pptx.chart.data import CategoryChartData  # noqa: PLC0415  # belongs to an extra
    from pptx.enum.chart import XL_CHART_TYPE  # noqa: PLC0415  # likewise

    deck = pptx.Presentation()
    data = CategoryChartData()
    data.categories = ["2023", "2024"]
    data.add_series("Revenue", (4.2, 4.8))
    slide = deck.slides.add_slide(deck.slide_layouts[6])
    slide.shapes.add_chart(XL_CHART_TYPE.COLUMN_CLUSTERED, 0, 0, 3_000_000, 3_000_000, data)
    assert "Revenue | 2023: 4.2 | 2024: 4.8" in parse("a.pptx", saved(deck)).text


def test_a_sheet_is_a_page_under_its_name():
    document = load(DOCUMENTS / "excel_multi_sheet.xlsx")
    assert headings(document) == [(1, "first_sheet"), (1, "second_sheet")]
    assert document.page_text(2) == "second_sheet\nProduct | Value\nTomato | 1\nPotato | 1\nBeetroot | 2"


@pytest.mark.parametrize(
    ("value", "number_format", "shown"),
    [
        (0.125, "0.0%", "12.5%"),
        (1234567.891, "#,##0.00", "1,234,567.89"),
        (-4.5, '"$"#,##0.00', "-$4.50"),
        (1200, "#,##0 €", "1,200 €"),
        (0.1 + 0.2, "General", "0.3"),
        (1e21, "General", "1e+21"),
        (True, "General", "TRUE"),
        (date(2024, 3, 1), "dd.mm.yy", "2024-03-01"),
        (
            datetime.fromisoformat("2024-03-01 09:30"),
            "dd/mm/yy hh:mm",
            "2024-03-01 09:30:00",
        ),
        ("two\nlines", "@", "two lines"),
    ],
)
def test_cells_are_read_as_the_sheet_shows_them(value, number_format, shown):
    workbook = openpyxl.Workbook()
    workbook.active.append([value, "end"])
    workbook.active["A1"].number_format = number_format
    assert parse("a.xlsx", saved(workbook)).text.split("\n")[1] == f"{shown} | end"


def test_formulas_without_a_stored_value_and_hidden_sheets_are_told():
    workbook = openpyxl.Workbook()
    workbook.active.append([2, 3, "=A1+B1"])
    workbook.create_sheet("secret").append(["hidden words"])
    workbook["secret"].sheet_state = "hidden"
    document = parse("a.xlsx", saved(workbook))
    assert "hidden words" in document.text
    assert document.warnings == (
        "sheet 'secret' is hidden; it was read",
        "formulas without a stored value: 1; open the file in its program and save it",
    )


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_document_type_declaration_is_refused(encoding):
    def declare(xml):
        text = re.sub(r"^<\?xml[^>]*>", "", xml.decode())
        doctype = '<!DOCTYPE w [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
        return f'<?xml version="1.0" encoding="{encoding}"?>{doctype}{text}'.encode(encoding)

    data = changed(saved(words("Body.")), "word/document.xml", declare)
    with pytest.raises(DocumentError, match="DTD"):
        parse("a.docx", data)


def test_markup_in_an_encoding_that_hides_a_declaration_is_refused():
    data = changed(
        saved(words("Body.")), "word/document.xml", lambda _: b'<?xml version="1.0" encoding="UTF-7"?><w/>'
    )
    with pytest.raises(DocumentError, match="encoding"):
        parse("a.docx", data)


def test_a_zip_bomb_is_refused_before_it_is_unpacked():
    bomb = changed(saved(words("Body.")), "word/document.xml", lambda _: b" " * 60_000_000)
    assert len(bomb) < 200_000
    with pytest.raises(DocumentTooLarge, match="zip bomb"):
        parse("a.docx", bomb)
    with pytest.raises(DocumentTooLarge, match="unpacks to"):
        parse("a.docx", saved(words("Body.")), Limits(max_unpacked_bytes=1000))


def test_an_archive_of_very_many_files_is_refused():
    file = BytesIO(saved(words("Body.")))
    with zipfile.ZipFile(file, "a") as packed:
        for number in range(20_001):
            packed.writestr(f"word/{number}", b"")
    with pytest.raises(DocumentTooLarge, match="packed files"):
        parse("a.docx", file.getvalue())


@pytest.mark.parametrize("name", ["word_sample.docx", "powerpoint_sample.pptx", "excel_multi_sheet.xlsx"])
@pytest.mark.parametrize("share", [0.3, 0.9])
def test_a_cut_off_office_file_is_refused(name, share):
    data = (DOCUMENTS / name).read_bytes()
    with pytest.raises(DocumentError):
        parse(name, data[: int(len(data) * share)])


@pytest.mark.parametrize(
    ("name", "part"),
    [
        ("word_sample.docx", "word/document.xml"),
        ("powerpoint_sample.pptx", "ppt/slides/slide1.xml"),
        ("excel_multi_sheet.xlsx", "xl/worksheets/sheet1.xml"),
    ],
)
def test_broken_markup_is_damage_and_not_a_shorter_document(name, part):
    data = changed((DOCUMENTS / name).read_bytes(), part, lambda xml: xml[: len(xml) // 2])
    with pytest.raises(DocumentError, match="damaged"):
        parse(name, data)
