"""Which findings speak of the same thing, and that their order says nothing about it."""

import random

from hypothesis import given, settings
from hypothesis import strategies as st
from panel_material import finding

from docpanel.agents.findings import Finding
from docpanel.orchestration.grouping import group_findings, same_point

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
