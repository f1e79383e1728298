"""`json`: one object, two spaces deep, in the shape that docs/report-schema.json publishes."""

from docpanel.agents.analysis import Analysis
from docpanel.reports.json_text import is_json_report, render_pretty
from docpanel.reports.renderer import Layout, Renderer

__all__ = ["RENDERER"]


def _render(analysis: Analysis, _layout: Layout) -> str:
    return render_pretty(analysis)


RENDERER = Renderer(
    name="json", suffixes=(".json",), render=_render, recognises=is_json_report, batch="jsonl"
)
