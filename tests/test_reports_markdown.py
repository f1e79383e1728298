"""The Markdown report: the whole analysis, nothing shortened."""

from pathlib import Path
from typing import Any

import pytest
from markdown_it import MarkdownIt

from docpanel.agents.analysis import Analysis, Answer, Audit, Baseline, Coverage
from docpanel.reports.escaping import escape_markdown
from docpanel.reports.registry import render

COMPLETE = Analysis.model_validate_json(
    (Path(__file__).parent / "analyses" / "complete.json").read_text("utf-8")
)
TEXT = render(COMPLETE, "markdown")


def headings(markdown: str, level: str) -> list[str]:
    tokens = MarkdownIt("commonmark").enable("table").parse(markdown)
    return [
        tokens[index + 1].content
        for index, token in enumerate(tokens)
        if (token.type, token.tag) == ("heading_open", level)
    ]


def part(title: str, markdown: str = TEXT) -> str:
    """Return the section under a heading of the second level."""
    return markdown.partition(f"\n## {title}\n")[2].partition("\n## ")[0]


def test_the_sections_stand_in_the_order_of_their_importance():
    assert headings(TEXT, "h2") == [
        "Bottom line",
        "Answers",
        "Key findings",
        "Numbers",
        "Figures and sums done again",
        "Contradictions within the document",
        "Disagreements between specialists",
        "Expected but not found",
        "Questions and next actions",
        "Warnings",
        "How far to trust it",
        "Coverage by page",
        "Specialists",
        "What each specialist contributed",
        "One call beside the panel",
        "Withheld sentences",
        "Sources",
        "How this was made",
    ]


def test_every_claim_quotation_and_recommendation_is_there_in_full():
    body = part("Specialists") + part("Figures and sums done again")
    for finding in COMPLETE.findings().values():
        if finding.category == "contradiction":
            assert f"`{finding.id}`" in part("Contradictions within the document")
            continue
        assert f"`{finding.id}` {escape_markdown(finding.claim)}" in body
        for evidence in finding.evidence:
            assert f"“{escape_markdown(evidence.quote)}”" in body
        assert finding.recommendation is None or finding.recommendation in body
    for report in COMPLETE.specialists:
        assert f"In the reader's own words, not checked: {report.summary}" in body
        assert all(item in body for item in report.not_found)
    for number in COMPLETE.synthesis.numbers:
        assert escape_markdown(number.quote) in part("Numbers")
    for withheld in COMPLETE.synthesis.withheld:
        cited = ", ".join(f"`{id_}`" for id_ in withheld.finding_ids) or "nothing"
        assert f"| {withheld.text} | {withheld.reason} | {cited} |" in part("Withheld sentences")


def test_each_specialist_has_its_own_section():
    assert [
        name for name in headings(TEXT, "h3") if name in {report.title for report in COMPLETE.specialists}
    ] == [report.title for report in COMPLETE.specialists]


def test_a_quotation_that_was_not_found_says_so_wherever_it_stands():
    assert part("Key findings").count("**NOT FOUND in the document**") == 1
    assert part("Specialists").count("**NOT FOUND in the document**") == 1


def test_the_two_sides_of_a_conflict_share_a_row():
    row = next(
        line for line in part("Disagreements between specialists").splitlines() if "sentiment-2" in line
    )
    assert row.startswith("| The rule plays the costs down")
    assert "| Operators still bear a real cost" in row
    assert row.count("(p. 6)") == 2


def test_pages_with_the_same_fate_share_a_row():
    rows = [line for line in part("Coverage by page").splitlines() if line.startswith("|")]
    assert rows[-1] == "| 7\N{EN DASH}15 | yes | yes | nobody |"
    assert len(rows) == 2 + 6


def test_a_long_sentence_is_not_cut():
    long = "word " * 400 + "end"
    sentence = COMPLETE.synthesis.bottom_line[0].model_copy(update={"text": long})
    synthesis = COMPLETE.synthesis.model_copy(update={"bottom_line": (sentence,)})
    text = render(COMPLETE.model_copy(update={"synthesis": synthesis}), "markdown", width=60)
    assert f"{long} [p. 1]" in text


