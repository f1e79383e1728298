"""Sequential against parallel: the full panel at 500 ms a call, over the real transport.

    python benchmarks/parallel.py [--runs 5]

Both sides run in this process, in turn, against the same server on loopback, the cache off, the
document parsed and the libraries loaded. The physical limit is two calls one after the other: eight
specialists at once, then the synthesizer.
"""

import argparse
import statistics
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))

from loopback import LoopbackServer  # the server of the tests, once its folder is known

from docpanel.documents.inputs import InputFile
from docpanel.orchestration.analyzer import Analyzer
from docpanel.orchestration.settings import Settings

LATENCY_SECONDS = 0.5
LIMIT_SECONDS = 2 * LATENCY_SECONDS
TARGET = 5.0
EXAMPLE = Path(__file__).parent.parent / "examples" / "faa-737max-proposed-rule-2020.pdf"


def main() -> None:
    """Run both sides in turn and print medians with their spread."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=5)
    runs = parser.parse_args().runs
    seconds: dict[int, list[float]] = {1: [], 16: []}
    with LoopbackServer(latency_seconds=LATENCY_SECONDS) as server:
        for turn in range(runs + 1):
            for max_workers, taken in seconds.items():
                elapsed = timed(server.base_url, max_workers)
                if turn:  # the first turn loads the libraries
                    taken.append(elapsed)
    for max_workers, taken in seconds.items():
        print(
            f"--max-workers {max_workers:<3} median {statistics.median(taken):.2f} s"
            f"  ({min(taken):.2f} to {max(taken):.2f}, {runs} runs)"
        )
    sequential, parallel = (statistics.median(taken) for taken in seconds.values())
    print(f"speed-up {sequential / parallel:.2f} x (asked: {TARGET} x)")
    print(f"parallel is {parallel / LIMIT_SECONDS:.2f} x its physical limit of {LIMIT_SECONDS:.1f} s")
    if sequential / parallel < TARGET:
        raise SystemExit(1)


def timed(base_url: str, max_workers: int) -> float:
    """Return the seconds from the plan to the analysis, on fresh connections."""
    settings = Settings(base_url=base_url, max_workers=max_workers, cache="off")
    with Analyzer(settings) as analyzer:
        document = analyzer.load(InputFile(EXAMPLE.name, EXAMPLE))
        plan = analyzer.plan(document)
        started = time.perf_counter()
        analysis = analyzer.analyze(document, plan)
        elapsed = time.perf_counter() - started
    if analysis.status != "complete" or analysis.usage.calls != 9:
        raise SystemExit(f"the run was {analysis.status} with {analysis.usage.calls} calls")
    return elapsed


if __name__ == "__main__":
    main()
