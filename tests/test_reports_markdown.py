"""The Markdown report: the whole analysis, nothing shortened."""

from pathlib import Path

import pytest
from markdown_it import MarkdownIt

from docpanel.agents.analysis import Analysis
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
        "Key findings",
        "Numbers",
        "Contradictions and disagreements",
        "Expected but not found",
        "Questions and next actions",
        "How far to trust it",
        "Specialists",
        "Coverage by page",
        "Withheld sentences",
        "About this run",
    ]


def test_every_claim_quotation_and_recommendation_is_there_in_full():
    body = part("Specialists")
    for finding in COMPLETE.findings().values():
        assert f"`{finding.id}` {escape_markdown(finding.claim)}" in body
        for evidence in finding.evidence:
            assert f"“{escape_markdown(evidence.quote)}”" in body
        assert finding.recommendation is None or finding.recommendation in body
    for report in COMPLETE.specialists:
        assert report.summary in body
        assert all(item in body for item in report.not_found)
    for number in COMPLETE.synthesis.numbers:
        assert escape_markdown(number.quote) in part("Numbers")
    for withheld in COMPLETE.synthesis.withheld:
        assert f"| {withheld.text} | {withheld.reason} |" in part("Withheld sentences")


def test_each_specialist_has_its_own_section():
    assert [
        name for name in headings(TEXT, "h3") if name in {report.title for report in COMPLETE.specialists}
    ] == [report.title for report in COMPLETE.specialists]


def test_a_quotation_that_was_not_found_says_so_wherever_it_stands():
    assert part("Key findings").count("**NOT FOUND in the document**") == 1
    assert part("Specialists").count("**NOT FOUND in the document**") == 1


def test_the_two_sides_of_a_conflict_share_a_row():
    row = next(
        line for line in part("Contradictions and disagreements").splitlines() if "sentiment-2" in line
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
