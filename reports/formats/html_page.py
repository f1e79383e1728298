"""`html`: one self-contained file, the findings on the left and the document's text on the right."""

import re

from docpanel.agents.analysis import Analysis
from docpanel.reports.renderer import Layout, Renderer

__all__ = ["RENDERER"]

MARKER = re.compile(r"<!-- docpanel html report [\w.:-]* -->\s*\Z", re.ASCII)


def _render(analysis: Analysis, layout: Layout) -> str:
    from docpanel.reports.page.build import render_page  # noqa: PLC0415  # jinja2 is heavy

    return render_page(analysis, layout.document)


def _is_html_report(_head: str, tail: str) -> bool:
    return MARKER.search(tail) is not None


RENDERER = Renderer(
    name="html", suffixes=(".html", ".htm"), render=_render, recognises=_is_html_report, alone=True
)
