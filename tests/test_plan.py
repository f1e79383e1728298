"""What would be asked: how many calls, of which parts, how many tokens, at what price."""

import re
from pathlib import Path

import pytest
from panel_material import REQUESTS, make_document, template

from docpanel.agents.baseline import baseline_aside
from docpanel.agents.questions import questions_aside
from docpanel.agents.requests import RequestBuilder
from docpanel.orchestration.errors import PlanError
from docpanel.orchestration.plan import MOCK_WINDOW, ModelFacts, Plan, Planner, plan_offline
from docpanel.orchestration.prices import Prices
from docpanel.orchestration.tokens import TokenCounter
from docpanel.prompts.library import Library

PARAGRAPH = "The operator must inspect part 4.2 before 5 May 2026 and pay a fee of $40. "
LONG = make_document(*[PARAGRAPH * 60] * 6)
SHORT = make_document("The fee is $40.")
QUICK = Library().panel("quick")


def planner(model: str = "gpt-4o-mini", window: int | None = None, base_url: str | None = None) -> Planner:
    return Planner(
        ModelFacts(model, base_url, window),
        TokenCounter(model),
        Prices(),
        RequestBuilder(model=model, secret=b"secret"),
    )


def needed(error: PlanError) -> int:
    """Return the number of tokens that the message asks for."""
    found = re.search(r"needs ([\d,]+)", str(error))
    assert found
    return int(found[1].replace(",", ""))


def parts(plan: Plan) -> list[str]:
    return [plan.document.text[part.span.start : part.span.end] for part in plan.chunks]


def test_a_document_that_fits_is_one_call_a_specialist_and_one_synthesis() -> None:
    plan = planner().plan(LONG, QUICK)
    assert [call.path for call in plan.calls] == [*(item.name for item in QUICK), "synthesizer"]
    assert parts(plan) == [LONG.text]
    assert plan.context_window == 128_000
    assert (plan.tokens_label, plan.warnings) == ("o200k_base, exact", ())


def test_a_document_beyond_the_window_is_read_in_parts_and_every_step_has_its_own_path() -> None:
    plan = planner(window=12_000).plan(LONG, QUICK)
    count = len(plan.chunks)
    assert count > 1
    assert "".join(parts(plan)) == LONG.text
    paths = [call.path for call in plan.calls]
    assert len(set(paths)) == len(paths) == count * len(QUICK) + 1
    assert f"sentiment[1/{count}]" in paths


def test_no_planned_call_is_larger_than_the_window() -> None:
    for window in (9_000, 12_000, 20_000):
        made = planner(window=window)
        plan = made.plan(LONG, QUICK)
        calls = [call for call in plan.calls if call.chunk is not None]
        assert all(call.input_tokens + call.max_output_tokens <= window for call in calls)


def test_the_tokens_of_a_call_are_those_of_its_request() -> None:
    """A call is planned from its two parts, which may differ from the whole by a token at the seam."""
    from docpanel.agents.reader import ReadTask  # noqa: PLC0415  # only here

    made = planner()
    plan = made.plan(LONG, QUICK)
    for call, item in zip(plan.calls, QUICK, strict=False):
        assert call.chunk
        request = made.requests.specialist(item, ReadTask(LONG, call.chunk))
        weight = made.count_request(request)
        assert weight == pytest.approx(call.input_tokens + call.max_output_tokens, abs=3)


def test_the_sums_are_those_of_the_calls_and_the_price_is_theirs() -> None:
    plan = planner().plan(LONG, QUICK)
    assert plan.input_tokens == sum(call.input_tokens for call in plan.calls)
    assert plan.max_output_tokens == sum(call.max_output_tokens for call in plan.calls)
    assert plan.estimated_usd is not None
    # $0.15 and $0.60 a million since July 2024.
    expected = plan.input_tokens * 0.15e-6 + plan.max_output_tokens * 0.6e-6
    assert plan.estimated_usd == pytest.approx(expected)


