"""`docpanel verify`: every quotation again, a changed document and a changed report are noticed."""

import json
from collections.abc import Callable
from contextlib import redirect_stderr, redirect_stdout
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from commands import Ran, run
from panel_material import draft, make_document, sentence, specialist_answer, synthesis_answer

from docpanel.agents.analysis import Analysis
from docpanel.agents.completion import CompletionRequest
from docpanel.agents.digest import is_sealed_as_written, sealed
from docpanel.agents.providers.mock import MockProvider
from docpanel.agents.verification import Verification, verify
from docpanel.cli.docpanel import docpanel
from docpanel.cli.exits import run_command
from docpanel.documents.document import Document
from docpanel.documents.loading import load
from docpanel.orchestration.analyzer import Analyzer
from docpanel.orchestration.settings import Settings
from docpanel.reports.registry import render

TEXT = """The fee is 4.2 million dollars. It is due on 5 May 2024.

The plant in Gdansk grew in size, the board says. Nobody objected to the plan of the chair.
"""


def script(request: CompletionRequest) -> str:
    """Answer as a model that quotes what stands there."""
    if request.label == "synthesizer":
        return synthesis_answer(
            sentence("The fee is $4.2 million.", "business-1"),
            key_findings=[sentence("The plant grew.", "business-2")],
        )
    findings = [
        draft("The fee is 4.2 million dollars.", "The fee is 4.2 million dollars.", subject="fee"),
        draft("The plant grew.", "The plant in Gdansk  grew in size", subject="plant", importance=0.4),
    ]
    return specialist_answer(*findings)


@pytest.fixture
def document(tmp_path: Path) -> Path:
    path = tmp_path / "memo.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


@pytest.fixture
def report(document: Path) -> Path:
    path = document.with_name("report.json")
    path.write_text(render(analyzed(document), "json"), encoding="utf-8")
    return path


def analyzed(path: Path, answers: Callable[[CompletionRequest], str] = script) -> Analysis:
    settings = Settings(
        model="mock", specialists=("business",), cache="off", cache_folder=path.parent / "c", max_attempts=1
    )
    with Analyzer(settings, provider=MockProvider(answers)) as analyzer:
        return analyzer.analyze(load(path))


def changed(report: Path, change: Callable[[dict[str, Any]], None], *, seal: bool) -> Path:
    """Change a written report, and seal it again as somebody would who knows how."""
    data = json.loads(report.read_text(encoding="utf-8"))
    change(data)
    analysis = Analysis.model_validate(data)
    report.write_text(render(sealed(analysis) if seal else analysis, "json"), encoding="utf-8")
    return report


def checked(report: Path, *document: Path | str) -> Ran:
    """Run the command within this process, which takes a tenth of the time."""
    arguments = ["verify", *map(str, (report, *document))]
    with (
        redirect_stdout(StringIO()) as out,
        redirect_stderr(StringIO()) as err,
        pytest.raises(SystemExit) as end,
    ):
        run_command(docpanel, "docpanel", arguments)
    assert isinstance(end.value.code, int)
    return Ran(end.value.code, out.getvalue(), err.getvalue())


def test_a_report_as_it_was_written_holds_without_model_or_key(report: Path, document: Path) -> None:
    ran = run("docpanel", "verify", report, document)
    assert ran.code == 0, ran.out + ran.err
    assert "none refused" in ran.out
    assert "the checksum of the report fits (it is no signature)" in ran.out
    assert len(ran.out.splitlines()) == 1


def test_the_json_names_every_quotation_with_its_finding_match_and_page(report: Path, document: Path) -> None:
    ran = checked(report, document, "--json")
    assert ran.code == 0
    found = ran.json
    assert (found["verified"], found["refused"]) == (len(found["evidence"]), 0)
    by_finding = {item["finding_id"]: item for item in found["evidence"]}
    assert by_finding["business-1"]["match"] == "exact"
    assert by_finding["business-2"]["match"] == "normalized"
    assert {"finding_id", "quote", "match", "page", "differs"} <= set(by_finding["business-1"])
    assert by_finding["business-1"]["page"] == 1


