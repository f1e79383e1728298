"""Contradictions within a document: what is found without a model, and what only looks like one."""

import sys
import time
from pathlib import Path

import pytest
from panel_material import make_document

from docpanel.agents.analysis import Conflict
from docpanel.agents.audit.contradictions.comparison import Contradictions, find_contradictions
from docpanel.documents.loading import load, parse
from docpanel.documents.sentences import sentences

ROOT = Path(__file__).parent.parent
sys.path.append(str(ROOT / "benchmarks"))

from contradiction_third import THIRD  # noqa: E402  # once the folder of the benchmarks is known
from contradiction_wording import HELD_OUT, TUNED, Wording  # noqa: E402  # as above
from contradictions import measure  # noqa: E402  # as above

FILLER = "The market was difficult for many of our customers. Competition was strong in most regions. "


def found_in(*statements: str, heading: str = "") -> Contradictions:
    """Return what is found in a document with one of the statements on each page, between other sentences."""
    return find_contradictions(make_document(*(f"{heading}{FILLER}{text} {FILLER}" for text in statements)))


def values(conflict: Conflict) -> set[str | None]:
    return {position.value for position in conflict.positions}


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (
            "Revenue in 2023 was 4.2 million USD.",
            "The company reported revenue of $4.8 million for fiscal year 2023.",
            {"4.2 million USD", "$4.8 million"},
        ),
        (
            "Revenue grew by 12 % in 2023 compared with 2022.",
            "Revenue grew by 15 % in 2023 compared with 2022.",
            {"12 %", "15 %"},
        ),
        (
            "The notice period is thirty (30) days.",
            "A notice period of 60 days applies.",
            {"30 days", "60 days"},
        ),
        (
            "The agreement takes effect on 1 March 2024.",
            "The agreement comes into force on March 15, 2024.",
            {"1 March 2024", "March 15, 2024"},
        ),
        ("The company operates 12 production sites.", "There are 14 production sites.", {"12", "14"}),
        (
            "The chief executive is Anna Weber.",
            "Peter Novak serves as chief executive.",
            {"Anna Weber", "Peter Novak"},
        ),
        ("The rated power is 45 kW.", "The rated power is 41,000 watts.", {"45 kW", "41,000 watts"}),
        (
            "Revenue was 4.1 million USD in 2022 and 4.6 million USD in 2023.",
            "Revenue rose from 4.1 million USD in 2022 to 4.9 million USD in 2023.",
            {"4.6 million USD", "4.9 million USD"},
        ),
        (
            "The company operates 14 depots and employs 312 people.",
            "The company employs 298 people.",
            {"312", "298"},
        ),
        ("The company has 250 employees.", "The company employs 320 people.", {"250", "320"}),
        ("Payment is due within 30 days.", "Payment is due within 60 days.", {"30 days", "60 days"}),
    ],
)
def test_two_values_of_one_thing_are_a_conflict(one: str, other: str, expected: set[str]) -> None:
    found = found_in(one, other)
    assert [values(conflict) for conflict in found.conflicts] == [expected]


@pytest.mark.parametrize(
    "other",
    [
        "Revenue in 2022 was 4.8 million USD.",
        "Revenue in the third quarter of 2023 was 1.1 million USD.",
        "Revenue in the year ended 30 June 2023 was 4.8 million USD.",
        "Revenue in 2023 was 4.8 million EUR.",
        "Revenue in 2023 was about 4 million USD.",
        "Revenue in 2023 was 4,213,500 USD.",
        "Revenue in 2023 was more than 3 million USD.",
        "Revenue in 2023 was between 3 and 5 million USD.",
        "Revenue rose by 0.6 million USD in 2023.",
        "Revenue in 2023 was restated from 4.2 million USD to 4.8 million USD.",
        "Revenue in 2023, previously reported as 4.8 million USD, fell short of our hopes.",
        "In Europe, revenue in 2023 was 1.8 million USD.",
        "Revenue of the Northern division in 2023 was 1.8 million USD.",
        "Excluding Norway, revenue in 2023 was 3.8 million USD.",
        "Net revenue in 2023 was 3.8 million USD.",
        "Revenue per employee in 2023 was 0.1 million USD.",
        "The budget for 2023 had provided for revenue of 4.8 million USD.",
        "Revenue in 2023 was expected to reach 4.8 million USD.",
        "The maximum revenue in 2023 was 4.8 million USD.",
        "Of this, 1.8 million USD was revenue in 2023 from services.",
        "Norvik Logistics reported revenue of 4.8 million USD for 2023.",
        "If revenue in 2023 were 4.8 million USD, the limit would be exceeded.",
        "For example, revenue of 4.8 million USD in 2023 would be too high.",
        "Revenue in 2023 ........ 17",
    ],
)
def test_what_only_looks_like_a_contradiction_is_neither_conflict_nor_candidate(other: str) -> None:
    found = found_in("Revenue in 2023 was 4.2 million USD.", other)
    assert found.conflicts == ()
    assert found.candidates == ()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            "Revenue in 2023 was 4.2 million USD.",
            "The claimant says that revenue in 2023 was 5 million USD.",
        ),
        (
            "Operating revenue in 2023 was 4.2 million USD.",
            "Operating revenue is 4.8 million USD.",
        ),
        ("The median age is 54 years.", "The median age was 61 years."),
        (
            "Smith et al. found that the prevalence was 12%.",
            "Jones et al. found that the prevalence was 18%.",
        ),
        (
            "Revenue was $4.2 million in 2023.",
            "On page 7 the auditor notes that revenue in 2023 was $4.8 million.",
        ),
        (
            "The purchase price is $5,000,000.",
            "The purchase price of $5,500,000 is payable at closing.",
        ),
    ],
)
def test_what_lacks_an_element_or_is_anothers_word_is_a_candidate(one: str, other: str) -> None:
    found = found_in(one, other)
    assert found.conflicts == ()
    assert len(found.candidates) == 1


