"""In whatever order agents are listed or answer: the JSON of an analysis is the same, byte for byte."""

import asyncio
import random
from collections.abc import Callable
from pathlib import Path

import pytest
from panel_material import draft, finding, make_document, report, specialist_answer, template

from docpanel.agents.analysis import Analysis
from docpanel.agents.completion import Completion, CompletionRequest
from docpanel.agents.deadline import Deadline
from docpanel.agents.providers.mock import MockProvider
from docpanel.documents.document import Document
from docpanel.orchestration.analyzer import Analyzer
from docpanel.orchestration.reconciliation.reconcile import reconcile
from docpanel.orchestration.reconciliation.strategy import strategy_names
from docpanel.orchestration.settings import Settings
from docpanel.prompts.library import FULL, Library

MEMO = make_document(
    "The fee is $40 a day and has to be paid by every boat. The harbour board decided so in May 2024.",
    "The fee is $45 a day. Two lamps on the pier are broken, which is a risk for everybody.",
)
QUOTES = (
    "The fee is $40 a day",
    "The fee is $45 a day.",
    "Two lamps on the pier are broken",
    "It never was said.",
)
CLAIMS = (
    "The fee is $40 a day.",
    "The fee is $45 a day.",
    "Two lamps on the pier do not work.",
    "The broken lamps make the pier dangerous.",
    "Every boat has to pay.",
)
LISTINGS, RUNS = 5, 25
"""Orders on the command line, and runs over them, for each of the four strategies: 100 in all."""


def settled(analysis: Analysis) -> str:
    """Return the JSON without what differs from run to run: its id and its seconds."""
    return analysis.model_dump_json(exclude={"run_id", "timings"})


def answers(seed: int) -> Callable[[CompletionRequest], str]:
    """Return a script: what each specialist says depends on its name alone."""

    def script(request: CompletionRequest) -> str:
        name = request.label.partition(":")[2]
        if not name:
            return "no synthesis"
        chance = random.Random(f"{seed} {name}")
        category = Library().get(name).categories[0]
        drafts = [
            draft(
                chance.choice(CLAIMS),
                chance.choice(QUOTES),
                subject=chance.choice(["fee", "Fee", "lamps"]),
                category=category,
                stance=chance.choice(["positive", "negative", "neutral"]),
                importance=chance.choice([0.4, 0.8]),
                recommendation=chance.choice([None, "Repair the lamps."]),
            )
            for _ in range(4)
        ]
        return specialist_answer(*drafts, not_found=Library().get(name).expects[:1])

    return script


class Shuffling(MockProvider):
    """Holds the panel's answers until all have been asked, and then gives them in a random order."""

    def __init__(self, script: Callable[[CompletionRequest], str], panel: int, chance: random.Random) -> None:
        super().__init__(script)
        self.orders: set[tuple[str, ...]] = set()
        self._panel = panel
        self._chance = chance
        self._waiting: list[tuple[str, asyncio.Event]] = []

    async def complete(
        self,
        request: CompletionRequest,
        *,
        deadline: Deadline,
        on_first_token: Callable[[], None] | None = None,
    ) -> Completion:
        if request.label.startswith("specialist:"):
            turn = asyncio.Event()
            self._waiting.append((request.label, turn))
            if len(self._waiting) == self._panel:
                self._chance.shuffle(self._waiting)
                self.orders.add(tuple(label for label, _ in self._waiting))
                self._waiting[0][1].set()
            await turn.wait()
            del self._waiting[0]
            if self._waiting:
                self._waiting[0][1].set()
        return await super().complete(request, deadline=deadline, on_first_token=on_first_token)


def settings_for(folder: Path, **fields: object) -> Settings:
    """Return settings without a cache, so that everybody has to answer in every run."""
    return Settings.model_validate(
        {"model": "mock", "cache": "off", "cache_folder": folder, "max_attempts": 1} | fields
    )


@pytest.mark.parametrize("strategy", strategy_names())
def test_neither_the_order_on_the_command_line_nor_that_of_the_answers_changes_a_byte(
    strategy: str, tmp_path: Path
) -> None:
    chance = random.Random(strategy)
    seen, orders = set(), set()
    for _ in range(LISTINGS):
        listed = tuple(chance.sample(FULL, len(FULL)))
        provider = Shuffling(answers(1), len(FULL), chance)
        settings = settings_for(tmp_path, specialists=listed, strategy=strategy)
        with Analyzer(settings, provider=provider) as analyzer:
            seen.update(settled(analyzer.analyze(MEMO)) for _ in range(RUNS // LISTINGS))
        orders |= provider.orders
    assert len(seen) == 1
    assert len(orders) > RUNS // 2


def test_the_panel_is_named_in_the_order_of_the_library(tmp_path: Path) -> None:
    settings = settings_for(tmp_path, model="offline", specialists=("quality", "business", "summary"))
    with Analyzer(settings) as analyzer:
        analysis = analyzer.analyze(MEMO)
    assert analysis.panel == "summary,quality,business"
    assert [item.name for item in analysis.specialists] == ["summary", "quality", "business"]


def shuffled(document: Document, chance: random.Random, strategy: str) -> object:
    """Reconcile what 20 specialists say, all of it in a random order."""
    names = [f"reader{chr(97 + number)}" for number in range(20)]
    given = random.Random(7)
    reports = []
    for name in names:
        findings = [
            finding(
                f"{name}-{number}",
                given.choice(CLAIMS),
                given.choice(QUOTES),
                document=document,
                subject=given.choice(["fee", "lamps"]),
                stance=given.choice(["positive", "negative", "neutral"]),
                importance=given.random(),
                confidence=given.random(),
            )
            for number in range(1, 4)
        ]
        chance.shuffle(findings)
        reports.append(report(name, *findings, not_found=(given.choice(["who", "when", "why"]),)))
    templates = [template(name, expects=("who", "when")) for name in names]
    chance.shuffle(reports)
    chance.shuffle(templates)
    return reconcile(document, templates, reports, strategy=strategy)


@pytest.mark.parametrize("strategy", strategy_names())
def test_twenty_specialists_in_any_order_reconcile_alike(strategy: str) -> None:
    chance = random.Random(strategy)
    first = shuffled(MEMO, chance, strategy)
    assert all(shuffled(MEMO, chance, strategy) == first for _ in range(RUNS))