def first_evidence(data: dict[str, Any]) -> dict[str, Any]:
    place: dict[str, Any] = data["specialists"][0]["findings"][0]["evidence"][0]
    return place


def quote(text: str) -> Callable[[dict[str, Any]], None]:
    def change(data: dict[str, Any]) -> None:
        first_evidence(data)["quote"] = text

    return change


def place(**fields: Any) -> Callable[[dict[str, Any]], None]:
    def change(data: dict[str, Any]) -> None:
        first_evidence(data).update(fields)

    return change


def row(**fields: Any) -> Callable[[dict[str, Any]], None]:
    def change(data: dict[str, Any]) -> None:
        number = dict.fromkeys(("entity", "unit", "period", "recomputed", "agrees", "computation"))
        given = {"metric": "fee", "value": "4.2", "page": 1, "quote": "The fee is 4.2 million dollars."}
        data["synthesis"]["numbers"] = [number | given | fields]

    return change


def conflict(text: str) -> Callable[[dict[str, Any]], None]:
    def change(data: dict[str, Any]) -> None:
        evidence = first_evidence(data) | {"quote": text}
        side = {"claim": "It is so.", "value": None, "finding_ids": [], "evidence": [evidence]}
        data["synthesis"]["conflicts"] = [
            {
                "kind": "document", "subject": "fee", "positions": [side], "severity": 0.5, "rule": "a rule",
                "resolution": None, "resolved_by": None, "would_settle": None,
            }
        ]  # fmt: skip

    return change


def audited(text: str) -> Callable[[dict[str, Any]], None]:
    def change(data: dict[str, Any]) -> None:
        found = data["specialists"][0]["findings"][0] | {"id": "audit-9"}
        found["evidence"] = [first_evidence(data) | {"quote": text}]
        data["audit"]["findings"] = [found]

    return change


def baseline(text: str) -> Callable[[dict[str, Any]], None]:
    def change(data: dict[str, Any]) -> None:
        found = data["specialists"][0]["findings"][0] | {"id": "baseline-1"}
        found["evidence"] = [first_evidence(data) | {"quote": text}]
        data["baseline"] = {"model": "mock", "findings": [found]}

    return change


REFUSED = {
    "a figure": (quote("The fee is 4.8 million dollars."), "4.8"),
    "an invention": (quote("The chair has resigned over geese."), "not in the document"),
    "a place": (place(start=20, end=51), "elsewhere"),
    "a page": (place(page=2), "page 2"),
    "no place": (place(start=None, end=None, page=None), "elsewhere"),
    "a place beyond the end": (place(start=5000, end=5031), "elsewhere"),
    "a foreign source": (place(source="a friend"), "a friend"),
    "a number's quotation": (row(quote="The fee is 4.8 million dollars."), "4.8"),
    "a number's page": (row(page=7), "page 7"),
    "a conflict's quotation": (conflict("The fee is 4.8 million dollars."), "4.8"),
    "the audit's quotation": (audited("The fee is 4.8 million dollars."), "4.8"),
    "the baseline's quotation": (baseline("The fee is 4.8 million dollars."), "4.8"),
}


@pytest.mark.parametrize(("change", "reason"), REFUSED.values(), ids=REFUSED)
def test_a_quotation_that_does_not_hold_is_refused_even_in_a_report_that_was_sealed_again(
    change: Callable[[dict[str, Any]], None], reason: str, report: Path, document: Path
) -> None:
    ran = checked(changed(report, change, seal=True), document)
    assert ran.code == 1
    assert "1 of " in ran.out
    (line,) = [line for line in ran.out.splitlines() if line.startswith("refused: ")]
    assert reason in line


def test_a_refused_quotation_says_what_differs(report: Path, document: Path) -> None:
    change = quote("The fee is 4.8 million dollars.")
    found = checked(changed(report, change, seal=True), document, "--json").json
    (refused,) = [item for item in found["evidence"] if not item["holds"]]
    assert (refused["finding_id"], refused["match"]) == ("business-1", "altered")
    assert refused["differs"] == ["4.8 for 4.2"]
    assert found["refused"] == 1