def test_a_claim_that_is_its_quotation_is_not_said_twice():
    finding = COMPLETE.synthesis.key_findings[3]
    quote = COMPLETE.findings()["technical-2"].evidence[0].quote
    said = (finding.model_copy(update={"text": quote}),)
    synthesis = COMPLETE.synthesis.model_copy(update={"key_findings": said})
    body = part("Key findings", render(COMPLETE.model_copy(update={"synthesis": synthesis}), "markdown"))
    assert body.count("affects 73 airplanes") == 1
    assert "> The sentence itself: p. 5, verbatim" in body


@pytest.mark.parametrize(("model", "words"), [("mock", "**Not an analysis:**"), ("gpt-4o-mini", "")])
def test_a_mock_report_warns_before_anything_else(model, words):
    text = render(COMPLETE.model_copy(update={"model": model}), "markdown")
    assert ("**Not an analysis:**" in text.partition("## ")[0]) == bool(words)


def test_a_failed_specialist_gives_its_reason():
    first, *others = COMPLETE.specialists
    failed = first.model_copy(update={"status": "failed", "error": "timed out after 60 s", "findings": ()})
    text = render(
        COMPLETE.model_copy(update={"specialists": (failed, *others), "status": "partial"}), "markdown"
    )
    assert "| Status | **PARTIAL 7/8: sentiment timed out after 60 s** |" in text
    assert "`sentiment`: failed" in text
    assert "**timed out after 60 s**" in part("Specialists", text)


def changed(**fields: Any) -> str:
    """Return the report of an analysis with other fields; `synthesis` is merged."""
    synthesis = COMPLETE.synthesis.model_copy(update=fields.pop("synthesis", {}))
    return render(COMPLETE.model_copy(update={**fields, "synthesis": synthesis}), "markdown")


def test_each_question_is_answered_with_its_quotations_or_not_at_all():
    answered, unsaid = part("Answers").split("### ")[1:]
    assert answered.startswith(
        "By when must comments be filed?\n\nComments must reach the FAA by September 21, 2020. [pp. 1, 6]"
    )
    assert "> “on this proposed AD by September 21,”" in answered
    assert unsaid.strip() == "How long is an airplane out of service?\n\nThe document does not say."
    silent = (Answer(question="Who pays?", text="Not found: no sentence held enough of the words."),)
    assert "### Who pays?\n\nNot found: no sentence held enough of the words.\n" in changed(
        synthesis={"answers": silent}
    )


def test_contradictions_of_the_document_stand_apart_from_disagreements_of_its_readers():
    contradictions = part("Contradictions within the document")
    assert [line for line in contradictions.splitlines() if line.startswith("### ")] == [
        "### number of airplanes",
        "### comment deadline",
    ]
    assert "“AD affects 73 airplanes of U.S. registry.” (p. 5)<br>`audit-2` |" in contradictions
    assert "- Resolved by rules: page 1 is the summary of the agency itself" in contradictions
    assert "- Both sides stand. Would settle it: the register of the FAA" in contradictions
    assert headings(part("Disagreements between specialists"), "h3") == ["cost to operators"]


@pytest.mark.parametrize(
    ("audit", "words"),
    [
        (Audit(figures=1), "states no two figures that could be compared: no contradiction was looked for."),
        (
            Audit(figures=84),
            "84 figures of the document were compared with each other: no certain contradiction among them.",
        ),
    ],
)
def test_where_no_contradiction_is_shown_the_report_says_what_was_looked_for(audit, words):
    text = changed(audit=audit, synthesis={"conflicts": ()})
    assert words in part("Contradictions within the document", text)


def test_where_nobody_disagrees_the_report_says_whether_anybody_could():
    text = changed(synthesis={"conflicts": ()})
    assert "On the points that more than one specialist made" in part(
        "Disagreements between specialists", text
    )
    text = changed(synthesis={"conflicts": ()}, specialists=COMPLETE.specialists[:1])
    assert part("Disagreements between specialists", text).strip() == (
        "Only one specialist found anything: nobody could disagree."
    )


