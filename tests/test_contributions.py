"""What each specialist added: findings of its own, citations, conflicts, money, seconds."""

import pytest
from panel_material import draft, make_document, specialist_answer, synthesis_answer

from docpanel.agents.analysis import Analysis, Contribution
from docpanel.agents.completion import Completion, CompletionRequest, Usage
from docpanel.agents.errors import Refused
from docpanel.agents.providers.mock import MockProvider
from docpanel.orchestration.analyzer import Analyzer
from docpanel.orchestration.settings import Settings

MEMO = make_document("The fee is $40 a year. It is due on 5 May. Late payers lose their berth.")
FEE = ("The fee is 40 dollars a year.", "The fee is $40 a year.")
DUE = ("Payment is due on 5 May.", "It is due on 5 May.")
LOSS = ("A berth is lost by late payers.", "Late payers lose their berth.")
SUBJECTS = {FEE: "fee", DUE: "payment date", LOSS: "berth"}


def said(category: str, *claims: tuple[str, str], **fields: object) -> str:
    return specialist_answer(
        *(
            draft(*claim, subject=SUBJECTS.get(claim, "refund"), category=category, **fields)
            for claim in claims
        )
    )


def rows(answers: dict[str, str | Exception], *cited: str, **settings: object) -> dict[str, Contribution]:
    analysis = run(answers, *cited, **settings)
    return {item.specialist: item for item in analysis.contributions}


def run(answers: dict[str, str | Exception], *cited: str, **settings: object) -> Analysis:
    def script(request: CompletionRequest) -> Completion | Exception:
        name = request.label.rpartition(":")[2]
        text = answers.get(name, synthesis_answer({"text": "It costs.", "finding_ids": cited}))
        if isinstance(text, Exception):
            return text
        return Completion(text, "gpt-4o-mini", usage=Usage(input_tokens=1000, output_tokens=100))

    given = {"model": "gpt-4o-mini", "specialists": tuple(answers), "max_attempts": 1} | settings
    with Analyzer(Settings(**given), provider=MockProvider(script)) as analyzer:  # type: ignore[arg-type]  # as given
        return analyzer.analyze(MEMO)


def test_a_finding_is_a_specialists_own_where_nobody_else_verified_the_same() -> None:
    found = rows(
        {
            "business": said("cost", FEE, LOSS),
            "content": said("topic", FEE),
            "summary": said("main_point", DUE),
        },
        "business-1",
    )
    assert {name: (item.verified, item.alone) for name, item in found.items()} == {
        "business": (2, 1),
        "content": (1, 0),
        "summary": (1, 1),
    }


def test_what_is_not_verified_neither_counts_nor_takes_a_finding_from_others() -> None:
    invented = ("The fee is 40 dollars a year.", "The fee is forty dollars.")
    found = rows({"business": said("cost", FEE), "content": said("topic", invented)}, "business-1")
    assert (found["business"].verified, found["business"].alone) == (1, 1)
    assert (found["content"].verified, found["content"].alone) == (0, 0)


def test_cited_are_the_findings_that_the_synthesis_stands_on() -> None:
    found = rows(
        {"business": said("cost", FEE, LOSS), "summary": said("main_point", DUE)}, "business-1", "summary-1"
    )
    assert (found["business"].cited, found["summary"].cited) == (1, 1)


def test_a_conflict_counts_for_both_sides_and_for_nobody_else() -> None:
    good = said("value", FEE, stance="positive", importance=0.9)
    bad = said("topic", FEE, stance="negative", importance=0.9)
    found = rows({"business": good, "content": bad, "summary": said("main_point", DUE)}, "business-1")
    assert {name: item.conflicts for name, item in found.items()} == {
        "business": 1,
        "content": 1,
        "summary": 0,
    }


def test_each_pays_for_its_own_calls_and_what_came_from_the_cache_is_free() -> None:
    answers: dict[str, str | Exception] = {"business": said("cost", FEE), "summary": said("main_point", DUE)}
    first = run(answers, "business-1")
    # $0.15 and $0.60 a million since July 2024.
    price = 1000 * 0.15e-6 + 100 * 0.6e-6
    assert [item.usd for item in first.contributions] == [pytest.approx(price)] * 2
    assert first.cost.usd == pytest.approx(3 * price)
    again = run(answers, "business-1")
    assert [item.usd for item in again.contributions] == [0.0, 0.0]
    assert [item.verified for item in again.contributions] == [1, 1]


def test_a_price_that_nobody_knows_is_not_zero() -> None:
    found = rows({"business": said("cost", FEE)}, "business-1", base_url="http://127.0.0.1:9/v1")
    assert found["business"].usd is None


def test_a_specialist_that_fell_back_to_rules_keeps_its_row() -> None:
    found = rows({"business": Refused("no"), "summary": said("main_point", DUE)}, "summary-1")
    assert set(found) == {"business", "summary"}
    assert found["business"].usd == 0.0


def test_the_rule_readers_contribute_without_a_price() -> None:
    with Analyzer(Settings(model="offline", panel="quick")) as analyzer:
        analysis = analyzer.analyze(MEMO)
    assert [item.usd for item in analysis.contributions] == [0.0] * 4
    assert [item.specialist for item in analysis.contributions] == [
        item.name for item in analysis.specialists
    ]
