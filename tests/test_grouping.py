"""Which findings speak of the same thing, and that their order says nothing about it."""

import random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from panel_material import finding

from docpanel.agents.findings import Finding
from docpanel.orchestration.reconciliation.grouping import group_findings, same_point
from docpanel.orchestration.reconciliation.matter import Matter
from docpanel.orchestration.reconciliation.values import opposed_values

WORDS = ["fee", "fine", "operator", "airplane", "costs", "forty", "dollars", "due"]
FINDINGS = st.lists(
    st.builds(
        lambda claim, subject, at, page: (" ".join(claim), subject, at, page),
        st.lists(st.sampled_from(WORDS), max_size=6),
        st.sampled_from(["fee", "Fee", "fine"]),
        st.none() | st.tuples(st.integers(0, 40), st.integers(41, 60)),
        st.integers(1, 3),
    ),
    max_size=12,
).map(
    lambda rows: [
        finding(f"{'abc'[number % 3]}-{number}", claim, "x" if at else "", subject=subject, at=at, page=page)
        for number, (claim, subject, at, page) in enumerate(rows, 1)
    ]
)


def ids(findings: list[Finding]) -> list[set[str]]:
    return [{item.id for item in group} for group in group_findings(findings)]


@settings(max_examples=100, deadline=None)
@given(FINDINGS)
def test_every_finding_is_in_exactly_one_group(findings: list[Finding]) -> None:
    grouped = [item.id for group in group_findings(findings) for item in group]
    assert sorted(grouped) == sorted(item.id for item in findings)


@settings(max_examples=100, deadline=None)
@given(FINDINGS, st.randoms(use_true_random=False))
def test_the_order_of_the_findings_changes_nothing(findings: list[Finding], chance: random.Random) -> None:
    shuffled = list(findings)
    chance.shuffle(shuffled)
    assert group_findings(shuffled) == group_findings(findings)


def test_nothing_makes_no_groups() -> None:
    assert group_findings([]) == []


def test_two_readers_of_one_sentence_who_say_much_the_same_are_one_group() -> None:
    left = finding("a-1", "The operator must pay a fee of forty dollars.", "q", at=(10, 60))
    right = finding("b-1", "Forty dollars are due from the operator.", "q", at=(20, 60), subject="payment")
    assert ids([left, right]) == [{"a-1", "b-1"}]


def test_two_different_points_on_one_sentence_stay_apart() -> None:
    left = finding("a-1", "The operator must pay forty dollars.", "q", at=(10, 60))
    right = finding("b-1", "A long passive clause hides who acts.", "q", at=(10, 60), subject="style")
    assert ids([left, right]) == [{"a-1"}, {"b-1"}]


def test_the_same_claim_on_another_page_belongs_to_its_subject() -> None:
    left = finding("a-1", "The operator must pay forty dollars.", "q", at=(10, 60), page=1, subject="Fee")
    right = finding("b-1", "The operator must pay forty dollars.", "q", at=(900, 960), page=7, subject="fee")
    assert ids([left, right]) == [{"a-1", "b-1"}]


def test_places_that_hardly_overlap_need_claims_that_are_alike() -> None:
    claims = ("The operator pays forty dollars.", "The operator pays a fine when late.")
    near = [finding(f"{name}-1", claim, "q", at=(0, 50)) for name, claim in zip("ab", claims, strict=True)]
    apart = [near[0], finding("b-1", claims[1], "q", at=(45, 99))]
    assert len(group_findings(near)) == 1
    assert len(group_findings(apart)) == 2


def test_groups_join_through_a_finding_that_shares_with_both() -> None:
    first = finding("a-1", "operator pays forty dollars")
    middle = finding("b-1", "operator pays forty dollars before monday noon")
    last = finding("c-1", "pays before monday noon")
    assert ids([first, last]) == [{"a-1"}, {"c-1"}]
    assert ids([first, middle, last]) == [{"a-1", "b-1", "c-1"}]


def test_findings_without_a_place_are_grouped_by_their_words() -> None:
    missing = [finding(f"{name}-1", "The fee is too high for small firms.", "not there") for name in "ab"]
    assert ids([*missing, finding("c-1", "Nobody says who decides.", "not there either")]) == [
        {"a-1", "b-1"},
        {"c-1"},
    ]