def synthesis(**fields: Any) -> Callable[[dict[str, Any]], None]:
    def change(data: dict[str, Any]) -> None:
        data["synthesis"]["bottom_line"][0].update(fields)

    return change


def claim(data: dict[str, Any]) -> None:
    data["specialists"][0]["findings"][0]["claim"] = "The fee is 4.8 million dollars."


INVENTED = "Revenue fell 90% to $1."


def by_rules(data: dict[str, Any]) -> None:
    data["synthesis"]["author"] = "rules"
    data["synthesis"]["bottom_line"][0]["text"] = "Revenue fell 90% to $1 and the company is bankrupt."


def claim_of(**report: str) -> Callable[[dict[str, Any]], None]:
    def change(data: dict[str, Any]) -> None:
        data["specialists"][0].update(report)
        data["specialists"][0]["findings"][0]["claim"] = INVENTED

    return change


def computed(data: dict[str, Any]) -> None:
    data["specialists"][0]["reader"] = "rules"
    data["specialists"][0]["findings"][0].update(claim="The fee is 4.8 million dollars.", basis="computed")


def audit_finding(data: dict[str, Any]) -> None:
    found = data["specialists"][0]["findings"][0]
    data["audit"]["findings"] = [found | {"id": "audit-1", "claim": INVENTED, "basis": "computed"}]


def disagreement(data: dict[str, Any]) -> None:
    conflict("The fee is 4.2 million dollars.")(data)
    side = {"claim": INVENTED, "value": "90%", "finding_ids": ["business-1"], "evidence": []}
    data["synthesis"]["conflicts"][0].update(kind="specialists", positions=[side])


def position(**fields: Any) -> Callable[[dict[str, Any]], None]:
    def change(data: dict[str, Any]) -> None:
        conflict("The fee is 4.2 million dollars.")(data)
        data["synthesis"]["conflicts"][0]["positions"][0].update(fields)

    return change


def answer(text: str) -> Callable[[dict[str, Any]], None]:
    def change(data: dict[str, Any]) -> None:
        data["synthesis"]["answers"] = [{"question": "Is it solvent?", "text": text, "finding_ids": []}]

    return change


def questions(text: str) -> Callable[[dict[str, Any]], None]:
    return lambda data: data["synthesis"].update(questions=[text])


def twice(data: dict[str, Any]) -> None:
    found = data["specialists"][0]["findings"]
    found[1]["id"] = found[0]["id"]


def explained(data: dict[str, Any]) -> None:
    position(claim="The fee is 4.2 million dollars.")(data)
    data["synthesis"]["conflicts"][0].update(resolution="The rest is $77 trillion.", resolved_by="model")


def shadowed(data: dict[str, Any]) -> None:
    found = dict(data["specialists"][0]["findings"][0])
    data["baseline"] = {"model": "mock", "findings": [found]}
    data["specialists"][0]["findings"][0]["claim"] = INVENTED


