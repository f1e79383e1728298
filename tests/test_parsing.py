"""From what a model wrote to a checked answer: what is forgiven, what is asked again, what is lost."""

import json
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from panel_material import Asking, asking, draft, specialist_answer

from docpanel.agents.answers import SpecialistAnswer, strict_schema
from docpanel.agents.completion import Completion, CompletionRequest, Message
from docpanel.agents.deadline import Deadline
from docpanel.agents.errors import AnswerError, Refused
from docpanel.agents.parsing import ask, parse_answer
from docpanel.agents.providers.mock import Script

SCHEMA = strict_schema(SpecialistAnswer)
GOOD = specialist_answer(draft())
REQUEST = CompletionRequest(
    model="mock",
    messages=(Message("system", "Rules."), Message("user", "Read it.")),
    schema=SCHEMA,
    schema_name="specialist_answer",
    max_output_tokens=500,
    label="specialist:business",
)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)


def question(asked: Asking, check=lambda _: None) -> SpecialistAnswer:
    return ask(asked.model, REQUEST, SpecialistAnswer, deadline=Deadline(), check=check)


def answered(script: Script, folder: Path, check=lambda _: None) -> tuple[SpecialistAnswer, int]:
    """Return the answer and how many requests it took."""
    with asking(script, folder) as asked:
        return question(asked, check), len(asked.provider.requests)


def parsed(text: str, finish_reason: str = "stop") -> SpecialistAnswer:
    return parse_answer(Completion(text, "mock", finish_reason), SpecialistAnswer, SCHEMA)


def with_claim(claim: str) -> str:
    """Return a valid answer in which the claim is written as it is given, escapes and all."""
    return GOOD.replace("The fee is high.", claim)


def test_a_valid_answer_is_taken_at_once(tmp_path: Path) -> None:
    answer, requests = answered([GOOD], tmp_path)
    assert (answer.findings[0].claim, requests) == ("The fee is high.", 1)


AROUND = {
    "byte-order mark": f"\ufeff{GOOD}",
    "fence": f"```json\n{GOOD}\n```",
    "prose": f"Here it is:\n{GOOD}\nAnything else?",
    "white space": json.dumps(json.loads(GOOD), indent=4),
}


@pytest.mark.parametrize("text", AROUND.values(), ids=AROUND)
def test_what_stands_around_the_object_is_forgiven(text: str, tmp_path: Path) -> None:
    answer, requests = answered([text], tmp_path)
    assert (len(answer.findings), requests) == (1, 1)


