"""The quantities that a text states: value, unit, kind, and what is none."""

from decimal import Decimal

import pytest

from docpanel.documents.figures.quantities import Quantity, quantities
from docpanel.documents.figures.units import converted, unit_named


def only(text: str) -> Quantity:
    (quantity,) = quantities(text)
    return quantity


@pytest.mark.parametrize(
    ("text", "value", "unit", "kind"),
    [
        ("It cost $4.2 million.", "4200000", "USD", "money"),
        ("Es kostete €4,2 Mio.", "4200000", "EUR", "money"),
        ("Es kostete 4,2 Mio. €.", "4200000", "EUR", "money"),
        ("It cost USD 7,650 a head.", "7650", "USD", "money"),
        ("It cost $5m.", "5000000", "USD", "money"),
        ("It cost £1.5bn.", "1500000000", "GBP", "money"),
        ("It cost 1'000 CHF.", "1000", "CHF", "money"),
        ("It cost 100 000 €.", "100000", "EUR", "money"),
        ("It cost 1 234,56 EUR.", "1234.56", "EUR", "money"),
        ("It cost 1.234.567,89 EUR.", "1234567.89", "EUR", "money"),
        ("It cost 3 Mrd. Euro.", "3000000000", "EUR", "money"),
        ("It grew by 12.5 %.", "12.5", "%", "percent"),
        ("It grew by 12 per cent.", "12", "%", "percent"),
        ("It grew by 3 percentage points.", "3", "percentage point", "percent"),
        ("It grew by 25 basis points.", "0.25", "percentage point", "percent"),
        ("It weighs 12 kg.", "12", "kg", "measure"),
        ("It is 10 km away.", "10", "km", "measure"),
        ("It is a 5-year plan.", "5", "year", "measure"),
        ("It is 5 m long.", "5", "m", "measure"),
        ("It runs at 60 miles per hour.", "60", "mph", "measure"),
        ("It is 120 square feet.", "120", "ft²", "measure"),
        ("It was 20 °C.", "20", "°C", "measure"),
        ("It was −5 °C.", "-5", "°C", "measure"),
        ("It has 3,200 employees.", "3200", "", "count"),
        ("It has three hundred employees.", "300", "", "count"),
        ("It has one hundred and twenty thousand users.", "120000", "", "count"),
        ("It has twenty-five members.", "25", "", "count"),
        ("It takes twelve days.", "12", "day", "measure"),
        ("It has 3.5k users.", "3500", "", "count"),
        ("It has 4.2 million users.", "4200000", "", "count"),
        ("It is ½ of it.", "0.5", "", "plain"),
        ("It began in 2015.", "2015", "", "year"),
        ("See Section 4.", "4", "", "plain"),
    ],
)
def test_a_quantity_has_its_value_in_one_unit_whatever_its_writing(text, value, unit, kind):
    found = only(text)
    assert (found.value, found.unit, found.kind) == (Decimal(value), unit, kind)
    assert text[found.span.start : found.span.end] == found.text


@pytest.mark.parametrize(
    "text",
    [
        "Call 206-231-3500 or +49 30 901820.",
        "The A320 and the 737-8 met at 10:30.",
        "It is 1,23,456 by another grouping.",
        "It is filed as FAA-2020-0686.",
        "It was the 3rd of them, and one of them left.",
        "Write to 12monkeys@example.org or see https://example.org/2020/12.",
        "1. First\n2. Second",
        "It runs version 1.2.3 since 03/04/2020.",
    ],
)
def test_numbers_that_count_nothing_are_no_quantities(text):
    assert list(quantities(text)) == []


def test_the_precision_is_the_smallest_step_that_the_writing_shows():
    steps = [(item.text, item.precision) for item in quantities("4.2 million, 7,650, 12.50 % and three")]
    assert steps == [
        ("4.2 million", Decimal(100000)),
        ("7,650", Decimal(1)),
        ("12.50 %", Decimal("0.01")),
        ("three", Decimal(0)),
    ]


@pytest.mark.parametrize(
    "text", ["about 300 users", "up to 20 %", "at least 12 days", "more than $5 million", "etwa 30 Tage"]
)
def test_rough_figures_and_bounds_are_marked(text):
    assert only(text).approximate
    assert not only(
        text.split(" ", 1)[1].removeprefix("to ").removeprefix("least ").removeprefix("than ")
    ).approximate


def test_the_ends_of_a_range_share_unit_and_scale_and_are_rough():
    low, high = quantities("It takes $4–5 million.")
    assert (low.value, low.unit, high.value, high.unit) == (4_000_000, "USD", 5_000_000, "USD")
    assert low.approximate
    assert high.approximate


def test_the_ends_of_a_change_share_unit_and_scale_and_are_exact():
    before, after = quantities("It rose from 4.0 to 4.8 million dollars.")
    assert (before.value, before.unit) == (4_000_000, "USD")
    assert not before.approximate
    assert not after.approximate


def test_a_point_before_three_digits_is_ambiguous_until_the_text_shows_its_decimals():
    assert only("There were 1.234 of it").ambiguous
    german = list(quantities("Es waren 1.234 Stück zu 4,50 €"))
    assert [(item.value, item.ambiguous) for item in german] == [(1234, False), (Decimal("4.50"), False)]
    english = list(quantities("It was 1.234 of 2.5 in all", mark="."))
    assert [item.ambiguous for item in english] == [False, False]


def test_a_figure_in_brackets_is_negative_only_in_a_cell():
    assert [item.value for item in quantities("Loss | (1,234) | 12")] == [-1234, 12]
    assert [item.value for item in quantities("There were some (12) of them")] == [12]


@pytest.mark.parametrize(
    ("value", "source", "target", "expected"),
    [
        ("10", "km", "miles", "6.2137"),
        ("100", "°C", "°F", "212.0000"),
        ("-40", "°F", "°C", "-40.0000"),
        ("1", "acre", "m²", "4046.8564"),
        ("1", "kWh", "MJ", "3.6000"),
    ],
)
def test_measures_are_converted_by_exact_factors(value, source, target, expected):
    units = unit_named(source), unit_named(target)
    assert f"{converted(Decimal(value), *units):.4f}" == expected


def test_what_measures_something_else_cannot_be_converted():
    with pytest.raises(ValueError, match="kg is no km"):
        converted(Decimal(1), unit_named("kg"), unit_named("km"))