SENTENCES = {
    "rules as its author": (by_rules, "states what none of its findings has"),
    "a claim by rules": (claim_of(reader="rules"), "the claim of business-1"),
    "a claim of a stand-in": (claim_of(status="fallback"), "the claim of business-1"),
    "a computed claim against its quotation": (computed, "the report has 4.8"),
    "a finding that the audit does not make": (audit_finding, "the audit, done again, does not find audit-1"),
    "a side without evidence": (
        position(claim="Revenue is $77 trillion.", value="$77 trillion", evidence=[]),
        "“Revenue is $77 trillion.” quotes nothing",
    ),
    "a side's value": (
        position(claim="The fee is 4.2 million dollars.", value="$77 trillion"),
        "$77 trillion",
    ),
    "a side's claim": (position(claim="The fee is $77 million."), "it quotes: the report has $77 million"),
    "a specialist's side": (disagreement, "no specialist of this side claims"),
    "a number's value": (row(value="77"), "has a value that its quotation does not: 77"),
    "a number's unit": (row(value="4.2 billion"), "has a value that its quotation does not: 4.2 billion"),
    "a number of nothing": (row(metric="profit"), "number (profit) is the figure of no finding"),
    "a number said to be computed": (
        row(recomputed="9.9", agrees=False, computation="4.2 + 5.7"),
        "computed again as 9.9",
    ),
    "an answer without ground": (answer("No, it is bankrupt."), "“No, it is bankrupt.” cites no finding"),
    "a question that asks nothing": (questions("The company is bankrupt."), "is no question"),
    "a question with a foreign figure": (questions("Why did revenue fall by 90%?"), "90%"),
    "an explanation with a foreign figure": (explained, "$77 trillion"),
    "a finding of the baseline under the id of another": (
        shadowed,
        "several findings have one id: business-1",
    ),
    "two findings of one id": (twice, "several findings have one id: business-1"),
    "an unknown finding": (synthesis(finding_ids=["legal-1"]), "legal-1"),
    "no finding": (synthesis(finding_ids=[]), "cites no finding"),
    "another figure": (synthesis(text="The fee is $4.8 million."), "$4.8 million"),
    "a claim unlike its quotation": (claim, "not what it quotes"),
}


@pytest.mark.parametrize(("change", "reason"), SENTENCES.values(), ids=SENTENCES)
def test_a_sentence_without_ground_is_noticed_even_in_a_report_that_was_sealed_again(
    change: Callable[[dict[str, Any]], None], reason: str, report: Path, document: Path
) -> None:
    ran = checked(changed(report, change, seal=True), document)
    assert ran.code == 1
    assert reason in ran.out
    assert "REFUSED" in ran.out.splitlines()[-1]


HONEST = {
    "no answer": answer("The document does not say."),
    "a question": questions("Who pays the fee of 4.2 million dollars?"),
    "a number": row(),
    "a conflict": position(claim="The fee is 4.2 million dollars.", value="4.2 million dollars"),
}


@pytest.mark.parametrize("change", HONEST.values(), ids=HONEST)
def test_what_the_document_carries_is_not_refused(
    change: Callable[[dict[str, Any]], None], report: Path, document: Path
) -> None:
    ran = checked(changed(report, change, seal=True), document)
    assert (ran.code, len(ran.out.splitlines())) == (0, 1), ran.out


def test_a_recommendation_may_ask_for_the_opposite_of_what_it_cites(tmp_path: Path) -> None:
    path = tmp_path / "costs.txt"
    said = "Operating costs decreased in the plant in Gdansk."
    path.write_text(f"{said}\n\nNobody objected to the plan of the chair.\n", encoding="utf-8")

    def answers(request: CompletionRequest) -> str:
        if request.label != "synthesizer":
            return specialist_answer(draft(said, said, subject="operating costs"))
        advice = sentence("Check whether operating costs increased elsewhere.", "business-1")
        return synthesis_answer(sentence(said, "business-1"), recommendations=[advice])

    analysis = analyzed(path, answers)
    assert [item.text for item in analysis.synthesis.recommendations] == [
        "Check whether operating costs increased elsewhere."
    ]
    assert not verify(analysis, load(path)).statements


def test_a_report_without_findings_does_not_hold(report: Path, document: Path) -> None:
    def emptied(data: dict[str, Any]) -> None:
        for each in data["specialists"]:
            each["findings"] = []
        data["synthesis"].update(
            bottom_line=[], key_findings=[], recommendations=[], numbers=[], conflicts=[]
        )

    ran = checked(changed(report, emptied, seal=True), document)
    assert ran.code == 1
    assert "the report quotes nothing" in ran.out.splitlines()[-1]


PLANTED = """Annual report of the association

The total budget for 2023 is $4.2 million. The board approved it in March 2023.

The plant in Gdansk has 313 workers. Operating costs fell by 12% in 2023.

Summary: the total budget for 2023 is $4.8 million. The members must pay the fee by 5 May 2024.
"""


