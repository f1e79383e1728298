"""`markdown`: the full report; nothing of the analysis is left out or shortened."""

import re

from docpanel.agents.analysis import Analysis
from docpanel.reports.citations import Citations
from docpanel.reports.markdown_appendix import coverage, quality, specialists, warnings, withheld
from docpanel.reports.markdown_checks import audit, contradictions, disagreements, numbers
from docpanel.reports.markdown_findings import (
    answers,
    bottom_line,
    header,
    key_findings,
    not_found,
    questions,
)
from docpanel.reports.markdown_run import baseline, contributions, marker, run, sources
from docpanel.reports.renderer import Layout, Renderer

__all__ = ["RENDERER"]

SECTIONS = (
    header,
    bottom_line,
    answers,
    key_findings,
    numbers,
    audit,
    contradictions,
    disagreements,
    not_found,
    questions,
    warnings,
    quality,
    coverage,
    specialists,
    contributions,
    baseline,
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