def test_altered_words_are_named_where_they_stand():
    body = part("Specialists")
    assert "p. 5, **ALTERED: the document says otherwise (37 for 73)**" in body
    assert "**Not verified: the claim says otherwise than its quotation (2019 for 2018)**" in body


def test_a_computation_that_does_not_agree_is_shown():
    body = part("Figures and sums done again")
    assert "84 figures compared: 1 contradiction; 22 computations done again: 1 mismatch." in body
    assert "computation: 90 × 85 = 7,650" in body
    assert "✗ does not add up: $7,650 (90 × $85)" in part("Numbers")
    assert "✓ adds up (73 × $3,400)" in part("Numbers")
    assert "Figures and sums" not in changed(audit=Audit())


def test_every_measure_and_every_key_finding_gives_its_reasons():
    body = part("Key findings")
    for finding in COMPLETE.synthesis.key_findings:
        assert all(f"\n- {reason}" in body for reason in finding.reasons)
    assert "confidence 93%, since:\n\n- 4 of 8 specialists say so" in body
    rows = [line for line in part("How far to trust it").splitlines() if line.startswith("| ")]
    assert rows[3] == "| Consistency | 92% | consistency: two specialists disagree on who bears the cost |"
    other = COMPLETE.quality.model_copy(update={"reasons": ("all is well",)})
    assert "\n- all is well" in part("How far to trust it", changed(quality=other))


def test_themes_head_the_key_findings_that_the_strategy_filed_under_them():
    themes = ["safety", "cost", "safety", None]
    found = COMPLETE.synthesis.key_findings[:4]
    named = tuple(item.model_copy(update={"theme": name}) for item, name in zip(found, themes, strict=True))
    body = part("Key findings", changed(synthesis={"key_findings": named}))
    assert headings(body, "h3") == ["safety", "cost", "Under no theme"]
    assert [line[2] for line in body.splitlines() if line.startswith("**")] == ["1", "3", "2", "4"]


def test_pages_that_nobody_cited_or_that_were_cut_off_are_named():
    assert part("Coverage by page").startswith("\nNo specialist cited pages 3\N{EN DASH}4, 7\N{EN DASH}15.\n")
    pages = tuple(Coverage(page=page, sent=True, has_text=True, cut_off=page > 2) for page in (1, 2, 3))
    body = part("Coverage by page", changed(coverage=pages))
    assert "Probably cut off by the model's server: page 3." in body
    assert "| 3 | **probably cut off** | yes | nobody |" in body


def test_each_specialist_and_the_one_call_are_accounted_for():
    assert "| business | 2 | 2 | 2 | 1 | $0.0031 | 5.8 s |" in part("What each specialist contributed")
    free = tuple(item.model_copy(update={"usd": None}) for item in COMPLETE.contributions)
    assert "| price unknown | 5.8 s |" in changed(contributions=free)
    body = part("One call beside the panel")
    assert "| Verified findings | 1 | 13 |" in body
    assert "| Points that the other did not make | 0 | 8 |" in body
    assert "`baseline-1` The directive covers 73 airplanes" in body
    assert "One call" not in changed(baseline=None)
    broken = part("One call beside the panel", changed(baseline=Baseline(model="m", error="timed out")))
    assert broken.strip() == "one call alone gave nothing to compare: timed out"


def test_the_checksum_is_shown():
    assert f"digest `{COMPLETE.digest}`" in part("How this was made")


def test_whoever_answers_questions_is_no_specialist_of_the_panel():
    answerer = COMPLETE.specialists[0].model_copy(update={"name": "questions", "findings": ()})
    text = changed(specialists=(*COMPLETE.specialists, answerer))
    assert "8 specialists read independently" in text
    assert "technical, business |" in text


def test_a_plain_text_has_no_page_numbers():
    message = COMPLETE.document.model_copy(update={"media_type": "text/plain", "pages": 1})
    text = changed(document=message, coverage=COMPLETE.coverage[:1])
    assert "p. 1" not in text
    assert "p. 6" not in text
    assert "[unverified]" not in text
    assert "\n  > verbatim\n" in text