@pytest.fixture
def planted(tmp_path: Path) -> tuple[Path, Path]:
    """Return a report by rules on a document that contradicts itself, and that document."""
    document, report = tmp_path / "planted.txt", tmp_path / "planted.json"
    document.write_text(PLANTED, encoding="utf-8")
    report.write_text(by_rule_readers(document), encoding="utf-8")
    return report, document


def by_rule_readers(document: Path) -> str:
    settings = Settings(
        model="offline",
        cache="off",
        cache_folder=document.parent / "c",
        ask=("What is the total budget?",),
    )
    with Analyzer(settings) as analyzer:
        return render(analyzer.analyze(load(document)), "json")


def test_a_report_by_rules_with_a_contradiction_and_an_answer_holds(planted: tuple[Path, Path]) -> None:
    analysis = Analysis.model_validate_json(planted[0].read_text(encoding="utf-8"))
    assert analysis.synthesis.author == "rules"
    assert analysis.audit.findings
    assert analysis.synthesis.answers[0].finding_ids
    ran = checked(*planted)
    assert ran.code == 0, ran.out


@pytest.mark.parametrize("name", ["contract.txt", "fbi-nics-checks-2015-11.pdf", "word_sample.docx"])
def test_a_report_by_rules_on_a_document_of_others_holds(name: str, tmp_path: Path) -> None:
    document = Path(__file__).parent / "documents" / name
    report = tmp_path / "report.json"
    copy = tmp_path / name
    copy.write_bytes(document.read_bytes())
    report.write_text(by_rule_readers(copy), encoding="utf-8")
    ran = checked(report, copy)
    assert ran.code == 0, ran.out


def of_side(**fields: Any) -> Callable[[dict[str, Any]], None]:
    return lambda data: data["synthesis"]["conflicts"][0]["positions"][0].update(fields)


@pytest.mark.parametrize(
    "change",
    [
        of_side(claim="Revenue is $77 trillion", evidence=[]),
        of_side(value="$77 trillion"),
        of_side(claim="The text gives $77 trillion for budget in 2023."),
        lambda data: data["audit"]["findings"][0].update(
            claim="The document contradicts itself on everything."
        ),
        lambda data: data["audit"].update(findings=[]),
    ],
)
def test_a_changed_conflict_or_audit_is_not_what_the_audit_finds_again(
    change: Callable[[dict[str, Any]], None], planted: tuple[Path, Path]
) -> None:
    report, document = planted
    ran = checked(changed(report, change, seal=True), document)
    assert ran.code == 1
    assert "the audit, done again" in ran.out


def test_of_another_document_a_few_refused_quotations_are_shown_and_all_are_in_the_json(
    planted: tuple[Path, Path],
) -> None:
    report, document = planted
    document.write_text("Nothing of the kind stands here.\n", encoding="utf-8")
    every = [item for item in checked(report, document, "--json").json["evidence"] if not item["holds"]]
    lines = checked(report, document).out.splitlines()
    assert "not the one that was analysed" in lines[0]
    assert [line.partition(":")[0] for line in lines[1:-2]] == ["refused"] * 5
    assert lines[-2] == f"… and {len(every) - 5} more"
    assert "REFUSED" in lines[-1]


def test_a_finding_that_the_report_admits_to_be_unfounded_is_refused_and_carries_nothing(
    report: Path, document: Path
) -> None:
    admitted = place(quote="The chair has resigned.", match="missing", start=None, end=None, page=None)
    ran = checked(changed(report, admitted, seal=True), document)
    assert ran.code == 1
    assert "rests on findings that" in ran.out


@pytest.mark.parametrize(
    "change",
    [
        lambda data: data["specialists"][0]["findings"][0].update(importance=0.99),
        lambda data: data["cost"].update(usd=99.0),
        lambda data: data["specialists"][0].update(summary="All is well."),
        lambda data: data["synthesis"].update(questions=["Why not?"]),
        lambda data: data["warnings"].append("none"),
        lambda data: data.update(digest=None),
        lambda data: data.update(digest="0" * 64),
    ],
)
def test_any_other_change_of_a_report_is_noticed_by_its_digest(
    change: Callable[[dict[str, Any]], None], report: Path, document: Path
) -> None:
    ran = checked(changed(report, change, seal=False), document)
    assert ran.code == 1
    assert "cannot be trusted" in ran.out or "no digest" in ran.out
    assert "REFUSED" not in ran.out
    assert "CHANGED" in ran.out.splitlines()[-1]


