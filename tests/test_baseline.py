"""`--baseline`: one call that is asked everything, beside the panel, and what the comparison says."""

import json
from pathlib import Path

import loopback_replies as replies
import pytest
from commands import run
from loopback import LoopbackServer, Record
from panel_material import draft, make_document, specialist_answer, synthesis_answer

from docpanel.agents.analysis import Analysis
from docpanel.agents.baseline import baseline_aside
from docpanel.agents.completion import Completion, CompletionRequest, Usage
from docpanel.agents.errors import QuotaExhausted
from docpanel.agents.providers.mock import MockProvider
from docpanel.orchestration.analyzer import Analyzer
from docpanel.orchestration.errors import SettingsError
from docpanel.orchestration.settings import Settings
from docpanel.prompts.library import Library

MEMO = make_document("The fee is $40 a year. It is due on 5 May. Late payers lose their berth.")
FEE = draft("The fee is 40 dollars a year.", "The fee is $40 a year.", subject="fee", category="cost")
DUE = draft("Payment is due on 5 May.", "It is due on 5 May.", subject="payment date", category="deadline")
LOSS = draft(
    "A berth is lost by late payers.", "Late payers lose their berth.", subject="berth", category="risk"
)
INVENTED = draft("There is a refund.", "A refund is paid.", subject="refund", category="value")


def compared(baseline: str | Exception, panel: str | Exception, **settings: object) -> Analysis:
    """Run the business analyst against the baseline."""

    def script(request: CompletionRequest) -> str | Completion | Exception:
        said = {"baseline": baseline, "specialist:business": panel}.get(request.label)
        if said is None:
            return synthesis_answer({"text": "It costs.", "finding_ids": ["business-1"]})
        if isinstance(said, Exception):
            return said
        tokens = 1000 if request.label == "baseline" else 3000
        return Completion(said, "gpt-4o-mini", usage=Usage(input_tokens=tokens, output_tokens=100))

    given = {"model": "gpt-4o-mini", "baseline": True, "specialists": ("business",)} | settings
    with Analyzer(Settings(**given), provider=MockProvider(script)) as analyzer:  # type: ignore[arg-type]  # as given
        return analyzer.analyze(MEMO)


def test_points_are_shared_alone_or_missed_and_only_verified_findings_count() -> None:
    analysis = compared(specialist_answer(FEE, LOSS, INVENTED), specialist_answer(FEE, DUE))
    found = analysis.baseline
    assert found
    assert (found.shared, found.alone, found.missed) == (1, 1, 1)
    assert (found.verified, len(found.findings)) == (2, 3)
    assert {item.id for item in found.findings} == {"baseline-1", "baseline-2", "baseline-3"}
    assert found.error is None
    assert analysis.status == "complete"


def test_the_baseline_is_no_specialist_and_its_findings_stand_nowhere_else() -> None:
    analysis = compared(specialist_answer(FEE, LOSS), specialist_answer(DUE))
    assert [item.name for item in analysis.specialists] == ["business"]
    assert [item.specialist for item in analysis.contributions] == ["business"]
    assert not any(name.startswith("baseline-") for name in analysis.findings())


def test_both_sides_are_priced_as_if_nothing_had_been_cached() -> None:
    first = compared(specialist_answer(FEE), specialist_answer(DUE))
    again = compared(specialist_answer(FEE), specialist_answer(DUE))
    assert first.baseline
    assert again.baseline
    assert again.usage.cached_calls == 3
    assert again.cost.usd == 0.0
    assert (again.baseline.usd, again.baseline.panel_usd) == (first.baseline.usd, first.baseline.panel_usd)
    # $0.15 and $0.60 a million since July 2024.
    assert first.baseline.usd == pytest.approx(1000 * 0.15e-6 + 100 * 0.6e-6)
    assert any("came from the cache" in line for line in again.warnings)
    assert not any("came from the cache" in line for line in first.warnings)


@pytest.mark.parametrize("error", [QuotaExhausted("no credit"), ValueError("a bug of ours")])
def test_a_baseline_that_fails_leaves_the_run_as_it_is(error: Exception) -> None:
    analysis = compared(error, specialist_answer(FEE))
    assert analysis.status == "complete"
    assert analysis.baseline
    assert analysis.baseline.error
    assert analysis.specialists[0].findings[0].verified


def test_a_permanent_refusal_of_everybody_still_ends_the_run() -> None:
    with pytest.raises(QuotaExhausted):
        compared(QuotaExhausted("no credit"), QuotaExhausted("no credit"))


def test_without_a_model_there_is_nothing_to_compare(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="--baseline"):
        Analyzer(Settings(model="offline", baseline=True))
    (tmp_path / "memo.txt").write_text("The fee is $40.", "utf-8")
    ran = run("analyze", "--model", "offline", "--baseline", tmp_path / "memo.txt")
    assert ran.code == 2
    assert len(ran.err.strip().splitlines()) == 1
    assert "--baseline" in ran.err


def test_the_task_holds_every_remit_and_all_categories() -> None:
    panel = Library().panel("full")
    aside = baseline_aside(panel, variables={})
    assert set(aside.template.categories) == {word for item in panel for word in item.categories}
    for item in panel:
        assert f"# {item.title}: {item.description}" in aside.task


def is_baseline(record: Record) -> bool:
    return "from all of the following perspectives at once" in record.text


def test_the_baseline_goes_with_the_specialists_and_shares_their_prefix(rule: Path) -> None:
    with LoopbackServer(latency_seconds=0.5) as server:
        given = {"OPENAI_API_KEY": "sk-test", "OPENAI_BASE_URL": server.base_url}
        ran = run("analyze", "--panel", "quick", "--baseline", "--format", "json", rule, **given)
        assert ran.code == 0, ran.err
        assert (len(server.records), server.max_in_flight) == (6, 5)
    assert sum(map(is_baseline, server.records)) == 1
    assert len({json.dumps(record.body["messages"][:2]) for record in server.records[:5]}) == 1
    found = ran.json["baseline"]
    assert found["verified"] > 0
    assert found["shared"] + found["missed"] > 0


def test_a_long_document_is_read_in_parts_by_the_baseline_too(rule: Path) -> None:
    with LoopbackServer(faults={"perspectives at once": replies.error(400, "no")}) as server:
        given = {"OPENAI_API_KEY": "sk-test", "OPENAI_BASE_URL": server.base_url}
        line = ("analyze", "--specialist", "summary", "--baseline", "--context-window", "12000")
        ran = run(*line, "--format", "json", rule, **given)
    parts = {record.body["messages"][1]["content"] for record in server.records if is_baseline(record)}
    assert len(parts) > 1
    assert (ran.code, ran.json["status"]) == (0, "complete")
    assert ran.json["baseline"]["error"]


def test_the_estimate_names_the_calls_beside_the_panel(rule: Path) -> None:
    ran = run("analyze", "--estimate", "--baseline", "--ask", "By when?", "--ask", "Who pays?", rule)
    assert ran.code == 0
    assert "11 calls to gpt-4o-mini: 8 specialists, one for 2 questions, one baseline" in ran.out


def test_the_mock_compares_too(rule: Path) -> None:
    ran = run("analyze", "--model", "mock", "--baseline", "--format", "json", rule)
    assert ran.code == 0, ran.err
    assert ran.json["baseline"]["usd"] == 0.0
