"""Many documents, specialists and threads at once: nothing is lost, doubled or given to another."""

import random
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from docpanel.agents.analysis import Analysis
from docpanel.agents.completion import Completion, CompletionRequest
from docpanel.agents.providers.mock import MockProvider
from docpanel.documents.document import Document
from docpanel.documents.errors import DocumentError
from docpanel.documents.inputs import expand
from docpanel.documents.loading import load
from docpanel.orchestration.analyzer import Analyzer
from docpanel.orchestration.settings import Settings

SEEDS = 200
THREADS = 64
AT_ONCE = 8


class Jittery(MockProvider):
    """The mock, answering each call after a delay drawn from the seed, so that the order is new each time."""

    def __init__(self, seed: int) -> None:
        super().__init__(seed=0)
        self._random = random.Random(seed)

    async def complete(self, request: CompletionRequest, **rest: object) -> Completion:
        self.latency_seconds = self._random.choice((0.0, 0.0, 0.001, 0.003))
        return await super().complete(request, **rest)  # type: ignore[arg-type]  # passed on as given


TABLE = "region,sales\nNorth,120\nSouth,95\nEast,143\nWest,88\n"
PAGE = "<html><body><h1>Notice</h1><p>The road is closed until 5 May 2026.</p></body></html>"


@pytest.fixture(scope="module")
def every_type(tmp_path_factory: pytest.TempPathFactory) -> list[Document]:
    """Return one readable document of every type there is a loader for."""
    folder = tmp_path_factory.mktemp("more")
    (folder / "sales.csv").write_text(TABLE, "utf-8")
    (folder / "notice.html").write_text(PAGE, "utf-8")
    (folder / "notice.txt").write_text("The road is closed until 5 May 2026. Use the bridge.", "utf-8")
    inputs, _ = expand([str(Path(__file__).parent / "documents"), str(folder)])
    found: dict[str, Document] = {}
    for source in inputs:
        try:
            document = load(source)
        except DocumentError:
            continue
        if document.words < 3_000:
            found.setdefault(document.media_type, document)
    assert len(found) >= 9
    return list(found.values())


def results(analysis: Analysis) -> str:
    return analysis.model_dump_json(exclude={"run_id", "timings"})


def test_200_interleavings_on_64_threads_give_each_document_its_own_whole_result(
    every_type: list[Document], tmp_path: Path
) -> None:
    settings = Settings(model="mock", max_workers=THREADS, cache="refresh", cache_folder=tmp_path)
    with Analyzer(settings, provider=MockProvider(seed=0)) as analyzer:
        expected = {document.sha256: results(analyzer.analyze(document)) for document in every_type}
    for seed in range(SEEDS):
        chosen = random.Random(seed).sample(every_type, AT_ONCE)
        provider = Jittery(seed)
        with Analyzer(settings, provider=provider) as analyzer, ThreadPoolExecutor(AT_ONCE) as documents:
            analyses = list(documents.map(analyzer.analyze, chosen))
        for document, analysis in zip(chosen, analyses, strict=True):
            assert results(analysis) == expected[document.sha256], f"seed {seed}, {document.name}"
        assert len(provider.requests) == sum(analysis.usage.calls for analysis in analyses)
