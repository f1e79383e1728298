"""The prompted specialist: what of an answer reaches its report, and how its parts are merged."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from panel_material import (
    REQUESTS,
    asking,
    draft,
    finding,
    make_document,
    report,
    specialist_answer,
    template,
)

from docpanel.agents.findings import Score, SpecialistReport
from docpanel.agents.merging import merge_reports
from docpanel.agents.reader import ReadTask
from docpanel.agents.specialist import PromptedSpecialist
from docpanel.documents.document import Chunk, Document, Span
from docpanel.prompts.template import PromptTemplate

MEMO = make_document("The fee is $40. It is due on 5 May.", "The fine is $90. It is due on 5 May.")


def read(
    *answers: str,
    folder: Path,
    document: Document = MEMO,
    span: Span | None = None,
    by: PromptTemplate | None = None,
) -> SpecialistReport:
    """Let a specialist read with a scripted model that must be asked once an answer."""
    task = ReadTask(document, Chunk(0, 1, span or Span(0, len(document.text))))
    with asking(answers, folder) as asked:
        found = PromptedSpecialist(by or template(), asked.model, REQUESTS).read(task)
        assert len(asked.provider.requests) == len(answers)
    return found


def test_a_quotation_is_looked_up_with_its_page_and_place(tmp_path: Path) -> None:
    found = read(
        specialist_answer(draft("It costs.", "The fine is $90.", "The  fine\nis $90.")), folder=tmp_path
    )
    exact, normalized = found.findings[0].evidence
    assert (exact.page, exact.match, normalized.page, normalized.match) == (2, "exact", 2, "normalized")
    assert MEMO.text[exact.start : exact.end] == "The fine is $90."
    assert found.findings[0].verified


def test_an_altered_quotation_names_what_it_has_otherwise(tmp_path: Path) -> None:
    found = read(specialist_answer(draft("It costs.", "The fee is $4,000.")), folder=tmp_path).findings[0]
    (place,) = found.evidence
    assert (place.match, place.page) == ("altered", 1)
    assert any("40" in word for word in place.differs)
    assert not found.verified


@pytest.mark.parametrize(
    ("claim", "basis", "names"),
    [
        ("The fee is $48.", "stated", "48"),
        ("The fee is $48.", "inferred", "48"),
        ("Each of 14,000 members pays the fee.", "stated", "14,000"),
    ],
)
def test_a_claim_that_says_otherwise_than_its_quotation_is_not_verified(
    claim: str, basis: str, names: str, tmp_path: Path
) -> None:
    answer = specialist_answer(draft(claim, "The fee is $40.", basis=basis))
    (found,) = read(answer, folder=tmp_path).findings
    assert any(names in word for word in found.differs)
    assert not found.verified
    assert found.evidence[0].verified


@pytest.mark.parametrize(
    ("claim", "basis"),
    [
        ("A fee of 40 dollars is due on 5 May.", "stated"),
        ("The fee of $40 is less than the fine of $90.", "stated"),
        ("The fee is high.", "stated"),
        ("Two sums are named.", "stated"),
        ("The fee for ten members would be 400 in all.", "inferred"),
    ],
    ids=["other writing", "another page", "no figure", "a count", "inferred"],
)
def test_a_claim_that_the_document_bears_out_differs_from_nothing(
    claim: str, basis: str, tmp_path: Path
) -> None:
    (found,) = read(specialist_answer(draft(claim, "The fee is $40.", basis=basis)), folder=tmp_path).findings
    assert found.differs == ()
    assert found.verified


def test_an_invented_quotation_is_shown_as_missing(tmp_path: Path) -> None:
    invented = "Nobody resigned over weather forecasts."
    found = read(specialist_answer(draft("It costs.", invented)), folder=tmp_path).findings[0]
    place = found.evidence[0]
    assert (place.quote, place.match, place.page, place.start) == (
        invented,
        "missing",
        None,
        None,
    )
    assert not found.verified


def test_a_sentence_that_stands_twice_is_found_in_the_part_that_was_read(tmp_path: Path) -> None:
    second = MEMO.pages[1].span
    found = read(specialist_answer(draft("Due.", "It is due on 5 May.")), folder=tmp_path, span=second)
    assert found.findings[0].evidence[0].page == 2


def test_findings_are_numbered_by_importance(tmp_path: Path) -> None:
    drafts = [draft(f"Claim {value}.", importance=value) for value in (0.2, 0.9, 0.5)]
    found = read(specialist_answer(*drafts), folder=tmp_path)
    assert [(item.id, item.importance) for item in found.findings] == [
        ("business-1", 0.9),
        ("business-2", 0.5),
        ("business-3", 0.2),
    ]
    assert {item.specialist for item in found.findings} == {"business"}


def test_a_report_names_its_specialist_its_model_and_its_status(tmp_path: Path) -> None:
    found = read(specialist_answer(), folder=tmp_path)
    assert (found.name, found.title, found.model) == ("business", "The business", "mock")
    assert (found.reader, found.status, found.error) == ("model", "ok", None)


@pytest.mark.parametrize("word", ["cost", "Cost", " COST ", "costs"])
def test_a_category_is_recognized_in_any_case_and_in_the_plural(word: str, tmp_path: Path) -> None:
    assert read(specialist_answer(draft(category=word)), folder=tmp_path).findings[0].category == "cost"


def test_an_undeclared_category_is_asked_for_again_and_then_left_out(tmp_path: Path) -> None:
    wrong = specialist_answer(draft("Kept."), draft("Lost.", category="weather"))
    with asking([wrong, wrong], tmp_path) as asked:
        task = ReadTask(MEMO, Chunk(0, 1, Span(0, len(MEMO.text))))
        found = PromptedSpecialist(template(), asked.model, REQUESTS).read(task)
        turn = asked.provider.requests[1].messages[-1].content
    assert "cost, risk" in turn
    assert "weather" in turn
    assert [(item.id, item.claim) for item in found.findings] == [("business-1", "Kept.")]


def test_only_declared_attributes_scores_and_expected_items_are_reported(tmp_path: Path) -> None:
    by = template(
        attributes={"amount": "the figure"},
        scores={"clarity": "how clear"},
        expects=("who pays", "by when", "why"),
    )
    pairs = [{"name": "amount", "value": "$40"}, {"name": "mood", "value": "bad"}]
    scores = [
        {"name": "clarity", "value": 0.4, "reason": "Vague."},
        {"name": "beauty", "value": 1, "reason": "Nice."},
    ]
    answer = specialist_answer(
        draft(attributes=pairs), scores=scores, not_found=["why", "the weather", "who pays"]
    )
    found = read(answer, folder=tmp_path, by=by)
    assert found.findings[0].attributes == {"amount": "$40"}
    assert found.scores == {"clarity": Score(value=0.4, reason="Vague.")}
    assert found.not_found == ("who pays", "why")


def test_an_empty_recommendation_is_none(tmp_path: Path) -> None:
    assert (
        read(specialist_answer(draft(recommendation="")), folder=tmp_path).findings[0].recommendation is None
    )


def test_the_report_on_an_undivided_document_is_not_touched() -> None:
    only = report("business", finding("business-7"), summary="It costs.")
    assert merge_reports([only]) is only


def test_the_same_finding_of_two_parts_is_kept_once_at_its_higher_importance() -> None:
    low = finding("business-1", "It costs.", "The fee is $40.", document=MEMO, importance=0.3)
    high = low.model_copy(update={"importance": 0.8})
    merged = merge_reports([report("business", low), report("business", high)])
    assert [item.importance for item in merged.findings] == [0.8]


PLACES = st.tuples(st.sampled_from(["cost", "risk"]), st.integers(0, 30), st.floats(0, 1))


@given(st.lists(st.lists(PLACES, max_size=5), min_size=2, max_size=4))
def test_merging_keeps_every_distinct_finding_and_numbers_them_without_a_gap(
    parts: list[list[tuple[str, int, float]]],
) -> None:
    given_findings = [
        [
            finding(
                f"business-{number}",
                f"Claim on {place}.",
                f"quotation {place}",
                at=(place, place + 5),
                category=category,
                importance=importance,
            )
            for number, (category, place, importance) in enumerate(part, 1)
        ]
        for part in parts
    ]
    merged = merge_reports([report("business", *part) for part in given_findings]).findings
    everything = [item for part in given_findings for item in part]
    assert {(item.category, item.evidence) for item in merged} == {
        (item.category, item.evidence) for item in everything
    }
    for item in merged:
        same = [each for each in everything if (each.category, each.claim) == (item.category, item.claim)]
        assert item.importance == max(each.importance for each in same)
    assert [item.id for item in merged] == [f"business-{number}" for number in range(1, len(merged) + 1)]
    assert [item.importance for item in merged] == sorted((item.importance for item in merged), reverse=True)


def test_scores_of_the_parts_become_their_mean_with_the_first_reason() -> None:
    parts = [
        report("business", scores={"clarity": Score(value=0.2, reason="Vague."), "tone": Score(value=1.0)}),
        report("business", scores={"clarity": Score(value=0.6, reason="Better.")}),
        report("business", status="failed", error="broken"),
    ]
    merged = merge_reports(parts).scores
    assert merged == {"clarity": Score(value=0.4, reason="Vague."), "tone": Score(value=1.0)}


def test_what_one_part_found_is_not_missing_from_the_document() -> None:
    parts = [report("business", not_found=("who pays", "why")), report("business", not_found=("why",))]
    assert merge_reports(parts).not_found == ("why",)


@pytest.mark.parametrize(
    ("statuses", "expected"),
    [
        (("ok", "ok"), "ok"),
        (("ok", "fallback"), "fallback"),
        (("failed", "failed"), "failed"),
        (("omitted", "omitted"), "omitted"),
        (("omitted", "failed"), "failed"),
    ],
)
def test_the_status_of_the_whole_is_the_worst_of_its_parts(statuses: tuple[str, ...], expected: str) -> None:
    assert merge_reports([report("business", status=status) for status in statuses]).status == expected


@pytest.mark.parametrize("worse", ["failed", "omitted"])
def test_a_specialist_that_could_not_read_a_part_is_not_ok_and_says_why(worse: str) -> None:
    merged = merge_reports(
        [report("business", finding("business-1")), report("business", status=worse, error="no answer")]
    )
    assert merged.status != "ok"
    assert (merged.error, len(merged.findings)) == ("no answer", 1)


def test_parts_read_by_the_model_and_by_rules_name_the_model_and_keep_all_summaries() -> None:
    parts = [
        report("business", reader="rules", status="fallback", summary="By rules."),
        report("business", model="gpt-4o-mini", summary="By the model."),
    ]
    merged = merge_reports(parts)
    assert (merged.reader, merged.model, merged.summary) == (
        "model",
        "gpt-4o-mini",
        "By rules.\nBy the model.",
    )
    assert merge_reports(parts[:1] * 2).reader == "rules"
