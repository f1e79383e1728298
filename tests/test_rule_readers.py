"""The rule readers: what a person without a key gets must be true, quoted, distinct and worth reading."""

import re
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from itertools import combinations
from pathlib import Path

import pytest
import yaml

from docpanel.agents.deadline import Deadline
from docpanel.agents.errors import DeadlineExceeded
from docpanel.agents.findings import Finding, SpecialistReport
from docpanel.agents.reader import ReadTask
from docpanel.agents.readers.lexical import LexicalReader
from docpanel.agents.readers.rules import MAX_FINDINGS, rule_reader
from docpanel.documents.document import Chunk, Document, Page, Span
from docpanel.documents.loading import load
from docpanel.prompts.library import Library
from docpanel.prompts.template import PromptTemplate

EIGHT = ("business", "content", "keywords", "linguistic", "quality", "sentiment", "summary", "technical")
ROOT = Path(__file__).parent.parent
RULE = ROOT / "examples" / "faa-737max-proposed-rule-2020.pdf"
DOCUMENTS = Path(__file__).parent / "documents"
READABLE = (
    "contract.txt",
    "excel_multi_sheet.xlsx",
    "fbi-nics-checks-2015-11.pdf",
    "html_email_multipart.eml",
    "powerpoint_sample.pptx",
    "scotus-transcript-p1.pdf",
    "word_sample.docx",
)
GERMAN = (
    "Die Stadtwerke haben im Jahr 2024 einen Umsatz von 84,2 Mio. Euro erzielt. Das ist mehr als zuvor. "
    "Die Fernwärme war der wichtigste Träger des Wachstums und bleibt es auch. Im Netz der Fernwärme "
    "wurden zwölf Kilometer der Leitungen erneuert. Ohne den Speicher könnte das Netz im Winter nicht genug "
    "liefern. Die Fernwärme erreicht nun viele Haushalte in der Innenstadt und am Hafen."
)


@cache
def loaded(path: Path) -> Document:
    """Return a document, read once for all tests."""
    return load(path)


@cache
def template(name: str) -> PromptTemplate:
    """Return a packaged template."""
    return Library().get(name)


@cache
def panel(path: Path) -> dict[str, SpecialistReport]:
    """Return what all eight say of a document."""
    return {name: read(name, loaded(path)) for name in EIGHT}


def task(document: Document, span: Span | None = None) -> ReadTask:
    return ReadTask(document, Chunk(0, 1, span or Span(0, len(document.text))))


def read(name: str, document: Document, span: Span | None = None) -> SpecialistReport:
    return rule_reader(template(name)).read(task(document, span))


def plain(text: str, language: str | None = None) -> Document:
    pages = (Page(1, Span(0, len(text))),)
    return Document("made.txt", "0" * 64, "text/plain", text, pages, language=language)


def findings(path: Path) -> list[Finding]:
    return [finding for report in panel(path).values() for finding in report.findings]


def level(text: str) -> str:
    return " ".join(text.replace("‘‘", "“").replace("’’", "”").split())


def facts() -> list[dict[str, object]]:
    listed: list[dict[str, object]] = yaml.safe_load((ROOT / "examples" / "facts.yaml").read_text("utf-8"))[
        "facts"
    ]
    return listed


def told(finding: Finding) -> str:
    return level(" ".join([finding.claim, *(evidence.quote for evidence in finding.evidence)]))


def test_the_list_of_facts_holds_what_the_document_says() -> None:
    whole = level(loaded(RULE).text)
    assert len(facts()) >= 15
    for fact in facts():
        for needed in fact["evidence"]:
            assert level(needed) in whole, fact["id"]


def test_the_offline_report_finds_most_facts_of_the_rule() -> None:
    texts = [told(finding) for finding in findings(RULE)]
    missed = [
        fact["id"]
        for fact in facts()
        if not any(all(level(needed) in text for needed in fact["evidence"]) for text in texts)
    ]
    assert len(facts()) - len(missed) >= 20, missed