def test_a_restatement_told_elsewhere_explains_both_figures() -> None:
    found = found_in(
        "Revenue in 2022 was 4.8 million USD.",
        "Revenue in 2022 was 4.2 million USD.",
        "Revenue for 2022 was restated from 4.8 million USD to 4.2 million USD.",
    )
    assert found.conflicts == ()


def test_a_heading_gives_the_period_and_the_entity_of_what_stands_under_it() -> None:
    text = (
        f"Financial year 2022\n\n{FILLER}Revenue amounted to 3.9 million USD.\f"
        f"Financial year 2023\n\n{FILLER}Revenue amounted to 4.2 million USD.\f"
        f"Norvik Logistics\n\n{FILLER}We have worked with Norvik Logistics for many years. "
        "Revenue in 2023 was 9 million USD.\f"
        f"Outlook\n\n{FILLER}Revenue in 2023 was 4.7 million USD."
    )
    found = find_contradictions(parse("report.txt", text.encode()))
    assert [values(conflict) for conflict in found.conflicts] == [{"4.2 million USD", "4.7 million USD"}]


def test_a_row_of_a_table_is_compared_with_the_text() -> None:
    table = "Key figures\n\n| | 2022 | 2023 |\n|---|---|---|\n| Revenue (USD million) | 3.9 | 4.2 |\n"
    text = f"{table}\n{FILLER}\n\f{FILLER}Revenue in 2023 was 4.8 million USD. {FILLER}"
    found = find_contradictions(parse("report.txt", text.encode()))
    assert [values(conflict) for conflict in found.conflicts] == [{"4.2 USD million", "4.8 million USD"}]


def test_values_that_one_sentence_lists_for_one_thing_are_no_conflict() -> None:
    found = found_in("The fee is 10 USD and 20 USD.", "The fee is 30 USD.")
    assert found.conflicts == ()


def test_both_sides_are_shown_with_their_sentence_where_it_stands() -> None:
    document = make_document(
        f"{FILLER}Revenue in 2023 was 4.2 million USD.", f"{FILLER}In 2023, revenue came to USD 4.8 million."
    )
    (conflict,) = find_contradictions(document).conflicts
    assert conflict.kind == "document"
    assert conflict.rule == "one entity, metric, period and unit with two values"
    assert conflict.would_settle == "the audited or signed original of the figure (revenue in 2023)"
    assert [position.claim for position in conflict.positions] == [
        "Page 1 gives 4.2 million USD for revenue in 2023.",
        "Page 2 gives USD 4.8 million for revenue in 2023.",
    ]
    for position in conflict.positions:
        (evidence,) = position.evidence
        assert evidence.match == "exact"
        assert document.text[evidence.start : evidence.end] == evidence.quote
        assert position.finding_ids == ()


def test_the_further_two_figures_lie_apart_the_graver_it_is() -> None:
    near = found_in("Revenue in 2023 was 4.2 million USD.", "Revenue in 2023 was 4.4 million USD.")
    far = found_in("Revenue in 2023 was 4.2 million USD.", "Revenue in 2023 was 42.0 million USD.")
    assert near.conflicts[0].severity < far.conflicts[0].severity


def test_an_empty_document_holds_no_contradiction() -> None:
    assert find_contradictions(make_document("")) == Contradictions((), (), 0)


