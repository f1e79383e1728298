"""`terminal`: about one screen, the most important first; the same text without colour in a pipe."""

from docpanel.agents.analysis import Analysis
from docpanel.reports.citations import Citations
from docpanel.reports.ink import Ink
from docpanel.reports.renderer import DEFAULT_WIDTH, Layout, Renderer
from docpanel.reports.screen import LEVELS, Screen
from docpanel.reports.screen_checks import contradictions, disagreements
from docpanel.reports.screen_findings import answers, bottom_line, header, key_findings
from docpanel.reports.screen_notes import MARK, footer, notes
from docpanel.reports.screen_numbers import numbers

__all__ = ["RENDERER"]

SCREEN_LINES, NARROW_SCREEN_LINES = 48, 60
"""So many lines at most, if the leanest level allows it; below 80 columns everything wraps more."""

LINES_PER_ANSWER = 4
"""What somebody asked for may make the screen longer."""

NARROWEST, WIDEST = 40, 100
"""Longer lines are hard to read, shorter ones hold no table."""

SECTIONS = (
    header,
    bottom_line,
    answers,
    key_findings,
    numbers,
    contradictions,
    disagreements,
    notes,
    footer,
)


def _render(analysis: Analysis, layout: Layout) -> str:
    citations = Citations(analysis)
    width = min(max(layout.width, NARROWEST), WIDEST)
    limit = SCREEN_LINES if width >= DEFAULT_WIDTH else NARROW_SCREEN_LINES
    limit += LINES_PER_ANSWER * len(analysis.synthesis.answers)
    lines: list[str] = []
    for detail in LEVELS:
        screen = Screen(analysis, citations, width, Ink(layout.color), detail)
        lines = [line for section in SECTIONS for line in section(screen)]
        if len(lines) <= limit:
            break
    return "\n".join(lines) + "\n"


def _is_terminal_report(_head: str, tail: str) -> bool:
    last = tail.rstrip().rpartition("\n")[2]
    return MARK in last


RENDERER = Renderer(
    name="terminal", suffixes=(".txt", ".text"), render=_render, recognises=_is_terminal_report
)
