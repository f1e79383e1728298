"""What each specialist added, and what the panel added to one call that was asked everything at once."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from docpanel.agents.analysis import Analysis, Baseline, Contribution
from docpanel.reports.escaping import plain
from docpanel.reports.wording import dollars, panel, plural

__all__ = ["Compared", "baseline_line", "comparison", "contribution_lines"]


@dataclass(frozen=True, slots=True)
class Compared:
    """One row of the panel beside one call, in words that every format shows."""

    what: str
    call: str
    panel: str


def contribution_lines(contributions: Sequence[Contribution]) -> list[str]:
    """Return two lines: what only each of them found, and what became of it at what price."""
    if not any(item.verified for item in contributions):
        return []
    paid = sorted((item for item in contributions if item.usd), key=lambda item: -(item.usd or 0.0))
    alone = _ranked(contributions, lambda item: item.alone)
    facts = {
        "cited": _ranked(contributions, lambda item: item.cited),
        "in conflicts": _ranked(contributions, lambda item: item.conflicts),
        "spent": ", ".join(f"{plain(item.specialist)} {dollars(item.usd)}" for item in paid),
    }
    return [
        f"only they found: {alone}" if alone else "nobody found what nobody else had",
        *filter(None, [" · ".join(f"{what}: {who}" for what, who in facts.items() if who)]),
    ]


def baseline_line(analysis: Analysis, baseline: Baseline) -> str:
    """Return how one call alone compares with the panel: findings, points, money, seconds."""
    if baseline.error:
        return f"one call alone gave nothing to compare: {plain(baseline.error)}"
    findings = (
        f"one call alone: {plural(baseline.verified, 'verified finding')},"
        f" the panel {_panel_verified(analysis):,}"
    )
    points = (
        f"{plural(baseline.shared, 'point')} shared, {baseline.alone:,} only in the call,"
        f" {baseline.missed:,} only in the panel"
    )
    free = baseline.usd == 0 and baseline.panel_usd == 0
    money = "" if free else f"{dollars(baseline.usd)} against {dollars(baseline.panel_usd)}"
    call, whole = _seconds_of_both(analysis)
    seconds = f"{call:.1f} s against {whole:.1f} s"
    return "; ".join(filter(None, (findings, points, money, seconds)))


def comparison(analysis: Analysis) -> tuple[Compared, ...]:
    """Return the table of the panel beside one call; nothing where no call answered."""
    found = analysis.baseline
    if found is None or found.error:
        return ()
    call, whole = _seconds_of_both(analysis)
    return (
        Compared("Verified findings", f"{found.verified:,}", f"{_panel_verified(analysis):,}"),
        Compared("Points that both made", f"{found.shared:,}", f"{found.shared:,}"),
        Compared("Points that the other did not make", f"{found.alone:,}", f"{found.missed:,}"),
        Compared("Cost", dollars(found.usd), dollars(found.panel_usd)),
        Compared("Time", f"{call:.1f} s", f"{whole:.1f} s"),
    )


def _panel_verified(analysis: Analysis) -> int:
    """Return how many findings of the panel stand on verified quotations."""
    return sum(item.verified for report in panel(analysis) for item in report.findings)


def _seconds_of_both(analysis: Analysis) -> tuple[float, float]:
    """Return how long the one call took, and the panel with its synthesizer."""
    timings, names = analysis.timings, [report.name for report in panel(analysis)]
    return timings.specialists.get("baseline", 0.0), timings.one_after_the_other(names, "synthesizer")


def _ranked(contributions: Sequence[Contribution], count: Callable[[Contribution], int]) -> str:
    """Return `business 5, quality 2`, the most first; those with nothing are left out."""
    some = sorted((item for item in contributions if count(item)), key=lambda item: -count(item))
    return ", ".join(f"{plain(item.specialist)} {count(item)}" for item in some)
