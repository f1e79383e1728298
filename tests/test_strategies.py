"""One set of findings, put together by each strategy: what comes first, and what is decided."""

import runpy
from importlib.metadata import EntryPoint
from pathlib import Path

import pytest
from panel_material import finding, make_document, report, template

from docpanel.agents.analysis import Conflict
from docpanel.agents.findings import Finding, SpecialistReport
from docpanel.agents.reconciliation import Reconciliation
from docpanel.orchestration.errors import SettingsError
from docpanel.orchestration.reconciliation import strategy as registry
from docpanel.orchestration.reconciliation.reconcile import reconcile
from docpanel.orchestration.reconciliation.strategy import Arrangement, find_strategy, strategy_names

LESSON = Path(__file__).parent.parent / "examples" / "lesson" / "result_synthesizer.py"


def shown(strategy: str) -> Reconciliation:
    """Return what a strategy makes of the findings of the lesson."""
    result: Reconciliation = runpy.run_path(str(LESSON))["synthesize"](strategy)
    return result


def leads(result: Reconciliation) -> list[str]:
    return [group.lead.id for group in result.groups]


def test_each_strategy_puts_something_else_first() -> None:
    first = {name: shown(name).groups[0] for name in strategy_names()}
    assert {name: group.lead.claim for name, group in first.items()} == {
        "weighted": "The harbour fee costs $40 a day.",
        "consensus": "Two of the lamps on the pier are broken.",
        "conflict": "The harbour fee costs $45 a day.",
        "hierarchical": "Nothing can be landed at the pier in winter.",
    }
    assert first["hierarchical"].theme == "pier"
    assert "2 of 4 specialists; threshold 2 reached" in first["consensus"].reasons


def test_every_strategy_keeps_every_finding_and_both_sides() -> None:
    results = [shown(name) for name in strategy_names()]
    assert len({frozenset(result.findings()) for result in results}) == 1
    for result in results:
        (conflict,) = result.conflicts
        assert {side.value for side in conflict.positions} == {"$40", "$45"}
        assert all(side.evidence for side in conflict.positions)
        assert result.note


def test_only_conflict_resolution_decides_between_two_that_are_both_quoted() -> None:
    decided = {name: shown(name).conflicts[0] for name in strategy_names()}
    assert decided["conflict"].resolution == (
        "remit of the specialist: its remit names “cost”; for business ($45)"
    )
    assert decided["conflict"].resolved_by == "rules"
    assert decided["conflict"].would_settle is None
    for name in ("weighted", "consensus", "hierarchical"):
        assert (decided[name].resolution, decided[name].resolved_by) == (None, None)
        assert "$40 or $45" in str(decided[name].would_settle)


def test_a_theme_that_returns_comes_before_a_heavier_point_and_no_theme_twice_before_another() -> None:
    assert [group.theme for group in shown("hierarchical").groups] == ["pier", "harbour", "pier", "harbour"]


def test_what_nobody_confirms_is_marked_and_not_hidden() -> None:
    alone = [report("business", finding("business-1", "The fee is high.", "The fee", document=MEMO))]
    result = reconcile(MEMO, [template("business")], alone, strategy="consensus")
    assert result.groups[0].reasons[-1] == "1 of 1 specialists; threshold 2 not reached"
    assert "0 of 1 points" in result.note
    assert "in the order of their weight" in result.note


MEMO = make_document(
    "The fee is $40 a day. Somebody says that the fee is about $50 a day. On fees more is said below.",
    "As amended on 1 May 2024, the fee is $45 a day.",
)
QUOTES = {
    "$40": "The fee is $40 a day.",
    "about $50": "the fee is about $50 a day",
    "$45": "the fee is $45 a day.",
}


def contest(left: Finding, right: Finding, **fields: tuple[str, ...]) -> Conflict:
    """Return how conflict resolution sees two findings; `fields` are the categories of either specialist."""
    panel = [
        template(item.specialist, description="all", categories=fields.get(item.specialist, ("other",)))
        for item in (left, right)
    ]
    reports = [report(item.specialist, item) for item in (left, right)]
    (found,) = reconcile(MEMO, panel, reports, strategy="conflict").conflicts
    return found


