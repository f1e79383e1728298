"""What became of each page, and the audit that reads all of them without a model."""

from pathlib import Path

import loopback_replies as replies
import pytest
from commands import run
from loopback import LoopbackServer, Record
from loopback_replies import Reply
from panel_material import draft, finding, make_document, report, specialist_answer, template

from docpanel.agents.analysis import Coverage
from docpanel.agents.completion import Completion, CompletionRequest, Usage
from docpanel.agents.digest import is_sealed_as_written
from docpanel.agents.findings import Evidence, SpecialistReport
from docpanel.agents.providers.mock import MockProvider
from docpanel.agents.providers.mock_answers import compose_answer
from docpanel.documents.document import Document
from docpanel.orchestration import reading as reading_module
from docpanel.orchestration.analyzer import Analyzer
from docpanel.orchestration.coverage import CutShort, coverage_of
from docpanel.orchestration.plan import plan_offline
from docpanel.orchestration.reading import Reading
from docpanel.orchestration.settings import Settings

PAGES = make_document("The fee is $40.", "It is due on 5 May.", "", "Nobody reads this.")


def covered(
    *reports: SpecialistReport, document: Document = PAGES, short: CutShort | None = None
) -> tuple[Coverage, ...]:
    plan = plan_offline(document, [template()])
    return coverage_of(Reading(plan, reports, {}, plan.chunks), short)


def test_a_page_is_cited_by_those_whose_quotations_were_found_on_it() -> None:
    pages = covered(
        report("business", finding("business-1", quote="The fee is $40.", document=PAGES)),
        report("quality", finding("quality-1", quote="It is due on 5 May.", document=PAGES)),
        report("summary", finding("summary-1", quote="The fee is $40.", document=PAGES)),
    )
    assert [page.cited_by for page in pages] == [("business", "summary"), ("quality",), (), ()]
    assert [page.has_text for page in pages] == [True, True, False, True]
    assert all(page.sent for page in pages)
    assert not any(page.cut_off for page in pages)


def test_an_altered_quotation_has_a_place_and_cites_nothing() -> None:
    altered = Evidence(
        quote="The fee is $50.", page=1, start=0, end=15, match="altered", differs=("$50 for $40",)
    )
    pages = covered(report("business", finding("business-1", evidence=(altered,))))
    assert [page.cited_by for page in pages] == [(), (), (), ()]


def test_a_quotation_over_a_page_break_cites_both_pages() -> None:
    across = "$40.\n\nIt is due"
    start = PAGES.text.index(across)
    cited = finding("business-1", quote=across, at=(start, start + len(across)))
    assert [bool(page.cited_by) for page in covered(report("business", cited))] == [True, True, False, False]


def test_pages_behind_the_share_that_the_server_read_are_cut_off() -> None:
    document = make_document(*["A page of words."] * 10)
    pages = covered(document=document, short=CutShort("specialist:business", 250, 1000))
    assert [page.cut_off for page in pages] == [False] * 2 + [True] * 8


def test_a_text_of_one_page_that_was_cut_says_so() -> None:
    document = make_document("One long page.")
    assert covered(document=document, short=CutShort("specialist:business", 250, 1000))[0].cut_off


def test_what_was_cut_off_in_a_run_is_marked(rule: Path) -> None:
    def answer(record: Record) -> Reply:
        usage = {"prompt_tokens": 2048, "completion_tokens": 100}
        return replies.message(compose_answer(record.request), usage=usage)

    with LoopbackServer(answer=answer) as server:
        given = {"OPENAI_API_KEY": "sk-test", "OPENAI_BASE_URL": server.base_url}
        ran = run("analyze", "--panel", "quick", "--format", "json", rule, **given)
    marks = [page["cut_off"] for page in ran.json["coverage"]]
    assert not marks[0]
    assert marks[-1]
    assert marks == sorted(marks)
    assert any("2,048 of about" in line for line in ran.json["warnings"])


def test_a_part_that_nobody_read_was_not_sent() -> None:
    document = make_document(*["A page of words about the wing. " * 100] * 9)

    def script(request: CompletionRequest) -> str | Exception:
        # No docpanel error: nobody stands in, the part is lost.
        return ValueError("lost") if "part 1 of" in request.messages[1].content else compose_answer(request)

    settings = Settings(model="mock", specialists=("summary",), context_window=12_000, max_attempts=1)
    with Analyzer(settings, provider=MockProvider(script)) as analyzer:
        pages = analyzer.analyze(document).coverage
    assert not pages[0].sent
    assert pages[-1].sent


SUMS = "The budget has three parts.\n\nRent is $100. Power is $50. Water is $25. The total is $175 a year.\n"


@pytest.mark.parametrize("model", ["mock", "offline"])
def test_the_audit_runs_with_every_model_and_is_neither_call_nor_specialist(model: str) -> None:
    with Analyzer(Settings(model=model, panel="quick")) as analyzer:
        analysis = analyzer.analyze(make_document(SUMS))
    assert analysis.audit.figures > 0
    assert [item.name for item in analysis.specialists] == ["sentiment", "keywords", "summary", "quality"]
    assert "audit" not in [item.specialist for item in analysis.contributions]
    assert analysis.usage.calls == (5 if model == "mock" else 0)
    assert analysis.status == "complete"


def test_an_audit_that_fails_is_a_warning_and_nothing_else(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_: Document) -> None:
        raise ValueError("no sums today")

    monkeypatch.setattr(reading_module, "audit", broken)
    with Analyzer(Settings(model="offline", panel="quick")) as analyzer:
        analysis = analyzer.analyze(make_document(SUMS))
    assert analysis.status == "complete"
    assert "figures were not audited: no sums today" in analysis.warnings
    assert analysis.audit.figures == 0


def test_an_analysis_is_sealed_as_it_is_delivered() -> None:
    answer = Completion(specialist_answer(draft()), "mock", usage=Usage(10, 0, 10))
    with Analyzer(
        Settings(model="mock", specialists=("business",)), provider=MockProvider(lambda _: answer)
    ) as it:
        assert is_sealed_as_written(it.analyze(PAGES))