BAD = {
    "prose": ("I cannot see a document.", "no valid JSON"),
    "half": (GOOD[: len(GOOD) // 2], "no valid JSON"),
    "nothing": ("", "no valid JSON"),
    "two objects": (f"{GOOD}\n{GOOD}", "no valid JSON"),
    "a key twice": (GOOD.replace('"findings"', '"summary": "other", "findings"'), "twice"),
    "not a number": (GOOD.replace('"importance": 0.5', '"importance": NaN'), "NaN"),
    "beyond its bounds": (GOOD.replace('"importance": 0.5', '"importance": 1.5'), "findings.0.importance"),
    "beyond any number": (GOOD.replace('"importance": 0.5', '"importance": 1e999'), "findings.0.importance"),
    "a key missing": (GOOD.replace('"category": "cost", ', ""), "findings.0.category"),
    "a key too many": (GOOD.replace('"summary"', '"verdict": "x", "summary"'), "verdict"),
    "no quotation": (specialist_answer(draft(quotes=[])), "findings.0.quotes"),
    "a list": (f"[{GOOD}, {GOOD}]", "no valid JSON"),
    "half a character": (with_claim("\\ud800"), "findings.0.claim"),
    "endlessly nested": ('{"summary": ' + "[" * 100_000 + "]" * 100_000 + "}", "no valid JSON"),
}


@pytest.mark.parametrize(("text", "problem"), BAD.values(), ids=BAD)
def test_an_unusable_answer_is_shown_to_the_model_with_its_problem_and_repaired(
    text: str, problem: str, tmp_path: Path
) -> None:
    with asking([text, GOOD], tmp_path) as asked:
        assert question(asked).findings
        first, second = asked.provider.requests
    assert second.messages[: len(first.messages)] == first.messages
    assistant, user = second.messages[len(first.messages) :]
    assert (assistant.role, assistant.content, user.role) == ("assistant", text, "user")
    assert problem in user.content


def test_an_answer_that_was_cut_off_is_asked_for_again_shorter(tmp_path: Path) -> None:
    cut = Completion(GOOD[:80], "mock", finish_reason="length")
    with asking([cut, GOOD], tmp_path) as asked:
        assert question(asked).findings
        assert "cut off" in asked.provider.requests[1].messages[-1].content


def test_a_repaired_answer_is_not_paid_again(tmp_path: Path) -> None:
    with asking(["nonsense", GOOD], tmp_path) as asked:
        first = question(asked)
        assert question(asked) == first
        assert len(asked.provider.requests) == 2


def test_answers_that_stay_unusable_are_an_error_and_are_asked_again_by_the_next_run(tmp_path: Path) -> None:
    with asking(["nonsense", "more of it", "and more", GOOD], tmp_path) as asked:
        with pytest.raises(AnswerError, match="no valid JSON"):
            question(asked)
        assert question(asked).findings
        assert len(asked.provider.requests) == 4


def test_a_provider_that_does_not_answer_is_not_asked_to_repair(tmp_path: Path) -> None:
    with asking([Refused("no"), GOOD], tmp_path) as asked:
        with pytest.raises(Refused):
            question(asked)
        assert len(asked.provider.requests) == 1


def test_a_complaint_about_a_valid_answer_is_told_to_the_model_once(tmp_path: Path) -> None:
    other = specialist_answer(draft("The fine is high."))
    with asking([GOOD, other], tmp_path) as asked:
        answer = question(asked, check=lambda _: "categories must be among cost, risk")
        assert "categories must be among cost, risk" in asked.provider.requests[1].messages[-1].content
        assert len(asked.provider.requests) == 2
    assert answer.findings[0].claim == "The fine is high."


def test_a_valid_answer_outlives_a_repair_that_cannot_be_read(tmp_path: Path) -> None:
    answer, requests = answered([GOOD, "nonsense"], tmp_path, check=lambda _: "not good enough")
    assert (answer.findings[0].claim, requests) == ("The fee is high.", 2)


def test_what_is_only_too_long_is_cut_and_not_asked_again(tmp_path: Path) -> None:
    quotes = [f"Quotation {number}." for number in range(7)]
    text = specialist_answer(
        *[draft("word " * 200, *quotes, recommendation="do " * 300) for _ in range(15)], summary="s" * 5000
    )
    answer, requests = answered([text], tmp_path)
    assert requests == 1
    assert (len(answer.summary), len(answer.findings), len(answer.findings[0].quotes)) == (1200, 12, 3)
    assert len(answer.findings[0].claim) <= 600
    assert len(answer.findings[0].recommendation or "") <= 400


def test_null_and_text_are_both_kept_where_both_are_allowed() -> None:
    answer = parsed(specialist_answer(draft(recommendation=None), draft(recommendation="Pay it.")))
    assert [item.recommendation for item in answer.findings] == [None, "Pay it."]


def test_a_problem_names_no_more_than_five_places() -> None:
    text = specialist_answer(*[draft(importance=7) for _ in range(12)])
    with pytest.raises(AnswerError) as raised:
        parsed(text)
    assert str(raised.value).count("importance") == 5


@settings(max_examples=60, deadline=None)
@given(st.one_of(st.text(), JSON.map(json.dumps), JSON.map(lambda value: json.dumps({"findings": value}))))
def test_whatever_a_model_writes_is_an_answer_or_an_answer_error(text: str) -> None:
    with suppress(AnswerError):
        assert isinstance(parsed(text), SpecialistAnswer)


@settings(max_examples=60, deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=600))
def test_a_claim_within_its_length_arrives_character_by_character(claim: str) -> None:
    assert parsed(specialist_answer(draft(claim))).findings[0].claim == claim
