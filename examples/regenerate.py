"""Write the reports that the documentation shows, from the example document and the offline readers.

python examples/regenerate.py
"""

import argparse
import re
import sys
import tempfile
from pathlib import Path

from docpanel.agents.analysis import Analysis
from docpanel.documents.document import Document
from docpanel.documents.inputs import InputFile
from docpanel.orchestration.analyzer import Analyzer
from docpanel.orchestration.settings import Settings
from docpanel.reports.registry import render

TREE = Path(__file__).parent.parent
DOCUMENT = "examples/faa-737max-proposed-rule-2020.pdf"
QUESTIONS = ("What does it cost an operator on average?",)
WIDTH = 100
SHOWN = re.compile(r"(?<=<!-- report -->\n).*?(?=<!-- /report -->)", re.DOTALL)


def main() -> None:
    """Analyse the example and write the README's excerpt and the whole report."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--into", type=Path, default=TREE, help="folder to write to, instead of this one")
    folder = parser.parse_args().into
    document, analysis = analyze()
    screen = render(analysis, "terminal", width=WIDTH).rstrip("\n")
    block = "\n".join(f"    {line}".rstrip() for line in screen.splitlines())
    readme = (TREE / "README.md").read_text(encoding="utf-8")
    write(folder / "README.md", SHOWN.sub(lambda _: f"\n{block}\n\n", readme))
    write(folder / "examples" / "faa-737max-report.md", render(analysis, "markdown"))
    write(folder / "examples" / "faa-737max-report.html", render(analysis, "html", document=document))


def analyze() -> tuple[Document, Analysis]:
    """Read the example without a model; the questions are what somebody who flies the airplane may ask."""
    with tempfile.TemporaryDirectory() as cache:
        settings = Settings(model="offline", cache_folder=Path(cache), ask=QUESTIONS)
        with Analyzer(settings) as analyzer:
            document = analyzer.load(InputFile(DOCUMENT, TREE / DOCUMENT))
            return document, analyzer.analyze(document)


def write(path: Path, text: str) -> None:
    """Write one file and say so."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    print(f"wrote {path}", file=sys.stderr)


if __name__ == "__main__":
    main()
