"""The lower half of the terminal report: conflicts, gaps, failures, coverage, and what it took."""

from collections.abc import Iterable, Sequence

from docpanel.agents.analysis import Conflict, Position
from docpanel.reports.citations import page_chip, page_ranges
from docpanel.reports.columns import flow, pad, wrap
from docpanel.reports.escaping import plain
from docpanel.reports.screen import CHIP_PAGES, INDENT, Screen
from docpanel.reports.wording import calls, cost, name_all, percent, plural, quotations, tokens, troubles

__all__ = ["MARK", "conflicts", "footer", "notes"]

MARK = "docpanel run "
"""Stands in the last line of every terminal report, by which we recognise our own files."""

SIDE_BY_SIDE = 72
"""From so many columns on, the two sides of a conflict stand beside each other."""

KINDS = {"document": "in the document", "specialists": "between specialists"}


def conflicts(screen: Screen) -> list[str]:
    """Return what cannot both hold, its two sides beside each other."""
    found = screen.analysis.synthesis.conflicts[: screen.detail.conflicts]
    return screen.section("CONFLICTS", (line for item in found for line in _conflict(screen, item)))


def notes(screen: Screen) -> list[str]:
    """Return what to do, what is missing, what failed, how far to trust it: one label each."""
    synthesis, limit = screen.analysis.synthesis, screen.detail.items
    todo = synthesis.recommendations[:limit]
    chips = [screen.chip(sentence.finding_ids) for sentence in todo]
    lines = [
        *screen.note("NEXT", (plain(sentence.text) for sentence in todo), tails=chips),
        *screen.note("MISSING", _missing(synthesis.not_found), limit),
        *screen.note("QUESTIONS", map(plain, synthesis.questions[:limit])),
        *screen.note("FAILED", troubles(screen.analysis), 2),
        *screen.note("WARNINGS", map(plain, screen.analysis.warnings[:limit])),
        *screen.note("TRUST", _trust(screen)),
        *screen.note("COVERAGE", _coverage(screen)),
    ]
    return ["", *lines] if lines else []


def footer(screen: Screen) -> Iterable[str]:
    """Return what it took, what is not shown here, and the run."""
    analysis = screen.analysis
    facts = [
        cost(analysis),
        calls(analysis),
        tokens(analysis),
        f"{analysis.timings.wall_seconds:.1f} s",
        quotations(screen.citations),
        MARK + plain(analysis.run_id),
    ]
    lines = [*_more(screen), *flow(facts, screen.width)]
    return map(screen.ink.quiet, ["─" * screen.width, *lines])


def _conflict(screen: Screen, conflict: Conflict) -> list[str]:
    head = f"{plain(conflict.subject)} ({KINDS[conflict.kind]}, severity {percent(conflict.severity)})"
    sides = conflict.positions
    lines = [screen.ink.warning(line) for line in screen.hang("", head, 2)]
    if len(sides) > 1 and screen.width >= SIDE_BY_SIDE:
        lines += _beside(sides[0], sides[1], screen.width - 2 * len(INDENT))
        sides = sides[2:]
    lines += [line for side in sides for line in screen.hang("  - ", _side(side), 3, tail=_page(side))]
    if conflict.resolution:
        return lines + screen.hang("  ", f"resolved: {plain(conflict.resolution)}", 2)
    if conflict.would_settle and screen.detail.items > 1:
        return lines + screen.hang("  ", f"would settle it: {plain(conflict.would_settle)}", 2)
    return lines


def _beside(left: Position, right: Position, width: int) -> list[str]:
    gap = "  │  "
    half = (width - len(gap)) // 2
    columns = [wrap(_side(side), half, 3, tail=_page(side)) for side in (left, right)]
    height = max(map(len, columns))
    first, second = ([*column, *[""] * (height - len(column))] for column in columns)
    return [
        (2 * INDENT + pad(one, half) + gap + two).rstrip() for one, two in zip(first, second, strict=True)
    ]


def _side(position: Position) -> str:
    who = sorted({id_.rpartition("-")[0] for id_ in position.finding_ids})
    speaker = f"{name_all(who)}: " if who else ""
    return f"{speaker}{plain(position.claim)}"


def _page(position: Position) -> str:
    pages = {item.page for item in position.evidence if item.verified and item.page is not None}
    if pages:
        return page_chip(sorted(pages), CHIP_PAGES)
    return "[unverified]" if not any(item.verified for item in position.evidence) else ""


def _missing(items: Sequence[str]) -> list[str]:
    return [f"expected, but not found: {' · '.join(map(plain, items))}"] if items else []


def _trust(screen: Screen) -> list[str]:
    """Return the three measures, which mean nothing where nothing was found."""
    quality = screen.analysis.quality
    parts = (
        f"confidence {percent(quality.confidence)}",
        f"readers agree {percent(quality.consistency)}",
        f"read {percent(quality.completeness)}",
    )
    return [", ".join(parts)] if screen.citations.by_id else []


def _coverage(screen: Screen) -> list[str]:
    coverage = screen.analysis.coverage
    blank = [page.page for page in coverage if not page.has_text]
    unsent = [page.page for page in coverage if page.has_text and not page.sent]
    read = [page for page in coverage if page.has_text and page.sent] if screen.citations.by_id else []
    uncited = [page.page for page in read if not page.cited_by]
    notes = (
        ("without text, so nobody read them", blank),
        ("not sent", unsent),
        ("read, but cited by nobody", uncited),
    )
    return [f"{plural(len(pages), 'page')} {what}: {page_ranges(pages)}" for what, pages in notes if pages]


def _more(screen: Screen) -> list[str]:
    """Say what did not fit: nothing is left out silently."""
    synthesis, detail = screen.analysis.synthesis, screen.detail
    listed = (synthesis.questions, synthesis.recommendations, screen.analysis.warnings)
    hidden = (
        (len(synthesis.key_findings) - detail.findings, "finding"),
        (len(synthesis.numbers) - detail.numbers, "number"),
        (len(synthesis.conflicts) - detail.conflicts, "conflict"),
        (sum(max(0, len(items) - detail.items) for items in listed), "note"),
    )
    counts = [plural(count, what) for count, what in hidden if count > 0]
    return wrap(f"More with --format markdown: {', '.join(counts)}", screen.width) if counts else []
