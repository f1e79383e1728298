"""`markdown`: the full report; nothing of the analysis is left out or shortened."""

import re

from docpanel.agents.analysis import Analysis
from docpanel.reports.citations import Citations
from docpanel.reports.markdown_appendix import (
    coverage,
    marker,
    quality,
    run,
    sources,
    specialists,
    warnings,
    withheld,
)
from docpanel.reports.markdown_findings import (
    answers,
    bottom_line,
    conflicts,
    header,
    key_findings,
    not_found,
    numbers,
    questions,
)
from docpanel.reports.renderer import Layout, Renderer

__all__ = ["RENDERER"]

SECTIONS = (
    header,
    bottom_line,
    answers,
    key_findings,
    numbers,
    conflicts,
    not_found,
    questions,
    warnings,
    quality,
    specialists,
    coverage,
    withheld,
    sources,
    run,
)

MARKER = re.compile(r"<!-- docpanel report [\w.:-]* -->\s*\Z")


def _render(analysis: Analysis, _layout: Layout) -> str:
    citations = Citations(analysis)
    blocks = [block for section in SECTIONS if (block := section(citations))]
    return "\n\n".join([*blocks, marker(analysis.run_id)]) + "\n"


def _is_markdown_report(_head: str, tail: str) -> bool:
    return MARKER.search(tail) is not None


RENDERER = Renderer(
    name="markdown", suffixes=(".md", ".markdown"), render=_render, recognises=_is_markdown_report
)
