"""Exercise 2: specialists with remits of their own, and one more by writing a Markdown file.

Runs offline with the rule readers (no language model); with a key, add `--model gpt-4o-mini`.

    python examples/lesson/document_specialists.py [--model NAME] [FILE...]
"""

import argparse
import tempfile
from itertools import combinations
from pathlib import Path

from docpanel.agents.analysis import Analysis
from docpanel.agents.findings import SpecialistReport
from docpanel.documents.inputs import InputFile
from docpanel.orchestration.analyzer import Analyzer
from docpanel.orchestration.settings import Settings, resolve_settings

EXAMPLES = Path(__file__).parent.parent
DATES = """---
name: dates
title: Calendar keeper
description: dates, periods and deadlines that somebody has to keep
categories: [date, period]
expects: [when it takes effect]
---
Collect every date and period that binds somebody: what happens then, and who has to act.
"""


def read(settings: Settings, path: Path) -> Analysis:
    """Analyse one document."""
    with Analyzer(settings) as analyzer:
        return analyzer.analyze(analyzer.load(InputFile(path.name, path)))


def overlap(left: SpecialistReport, right: SpecialistReport) -> float:
    """Return the share of common findings (Jaccard of quoted span and category)."""
    places = [
        {(item.start, item.end, finding.category) for finding in report.findings for item in finding.evidence}
        for report in (left, right)
    ]
    union = places[0] | places[1]
    return len(places[0] & places[1]) / len(union) if union else 0.0


def main() -> None:
    """Show what each specialist sees in each document, how little they overlap, and a ninth one."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", default="offline")
    parser.add_argument("files", nargs="*", type=Path)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "dates.md").write_text(DATES, encoding="utf-8")
        settings = resolve_settings({"model": arguments.model, "prompts": Path(folder)}).settings
        for path in arguments.files or sorted(EXAMPLES.glob("*.pdf")):
            analysis = read(settings, path)
            print(f"{path.name}, read by {len(analysis.specialists)} specialists ({analysis.model})\n")
            for report in analysis.specialists:
                first = report.findings[0].claim if report.findings else "nothing in this remit"
                print(f"  {report.name:<11} {len(report.findings):>2} findings; first: {first[:100]}")
            worst = max(combinations(analysis.specialists, 2), key=lambda pair: overlap(*pair))
            print(f"\n  largest overlap: {overlap(*worst):.0%} ({worst[0].name} and {worst[1].name})\n")


if __name__ == "__main__":
    main()
