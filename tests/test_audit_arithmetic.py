"""The arithmetic audit: what it computes again, what it finds wrong, and what it leaves alone."""

import io
from dataclasses import replace
from pathlib import Path

import pytest
from arithmetic_prose import prose_cases
from arithmetic_scores import scores
from arithmetic_tables import table_cases
from arithmetic_traps import traps
from panel_material import make_document

from docpanel.agents.audit.arithmetic.checks import check_arithmetic
from docpanel.agents.audit.arithmetic.computation import Computation
from docpanel.documents.document import Document
from docpanel.documents.loading import load, parse

HERE = Path(__file__).parent
CHECKS = HERE / "documents" / "fbi-nics-checks-2015-11.pdf"
RULE = HERE.parent / "examples" / "faa-737max-proposed-rule-2020.pdf"
ROWS = [
    ("Item", "2019", "2020"),
    ("Wages", "1,200", "1,310"),
    ("Rent", "400", "420"),
    ("Total", "1,600", "1,830"),
]


def wrong(document: Document) -> list[Computation]:
    return [item for item in check_arithmetic(document) if not item.agrees]


def wrong_in(*pages: str) -> list[Computation]:
    return wrong(make_document(*pages))


@pytest.mark.parametrize("held_out", [False, True])
def test_every_planted_figure_is_found(held_out):
    cases = [
        *prose_cases(5, 4, wrong=True, held_out=held_out),
        *table_cases(5, 4, wrong=True, held_out=held_out),
    ]
    found = scores(cases)
    assert [failure for score in found.values() for failure in score.failures] == []


@pytest.mark.parametrize("held_out", [False, True])
def test_right_figures_are_computed_again_and_left_alone(held_out):
    cases = [
        *prose_cases(5, 4, wrong=False, held_out=held_out),
        *table_cases(5, 4, wrong=False, held_out=held_out),
    ]
    found = scores(cases)
    assert [failure for score in found.values() for failure in score.failures] == []
    assert [kind for kind, score in found.items() if score.computed < score.cases - 1] == []


def test_nothing_is_found_where_nothing_can_be_known_to_be_wrong():
    assert [failure for score in scores(traps()).values() for failure in score.failures] == []


def test_the_totals_of_a_real_table_hold_although_its_columns_were_lost():
    found = check_arithmetic(load(CHECKS))
    assert len(found) > 45
    assert all(item.agrees for item in found)


def test_a_total_that_was_changed_in_a_real_table_is_found():
    document = load(CHECKS)
    changed = replace(document, text=document.text.replace("71,137", "71,731"))
    (found,) = wrong(changed)
    assert (found.printed, found.recomputed, found.difference) == ("71,731", "71,137", "594")
    assert found.subject.startswith("Alabama")


def test_the_equations_of_a_real_rule_hold():
    found = check_arithmetic(load(RULE))
    assert {"$85", "$6,715", "$3,400"} <= {item.printed for item in found}
    assert all(item.agrees for item in found)


def csv_bytes() -> bytes:
    return "\n".join(";".join(row) for row in ROWS).encode()


def markdown_bytes() -> bytes:
    head, *rows = [f"| {' | '.join(row)} |" for row in ROWS]
    return "\n".join(["# Costs", "", head, "|---|---|---|", *rows]).encode()


def html_bytes() -> bytes:
    rows = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in ROWS)
    return f"<html><body><h1>Costs</h1><table>{rows}</table></body></html>".encode()


def xlsx_bytes() -> bytes:
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    for row in ROWS:
        book.active.append([row[0], *(int(cell.replace(",", "")) for cell in row[1:])])
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def docx_bytes() -> bytes:
    docx = pytest.importorskip("docx")
    made = docx.Document()
    table = made.add_table(rows=len(ROWS), cols=len(ROWS[0]))
    for row, cells in zip(table.rows, ROWS, strict=True):
        for cell, text in zip(row.cells, cells, strict=True):
            cell.text = text
    file = io.BytesIO()
    made.save(file)
    return file.getvalue()


@pytest.mark.parametrize(
    ("name", "make"),
    [
        ("costs.csv", csv_bytes),
        ("costs.md", markdown_bytes),
        ("costs.html", html_bytes),
        ("costs.xlsx", xlsx_bytes),
        ("costs.docx", docx_bytes),
    ],
)
def test_a_wrong_total_is_found_in_every_kind_of_file(name, make):
    (found,) = wrong(parse(name, make()))
    assert found.printed.replace(",", "") == "1830"
    assert found.recomputed.replace(",", "") == "1730"


def test_the_computation_is_shown_with_its_parts_and_the_difference():
    (found,) = wrong_in("Wages 1,200\nRent 400\nTotal 1,700")
    assert found.formula == "1,200 + 400 = 1,600"
    assert (found.printed, found.recomputed, found.difference) == ("1,700", "1,600", "100")


def test_a_table_goes_on_over_a_page():
    (found,) = wrong_in("Costs\nWages 1,200\nRent 400", "Energy 300\nTotal 2,900")
    assert found.recomputed == "1,900"
    assert len(found.evidence) == 4


