"""The benchmark of the synthesis, short: more than the best specialist alone, and no falsehood."""

import runpy
from pathlib import Path

import pytest

from docpanel.orchestration.reconciliation.strategy import strategy_names

BENCHMARK = Path(__file__).parent.parent / "benchmarks" / "synthesis.py"


@pytest.mark.parametrize("author", ["rules", "model"])
@pytest.mark.parametrize("strategy", strategy_names())
def test_the_synthesis_knows_more_than_the_best_specialist_and_no_falsehood(
    strategy: str, author: str
) -> None:
    benchmark = runpy.run_path(str(BENCHMARK))
    (result,) = benchmark["measure_all"]([1], strategy, by_model=author == "model")
    assert result.points >= benchmark["ASKED_POINTS"]
    assert result.leaked == ()
