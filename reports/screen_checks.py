"""The middle of the terminal report: what contradicts itself, and who disagrees."""

from collections.abc import Iterable, Sequence

from docpanel.agents.analysis import Conflict, Position
from docpanel.reports.columns import cell_width, pad, wrap
from docpanel.reports.disagreement import between_specialists, outcome, within_document
from docpanel.reports.escaping import plain
from docpanel.reports.screen import CHIP_PAGES, INDENT, Screen
from docpanel.reports.wording import name_all, percent

__all__ = ["contradictions", "disagreements"]

SIDE_BY_SIDE = 72
"""From so many columns on, the two sides of a conflict stand beside each other."""


def contradictions(screen: Screen) -> list[str]:
    """Return where the document contradicts itself, the two places beside each other."""
    return _section(screen, "CONTRADICTIONS IN THE DOCUMENT", within_document(screen.analysis))


def disagreements(screen: Screen) -> list[str]:
    """Return where the readers differ, the two sides beside each other."""
    return _section(screen, "DISAGREEMENTS BETWEEN SPECIALISTS", between_specialists(screen.analysis))


def _section(screen: Screen, title: str, found: Iterable[Conflict]) -> list[str]:
    shown = list(found)[: screen.detail.conflicts]
    return screen.section(title, (line for item in shown for line in _conflict(screen, item)))


def _conflict(screen: Screen, conflict: Conflict) -> list[str]:
    if screen.detail.side_lines == 1 and conflict.kind == "document" and not conflict.resolution:
        line = _in_one_line(screen, conflict)
        if cell_width(line) <= screen.width:
            return [screen.ink.warning(line)]
    head = f"{plain(conflict.subject)} (severity {percent(conflict.severity)})"
    sides = conflict.positions
    lines = [screen.ink.warning(line) for line in screen.hang("", head, 2)]
    if len(sides) > 1 and screen.width >= SIDE_BY_SIDE:
        lines += _beside(screen, conflict, sides[:2])
        sides = sides[2:]
    for side in sides:
        lines += screen.hang(
            "  - ", _side(conflict, side), max(2, screen.detail.side_lines), tail=_page(screen, side)
        )
    end = outcome(conflict)
    # The leaner screens keep what decided the matter, and leave out what might.
    return lines + screen.hang("  ", end, 2) if conflict.resolution or screen.detail.items > 1 else lines


def _in_one_line(screen: Screen, conflict: Conflict) -> str:
    """Return `number of airplanes: 73 [p. 5] against 72 [p. 14]`."""
    sides = [
        f"{plain(side.value or side.claim)} {_page(screen, side)}".strip() for side in conflict.positions
    ]
    return f"{INDENT}{plain(conflict.subject)}: {' against '.join(sides)}"


def _beside(screen: Screen, conflict: Conflict, sides: Sequence[Position]) -> list[str]:
    gap = "  │  "
    half = (screen.width - 2 * len(INDENT) - len(gap)) // 2
    most = max(2, screen.detail.side_lines)
    columns = [wrap(_side(conflict, side), half, most, tail=_page(screen, side)) for side in sides]
    height = max(map(len, columns))
    first, second = ([*column, *[""] * (height - len(column))] for column in columns)
    return [
        (2 * INDENT + pad(one, half) + gap + two).rstrip() for one, two in zip(first, second, strict=True)
    ]


def _side(conflict: Conflict, position: Position) -> str:
    """Return what one side says, and who says it unless it is the document itself."""
    said = position.finding_ids if conflict.kind == "specialists" else ()
    who = sorted({id_.rpartition("-")[0] for id_ in said})
    speaker = f"{name_all(who)}: " if who else ""
    return f"{speaker}{plain(position.claim)}"


def _page(screen: Screen, position: Position) -> str:
    return screen.citations.chip_of(position.evidence, CHIP_PAGES)