def test_brackets_and_dashes_are_negative_and_nil():
    assert wrong_in("Sales 1,200 900\nReturns (200) –\nTotal 1,000 900") == []
    (found,) = wrong_in("Sales 1,200 900\nReturns (200) –\nTotal 1,400 900")
    assert found.recomputed == "1,000"


def test_rounded_parts_may_miss_their_total_by_what_rounding_explains():
    assert wrong_in("Wages 1.4\nRent 1.4\nTotal 2.9") == []
    (found,) = wrong_in("Wages 1.4\nRent 1.4\nTotal 3.1")
    assert found.recomputed == "2.8"


def test_whole_numbers_of_things_are_exact_but_amounts_of_money_are_rounded():
    assert [item.recomputed for item in wrong_in("Visits\nNorth 14\nSouth 15\nTotal 30")] == ["29"]
    assert wrong_in("Costs in thousands\nNorth 14\nSouth 15\nTotal 30") == []
    assert wrong_in("Costs\nNorth $14\nSouth $15\nTotal $30") == []


def test_a_subtotal_is_blamed_and_not_the_total_that_holds():
    (found,) = wrong_in("A 10\nB 20\nSubtotal 35\nC 30\nD 40\nSubtotal 70\nTotal 100")
    assert (found.printed, found.recomputed) == ("35", "30")


def test_a_wrong_part_is_blamed_once_and_not_again_in_what_follows_from_it():
    rows = ["Item | Quantity | Unit price | Amount", "Desk | 3 | 200 | 600", "Lamp | 5 | 40 | 220"]
    (found,) = wrong_in("\n".join([*rows, "Chair | 2 | 90 | 180", "Total | | | 980"]))
    assert (found.kind, found.printed, found.recomputed) == ("product", "220", "200")


@pytest.mark.parametrize(
    ("text", "printed", "recomputed"),
    [
        ("There were 4 in Lyon, 5 in Leeds and 6 in Turin, 16 in total.", "16", "15"),
        ("In the sample, 3 of 12 (30 %) were closed.", "30 %", "25 %"),
        ("Of the 120 members, 80 agreed and the remaining 50 did not.", "50", "40"),
        ("Revenue rose from 4.0 to 5.2 million, an increase of 25 %.", "25 %", "30 %"),
        ("Output was up 20 % from 40 to 52 tonnes.", "20 %", "30 %"),
        (
            "The rate rose from 4 % to 5 %, an increase of 3 percentage points.",
            "3 percentage points",
            "1 percentage points",
        ),
        ("Staff rose from 50 to 40, an increase of 20 %.", "20 %", "-20 %"),
        ("1 work-hour × $85 per hour = $95", "$95", "$85"),
        ("It pays 12 monthly payments of €500, €6,500 in all.", "€6,500", "€6,000"),
        ("It passed by 52 votes to 48, a margin of 6 votes.", "6", "4"),
        ("The scores were 4, 5 and 9, an average of 7.", "7", "6"),
        ("It lies 10 km (8.2 miles) away.", "8.2 miles", "6.2 miles"),
        ("It was 20 °C (86 °F) at noon.", "86 °F", "68 °F"),
        ("The trial ran from 1 March to 31 March 2021 (60 days).", "60 days", "30 days"),
        ("It is split between wages (40 %), rent (30 %) and fuel (40 %).", "40 %", "30 %"),
        ("Der Umsatz stieg von 4,0 Mio. € auf 5,2 Mio. €, ein Plus von 20 %.", "20 %", "30 %"),
    ],
)
def test_a_wrong_figure_in_a_sentence_is_found(text, printed, recomputed):
    (found,) = wrong_in(text)
    assert (found.printed, found.recomputed) == (printed, recomputed)


@pytest.mark.parametrize(
    "text",
    [
        "Revenue rose from about 4.0 to about 5.0 million, an increase of about 22 %.",
        "Revenue rose from 4.0 to 5.2 million, an increase of more than 25 %.",
        "Revenue rose from 4.0 in 2018 to 5.0 million in 2020, an increase of 25 %.",
        "They sold 4.0, 5.0 and 6.0 million, 15 million in total.",
        "Some 3 of the 12 million (25 %) voted.",
        "The price of $5.0 million (€4.6 million) was paid.",
        "It weighs about 10 pounds (4.5 kg) and runs 100 miles (160 km).",
        "A rise of 20 °C (36 °F) was measured.",
        "The trial ran from 1 March to 31 March 2021 (31 days).",
        "Income rose to $3.5 million, or $0.46 a share, up 75 percent from $2.0 million, or $0.30 a share.",
        "Organic sales rose from $4.0 million to $4.4 million, an increase of 7 % at constant currency.",
    ],
)
def test_what_may_be_meant_otherwise_is_left_alone(text):
    assert wrong_in(text) == []


@pytest.mark.parametrize(
    "piece", ["1,,, 2,, and ,, 3 , ", "Total 1,204 2,310\n", "from 1 to 2, an increase of 3 ", "†"]
)
def test_a_text_made_to_be_slow_is_read(piece):
    document = make_document((piece * 20_000)[:20_000])
    assert len(check_arithmetic(document)) < 20_000
