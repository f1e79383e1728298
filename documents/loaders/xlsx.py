"""Workbooks (XLSX): a sheet a page, a row a line, values as the sheet shows them."""

import re
import zipfile
from datetime import date, datetime, time
from functools import partial
from io import BytesIO
from typing import Any

from docpanel.documents.archive import check_archive, recognize_office
from docpanel.documents.limits import Limits
from docpanel.documents.parsed import PageWriter, Parsed
from docpanel.documents.registry import Loader

__all__ = ["LOADER", "shown"]

CELL_SEPARATOR = " | "
SHEET = re.compile(r"xl/worksheets/[^/]+\.xml")
FORMULA_WITHOUT_VALUE = re.compile(rb"(?:</f>|<f[^<>]*/>)\s*(?:<v\s*/>|<v></v>)?\s*</c>")
CURRENCIES = "$€£¥₹"
DECIMALS = re.compile(r"0\.(0+)")
NOT_DIGITS = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]')
SCIENTIFIC = re.compile(r"E[+-]", re.IGNORECASE)


def load(data: bytes, limits: Limits) -> Parsed:
    """Return each sheet's rows under its name; formulas count with the value that was stored."""
    check_archive(data, limits)
    from openpyxl import load_workbook  # noqa: PLC0415  # belongs to the extra `office`

    writer = PageWriter(limits)
    workbook = load_workbook(BytesIO(data), read_only=True, data_only=True, keep_links=False)
    for sheet in workbook.worksheets:
        sheet.reset_dimensions()  # the stored size may be wrong, and then rows are lost
        writer.write(sheet.title, level=1)
        for row in sheet.iter_rows():
            cells = [shown(cell.value, getattr(cell, "number_format", "General")) for cell in row]
            while cells and not cells[-1]:
                cells.pop()
            writer.write(CELL_SEPARATOR.join(cells))
        if sheet.sheet_state != "visible":
            writer.warnings.append(f"sheet {sheet.title!r} is hidden; it was read")
        writer.end_page()
    if lost := _formulas_without_value(data):
        writer.warnings.append(
            f"formulas without a stored value: {lost:,}; open the file in its program and save it"
        )
    return writer.parsed()


def shown(value: Any, number_format: str) -> str:
    """Return a cell's value as its number format shows it: percent, decimals, thousands, currency, dates."""
    match value:
        case None:
            return ""
        case bool():
            return str(value).upper()
        case int() | float():
            return _shown_number(value, number_format)
        case datetime():
            at_midnight = value.time() == time()
            return value.date().isoformat() if at_midnight else value.isoformat(" ", "seconds")
        case date() | time():
            return value.isoformat()
    return " ".join(str(value).split())


def _shown_number(value: float, number_format: str) -> str:
    pattern = number_format.split(";", maxsplit=1)[0]
    digits = NOT_DIGITS.sub("", pattern)
    if "0" not in digits or SCIENTIFIC.search(digits) or "/" in digits:
        return f"{value:.15g}"
    found = DECIMALS.search(digits)
    decimals = len(found[1]) if found else 0
    if percent := "%" in digits:
        value *= 100
    number = f"{abs(value):,.{decimals}f}" if "," in digits else f"{abs(value):.{decimals}f}"
    currency = next((sign for sign in CURRENCIES if sign in pattern), "")
    if currency:
        before = pattern.index(currency) < pattern.index("0") if "0" in pattern else True
        number = f"{currency}{number}" if before else f"{number} {currency}"
    negative = value < 0 and any(digit in "123456789" for digit in number)
    return f"{'-' if negative else ''}{number}{'%' if percent else ''}"


def _formulas_without_value(data: bytes) -> int:
    with zipfile.ZipFile(BytesIO(data)) as archive:
        sheets = [name for name in archive.namelist() if SHEET.fullmatch(name)]
        return sum(len(FORMULA_WITHOUT_VALUE.findall(archive.read(name))) for name in sheets)


LOADER = Loader(
    media_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    title="a workbook",
    suffixes=(".xlsx", ".xlsm"),
    load=load,
    recognize=partial(recognize_office, folder=b"xl/"),
    extra="office",
)