def test_the_price_of_a_server_of_ones_own_is_unknown_and_not_zero() -> None:
    plan = planner(base_url="http://127.0.0.1:9/v1").plan(SHORT, QUICK)
    assert plan.estimated_usd is None


def test_an_unknown_window_is_assumed_and_said_so() -> None:
    plan = planner("my-own").plan(SHORT, QUICK)
    assert "my-own" in plan.warnings[0]
    assert "--context-window" in plan.warnings[0]
    assert "estimate" in plan.tokens_label
    assert planner("my-own", window=16_000).plan(SHORT, QUICK).warnings == ()


def test_the_mock_has_a_window_of_its_own() -> None:
    assert planner("mock").plan(SHORT, QUICK).context_window == MOCK_WINDOW


def test_a_window_that_cannot_hold_the_instructions_is_refused_with_a_way_out() -> None:
    with pytest.raises(PlanError, match="--context-window") as raised:
        planner(window=2_000).plan(SHORT, QUICK)
    assert "2,000" in str(raised.value)
    planner(window=int(needed(raised.value) * 1.03)).plan(SHORT, QUICK)


def test_the_offline_plan_asks_nobody_and_costs_nothing(tmp_path: Path) -> None:
    plan = plan_offline(LONG, QUICK)
    assert (plan.calls, plan.estimated_usd, parts(plan)) == ((), 0.0, [LONG.text])
    assert (plan.input_tokens, plan.max_output_tokens) == (0, 0)
    assert list(tmp_path.iterdir()) == []


def test_a_panel_of_one_is_two_calls() -> None:
    made = Planner(ModelFacts("mock"), TokenCounter("mock"), Prices(), REQUESTS)
    assert [call.path for call in made.plan(SHORT, [template()]).calls] == ["business", "synthesizer"]


def test_questions_and_baseline_are_one_call_a_part_each_and_leave_the_others_as_they_were() -> None:
    plain = planner().plan(LONG, QUICK)
    asked = planner().plan(
        LONG, QUICK, questions=questions_aside(["By when?"]), baseline=baseline_aside(QUICK, variables={})
    )
    assert [call.path for call in asked.calls] == [
        *(item.name for item in QUICK), "questions", "baseline", "synthesizer",
    ]  # fmt: skip
    assert [call.label for call in asked.calls][4:] == ["questions", "baseline", "synthesizer"]
    assert (*asked.calls[:4], asked.calls[-1]) == plain.calls
    assert asked.estimated_usd is not None
    assert plain.estimated_usd is not None
    assert asked.estimated_usd > plain.estimated_usd


def test_the_task_of_the_baseline_counts_against_the_window() -> None:
    """It is the longest task of all, so that a part that fits the specialists may not fit it."""
    window = 14_000
    plan = planner(window=window).plan(LONG, QUICK, baseline=baseline_aside(QUICK, variables={}))
    plain = planner(window=window).plan(LONG, QUICK)
    assert len(plan.chunks[0].span) < len(plain.chunks[0].span)
    calls = [call for call in plan.calls if call.chunk is not None]
    assert all(call.input_tokens + call.max_output_tokens <= window for call in calls)
    paths = [call.path for call in plan.calls]
    assert len(set(paths)) == len(paths)
    assert f"baseline[1/{len(plan.chunks)}]" in paths


def test_a_baseline_that_does_not_fit_is_left_out_and_the_panel_reads_on() -> None:
    with pytest.raises(PlanError) as raised:
        planner(window=2_000).plan(SHORT, QUICK)
    window = int(needed(raised.value) * 1.03)
    plan = planner(window=window).plan(SHORT, QUICK, baseline=baseline_aside(QUICK, variables={}))
    assert plan.baseline is None
    assert "baseline" in plan.warnings[0]
    assert plan.calls == planner(window=window).plan(SHORT, QUICK).calls
