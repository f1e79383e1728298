"""`csv`: one row a finding, for a spreadsheet."""

from docpanel.agents.analysis import Analysis
from docpanel.reports.findings_table import is_findings_table, render_table
from docpanel.reports.renderer import Layout, Renderer

__all__ = ["RENDERER"]


def _render(analysis: Analysis, _layout: Layout) -> str:
    return render_table(analysis)


RENDERER = Renderer(
    name="csv", suffixes=(".csv",), render=_render, recognises=is_findings_table, header_lines=1
)
