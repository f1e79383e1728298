"""The audit of a document: numbered findings with exact evidence, conflicts that name them, figures."""

from panel_material import finding, make_document

from docpanel.agents.audit.auditor import audit
from docpanel.agents.numbers import numbers
from docpanel.documents.quotations import look_up

SMALL = "Of the 400 members, 101 (26 %) came to the meeting in Lyon."
LARGE = "Wages 1,200\nRent 400\nTotal 3,600"
TABLE = make_document("The year 2019", SMALL, LARGE)


def test_findings_are_numbered_by_importance_and_then_by_place():
    found = audit(TABLE).record.findings
    assert [item.id for item in found] == ["audit-1", "audit-2"]
    assert [item.attributes["printed"] for item in found] == ["3,600", "26 %"]
    assert found[0].importance > found[1].importance
    same = audit(make_document("1 × 2 = 4", "2 × 3 = 12")).record.findings
    assert [item.attributes["printed"] for item in same] == ["4", "12"]


def test_a_mismatch_says_what_is_printed_what_the_parts_give_and_the_difference():
    item = audit(TABLE).record.findings[0]
    assert item.claim == (
        "The document prints 3,600 for Total, but its figures give 1,600 (1,200 + 400 = 1,600): "
        "a difference of 2,000."
    )
    assert (item.category, item.basis, item.stance) == ("arithmetic", "computed", "negative")
    assert item.attributes == {
        "printed": "3,600",
        "recomputed": "1,600",
        "computation": "1,200 + 400 = 1,600",
    }


def test_the_evidence_is_what_stands_in_the_document_the_wrong_figure_first():
    item = audit(TABLE).record.findings[0]
    assert [evidence.quote for evidence in item.evidence] == ["Total 3,600", "Wages 1,200\nRent 400"]
    for evidence in item.evidence:
        assert TABLE.text[evidence.start : evidence.end] == evidence.quote
        found = look_up(TABLE, evidence.quote)
        assert found is not None
        assert found.page == evidence.page == 3
    assert item.verified


def test_a_long_table_is_quoted_in_parts_that_are_bounded():
    name = "Department of the interior in the north of the country"
    rows = [f"{name} {index * 7}" for index in range(90)]
    (item,) = audit(make_document("\n".join([*rows, "Total 31,035"]))).record.findings
    assert item.evidence[0].quote == "Total 31,035"
    assert len(item.evidence) <= 8
    assert all(len(evidence.quote) <= 500 for evidence in item.evidence)
    assert "(83 more)" in item.claim


def test_right_and_wrong_computations_are_counted():
    record = audit(make_document("1 × 2 = 2", "2 × 3 = 12")).record
    assert (record.computations, len(record.findings)) == (2, 1)


def test_a_certain_contradiction_is_one_finding_that_both_positions_name():
    document = make_document(
        "The total cost of the Lyon project is $4.2 million in 2019.",
        "As agreed, the total cost of the Lyon project is $4.8 million in 2019.",
    )
    audited = audit(document)
    (conflict,) = audited.conflicts
    (item,) = audited.record.findings
    assert item.category == "contradiction"
    assert {position.finding_ids for position in conflict.positions} == {(item.id,)}
    assert len(item.evidence) == 2
    assert item.claim.endswith(": $4.2 million (page 1) against $4.8 million (page 2).")


def test_a_document_in_which_all_agrees_has_no_finding():
    audited = audit(make_document("Wages 1,200\nRent 400\nTotal 1,600"))
    assert audited.record.findings == ()
    (row,) = audited.numbers
    assert (row.value, row.recomputed, row.agrees, row.page) == ("1,600", "1,600", True, 1)
    assert row.quote == "Total 1,600"


def test_the_audit_is_the_same_every_time():
    assert audit(TABLE) == audit(make_document("The year 2019", SMALL, LARGE))


def test_a_figure_of_a_finding_is_told_with_its_computation_in_one_row():
    document = make_document("The fee is 12 monthly payments of €500, €6,500 in all.", "The fine is $90.")
    found = [
        finding(
            "business-1", "It is $90.", "The fine is $90.", document=document, attributes={"amount": "90"}
        ),
        finding(
            "business-2",
            "It is €6,500.",
            "12 monthly payments of €500, €6,500 in all",
            document=document,
            subject="total fee",
            attributes={"amount": "€6,500"},
        ),
    ]
    rows = numbers(found, audit(document))
    assert [(row.metric, row.value, row.recomputed, row.agrees) for row in rows] == [
        ("total fee", "€6,500", "€6,000", False),
        ("fee", "90", None, None),
    ]
    assert [row.agrees for row in numbers(found)] == [None, None]


def test_mismatches_come_first_and_the_table_stays_short():
    rows = [f"{count} × 2 = {count * 2}" for count in range(10, 60)]
    listed = numbers((), audit(make_document("\n\n".join([*rows, "3 × 2 = 7"]))))
    assert len(listed) == 30
    assert (listed[0].value, listed[0].agrees) == ("7", False)