def says(name: str, value: str, quote: str | None = None, **fields: object) -> Finding:
    """Return a finding that the fee is some value."""
    return finding(
        f"{name}-1",
        f"The fee is {value} a day.",
        quote or QUOTES[value],
        document=MEMO,
        category="other",
        **fields,
    )


def test_a_quotation_that_stands_beats_one_that_does_not() -> None:
    found = contest(says("business", "$40", importance=0.1), says("summary", "$45", "The fee is $45 a week."))
    assert found.resolution == (
        "stronger evidence: the quotation of business-1 stands in the document, those of the other"
        " side stand less firmly or not at all; for business ($40)"
    )


def test_a_figure_that_its_quotation_does_not_hold_is_refuted_by_one_that_does() -> None:
    wrong = says("summary", "$45", "On fees more is said below.", importance=1.0, confidence=1.0)
    reports = [report("summary", wrong), report("business", says("business", "$40", importance=0.2))]
    panel = [template("summary"), template("business")]
    for name in strategy_names():
        result = reconcile(MEMO, panel, reports, strategy=name)
        assert result.groups[0].lead.id == "business-1"
        assert result.findings()["summary-1"].differs == ("$45 for $40",)
        assert not result.findings()["summary-1"].verified
        assert result.conflicts[0].resolution


def test_the_remit_decides_between_quotations_that_both_stand() -> None:
    found = contest(says("business", "$40"), says("summary", "$45"), business=("fee",))
    assert found.resolution == "remit of the specialist: its remit names “fee”; for business ($40)"


def test_an_exact_figure_beats_a_rough_one_where_no_remit_is_nearer() -> None:
    found = contest(says("business", "$40"), says("summary", "about $50"))
    assert found.resolution == "specificity: $40 is exact where the other is rough; for business ($40)"


def test_what_says_that_it_amends_beats_what_it_amends() -> None:
    found = contest(says("business", "$40"), says("summary", "$45"))
    assert found.resolution == (
        "recency within the document: its passage says “as amended”; for summary ($45)"
    )


def test_where_no_rule_decides_both_sides_stay_and_the_point_counts_for_less() -> None:
    pair = [
        says("business", "$40", stance="negative", importance=0.8),
        says("summary", "$40", stance="positive", importance=0.6),
    ]
    panel = [template(name, description="all", categories=("other",)) for name in ("business", "summary")]
    reports = [report(item.specialist, item) for item in pair]
    result = reconcile(MEMO, panel, reports, strategy="conflict")
    (found,) = result.conflicts
    assert (found.resolution, found.resolved_by) == (None, None)
    assert [side.value for side in found.positions] == ["negative", "positive"]
    assert found.would_settle
    assert result.groups[0].score == pytest.approx(0.8 * 0.5 * (1 - 0.6 / 0.8))
    assert "contested, and no rule decides" in result.groups[0].reasons


def test_unknown_strategies_are_refused_with_the_names_there_are() -> None:
    with pytest.raises(SettingsError, match=r"no 'loudest'; choose one of weighted, .*hierarchical"):
        reconcile(MEMO, [], [], strategy="loudest")


class Alphabetical:
    """A strategy of somebody else's package."""

    name = "alphabetical"

    def arrange(self, points, hearing) -> Arrangement:
        claims = sorted((point.group.lead.claim for point in points), reverse=True)
        return Arrangement(
            [point.scored(claims.index(point.group.lead.claim)) for point in points], [], f"{hearing.readers}"
        )


def test_an_installed_package_adds_a_strategy(monkeypatch: pytest.MonkeyPatch) -> None:
    point = EntryPoint("alphabetical", f"{__name__}:STRATEGY", registry.ENTRY_POINTS)
    monkeypatch.setattr(EntryPoint, "load", lambda _: Alphabetical())
    monkeypatch.setattr(registry, "entry_points", lambda **_: [point])
    assert "alphabetical" in strategy_names()
    reports: list[SpecialistReport] = [
        report("business", finding("business-1", "Zebras pay."), finding("business-2", "Apes are free."))
    ]
    result = reconcile(MEMO, [template("business")], reports, strategy="alphabetical")
    assert leads(result) == ["business-2", "business-1"]
    assert find_strategy("weighted").name == "weighted"
