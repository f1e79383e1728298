"""The table of findings: one row each, read alike by programs and spreadsheets, and no cell a formula."""

import csv
import io

import pytest
from commands import run
from report_material import full_analysis, hostile_analysis

from docpanel.reports.registry import find_renderer, format_for_path, render

BYTE_ORDER_MARK = "\ufeff"


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text.removeprefix(BYTE_ORDER_MARK), newline=""), strict=True))


def test_each_finding_of_panel_and_audit_is_one_row():
    found = {row["id"]: row for row in rows(render(full_analysis(), "csv")) if row["id"]}
    assert list(found) == list(full_analysis().findings())
    growth = found["business-1"]
    assert growth["specialist"] == "business"
    assert growth["claim"] == "Revenue grew to $4.2 million."
    assert growth["quote"] == "Revenue rose to $4.2 million in 2023."
    assert (growth["page"], growth["match"], growth["verified"]) == ("1", "exact", "yes")
    assert "key finding 1" in growth["used_in"]
    assert (growth["importance"], growth["confidence"], growth["basis"]) == ("0.9", "0.85", "stated")
    assert growth["recommendation"] == "Ask which of the two revenue figures was audited."
    assert growth["document"] == "memos/2023 outlook.txt"
    assert growth["run_id"] == "20240102-090000-ab12cd"
    assert int(growth["end"]) - int(growth["start"]) == len(growth["quote"])


def test_what_is_wrong_with_a_finding_stands_in_its_row():
    found = {row["id"]: row for row in rows(render(full_analysis(), "csv"))}
    altered, missing, differing = (found[id_] for id_ in ("business-2", "technical-2", "technical-3"))
    assert (altered["verified"], altered["match"], altered["differs"]) == ("no", "altered", "4.1 for 4.8")
    assert (missing["verified"], missing["match"], missing["page"]) == ("no", "missing", "")
    assert (differing["verified"], differing["differs"]) == ("no", "days for hours")


def test_it_begins_with_the_mark_that_spreadsheets_need_and_ends_lines_as_the_standard_says():
    text = render(full_analysis(), "csv")
    assert text.startswith(f"{BYTE_ORDER_MARK}id,specialist,category,")
    assert text.count("\r\n") == text.count("\n") == 2 + len(full_analysis().findings())
    assert BYTE_ORDER_MARK not in text[1:]


@pytest.mark.parametrize(
    "attack",
    [
        "=cmd|' /C calc'!A0",
        "+1+1",
        "-2+3",
        "@SUM(A1)",
        "\t=1+1",
        "\r=1+1",
        "  =1+1",
        "\u202e=1+1",
        "＝1+1",
        'x";=1+1;"',
        "a,b;@SUM(A1)",
    ],
)
def test_no_cell_begins_a_formula_whatever_the_separator(attack):
    text = render(hostile_analysis(attack), "csv").removeprefix(BYTE_ORDER_MARK)
    cells = [cell for row in csv.reader(io.StringIO(text, newline="")) for cell in row]
    cells += [cell.strip('"') for line in text.splitlines() for cell in line.split(";")]
    assert not [cell for cell in cells if cell[:1] in {"=", "+", "-", "@", "\t", "\r", "＝"}]


def test_quotes_commas_and_line_breaks_stay_in_their_cell():
    claims = {row["claim"] for row in rows(render(hostile_analysis('a "b", c\r\nd'), "csv"))}
    assert claims == {'a "b", c d'}


def test_an_analysis_without_findings_is_a_header():
    text = render(full_analysis(specialists=(), audit={}, synthesis={"author": "rules"}), "csv")
    assert rows(text) == []
    assert text.endswith(",run_id\r\n")


def test_a_question_without_an_answer_is_a_row_that_says_so():
    (row,) = [row for row in rows(render(full_analysis(), "csv")) if not row["id"]]
    assert (row["specialist"], row["category"], row["verified"]) == ("questions", "answer", "no")
    assert row["subject"] == "Who is the chief executive?"
    assert row["claim"] == "The document does not say."


def test_it_is_found_by_its_ending_and_recognised_by_its_header():
    assert format_for_path("findings.CSV") == "csv"
    recognises = find_renderer("csv").recognises
    assert recognises(render(full_analysis(), "csv")[:4000], "")
    assert not recognises("id,specialist,my own table\r\n", "")


def test_the_command_writes_a_table_that_reads_back(tmp_path, rule):
    target = tmp_path / "findings.csv"
    assert run("analyze", "--model", "offline", rule, "-o", target).code == 0
    data = target.read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    found = rows(data.decode("utf-8"))
    assert len(found) > 20
    assert {row["verified"] for row in found} == {"yes"}
