"""What the panel's findings come to without a model: weights, agreement, contradictions, quality."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from panel_material import finding, make_document, report, template

from docpanel.agents.analysis import Audit, Conflict
from docpanel.agents.audit.result import Audited
from docpanel.agents.findings import Evidence, Finding, SpecialistReport
from docpanel.agents.reconciliation import Reconciliation
from docpanel.orchestration.reconciliation.hearing import Hearing
from docpanel.orchestration.reconciliation.points import make_point
from docpanel.orchestration.reconciliation.reconcile import reconcile
from docpanel.orchestration.reconciliation.weighing import strength

MEMO = make_document("The fee is $40. It is due on 5 May.", "The fine is $90.")
FEE = "The fee is $40."
NAMES = ("business", "summary", "quality")
PANEL = [template(name) for name in NAMES]


def reconciled(*reports: SpecialistReport, document=MEMO) -> Reconciliation:
    return reconcile(document, PANEL, reports)


def heard(**weights: float) -> Hearing:
    """Return a hearing of the panel with these weights."""
    return Hearing.of(MEMO, [template(name, weight=weights.get(name, 1.0)) for name in NAMES], [])


def on_fee(identity: str, **fields) -> Finding:
    """Return a finding that quotes the fee."""
    return finding(identity, "The fee of $40 is high.", FEE, document=MEMO, **fields)


REPORTS = st.lists(
    st.tuples(
        st.sampled_from(NAMES),
        st.sampled_from(["The fee is high.", "The fee is low.", "Nobody decides.", "It is due soon."]),
        st.sampled_from([FEE, "It is due on 5 May.", "The fine is $90.", "An invention.", ""]),
        st.sampled_from(["positive", "negative", "neutral"]),
        st.floats(0, 1),
        st.floats(0, 1),
    ),
    max_size=10,
).map(
    lambda rows: [
        report(
            name,
            *[
                finding(
                    f"{name}-{number}",
                    claim,
                    quote,
                    document=MEMO,
                    stance=stance,
                    importance=importance,
                    confidence=confidence,
                )
                for number, (owner, claim, quote, stance, importance, confidence) in enumerate(rows, 1)
                if owner == name
            ],
        )
        for name in NAMES
    ]
)


@settings(max_examples=80, deadline=None)
@given(REPORTS, st.randoms(use_true_random=False))
def test_the_order_of_reports_and_findings_changes_nothing(
    reports: list[SpecialistReport], chance: random.Random
) -> None:
    shuffled = [
        item.model_copy(update={"findings": tuple(chance.sample(item.findings, len(item.findings)))})
        for item in chance.sample(reports, len(reports))
    ]
    assert reconciled(*shuffled) == reconciled(*reports)


@settings(max_examples=80, deadline=None)
@given(REPORTS)
def test_every_finding_is_kept_once_and_every_number_stays_within_its_bounds(
    reports: list[SpecialistReport],
) -> None:
    result = reconciled(*reports)
    kept = [identity for group in result.groups for identity in group.finding_ids]
    assert sorted(kept) == sorted(item.id for each in reports for item in each.findings)
    assert [group.score for group in result.groups] == sorted(
        (group.score for group in result.groups), reverse=True
    )
    for group in result.groups:
        assert group.lead is group.findings[0]
        assert 0 <= group.confidence <= 1
        assert not set(group.supports) & set(group.dissents)
        assert set(group.supports) | set(group.dissents) == {item.specialist for item in group.findings}
    contested = {
        item for conflict in result.conflicts for side in conflict.positions for item in side.finding_ids
    }
    for group in result.groups:
        assert bool(group.dissents) == bool(contested & set(group.finding_ids))
    for conflict in result.conflicts:
        assert {position.value for position in conflict.positions} == {"positive", "negative"}
        assert (conflict.resolution is None) == (conflict.would_settle is not None)


@pytest.mark.parametrize(
    ("match", "evidence"), [("exact", 1.0), ("normalized", 0.95), ("fuzzy", 0.8), ("missing", 0.1)]
)
def test_a_finding_weighs_weight_times_importance_times_confidence_times_evidence(
    match: str, evidence: float
) -> None:
    item = finding("business-1", importance=0.5, confidence=0.8, evidence=(Evidence(quote="q", match=match),))
    assert strength(item, heard(business=3.0)) == pytest.approx(3.0 * 0.5 * 0.8 * evidence)
    assert strength(item, heard()) == pytest.approx(0.5 * 0.8 * evidence)


def test_one_altered_quotation_spoils_an_exact_one() -> None:
    places = (Evidence(quote="q", match="exact"), Evidence(quote="r", match="altered"))
    spoiled = finding("business-1", importance=1.0, confidence=1.0, evidence=places)
    assert strength(spoiled, heard()) == pytest.approx(0.1)


def test_a_specialist_that_repeats_itself_adds_nothing() -> None:
    once = make_point([on_fee("business-1")], heard()).group
    twice = make_point([on_fee("business-1"), on_fee("business-2")], heard()).group
    other = on_fee("summary-1").model_copy(update={"claim": "Forty dollars of fee burden small boats."})
    both = make_point([on_fee("business-1"), other], heard()).group
    assert once.score == twice.score < both.score
    assert once.confidence == pytest.approx(twice.confidence)
    assert both.confidence == pytest.approx(once.confidence * 0.9 / 0.8)
    assert both.reasons == ("2 of 2 quotations verbatim", "business and summary agree independently")


def test_two_that_copied_one_sentence_are_one_witness() -> None:
    once = make_point([on_fee("business-1")], heard()).group
    copied = make_point([on_fee("business-1"), on_fee("summary-1")], heard()).group
    assert copied.supports == ("business", "summary")
    assert copied.confidence == pytest.approx(once.confidence)
    assert "business and summary say so, but no two of them independently" in copied.reasons


def test_the_lead_is_the_strongest_by_weight_and_among_equals_the_first_id() -> None:
    members = [on_fee("summary-1"), on_fee("business-1")]
    assert make_point(members, heard()).group.lead.id == "business-1"
    assert make_point(members, heard(summary=2.0)).group.lead.id == "summary-1"


def test_the_weight_of_a_template_orders_the_groups() -> None:
    fee = on_fee("business-1", importance=0.5)
    fine = finding(
        "summary-1", "The fine hurts.", "The fine is $90.", document=MEMO, subject="fine", importance=0.6
    )
    reports = [report("business", fee), report("summary", fine)]
    heavy = [template("business", weight=2.0), template("summary")]
    assert [group.lead.id for group in reconcile(MEMO, PANEL, reports).groups] == ["summary-1", "business-1"]
    assert [group.lead.id for group in reconcile(MEMO, heavy, reports).groups] == ["business-1", "summary-1"]


def test_a_verified_finding_comes_before_an_invented_one_that_is_surer_of_itself() -> None:
    real = on_fee("business-1", importance=0.5, confidence=0.5)
    invented = finding(
        "summary-1", "The chair resigned.", "The chair resigned.", document=MEMO, subject="chair",
        importance=1.0, confidence=1.0,
    )  # fmt: skip
    groups = reconciled(report("business", real), report("summary", invented)).groups
    assert [group.lead.id for group in groups] == ["business-1", "summary-1"]


def test_opposite_stances_on_one_claim_are_a_conflict_with_both_sides_and_their_quotations() -> None:
    result = reconciled(
        report("business", on_fee("business-1", stance="negative", importance=0.9)),
        report("summary", on_fee("summary-1", stance="positive", importance=0.4)),
        report("quality", on_fee("quality-1", stance="neutral", importance=0.3)),
    )
    (conflict,) = result.conflicts
    assert (conflict.kind, conflict.subject, conflict.resolution) == ("specialists", "fee", None)
    assert [(side.value, side.finding_ids) for side in conflict.positions] == [
        ("negative", ("business-1",)),
        ("positive", ("summary-1",)),
    ]
    assert conflict.would_settle
    assert "page 1" in conflict.would_settle
    assert all(place.quote == FEE for side in conflict.positions for place in side.evidence)
    assert conflict.severity == pytest.approx(0.4)
    assert (result.groups[0].supports, result.groups[0].dissents) == (("business", "quality"), ("summary",))
    assert result.quality.consistency == pytest.approx(1 / (1 + 2 * 0.4), abs=0.001)


@pytest.mark.parametrize(
    "stances", [("positive", "positive"), ("positive", "neutral"), ("neutral", "negative")]
)
def test_other_pairs_of_stances_are_no_conflict(stances: tuple[str, str]) -> None:
    pair = [
        report(name, on_fee(f"{name}-1", stance=stance)) for name, stance in zip(NAMES, stances, strict=False)
    ]
    assert reconciled(*pair).conflicts == ()


def opposed(**quality) -> list[SpecialistReport]:
    """Return two reports that take opposite stances on one sentence."""
    style = {"claim": "The fee of $40 is plain.", "stance": "positive"} | quality
    return [
        report("business", on_fee("business-1", stance="negative")),
        report("quality", on_fee("quality-1").model_copy(update=style)),
    ]


def test_two_points_on_one_sentence_may_take_different_stances() -> None:
    style = {"subject": "plain style", "claim": "The high fee is told in plain words."}
    result = reconciled(*opposed(**style))
    assert not result.conflicts
    assert not any(group.dissents for group in result.groups)


def test_who_judges_the_text_does_not_contradict_who_judges_the_matter() -> None:
    reader_of_text = [template("business"), template("quality", judges="text")]
    assert len(reconciled(*opposed()).conflicts) == 1
    assert reconcile(MEMO, reader_of_text, opposed()).conflicts == ()


def test_quality_falls_with_invented_quotations_unread_specialists_and_pages_without_text() -> None:
    whole = reconciled(report("business", on_fee("business-1")), report("summary", on_fee("summary-1")))
    invented = finding("summary-1", "The chair resigned.", "The chair resigned.", document=MEMO)
    doubtful = reconciled(report("business", on_fee("business-1")), report("summary", invented))
    assert doubtful.quality.confidence < whole.quality.confidence
    assert "confidence: 1 of 2 quotations stand in the document, 1 not found" in doubtful.quality.reasons
    unread = reconciled(report("business", on_fee("business-1")), report("summary", status="failed"))
    assert (whole.quality.completeness, unread.quality.completeness) == (1.0, 0.5)
    scan = make_document("The fee is $40.", "")
    assert reconciled(report("business"), document=scan).quality.completeness == 0.5


def test_a_panel_that_found_nothing_is_not_trusted_and_not_inconsistent() -> None:
    quality = reconciled(report("business"), report("summary")).quality
    assert (quality.confidence, quality.consistency, quality.completeness) == (0.0, 1.0, 1.0)
    assert "confidence: nothing was found" in quality.reasons


def test_an_item_that_one_reader_found_is_not_missing_whoever_else_missed_it() -> None:
    both = [template(name, expects=("who decides",)) for name in ("business", "summary")]
    found, missed = report("business"), report("summary", not_found=("who decides",))
    assert reconcile(MEMO, both, [found, missed]).not_found == ()
    alone = report("business", status="failed")
    assert reconcile(MEMO, both, [alone, missed]).not_found == ("who decides",)


def test_what_the_audit_found_leads_its_own_group_and_its_conflicts_come_first() -> None:
    claim = on_fee("business-1", importance=1.0, confidence=1.0)
    again = finding("audit-1", "The fee of $40 is not the $90 stated.", FEE, document=MEMO, category="cost")
    within = Conflict(kind="document", subject="fine", positions=(), severity=0.1, rule="two values")
    maybe = within.model_copy(update={"subject": "perhaps"})
    audited = Audited(Audit(findings=(again,)), conflicts=(within,), candidates=(maybe,))
    disputed = report("summary", on_fee("summary-1", stance="positive"))
    against = report("business", claim.model_copy(update={"stance": "negative"}))
    result = reconcile(MEMO, PANEL, [against, disputed], audited=audited)
    assert [group.lead.id for group in result.groups] == ["business-1", "audit-1"]
    assert [conflict.kind for conflict in result.conflicts] == ["document", "specialists"]
    assert result.candidates == (maybe,)
    assert "audit-1" in result.findings()


def test_what_several_specialists_miss_is_listed_once_in_the_order_of_the_panel() -> None:
    reports = [report("business", not_found=("why", "who")), report("summary", not_found=("who", "when"))]
    assert reconciled(*reports).not_found == ("who", "when", "why")
