"""The terminal report: about one screen, and the most important thing first."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docpanel.agents.analysis import Analysis, Answer, Audit, Baseline, Coverage, Quality, Withheld
from docpanel.reports.columns import cell_width, cut, wrap
from docpanel.reports.registry import render

SAMPLE = json.loads((Path(__file__).parent / "analyses" / "complete.json").read_text("utf-8"))
COMPLETE = Analysis.model_validate(SAMPLE)
LONG = "The agency asks operators, manufacturers and any other person to submit such data. " * 5


def changed(analysis: Analysis = COMPLETE, /, **fields: Any) -> Analysis:
    """Return a copy with other fields; `synthesis` is merged."""
    synthesis = analysis.synthesis.model_copy(update=fields.pop("synthesis", {}))
    return analysis.model_copy(update={**fields, "synthesis": synthesis})


def with_specialists(analysis: Analysis, names: set[str], **fields: Any) -> Analysis:
    """Return a copy in which the named specialists have other fields."""
    return changed(
        analysis,
        specialists=tuple(
            report.model_copy(update=fields) if report.name in names else report
            for report in analysis.specialists
        ),
    )


ALL = {report.name for report in COMPLETE.specialists}
LOST = {"findings": (), "summary": "", "scores": {}, "model": None}

TIMED_OUT = changed(
    with_specialists(COMPLETE, {"sentiment"}, status="failed", error="timed out", **LOST), status="partial"
)
OFFLINE = changed(
    with_specialists(COMPLETE, ALL, reader="rules", model=None),
    model="offline",
    synthesis={"author": "rules"},
)
MOCK = changed(with_specialists(COMPLETE, ALL, model="mock"), model="mock")
REFUSED = changed(
    with_specialists(COMPLETE, ALL, status="failed", error="the key was refused (401)", **LOST),
    status="failed",
    synthesis=dict.fromkeys(
        ("bottom_line", "key_findings", "conflicts", "numbers", "recommendations", "answers", "withheld"), ()
    ),
    audit=Audit(),
    contributions=(),
    baseline=None,
    warnings=(),
)
FALLBACK = changed(
    with_specialists(
        COMPLETE, {"summary", "business"}, status="fallback", reader="rules", error=LONG, model=None
    ),
    status="partial",
)
WORDY = changed(
    OFFLINE,
    synthesis={
        "key_findings": tuple(
            item.model_copy(update={"text": LONG}) for item in COMPLETE.synthesis.key_findings
        ),
        "bottom_line": tuple(
            item.model_copy(update={"text": LONG}) for item in COMPLETE.synthesis.bottom_line
        ),
        "questions": (LONG,) * 6,
        "not_found": (LONG,) * 6,
        "answers": (Answer(question=LONG, text=LONG, finding_ids=("summary-2",)),) * 6,
        "conflicts": tuple(
            item.model_copy(
                update={
                    "subject": LONG,
                    "positions": tuple(
                        side.model_copy(update={"claim": LONG, "value": LONG}) for side in item.positions
                    ),
                }
            )
            for item in COMPLETE.synthesis.conflicts
        ),
        "numbers": tuple(
            item.model_copy(update={"metric": LONG, "value": LONG, "period": LONG})
            for item in COMPLETE.synthesis.numbers
        ),
    },
    warnings=(LONG,) * 9,
    audit=Audit(
        findings=tuple(
            item.model_copy(update={"claim": LONG}) for item in COMPLETE.audit.findings for _ in range(5)
        ),
        figures=12_345,
        computations=678,
    ),
    baseline=Baseline(model="m", error=LONG),
)
PLAIN = changed(
    audit=Audit(),
    contributions=(),
    baseline=None,
    warnings=(),
    synthesis={"answers": (), "withheld": (), "conflicts": COMPLETE.synthesis.conflicts[:1]},
)
"""What a run without questions and without a baseline comes to."""

VARIANTS = {
    "complete": COMPLETE,
    "timed out": TIMED_OUT,
    "offline": OFFLINE,
    "mock": MOCK,
    "refused": REFUSED,
    "fallback": FALLBACK,
    "wordy": WORDY,
    "plain": PLAIN,
}


def head(analysis: Analysis, width: int = 80) -> list[str]:
    """Return what stands above the first blank line."""
    return render(analysis, "terminal", width=width).partition("\n\n")[0].splitlines()


@pytest.mark.parametrize("name", VARIANTS)
@pytest.mark.parametrize("width", [40, 60, 80, 100, 120, 250])
def test_no_line_is_wider_than_the_screen_or_than_one_can_read(name, width):
    lines = render(VARIANTS[name], "terminal", width=width).splitlines()
    assert max(map(cell_width, lines)) <= min(width, 100)
    assert [line for line in lines if line != line.rstrip()] == []


@pytest.mark.parametrize("name", VARIANTS)
@pytest.mark.parametrize("width", [80, 100])
def test_the_report_fits_a_screen(name, width):
    lines = render(VARIANTS[name], "terminal", width=width).splitlines()
    assert len(lines) <= 48 + 4 * len(VARIANTS[name].synthesis.answers)


@pytest.mark.parametrize("name", [name for name in VARIANTS if name != "refused"])
@pytest.mark.parametrize("width", [80, 100])
def test_a_report_with_findings_is_no_mere_notice(name, width):
    assert len(render(VARIANTS[name], "terminal", width=width).splitlines()) >= 24


@pytest.mark.parametrize("width", [80, 100])
def test_a_report_without_findings_is_short_and_says_so(width):
    lines = render(REFUSED, "terminal", width=width).splitlines()
    assert len(lines) < 24
    assert "  Nothing was found: there is no analysis to show." in lines


def test_a_pipe_gets_eighty_columns():
    assert render(COMPLETE, "terminal") == render(COMPLETE, "terminal", width=80)


def test_the_first_lines_say_what_was_read_by_whom_and_whether_it_is_whole():
    assert head(COMPLETE) == [
        "documents/faa-737max-proposed-rule-2020.pdf                             COMPLETE",
        "15 pages · 17,240 words · language en · panel full (8) · read by gpt-4o-mini",
    ]


@pytest.mark.parametrize(
    ("name", "status", "reader"),
    [
        ("timed out", "PARTIAL 7/8: sentiment timed out", "read by gpt-4o-mini"),
        ("offline", "COMPLETE", "read by rule readers (no language model)"),
        ("mock", "COMPLETE", "read by mock (not an analysis)"),
        ("refused", "FAILED 0/8: all failed", "read by nobody (gpt-4o-mini was asked)"),
        (
            "fallback",
            "PARTIAL 6/8: summary, business read by rules",
            "gpt-4o-mini; rule readers for summary, business",
        ),
    ],
)
def test_the_first_lines_say_what_is_special(name, status, reader):
    lines = head(VARIANTS[name])
    assert any(line.endswith(status) for line in lines)
    assert any(line.endswith(reader) for line in lines)


def test_a_stand_in_synthesis_is_said():
    analysis = changed(status="partial", synthesis={"author": "rules"})
    assert head(analysis)[0].endswith("PARTIAL 8/8: synthesis by rules")


def test_a_run_stopped_by_its_cap_says_so():
    analysis = changed(with_specialists(COMPLETE, {"business"}, status="omitted", **LOST), status="budget")
    assert "STOPPED BY THE COST CAP 7/8: business left out" in head(analysis)


def test_every_sentence_of_the_bottom_line_ends_in_its_pages():
    text = render(PLAIN, "terminal", width=100)
    block = text.partition("BOTTOM LINE\n")[2].partition("\n\n")[0]
    assert [line.rpartition("[")[2] for line in block.splitlines() if line.endswith("]")] == [
        "p. 1]",
        "p. 2]",
        "pp. 1, 5\N{EN DASH}6]",
    ]


def test_a_claim_whose_quotation_was_not_found_is_marked():
    last = COMPLETE.synthesis.key_findings[-1:]
    text = render(changed(PLAIN, synthesis={"key_findings": last}), "terminal")
    assert "! quotation not found in the document\n" in text
    assert "quotation not found" not in render(
        changed(synthesis={"key_findings": COMPLETE.synthesis.key_findings[:1]}), "terminal"
    )
    altered = json.loads(json.dumps(SAMPLE).replace('"match": "exact"', '"match": "altered"'))
    shown = render(
        changed(Analysis.model_validate(altered), audit=Audit(), synthesis={"conflicts": ()}), "terminal"
    )
    assert "! quotation altered: the document says otherwise\n" in shown


def test_a_finding_names_its_page_its_words_and_who_dissents():
    finding = COMPLETE.synthesis.key_findings[6:7]
    text = render(
        changed(PLAIN, synthesis={"key_findings": finding, "numbers": (), "conflicts": ()}),
        "terminal",
        width=100,
    )
    block = text.partition("KEY FINDINGS\n")[2].partition("\n\n")[0]
    assert block == (
        "  1  Operators still bear a real cost: warranty cover is possible, not promised.\n"
        "     “some or all of the costs of this proposed AD may be covered under warranty”\n"
        "     p. 6 · business · against: sentiment · 66% sure"
    )


def test_a_claim_that_is_its_quotation_is_not_said_twice():
    finding = COMPLETE.synthesis.key_findings[3]
    quote = COMPLETE.findings()["technical-2"].evidence[0].quote
    said = (finding.model_copy(update={"text": quote}),)
    text = render(changed(synthesis={"key_findings": said, "numbers": ()}), "terminal")
    assert text.count("affects 73 airplanes") == 1


def test_a_figure_that_does_not_add_up_comes_first():
    wrong = COMPLETE.synthesis.numbers[-1].model_copy(update={"agrees": False, "recomputed": "12"})
    text = render(changed(synthesis={"numbers": (*COMPLETE.synthesis.numbers[:-1], wrong)}), "terminal")
    rows = text.partition("NUMBERS\n")[2].splitlines()
    assert rows[1].split("  ")[1] == "AOA disagreement threshold"
    assert rows[0].endswith("✗ does not add up: $7,650")
    assert rows[1].endswith("✗ does not add up: 12")


def test_a_figure_that_was_recomputed_has_a_check_mark():
    good = COMPLETE.synthesis.numbers[1:3]
    text = render(changed(synthesis={"numbers": good}), "terminal", width=100)
    assert text.partition("NUMBERS\n")[2].splitlines()[0].endswith("p. 6  ✓ adds up")


def test_the_sides_of_a_conflict_stand_beside_each_other_where_there_is_room():
    wide, narrow = (render(PLAIN, "terminal", width=width) for width in (80, 60))
    assert [line.count("│") for line in wide.splitlines() if "sentiment: The rule" in line] == [1]
    assert "│" not in narrow
    assert "    - business: Operators still bear" in narrow


def test_a_failure_is_explained_once_for_all_whom_it_befell():
    text = render(REFUSED, "terminal")
    assert text.count("the key was refused (401)") == 1
    assert "FAILED     sentiment, keywords, summary +5 failed: the key was refused (401)\n" in text
    assert "TRUST" not in text
    assert "Nothing was found: there is no analysis to show." in text


def test_pages_that_nobody_could_or_did_use_are_named():
    coverage = tuple(
        page.model_copy(
            update={"has_text": page.page % 5 > 0, "sent": page.page < 14, "cited_by": ("quality",)}
        )
        if page.page != 8
        else page
        for page in COMPLETE.coverage
    )
    text = render(changed(coverage=coverage), "terminal")
    assert "Without text, so that nobody read them: pages 5, 10, 15.\n" in text
    assert "Not sent: page 14.\n" in text
    assert "No specialist cited page 8.\n" in text


def test_what_did_not_fit_is_counted():
    text = render(COMPLETE, "terminal")
    shown = text.partition("KEY FINDINGS\n")[2].partition("\n\n")[0].count("% sure")
    hidden = len(COMPLETE.synthesis.key_findings) - shown
    assert hidden > 0
    assert f"More with --format markdown: {hidden} findings, 7 numbers, 1 contradiction, 4 notes\n" in text
    assert "More with" not in render(REFUSED, "terminal")


@pytest.mark.parametrize(
    ("usd", "words"),
    [
        (0.0256, "cost $0.0256, $0.0412 estimated, cap $0.50"),
        (None, "price unknown, $0.0412 estimated"),
        (12.5, "cost $12.50,"),
    ],
)
def test_the_footer_shows_the_money_and_never_zero_for_unknown(usd, words):
    text = render(changed(cost=COMPLETE.cost.model_copy(update={"usd": usd})), "terminal")
    footer = text[text.rindex("─") :]
    assert words in footer
    assert "9 calls, 0 cached, 1 retried" in footer
    assert "241,830 tokens in (80% prefix-cached), 6,412 out" in footer
    assert "quotations verified 18/20" in footer
    assert text.splitlines()[-1].endswith("docpanel run 20200806-101500-3f9a2c")


def test_what_was_asked_is_answered_under_the_bottom_line():
    text = render(COMPLETE, "terminal", width=100)
    assert text.index("BOTTOM LINE") < text.index("ANSWERS") < text.index("KEY FINDINGS")
    assert (
        "  Q  By when must comments be filed?\n"
        "  A  Comments must reach the FAA by September 21, 2020. [pp. 1, 6]\n"
        "     “The FAA must receive comments on this AD action by September 21, 2020.”\n"
        "  Q  How long is an airplane out of service?\n"
        "  A  The document does not say.\n"
    ) in text


def test_contradictions_of_the_document_stand_apart_from_disagreements_of_its_readers():
    rich = changed(
        PLAIN, synthesis={"conflicts": COMPLETE.synthesis.conflicts, "key_findings": (), "bottom_line": ()}
    )
    text = render(rich, "terminal", width=100)
    contradictions = text.partition("CONTRADICTIONS IN THE DOCUMENT\n")[2].partition("DISAGREEMENTS")[0]
    disagreements = text.partition("DISAGREEMENTS BETWEEN SPECIALISTS\n")[2].partition("\n\n")[0]
    assert "73 airplanes of U.S. registry [p. 5]           │  72 airplanes of U.S. registry [p. 14]" in (
        contradictions
    )
    assert "Resolved by rules: page 1 is the summary of the agency itself" in contradictions
    assert "Would settle it: the warranty terms between Boeing and the operators" in disagreements
    assert "airplanes" not in disagreements


def test_the_leanest_screen_shows_a_contradiction_in_one_line():
    assert "  number of airplanes: 73 [p. 5] against 72 [p. 14]\n" in render(COMPLETE, "terminal")


def test_what_does_not_add_up_is_said_with_its_page():
    text = render(COMPLETE, "terminal")
    assert "AUDIT 84 figures compared: 1 contradiction; 22 computations done again: 1 mismatch The" in (
        " ".join(text.split())
    )
    assert "contradicts itself" not in text, "it has a section of its own"
    assert "\n           The printed total is $7,560; 90 × $85 gives $7,650. [p. 6]\n" in text
    fine = changed(PLAIN, audit=Audit(figures=2, computations=1))
    assert "AUDIT      2 figures compared: no contradiction; 1 computation done again: no\n" in (
        render(fine, "terminal")
    )
    assert "AUDIT" not in render(changed(PLAIN, audit=Audit(figures=1)), "terminal")
    assert "AUDIT" not in render(PLAIN, "terminal")


def test_a_claim_that_says_otherwise_than_its_quotation_is_marked():
    finding = COMPLETE.synthesis.key_findings[0].model_copy(update={"finding_ids": ("content-2",)})
    text = render(changed(PLAIN, synthesis={"key_findings": (finding,)}), "terminal")
    assert "! the claim says otherwise than its quotation (2019 for 2018)\n" in text
    altered = finding.model_copy(update={"finding_ids": ("quality-2",)})
    text = render(changed(PLAIN, synthesis={"key_findings": (altered,)}), "terminal")
    assert "! quotation altered: the document says otherwise (37 for 73)\n" in text


def test_trust_names_the_reason_of_the_lowest_measure():
    quality = Quality(
        confidence=0.5,
        consistency=0.9,
        completeness=1.0,
        reasons=(
            "completeness: 0 of 14 expected items were not found",
            "confidence: 9 of 10 quotations stand in the document",
            "confidence: 1 of 9 points were made by more than one specialist",
        ),
    )
    text = render(changed(PLAIN, quality=quality), "terminal", width=100)
    assert "completeness 100%; confidence: 1 of 9 points" in text
    at_odds = Quality(
        confidence=1.0,
        consistency=0.5,
        completeness=1.0,
        reasons=(
            "consistency: no conflict between specialists",
            "consistency: 1 conflict within the document",
        ),
    )
    text = " ".join(render(changed(PLAIN, quality=at_odds), "terminal", width=100).split())
    assert "consistency: 1 conflict within the document" in text
    incomplete = quality.model_copy(update={"completeness": 0.1})
    assert "completeness: 0 of 14" in render(changed(PLAIN, quality=incomplete), "terminal", width=100)


def test_withheld_sentences_are_counted_with_the_commonest_reason():
    assert "WITHHELD   4 sentences, most often: cites no finding\n" in render(COMPLETE, "terminal")
    one = (Withheld(text="It is so.", reason="cites no finding"),)
    assert "WITHHELD   1 sentence: cites no finding\n" in render(
        changed(synthesis={"withheld": one}), "terminal"
    )


def test_the_end_says_what_each_specialist_added():
    shown = changed(PLAIN, contributions=COMPLETE.contributions, synthesis={"key_findings": ()})
    text = render(shown, "terminal", width=100)
    words = " ".join(text.split())
    assert "PANEL only they found: business 2, sentiment 1, keywords 1, summary 1, quality 1, " in words
    assert "in conflicts: sentiment 1, business 1 · spent: business $0.0031, content $0.0024" in words
    assert "nobody found what nobody else had" in render(
        changed(contributions=tuple(item.model_copy(update={"alone": 0}) for item in COMPLETE.contributions)),
        "terminal",
    )


def test_one_call_alone_is_compared_with_the_panel():
    text = " ".join(render(changed(PLAIN, baseline=COMPLETE.baseline), "terminal", width=100).split())
    assert (
        "BASELINE one call alone: 1 verified finding, the panel 13; 1 point shared, 0 only in the call,"
        " 8 only in the panel; $0.0021 against $0.0256; 4.1 s against 12.3 s"
    ) in text
    failed = Baseline(model="m", error="timed out")
    text = render(changed(PLAIN, baseline=failed), "terminal")
    assert "BASELINE   one call alone gave nothing to compare: timed out\n" in text


def test_only_an_unusual_strategy_is_named():
    assert "strategy" not in "\n".join(head(COMPLETE))
    assert "strategy consensus" in "\n".join(head(changed(strategy="consensus")))


def test_pages_that_were_cut_off_are_no_pages_that_nobody_cited():
    coverage = tuple(
        Coverage(
            page=page, sent=True, has_text=True, cut_off=page > 7, cited_by=() if page > 5 else ("summary",)
        )
        for page in range(1, 10)
    )
    text = render(changed(PLAIN, coverage=coverage), "terminal")
    assert "Probably cut off by the model's server: pages 8\N{EN DASH}9.\n" in text
    assert "No specialist cited pages 6\N{EN DASH}7.\n" in text


def test_a_plain_text_has_no_page_numbers():
    message = COMPLETE.document.model_copy(update={"media_type": "text/plain", "pages": 1})
    text = render(changed(document=message, coverage=COMPLETE.coverage[:1]), "terminal")
    assert "p. " not in text.replace("Up to", "")
    assert "[unverified]" not in text
    assert "No specialist cited" not in text
    letter = COMPLETE.document.model_copy(update={"pages": 1})
    assert "[p. 1]" in render(changed(document=letter), "terminal")


@given(st.text(st.characters(codec="utf-8"), max_size=200), st.integers(2, 60), st.integers(1, 4))
def test_wrapped_text_fits_and_loses_nothing_but_what_is_cut(text, width, max_lines):
    line = " ".join(text.split())
    lines = wrap(line, width, max_lines)
    assert len(lines) <= max_lines
    assert all(cell_width(part) <= width for part in lines)
    whole = wrap(line, width)
    assert "".join(whole).replace(" ", "") == line.replace(" ", "")
    assert lines == whole if len(whole) <= max_lines else lines[-1].endswith("…")


@given(st.text(st.characters(codec="utf-8"), max_size=80), st.integers(1, 60))
def test_cut_text_fits(text, width):
    assert cell_width(cut(text, width)) <= width
    assert cut(text, width) == text or cut(text, width).endswith("…")