def test_nothing_of_the_document_behind_the_rule_is_told_as_its_own() -> None:
    text = " ".join(f"{finding.claim} {finding.subject}" for finding in findings(RULE))
    assert "Pilatus" not in text
    assert "landing gear" not in text
    second = [finding for finding in panel(RULE)["technical"].findings if "another document" in finding.claim]
    assert [evidence.page for evidence in second[0].evidence] == [15, 15]


@pytest.mark.parametrize("name", EIGHT)
def test_no_line_of_the_report_is_noise(name: str) -> None:
    report = panel(RULE)[name]
    for line in (report.summary, *(finding.claim for finding in report.findings)):
        assert not re.search(r"VerDate|Jkt 25|PROPOSALS|GPH|\ufffe|\xad|\.{4}|  |\bnull\b|None", line), line
        assert re.match(r"[A-Z“0-9]", line), line
        assert line.rstrip("”’)")[-1] in ".?!…", line
        assert line.count("(") == line.count(")"), line
    for finding in report.findings:
        assert 1 <= len(finding.subject.split()) <= 5, finding.subject
        assert len(finding.claim.split()) >= 4, finding.claim


@pytest.mark.parametrize("path", [RULE, *(DOCUMENTS / name for name in READABLE)], ids=lambda path: path.name)
def test_every_finding_quotes_the_document_exactly(path: Path) -> None:
    document = loaded(path)
    for name, report in panel(path).items():
        assert report.status == "ok"
        assert (report.reader, report.model) == ("rules", None)
        assert report.summary
        assert [finding.id for finding in report.findings] == [
            f"{name}-{number}" for number in range(1, len(report.findings) + 1)
        ]
        assert len(report.findings) <= MAX_FINDINGS
        assert set(report.scores) <= set(template(name).scores)
        for finding in report.findings:
            assert finding.category in template(name).categories
            assert finding.evidence
            for evidence in finding.evidence:
                assert evidence.match == "exact"
                assert evidence.quote == document.text[evidence.start : evidence.end]
                assert evidence.page == document.page_at(evidence.start or 0)
                assert 0 < len(evidence.quote) <= 400
        importances = [finding.importance for finding in report.findings]
        assert importances == sorted(importances, reverse=True)


@pytest.mark.parametrize("path", [RULE, DOCUMENTS / "contract.txt"], ids=lambda path: path.name)
def test_any_two_remits_overlap_little(path: Path) -> None:
    spans = {
        name: {(evidence.start, evidence.end) for finding in report.findings for evidence in finding.evidence}
        for name, report in panel(path).items()
    }
    kinds = {
        name: {
            (evidence.start, evidence.end, finding.category)
            for finding in report.findings
            for evidence in finding.evidence
        }
        for name, report in panel(path).items()
    }
    for one, two in combinations(EIGHT, 2):
        assert not kinds[one] & kinds[two]
        if path == RULE:
            assert len(spans[one] & spans[two]) <= 0.2 * len(spans[one] | spans[two]), (one, two)


def test_the_same_document_always_gives_the_same_report_on_many_threads() -> None:
    def once(name: str) -> SpecialistReport:
        return read(name, load(DOCUMENTS / "contract.txt"))

    with ThreadPoolExecutor(16) as pool:
        results = list(pool.map(once, EIGHT * 6))
    expected = panel(DOCUMENTS / "contract.txt")
    assert all(report == expected[report.name] for report in results)


def test_only_sentences_inside_the_chunk_are_read() -> None:
    document = loaded(RULE)
    span = document.pages[3].span
    for name in EIGHT:
        for finding in read(name, document, span).findings:
            assert all(
                span.start <= (item.start or 0) and (item.end or 0) <= span.end for item in finding.evidence
            )


def test_a_reader_whose_time_is_over_says_so_and_stops() -> None:
    late = ReadTask(plain("One sentence is here."), Chunk(0, 1, Span(0, 21)), Deadline.after(0))
    with pytest.raises(DeadlineExceeded, match="summary"):
        rule_reader(template("summary")).read(late)