def test_claims_without_words_are_not_grouped() -> None:
    assert len(group_findings([finding("a-1", "5", subject="€"), finding("b-1", "7", subject="€")])) == 2


def test_the_same_point_is_the_same_subject_in_any_case_or_much_the_same_claim() -> None:
    fee = finding("a-1", "The operator pays forty dollars.", subject="Fee")
    assert same_point(fee, finding("b-1", "It is far too high.", subject="fee"))
    assert same_point(fee, finding("b-1", "The operator pays forty dollars.", subject="cost"))
    assert not same_point(fee, finding("b-1", "Nobody says who decides.", subject="roles"))


def stated(identity: str, claim: str, **fields: Any) -> Finding:
    """Return a finding that quotes what it claims, each at a place of its own."""
    at = 100 * int(identity.rpartition("-")[2]) + 1000 * "abc".index(identity[0])
    return finding(identity, claim, claim, at=(at, at + 50), **fields)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("The fee is $40 a day.", "The fee is $45 a day."),
        ("The fee is forty dollars a day.", "The fee is $45 a day."),
        ("Comments are due on 21 September 2020.", "Comments are due on 12 September 2020."),
        ("It affects 73 airplanes.", "It affects 72 airplanes."),
        ("The share rose to 4.2 %.", "The share rose to 4.8 %."),
    ],
)
def test_two_values_of_one_thing_are_one_group_so_that_their_conflict_shows(left: str, right: str) -> None:
    assert ids([stated("a-1", left), stated("b-1", right)]) == [{"a-1", "b-1"}]
    assert opposed_values(Matter(stated("a-1", left)), Matter(stated("b-1", right)))


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Revenue in 2023 was $4.2 million.", "Revenue in 2024 was $4.8 million."),
        ("The first instalment is $40.", "The second instalment is $45."),
        ("The minimum fee is $40 a day.", "The fee is $45 a day."),
        ("The boat carries 73 passengers.", "The boat carries 12 sailors."),
        ("The fee is $40 a day.", "The fine is $90 a case."),
        ("It takes $40 and $5 a day.", "It takes $45 and $6 a day."),
    ],
)
def test_values_of_two_things_are_no_conflict(left: str, right: str) -> None:
    assert not opposed_values(Matter(stated("a-1", left)), Matter(stated("b-1", right)))


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Revenue was $4.2 million.", "Revenue was $4,200,000."),
        ("Revenue was about $4 million.", "Revenue was $4.1 million."),
        ("Revenue was $4 million.", "Revenue was $4.2 million."),
        ("Comments are due on 21 September 2020.", "Comments are due on 2020-09-21."),
    ],
)
def test_one_value_in_two_writings_is_agreement(left: str, right: str) -> None:
    pair = [stated("a-1", left), stated("b-1", right)]
    assert not opposed_values(Matter(pair[0]), Matter(pair[1]))
    assert ids(pair) == [{"a-1", "b-1"}]


def test_a_specialist_that_gives_two_values_speaks_of_two_things() -> None:
    pair = [stated("a-1", "The fee is $40 a day."), stated("a-2", "The fee is $45 a day.")]
    assert ids(pair) == [{"a-1"}, {"a-2"}]


def test_what_was_said_of_one_year_is_not_swallowed_by_what_was_said_of_another() -> None:
    pair = [stated("a-1", "Revenue of 2023 was high."), stated("b-1", "Revenue of 2024 was high.")]
    assert ids(pair) == [{"a-1"}, {"b-1"}]


@pytest.mark.parametrize("category", ["contradiction", "gap", "manipulation"])
def test_who_reports_a_fault_does_not_join_what_it_criticises(category: str) -> None:
    claim = finding("a-1", "The fee is $40 on page 1 and on page 3.", "q", at=(10, 60))
    fault = finding("b-1", "The fee is $40 on page 1 and $45 on page 3.", "q", at=(10, 60), category=category)
    again = finding("c-1", "The fee is $40 on page 1, $45 on page 3.", "q", at=(10, 60), category=category)
    assert ids([claim, fault, again]) == [{"a-1"}, {"b-1", "c-1"}]
