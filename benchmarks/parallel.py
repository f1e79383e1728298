"""Sequential against parallel: the full panel at 500 ms a call, over the real transport.

    python benchmarks/parallel.py [--runs 5]

Both sides run in this process, in turn, against the same server on loopback, the cache off, the
document parsed and the libraries loaded. The panel is timed from its first call to its last finding:
eight calls, of which the physical limit is one. The whole run has the synthesizer behind them, which must
wait for all: nine calls against two, so that no run can be more than 4.5 times as fast.
"""

import argparse
import statistics
import sys
import time
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))

from loopback import LoopbackServer  # the server of the tests, once its folder is known

from docpanel.documents.inputs import InputFile
from docpanel.orchestration.analyzer import Analyzer
from docpanel.orchestration.events import RunEvent
from docpanel.orchestration.settings import Settings

LATENCY_SECONDS = 0.5
SPECIALISTS = 8
TARGET = 5.0
EXAMPLE = Path(__file__).parent.parent / "examples" / "faa-737max-proposed-rule-2020.pdf"


@dataclass(frozen=True)
class Run:
    """Seconds of the eight specialists, and of everything."""

    panel: float
    whole: float


def main() -> None:
    """Run both sides in turn and print medians with their spread."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=5)
    count = parser.parse_args().runs
    runs: dict[int, list[Run]] = {1: [], 16: []}
    with LoopbackServer(latency_seconds=LATENCY_SECONDS) as server:
        for turn in range(count + 1):
            for max_workers, taken in runs.items():
                run = timed(server.base_url, max_workers)
                if turn:  # the first turn loads the libraries
                    taken.append(run)
    panel = compare("panel", {key: [run.panel for run in taken] for key, taken in runs.items()}, limit=1)
    compare("whole run", {key: [run.whole for run in taken] for key, taken in runs.items()}, limit=2)
    print(f"asked: the panel at least {TARGET} x")
    if panel < TARGET:
        raise SystemExit(1)


def compare(title: str, seconds: dict[int, list[float]], *, limit: int) -> float:
    """Print one comparison and return how many times as fast the parallel side is."""
    print(title)
    for max_workers, taken in seconds.items():
        spread = f"{min(taken):.2f} to {max(taken):.2f}, {len(taken)} runs"
        print(f"  --max-workers {max_workers:<3} median {statistics.median(taken):.2f} s  ({spread})")
    sequential, parallel = (statistics.median(taken) for taken in seconds.values())
    floor = limit * LATENCY_SECONDS
    print(
        f"  speed-up {sequential / parallel:.2f} x; {parallel / floor:.2f} x the physical limit of {floor} s"
    )
    return sequential / parallel


def timed(base_url: str, max_workers: int) -> Run:
    """Analyse the example on fresh connections."""
    settings = Settings(base_url=base_url, max_workers=max_workers, cache="off")
    events: list[RunEvent] = []
    with Analyzer(settings, subscriber=events.append) as analyzer:
        document = analyzer.load(InputFile(EXAMPLE.name, EXAMPLE))
        plan = analyzer.plan(document)
        started = time.monotonic()
        analysis = analyzer.analyze(document, plan)
        whole = time.monotonic() - started
    if analysis.status != "complete" or analysis.usage.calls != SPECIALISTS + 1:
        raise SystemExit(f"the run was {analysis.status} with {analysis.usage.calls} calls")
    read = [event.at for event in events if event.kind == "finished" and event.path != "synthesizer"]
    return Run(panel=max(read) - started, whole=whole)


if __name__ == "__main__":
    main()