def test_a_contract_gives_its_deadlines_sums_duties_and_gaps() -> None:
    reports = panel(DOCUMENTS / "contract.txt")
    business = reports["business"].findings
    due = {finding.attributes.get("deadline") for finding in business if finding.category == "deadline"}
    assert due == {"by June 30, 2025", "within 30 days", "60 days' notice"}
    fee = next(finding for finding in business if "fixed fee" in finding.claim)
    assert (fee.attributes["amount"], fee.attributes["unit"]) == ("48,000", "GBP")
    assert fee.attributes["actor"] == "The Customer"
    assert any("Travel costs" in finding.claim for finding in reports["quality"].findings)
    assert any(finding.subject.casefold() == "personal data" for finding in reports["keywords"].findings)
    assert reports["summary"].findings[0].claim.startswith("The purpose of this Agreement")


def test_a_document_that_names_no_sum_and_no_date_is_said_to_lack_them() -> None:
    document = plain(
        "The house is old and made of wood. It stands on a hill above the river and the town.", "en"
    )
    report = read("business", document)
    assert report.findings == ()
    assert "by when it is due" in report.not_found
    assert "what it costs or is worth" in report.not_found


def test_a_language_that_the_lexicons_do_not_know_is_named_and_not_judged() -> None:
    document = plain(GERMAN, "de")
    for name in ("sentiment", "quality"):
        report = read(name, document)
        assert report.findings == ()
        assert report.scores == {}
        assert "English only" in report.summary
    assert "Fernwärme" in read("keywords", document).summary
    assert read("summary", document).findings
    assert read("business", document).findings[0].attributes["amount"] == "84,2 Mio."


@pytest.mark.parametrize("name", EIGHT)
@pytest.mark.parametrize(
    "text", ["", " \n\n ", "42", "x" * 5000, "公司投资了五百万元。数据中心的能耗下降了。", "| | |\n| a | b |"]
)
def test_text_without_prose_gives_no_error_and_no_nonsense(name: str, text: str) -> None:
    report = read(name, plain(text))
    assert report.summary
    assert len(report.findings) <= 2


def test_a_table_without_prose_is_described_by_its_rows() -> None:
    reports = panel(DOCUMENTS / "fbi-nics-checks-2015-11.pdf")
    assert [finding.claim for finding in reports["summary"].findings] == [
        "The table has 56 rows, from “Alabama” to “Totals”."
    ]
    for name in ("sentiment", "keywords", "quality", "content", "linguistic", "business"):
        assert reports[name].findings == ()


def test_a_fragmentary_page_gives_at_most_its_one_whole_sentence() -> None:
    reports = panel(DOCUMENTS / "scotus-transcript-p1.pdf")
    (only,) = reports["summary"].findings
    assert only.claim.startswith(
        "The above-entitled matter came on for oral argument before the Supreme Court"
    )
    assert only.claim.endswith("at 1:01 p.m.")


def test_a_specialist_without_a_remit_of_its_own_is_read_by_its_words() -> None:
    safety = PromptTemplate(
        name="safety",
        title="Safety",
        description="hazards and the controls against them",
        categories=("hazard", "control"),
        expects=("which hazard is met", "the temperature of the reactor"),
        body="Read.",
        source="safety.md",
    )
    reader = rule_reader(safety)
    assert isinstance(reader, LexicalReader)
    report = reader.read(task(loaded(RULE)))
    assert 0 < len(report.findings) <= 6
    assert all("hazard" in item.claim.lower() or "control" in item.claim.lower() for item in report.findings)
    assert report.not_found == ("the temperature of the reactor",)
    assert "not a judgement" in report.summary


@pytest.mark.parametrize("name", ["rules", "lexicon", "patterns", "passages"])
def test_a_specialist_named_like_a_shared_module_gets_the_generic_reader(name: str) -> None:
    made = template("summary").model_copy(update={"name": name})
    assert isinstance(rule_reader(made), LexicalReader)


