"""Take the pictures of the HTML report that the documentation shows, from the example document.

python examples/screenshots.py [--into FOLDER]

Needs Chromium on PATH and playwright (`pip install docpanel[dev]`). The pictures differ a little between
machines, with their fonts.
"""

import argparse
import os
import shutil
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, ViewportSize, sync_playwright

from docpanel.documents.inputs import InputFile
from docpanel.orchestration.analyzer import Analyzer
from docpanel.orchestration.settings import Settings
from docpanel.reports.registry import render

TREE = Path(__file__).parent.parent
DOCUMENT = "examples/faa-737max-proposed-rule-2020.pdf"
SIZES = {"1280": ViewportSize(width=1280, height=900), "390": ViewportSize(width=390, height=844)}


def main() -> None:
    """Analyse the example without a model and take its report in two sizes, light and dark."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--into", type=Path, default=TREE / "docs" / "images", help="folder of the pictures")
    folder = parser.parse_args().into
    folder.mkdir(parents=True, exist_ok=True)
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if chromium is None:
        sys.exit("there is no Chromium on PATH")
    with tempfile.TemporaryDirectory() as place, sync_playwright() as playwright:
        report = Path(place) / "report.html"
        report.write_text(report_of_the_example(Path(place)), encoding="utf-8")
        root = ["--no-sandbox"] if os.name == "posix" and os.geteuid() == 0 else []
        browser = playwright.chromium.launch(executable_path=chromium, args=root)
        for size in SIZES:
            for scheme in ("light", "dark"):
                dark = "-dark" if scheme == "dark" else ""
                take(browser, report, size, scheme, folder / f"report-{size}{dark}.png")
        take(browser, report, "390", "light", folder / "report-390-findings.png", click=False)
        browser.close()


def report_of_the_example(cache: Path) -> str:
    """Return the report that `analyze --model offline -o report.html` writes."""
    with Analyzer(Settings(model="offline", cache_folder=cache / "cache")) as analyzer:
        document = analyzer.load(InputFile(DOCUMENT, TREE / DOCUMENT))
        return render(analyzer.analyze(document), "html", document=document)


def take(browser: Browser, report: Path, size: str, scheme: str, target: Path, *, click: bool = True) -> None:
    """Save what a reader sees, by default after a click on the first key finding."""
    page = browser.new_page(
        viewport=SIZES[size],
        color_scheme="dark" if scheme == "dark" else "light",
        reduced_motion="reduce",
        device_scale_factor=1,
    )
    page.goto(report.as_uri())
    if click:
        page.locator(".keys > li").first.locator("h3").click()
        page.wait_for_function(
            """() => {
                const lit = document.querySelector("mark.on");
                return lit && lit.getBoundingClientRect().bottom < innerHeight;
            }"""
        )
    page.screenshot(path=target)
    page.close()
    print(f"wrote {target}", file=sys.stderr)


if __name__ == "__main__":
    main()
