"""How far a result can be trusted: from evidence, agreement and conflicts, never from a boast."""

import pytest
from panel_material import finding, make_document, report, template

from docpanel.agents.analysis import Audit, Conflict, Quality
from docpanel.agents.audit.result import Audited
from docpanel.agents.findings import Evidence, Finding, SpecialistReport
from docpanel.documents.document import Document
from docpanel.documents.legibility import HARD_TO_READ, legibility
from docpanel.orchestration.reconciliation.reconcile import reconcile

PLAIN = "The fee is $40 a day. It has to be paid by every boat that lies at the pier."
GARBLED = "Th# f&& xzqrt qq wv%k t| b^ p~ld bcdfgh klmnpq b#a@ th~t l^^s. The fine is $90."
MEMO = make_document(PLAIN, "The fine is $90.")
FEE = "The fee is $40 a day."


def rated(*reports: SpecialistReport, document: Document = MEMO, **options: object) -> Quality:
    panel = [template(item.name, expects=("who decides", "by when")) for item in reports]
    return reconcile(document, panel, reports, **options).quality


def fee(identity: str = "business-1", claim: str = "The fee of $40 is high.", **fields: object) -> Finding:
    return finding(identity, claim, FEE, document=MEMO, **({"confidence": 1.0} | fields))


def quoted(*matches: str) -> Finding:
    """Return a finding whose quotations were found in these ways."""
    places = tuple(Evidence(quote="q", match=match, page=1, start=0, end=9) for match in matches)
    return fee(evidence=places)


def confidence(*findings: Finding, document: Document = MEMO) -> float:
    names = dict.fromkeys(item.specialist for item in findings)
    reports = [report(name, *[item for item in findings if item.specialist == name]) for name in names]
    return rated(*reports, document=document).confidence


@pytest.mark.parametrize(
    ("matches", "expected"),
    [
        (("exact",), 0.8),
        (("exact", "missing"), 0.8 / 2),
        (("exact", "altered"), 0.8 / 3),
        (("fuzzy",), 0.8 * 0.8),
        (("missing",), 0.0),
        ((), 0.0),
    ],
)
def test_confidence_is_the_share_of_quotations_that_stand_and_an_altered_one_counts_twice(
    matches: tuple[str, ...], expected: float
) -> None:
    assert confidence(quoted(*matches)) == pytest.approx(expected, abs=0.001)


def test_who_contradicts_its_own_quotation_is_believed_less() -> None:
    assert confidence(fee(differs=("$45 for $40",))) == pytest.approx(0.8 / 3, abs=0.001)


def test_what_a_specialist_thinks_of_itself_can_only_lower() -> None:
    sure, unsure = confidence(fee(confidence=1.0)), confidence(fee(confidence=0.2))
    assert sure == pytest.approx(0.8)
    assert unsure == pytest.approx(0.8 * 0.6)


def test_each_independent_witness_adds_and_each_dissent_takes_away() -> None:
    second = fee("summary-1", "The fee of $40 a day is high for small boats.")
    against = fee("quality-1", "The fee of $40 is not high at all.", stance="positive")
    one, two = confidence(fee()), confidence(fee(), second)
    assert two == pytest.approx(one * 0.9 / 0.8)
    disputed = confidence(fee(stance="negative"), against)
    assert disputed == pytest.approx(one / 2)


def test_quotations_of_a_page_that_is_hard_to_read_are_worth_less_and_the_page_is_named() -> None:
    scan = make_document(GARBLED)
    on_scan = finding("business-1", "The fine is $90.", "The fine is $90.", document=scan, confidence=1.0)
    quality = rated(report("business", on_scan), document=scan)
    assert quality.confidence < 0.8 * HARD_TO_READ
    assert "confidence: page 1 is hard to read" in quality.reasons
    group = reconcile(scan, [template("business")], [report("business", on_scan)]).groups[0]
    assert "page 1 is hard to read" in group.reasons


def test_consistency_weighs_conflicts_of_both_kinds_by_severity_and_open_ones_double() -> None:
    alone = report("business", fee(importance=1.0))

    def with_conflict(severity: float, resolution: str | None) -> Quality:
        within = Conflict(
            kind="document", subject="s", positions=(), severity=severity, rule="r", resolution=resolution
        )
        return rated(alone, audited=Audited(Audit(), conflicts=(within,)))

    assert rated(alone).consistency == 1.0
    assert with_conflict(0.5, None).consistency == pytest.approx(1 / (1 + 2 * 0.5))
    assert with_conflict(0.5, "settled").consistency == pytest.approx(1 / (1 + 0.5), abs=0.001)
    assert with_conflict(0.1, None).consistency > with_conflict(0.9, None).consistency
    reasons = with_conflict(0.5, None).reasons
    assert "consistency: 1 conflict within the document, 0 decided, severity up to 0.50" in reasons
    assert "consistency: no conflict between specialists" in reasons


def test_completeness_is_panel_times_pages_times_what_was_expected() -> None:
    reports = [
        report("business", not_found=("who decides",)),
        report("summary", status="fallback", not_found=("who decides",)),
        report("quality", status="failed"),
    ]
    scan = make_document("The fee is $40.", "")
    quality = rated(*reports, document=scan)
    assert quality.completeness == pytest.approx((1.5 / 3) * (1 / 2) * (1 / 2))
    assert {item for item in quality.reasons if item.startswith("completeness: ")} == {
        "completeness: 1 of 3 specialists read as planned, rules stood in for 1 more",
        "completeness: 1 of 2 pages hold text",
        "completeness: 1 of 2 expected items were not found",
    }


def test_every_reason_begins_with_its_number() -> None:
    for reason in rated(report("business", fee())).reasons:
        assert reason.split(": ")[0] in {"confidence", "consistency", "completeness"}


@pytest.mark.parametrize(
    "text",
    [
        PLAIN,
        "",
        "合同金额为四百万元。 租期五年。",
        "العقد ساري المفعول لمدة سنة",
        "Model 737-8, CO2, $1,250.00 (12%), e-mail: a.b@example.org, https://example.org/x_y",
        "Strč prst skrz krk. Die Straßenbahnhaltestelle.",
    ],
)
def test_what_people_write_is_legible(text: str) -> None:
    assert legibility(text) > 0.9


@pytest.mark.parametrize(
    "text", [GARBLED, "T h e f e e i s h i g h", "(cid:12)(cid:44) (cid:3)", "\ufffd\ufffd th\ufffd f\ufffde"]
)
def test_what_a_bad_scan_or_a_broken_font_gives_is_hard_to_read(text: str) -> None:
    assert legibility(text) < HARD_TO_READ