def test_an_installed_distribution_can_bring_a_reader(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "polite_reader.py").write_text(
        "from docpanel.agents.readers.rules import Reading, RuleReader\n"
        "class Polite(RuleReader):\n"
        "    def examine(self, text):\n"
        "        return Reading(summary=f'{len(text.passages)} polite sentences.')\n"
    )
    folder = tmp_path / "polite-1.0.dist-info"
    folder.mkdir()
    (folder / "METADATA").write_text("Metadata-Version: 2.1\nName: polite\nVersion: 1.0\n")
    (folder / "entry_points.txt").write_text("[docpanel.readers]\npolite = polite_reader:Polite\n")
    monkeypatch.syspath_prepend(str(tmp_path))
    made = template("summary").model_copy(update={"name": "polite"})
    report = rule_reader(made).read(task(plain("Would you kindly read this short text? It is a good one.")))
    assert report.summary == "2 polite sentences."


def test_praise_and_concern_are_told_apart_and_negation_turns_a_word_round() -> None:
    document = plain(
        "The contractor did an excellent job on the quay wall. Two workers were injured when the scaffold "
        "collapsed. The new lock is not a failure. Nobody has counted the bricks of the wall so far.",
        "en",
    )
    found = {(item.category, item.stance): item.claim for item in read("sentiment", document).findings}
    assert "excellent job" in found["praise", "positive"]
    assert "injured" in found["concern", "negative"]
    assert not any("not a failure" in claim for claim in found.values())


def test_a_word_of_risk_that_is_denied_is_no_risk() -> None:
    document = plain(
        "The missing alert is not an unsafe condition and causes no loss. A flood could destroy the lock, "
        "and the damage would lead to losses.",
        "en",
    )
    risks = [item.claim for item in read("business", document).findings if item.category == "risk"]
    assert risks == ["A flood could destroy the lock, and the damage would lead to losses."]


@pytest.mark.parametrize(
    "sentence",
    [
        "In 2024 revenue rose from $10 million to $12 million.",
        "The fee is between EUR 10 and 12 million.",
        "The fee is EUR 100 and the tax is EUR 19.",
        "You must please approve the payment of EUR 100 now.",
        "You must pay GBP 100 before you leave the house.",
        "The total is EUR 100 for all of this.",
    ],
)
def test_a_sum_among_others_or_without_a_name_is_told_but_gives_no_number(sentence: str) -> None:
    report = read("business", plain(f"{sentence} The house is old and made of wood.", "en"))
    assert any(finding.claim == sentence for finding in report.findings)
    assert not any("amount" in finding.attributes for finding in report.findings)


def test_a_sum_with_a_name_gives_a_number_under_that_name() -> None:
    report = read("business", plain("In this year the annual licence fee is EUR 100 for each house.", "en"))
    (only,) = report.findings
    assert (only.subject, only.attributes["amount"]) == ("annual licence fee", "100")


def test_what_stands_anywhere_in_the_text_is_not_reported_missing() -> None:
    document = plain("PLEASE SIGN\n\n- Total 120 eur\n\nThe house is old and made of wood.", "en")
    missing = read("business", document).not_found
    assert "what it costs or is worth" not in missing
    assert "what the reader is asked to do" not in missing
    assert "by when it is due" in missing


def test_measures_of_a_short_text_never_lead() -> None:
    line = "The board of the harbour has decided that the old lock on the river will be closed this winter."
    document = plain(f"# One\n\n{line}\n\n# Two\n\n{line}\n\n# Three\n\n{line} {line}", "en")
    computed = [item for name in EIGHT for item in read(name, document).findings if item.basis == "computed"]
    assert any(item.subject == "sentence length" for item in computed)
    assert all(item.importance <= 0.3 for item in computed)
    assert not any(re.search(r"(?<!\d)0%", item.claim) for item in computed)


def test_a_template_that_took_over_a_name_is_never_given_claims_under_its_own_words():
    template = PromptTemplate(
        name="business",
        title="Jurist",
        description="rights and duties",
        categories=("right", "duty"),
        body="Find them.",
        source="business.md",
    )
    assert type(rule_reader(template)).__name__ == "LexicalReader"
    known = template.model_copy(update={"categories": ("risk", "duty")})
    assert type(rule_reader(known)).__name__ == "BusinessReader"
