"""The arithmetic audit on rows and figures that can be read in more than one way."""

import pytest
from panel_material import make_document

from docpanel.agents.audit.arithmetic.checks import check_arithmetic
from docpanel.agents.audit.arithmetic.computation import Computation


def table(*rows: str) -> str:
    head, *body = rows
    ruler = "|".join("---" for _ in head.split("|"))
    return "\n".join(["# Accounts", "", *(f"| {row} |" for row in (head, ruler, *body))])


def wrong_in(text: str) -> list[Computation]:
    return [item for item in check_arithmetic(make_document(text)) if not item.agrees]


CASH = (
    "Cash | Q1 | Q2 | Q3 | Q4 | Year",
    "Opening cash | 100 | 130 | 90 | 115 | 100",
    "Receipts | 80 | 60 | 75 | 40 | 255",
    "Payments | (50) | (100) | (50) | (50) | (250)",
    "Headcount | 50 | 50 | 52 | 52 | 52",
    "Closing cash | 130 | 90 | 115 | 105 | 105",
)
VARIANCES = (
    "Item | Budget | Actual | Variance",
    "Income | 500 | 520 | 20",
    "Staff | 300 | 330 | (30)",
    "Rent | 100 | 90 | 10",
)
COMPLAINTS = ("Complaint | Complaints", "Noise | 30", "Smell | 20", "Both | 10")
FLOWS = ("Line | Amount", "Operating | 300", "Investing | (120)", "Financing | (80)")


def test_stocks_are_not_summed_over_periods():
    assert wrong_in(table(*CASH)) == []


def test_flows_beside_stocks_are_still_summed_over_periods():
    rows = [row.replace("| 255", "| 265") for row in CASH]
    assert [item.recomputed for item in wrong_in(table(*rows))] == ["255"]


def test_stocks_of_several_places_are_summed():
    rows = (
        "Item | Leeds | Lyon | Ghent | Total",
        "Headcount | 10 | 20 | 30 | 70",
        "Seats | 1 | 2 | 3 | 6",
    )
    assert [item.recomputed for item in wrong_in(table(*rows))] == ["60"]


def test_a_favourable_variance_is_positive_for_income_and_for_costs():
    assert wrong_in(table(*VARIANCES)) == []


def test_a_variance_of_another_size_is_wrong_with_either_sign():
    rows = [row.replace("| (30)", "| (40)") for row in VARIANCES]
    assert [item.printed for item in wrong_in(table(*rows))] == ["(40)"]


@pytest.mark.parametrize("total", ["40", "50", "60"])
def test_a_row_of_both_may_be_taken_off_left_out_or_added(total):
    assert wrong_in(table(*COMPLAINTS, f"Total | {total}")) == []


def test_a_total_that_no_reading_of_the_overlap_gives_is_wrong():
    assert [item.printed for item in wrong_in(table(*COMPLAINTS, "Total | 45"))] == ["45"]


@pytest.mark.parametrize(
    "name",
    ["Total patients with any event", "Total patients with at least one event", "Total unique patients"],
)
def test_a_total_that_counts_each_once_is_no_sum(name):
    rows = ("Event | Patients", "Headache | 30", "Nausea | 20", "Fatigue | 15")
    assert wrong_in(table(*rows, f"{name} | 50")) == []
    assert [item.recomputed for item in wrong_in(table(*rows, "Total events | 50"))] == ["65"]


def test_a_part_of_a_part_is_not_added():
    sentence = "In total 500 members: 300 adults, {} children, 120 of them seniors."
    assert wrong_in(sentence.format(200)) == []
    assert [item.formula for item in wrong_in(sentence.format(250))] == ["300 + 250 = 550"]


def test_an_error_in_a_net_row_is_named_there_and_not_at_the_total_that_repeats_it():
    found = wrong_in(table(*FLOWS, "Net change in cash | 140", "Total | 140"))
    assert [(item.subject, item.formula) for item in found] == [
        ("Net change in cash", "300 + (120) + (80) = 100")
    ]


@pytest.mark.parametrize(
    "rows",
    [
        (*FLOWS, "Net change in cash | 100", "Total | 100"),
        ("Cash | Amount", "Opening cash | 50", "Gifts | 10", "Net change in cash | 100", "Total | 160"),
        ("Cash | Amount", "Opening cash | 20", "In | 300", "Out | (250)", "Net change in cash | 50"),
        ("People | Number of", "Births | 100", "Deaths | 80", "Net change | 20"),
    ],
)
def test_a_right_net_row_is_left_alone(rows):
    assert wrong_in(table(*rows)) == []


def test_a_gross_profit_is_revenue_less_cost_of_sales():
    rows = ("Line | Amount", "Revenue | 3,200", "Cost of sales | (2,100)")
    assert wrong_in(table(*rows, "Gross profit | 1,100", "Staff | (300)")) == []
    found = wrong_in(table(*rows, "Gross profit | 1,200", "Staff | (300)"))
    assert [item.recomputed for item in found] == ["1,100"]


@pytest.mark.parametrize(
    ("sentence", "right", "wrong"),
    [
        (
            "Revenue was 4.2 million EUR. This is an increase of {} over the 3.0 million EUR of 2022.",
            "40%",
            "20%",
        ),
        ("Revenue of 4.2 million EUR is an increase of {} over the 3.0 million EUR of 2022.", "40%", "20%"),
        ("The price is EUR 100 plus 19% VAT, i.e. EUR {}.", "119", "121"),
        ("The price is EUR 100 plus 19% VAT, i.e. EUR {}.", "19", "121"),
        ("They own 40 cars and 25 vans, a total of {} vehicles.", "65", "75"),
        ("The fee is 4% of EUR 50 million, that is EUR {} million.", "2", "20"),
        ("Asked, 40% agreed, 35% disagreed and {} did not know.", "25%", "30%"),
        ("Notice is given within thirty ({}) days.", "30", "60"),
        ("The fine is five thousand dollars (${}).", "5,000", "50,000"),
        ("Sales doubled from $2 million to ${} million.", "4", "3"),
    ],
)
def test_a_figure_that_follows_from_the_sentence_is_computed_again(sentence, right, wrong):
    assert wrong_in(sentence.format(right)) == []
    assert [item.kind for item in wrong_in(sentence.format(wrong))] != []


@pytest.mark.parametrize(
    "sentence",
    [
        "The fine is up to 4% of EUR 50 million, or EUR 20 million, whichever is higher.",
        "The results agree with those of the other two (7) and of Miller (9).",
        "This was shown by three (4) and confirmed later (5).",
        "Sales nearly doubled from $2.0 million to $3.6 million.",
        "Sales doubled and costs rose from $2 million to $3 million.",
        "40% agreed with the first question, 35% disagreed with it and 20% did not know.",
        "It has 12 teachers and 40 pupils, a total of 5 classes.",
        "Profit was EUR 2 million, sales EUR 9 million. This is an increase of 20% over the EUR 5 million.",
        "The price is EUR 100 plus 19% VAT, payable in 30 days.",
        "The loan of $200 plus 5% interest, or $215, is due.",
        "There were 500 members, of whom 300 adults and 200 children, in total 500.",
        "Total of 500 members: 300 adults, of whom 120 are seniors, and 200 children.",
    ],
)
def test_what_may_mean_something_else_is_left_alone(sentence):
    assert wrong_in(sentence) == []


def test_a_margin_in_percent_is_no_balance_of_amounts():
    rows = ("Line | Amount", "Revenue | 500", "Cost of sales | 300", "Gross margin | 40%", "Staff | 50")
    assert wrong_in(table(*rows)) == []
