"""CSV and other tables in text: read as they are, since every cell may be quoted in a finding."""

import csv

from docpanel.documents.encoding import decode
from docpanel.documents.limits import Limits
from docpanel.documents.parsed import Parsed, one_newline
from docpanel.documents.registry import Evidence, Loader, Sample

__all__ = ["LOADER"]

DELIMITERS = ",;\t|"
SNIFFED_CHARACTERS = 4_096
FEWEST_ROWS = 3
FEWEST_COLUMNS = 2


def load(data: bytes, limits: Limits) -> Parsed:  # noqa: ARG001  # every loader takes the limits
    """Return the table's text."""
    decoded = decode(data)
    return Parsed([one_newline(decoded.text)], warnings=list(decoded.warnings))


def _recognize(sample: Sample) -> Evidence:
    """Take text for a table if some delimiter cuts every row into the same number of cells."""
    text = sample.text[:SNIFFED_CHARACTERS]
    lines = [line for line in one_newline(text).split("\n") if line.strip()]
    if len(text) == SNIFFED_CHARACTERS:
        lines = lines[:-1]
    if len(lines) < FEWEST_ROWS:
        return Evidence.NONE
    for delimiter in DELIMITERS:
        try:
            widths = {len(row) for row in csv.reader(lines, delimiter=delimiter)}
        except csv.Error:
            continue
        if len(widths) == 1 and min(widths) >= FEWEST_COLUMNS:
            return Evidence.LIKELY
    return Evidence.NONE


LOADER = Loader(
    media_type="text/csv",
    title="a table in text",
    suffixes=(".csv", ".tsv"),
    load=load,
    recognize=_recognize,
    is_text=True,
    isolated=False,
)