def test_a_changed_document_is_said_in_one_line_and_its_quotations_are_still_checked(
    report: Path, document: Path
) -> None:
    document.write_text(TEXT.replace("4.2", "4.3"), encoding="utf-8")
    ran = checked(report, document)
    assert ran.code == 1
    assert sum("not the one that was analysed" in line for line in ran.out.splitlines()) == 1
    assert "the report has 4.2, the document 4.3" in ran.out
    document.write_text(TEXT + "\nAn afterthought.\n", encoding="utf-8")
    ran = checked(report, document)
    assert ran.code == 1
    assert "REFUSED" not in ran.out


def test_of_several_reports_the_one_about_the_document_is_checked(document: Path) -> None:
    other = document.with_name("other.txt")
    other.write_text("Another text: the fine is 7 dollars. It was paid by the members in full.\n", "utf-8")
    reports = document.with_name("reports.jsonl")
    lines = [render(analyzed(path), "jsonl") for path in (other, document)]
    reports.write_text("".join(lines), encoding="utf-8")
    assert "memo.txt" in checked(reports, document).out
    assert checked(reports, document).code == 0
    third = document.with_name("third.txt")
    third.write_text("Nobody analysed this.\n", "utf-8")
    ran = checked(reports, third)
    assert (ran.code, len(ran.err.splitlines())) == (2, 1)
    assert "none of its 2 analyses" in ran.err


NO_REPORTS = {
    "JSON of another tool": '{"hello": [1, 2, 3]}',
    "a list": "[1, 2]",
    "a number": "7",
    "no JSON": "# Analysis of memo.txt\n",
    "nothing": "",
    "half a report": '{"schema_version": 1, "run_id": "x", "document": {}}',
    "a later version": '{"schema_version": 9, "run_id": "x", "document": {}}',
    "a key twice": '{"schema_version": 1, "run_id": "x", "run_id": "y", "document": {}}',
    "deep": "[" * 100_000,
}


@pytest.mark.parametrize("text", NO_REPORTS.values(), ids=NO_REPORTS)
def test_what_is_no_report_is_said_in_one_line(text: str, report: Path, document: Path) -> None:
    report.write_text(text, encoding="utf-8")
    ran = checked(report, document)
    assert (ran.code, ran.out, len(ran.err.splitlines())) == (2, "", 1)
    assert "report.json" in ran.err


def test_bytes_that_are_no_text_and_files_that_are_not_there_are_one_line_too(
    report: Path, document: Path
) -> None:
    report.write_bytes(b"\xff\xfe\x00\x81")
    for given in [(report, document), (Path("absent.json"), document), (document, Path("absent.txt"))]:
        ran = checked(*given)
        assert (ran.code, len(ran.err.splitlines())) == (2, 1)


def test_no_text_of_a_report_commands_the_terminal(report: Path, document: Path) -> None:
    hostile = quote("The fee\x1b[2J is 4.8 \u202emillion dollars.")
    ran = checked(changed(report, hostile, seal=True), document)
    assert ran.code == 1
    assert "\x1b" not in ran.out
    assert "\u202e" not in ran.out


def test_a_seal_survives_the_way_through_a_file_and_no_change(document: Path) -> None:
    analysis = analyzed(document)
    assert is_sealed_as_written(analysis)
    read = Analysis.model_validate_json(render(analysis, "json"))
    assert is_sealed_as_written(read)
    assert not is_sealed_as_written(read.model_copy(update={"model": "another"}))
    assert is_sealed_as_written(sealed(read.model_copy(update={"model": "another"})))


def test_the_library_checks_as_the_command_does(document: Path) -> None:
    found: Verification = verify(analyzed(document), load(document))
    assert found.holds
    other: Document = make_document("Nothing of the kind.")
    assert len(verify(analyzed(document), other).refused) == len(found.evidence)