@pytest.mark.parametrize("name", ["faa-737max-proposed-rule-2020.pdf", "faa-737max-report.md"])
def test_a_real_document_raises_no_alarm(name: str) -> None:
    found = find_contradictions(load(ROOT / "examples" / name))
    assert found.conflicts == ()
    assert found.compared > 50


@pytest.mark.parametrize(
    ("wording", "first"), [(TUNED, 50), (HELD_OUT, 1050), (THIRD, 2050)], ids=["tuned", "second", "third"]
)
def test_most_planted_contradictions_are_found_and_few_alarms_are_false(wording: Wording, first: int) -> None:
    tally = measure(wording, range(first, first + 6))
    assert tally.recall >= 0.85
    assert tally.precision >= 0.95


def test_the_time_grows_with_the_document_and_not_with_its_square() -> None:
    def seconds(pages: int) -> float:
        made = make_document(
            *(
                f"{FILLER}Revenue of plant {page} in 2023 was {page + 2}.5 million USD. {FILLER}"
                for page in range(pages)
            )
        )
        sentences(made)
        started = time.process_time()
        find_contradictions(made)
        return time.process_time() - started

    seconds(20)
    assert seconds(800) < 12 * seconds(200)


def test_two_changes_between_the_same_years_that_run_against_each_other_are_one_conflict() -> None:
    found = found_in(
        "The ward became safer: the number of reported medication errors fell from 96 in 2022 to 71 in 2023.",
        "Reported medication errors rose from 71 in 2022 to 96 in 2023.",
    )
    assert [values(conflict) for conflict in found.conflicts] == [{"96", "71"}]


def test_a_span_of_time_without_its_year_is_a_question_for_a_model() -> None:
    found = found_in(
        "The median waiting time was 52 minutes.", "In 2023 the median waiting time was 47 minutes."
    )
    assert found.conflicts == ()
    assert [values(conflict) for conflict in found.candidates] == [{"52 minutes", "47 minutes"}]


def test_two_of_many_things_are_no_contradiction() -> None:
    found = found_in(
        "A chapter of 39 pages is about the radio mast.", "A chapter of 83 pages is about the tram depot."
    )
    assert found.conflicts == found.candidates == ()


@pytest.mark.parametrize(
    "text",
    [
        "Patient 1. The patient is 45 years old. Patient 2. The patient is 61 years old.",
        "Scenario 1: revenue is $4 million.\n\nScenario 2: revenue is $5 million.",
        "Visit 1: the weight was 80 kg. Visit 2: the weight was 78 kg.",
        "Experiment 1. We enrolled 120 participants. Experiment 2. We enrolled 80 participants.",
        "Study 1\n\nWe enrolled 120 participants.\n\nStudy 2\n\nWe enrolled 80 participants.",
        "Round 1 was in May.\n\nWe raised $4 million.\n\nRound 2 was in June.\n\nWe raised $5 million.",
        "Case 1 is a man. The patient was 45 years old. Case 2 is a boy. The patient was 16 years old.",
        "Loan A\nThe interest rate is 5%.\n\nLoan B\nThe interest rate is 6%.",
        "# Loan A\n\nThe interest rate is 5%.\n\n# Loan B\n\nThe interest rate is 6%.",
        "Schedule 1 (Office)\nThe basic rent is EUR 900.\n\nSchedule 2 (Store)\nThe basic rent is EUR 1,500.",
        "Product X\nThe weight is 1.2 kg.\n\nProduct Y\nThe weight is 1.5 kg.",
        "Berlin\nThe rent is low. We have 12 desks.\n\nParis\nThe rent is high. We have 19 desks.",
        "We gave 60 participants placebo. Six participants dropped out, leaving 54 placebo participants.",
    ],
)
def test_two_numbered_or_named_things_may_each_have_a_value(text: str) -> None:
    assert find_contradictions(make_document(text)).conflicts == ()


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Introduction", "Outlook"),
        ("Section 1. Term", "Section 9. Termination"),
        ("1. Summary", "2. Details"),
    ],
)
def test_headings_of_parts_of_one_text_do_not_hide_a_contradiction(first: str, second: str) -> None:
    text = f"{first}\n\nThe notice period is 30 days.\n\n{second}\n\nThe notice period is 60 days."
    (conflict,) = find_contradictions(make_document(text)).conflicts
    assert values(conflict) == {"30 days", "60 days"}


def test_two_contradictions_in_the_same_two_sentences_are_both_reported() -> None:
    found = found_in(
        "The company operates 14 depots and employs 312 people.",
        "The company operates 17 depots and employs 298 people.",
    )
    assert sorted(sorted(map(str, values(conflict))) for conflict in found.conflicts) == [
        ["14", "17"],
        ["298", "312"],
    ]
