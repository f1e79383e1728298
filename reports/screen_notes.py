"""The end of the terminal report: what to do, what is missing, how far to trust it, what it took."""

from collections.abc import Iterable, Sequence

from docpanel.reports.audits import audit_line, mismatches
from docpanel.reports.columns import flow, wrap
from docpanel.reports.contributed import baseline_line, contribution_lines
from docpanel.reports.disagreement import between_specialists, within_document
from docpanel.reports.escaping import plain
from docpanel.reports.page_fates import coverage_sentences
from docpanel.reports.screen import Screen
from docpanel.reports.trust import main_reason, measures, withheld_line
from docpanel.reports.wording import (
    calls,
    cost,
    plural,
    quotations,
    tokens,
    troubles,
)

__all__ = ["MARK", "footer", "notes"]

MARK = "docpanel run "
"""Stands in the last line of every terminal report, by which we recognise our own files."""


def notes(screen: Screen) -> list[str]:
    """Return one label each for what to do, what is missing or failed, and how far to trust the rest."""
    analysis, synthesis, limit = screen.analysis, screen.analysis.synthesis, screen.detail.items
    todo = synthesis.recommendations[: screen.detail.todo]
    chips = [screen.chip(sentence.finding_ids) for sentence in todo]
    lines = [
        *screen.note("NEXT", (plain(sentence.text) for sentence in todo), tails=chips),
        *screen.note("MISSING", _missing(synthesis.not_found), limit),
        *screen.note("QUESTIONS", map(plain, synthesis.questions[: screen.detail.todo])),
        *screen.note("FAILED", troubles(analysis), 2, paint=screen.ink.bad),
        *screen.note("WARNINGS", map(plain, analysis.warnings[:limit])),
        *screen.note("TRUST", _trust(screen), 2 if screen.detail.gaps else 1),
        *_audit(screen),
        *screen.note("COVERAGE", coverage_sentences(analysis)),
        *screen.note("WITHHELD", filter(None, [withheld_line(synthesis.withheld)])),
        *_panel(screen),
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


def _missing(items: Sequence[str]) -> list[str]:
    return [f"expected, but not found: {' · '.join(map(plain, items))}"] if items else []


def _trust(screen: Screen) -> list[str]:
    """Return the three measures and the main reason; they mean nothing where nothing was found."""
    quality = screen.analysis.quality
    numbers = ", ".join(f"{name} {value}" for name, value in measures(quality).items())
    reason = main_reason(quality)
    line = f"{numbers}; {reason}" if reason else numbers
    return [line] if screen.analysis.findings() else []


def _audit(screen: Screen) -> list[str]:
    """Return what was checked without a model, and what came out otherwise than it is printed."""
    wrong = mismatches(screen.analysis)[: screen.detail.conflicts]
    return [
        *screen.note("AUDIT", filter(None, [audit_line(screen.analysis)]), 2),
        *screen.note(
            "",
            (plain(item.claim) for item in wrong),
            tails=[screen.chip([item.id]) for item in wrong],
            paint=screen.ink.warning,
        ),
    ]


def _panel(screen: Screen) -> list[str]:
    """Return what each specialist added, and what the panel adds to one call."""
    analysis, limit = screen.analysis, screen.detail.panel_lines
    baseline = analysis.baseline
    return [
        *screen.note("PANEL", contribution_lines(analysis.contributions)[:limit], limit),
        *screen.note("BASELINE", [baseline_line(analysis, baseline)] if baseline else [], 2),
    ]


def _more(screen: Screen) -> list[str]:
    """Say what did not fit: nothing is left out silently."""
    analysis, synthesis, detail = screen.analysis, screen.analysis.synthesis, screen.detail
    listed = (
        (synthesis.questions, detail.todo),
        (synthesis.recommendations, detail.todo),
        (analysis.warnings, detail.items),
    )
    hidden = (
        (len(synthesis.answers) - detail.answers, "answer"),
        (len(synthesis.key_findings) - detail.findings, "finding"),
        (len(synthesis.numbers) - detail.numbers, "number"),
        (len(mismatches(analysis)) - detail.conflicts, "failed check"),
        (len(within_document(analysis)) - detail.conflicts, "contradiction"),
        (len(between_specialists(analysis)) - detail.conflicts, "disagreement"),
        (sum(max(0, len(items) - shown) for items, shown in listed), "note"),
    )
    counts = [plural(count, what) for count, what in hidden if count > 0]
    return wrap(f"More with --format markdown: {', '.join(counts)}", screen.width) if counts else []
