"""Exercise 1: several agents read one document at the same time, and nothing is lost.

Runs offline: the mock provider answers after half a second, as a language model would.

    python examples/lesson/threaded_agents.py [FILE...]
"""

import sys
import tempfile
import time
from pathlib import Path

from docpanel.agents.analysis import Analysis
from docpanel.documents.inputs import InputFile
from docpanel.orchestration.analyzer import Analyzer
from docpanel.orchestration.events import RunEvent
from docpanel.orchestration.settings import Settings

EXAMPLES = Path(__file__).parent.parent


def read(path: Path, *, max_workers: int) -> tuple[Analysis, float, list[RunEvent]]:
    """Read one document with the quick panel (sentiment, keywords, summary, quality); time it."""
    events: list[RunEvent] = []
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(
            model="mock",
            panel="quick",
            max_workers=max_workers,
            mock_latency_seconds=0.5,
            cache_folder=Path(folder),
        )
        with Analyzer(settings, subscriber=events.append) as analyzer:
            document = analyzer.load(InputFile(path.name, path))
            plan = analyzer.plan(document)
            started = time.monotonic()
            analysis = analyzer.analyze(document, plan)
            return analysis, time.monotonic() - started, events


def main(paths: list[Path]) -> None:
    """Read every document one agent after the other, then all agents at once, and compare."""
    for path in paths:
        sequential, slow, _ = read(path, max_workers=1)
        parallel, fast, events = read(path, max_workers=4)
        print(f"{path.name}: {len(parallel.specialists)} agents")
        for event in events:
            if event.kind in {"started", "finished"}:
                print(f"  {event.at - events[0].at:5.2f} s  {event.path:<12} {event.kind}")
        same = sequential.specialists == parallel.specialists
        print(f"  one after the other {slow:.2f} s, together {fast:.2f} s: {slow / fast:.1f} times as fast")
        print(f"  the results are {'the same' if same else 'DIFFERENT'}\n")
        if not same:
            raise SystemExit(1)


if __name__ == "__main__":
    main([Path(name) for name in sys.argv[1:]] or sorted(EXAMPLES.glob("*.pdf")))
