"""`jsonl`: one object a line, for several documents in one file or pipe."""

from docpanel.agents.analysis import Analysis
from docpanel.reports.json_text import is_json_report, render_line
from docpanel.reports.renderer import Layout, Renderer

__all__ = ["RENDERER"]


def _render(analysis: Analysis, _layout: Layout) -> str:
    return render_line(analysis)


RENDERER = Renderer(name="jsonl", suffixes=(".jsonl", ".ndjson"), render=_render, recognises=is_json_report)
