"""The run as a picture: how long each reader took, side by side, and what the whole waited for."""

from dataclasses import dataclass

from docpanel.agents.analysis import Analysis
from docpanel.reports.escaping import plain

__all__ = ["Bar", "Tick", "Timeline", "timeline"]

LABELS, SECONDS = 25.0, 10.0
"""Percent of the width for the names on the left and the seconds on the right."""

ROW = 22
"""Pixels from one bar to the next."""

LONGEST_NAME = 14
"""Characters of a name; more do not fit beside the bars of a phone."""

STEPS = (1, 2, 5, 10)
MOST_TICKS = 5

SYNTHESIZER = "synthesizer"
"""The name of the step that begins when the last specialist has ended."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One reader: `x` and `width` are percent of the picture, `y` pixels from its top."""

    name: str
    label: str
    seconds: float
    x: float
    y: int
    width: float
    critical: bool


@dataclass(frozen=True, slots=True)
class Tick:
    """A line of the grid."""

    x: float
    label: str


@dataclass(frozen=True, slots=True)
class Timeline:
    """The picture; `height` is in pixels, `wall_x` where the run ended."""

    bars: tuple[Bar, ...]
    ticks: tuple[Tick, ...]
    height: int
    wall_x: float
    words: str


def timeline(analysis: Analysis) -> Timeline | None:
    """Return the picture of a run, None where no time was taken."""
    timings = analysis.timings
    spent = {name: seconds for name, seconds in timings.specialists.items() if seconds > 0}
    if not spent:
        return None
    reading = max((seconds for name, seconds in spent.items() if name != SYNTHESIZER), default=0.0)
    whole = max(timings.wall_seconds, reading + spent.get(SYNTHESIZER, 0.0))
    scale = (100.0 - LABELS - SECONDS) / whole
    bars = []
    for row, (name, seconds) in enumerate(sorted(spent.items(), key=lambda item: item[0] == SYNTHESIZER)):
        start = reading if name == SYNTHESIZER else 0.0
        critical = any(step.rpartition(":")[2] == name for step in timings.critical_path)
        label = plain(name)
        short = label if len(label) <= LONGEST_NAME else f"{label[: LONGEST_NAME - 1]}…"
        x, width = round(LABELS + start * scale, 2), round(seconds * scale, 2)
        bars.append(Bar(label, short, seconds, x, row * ROW, width, critical))
    ticks = tuple(
        Tick(round(LABELS + at * scale, 2), _label(at)) for at in _ticks(whole) if at < whole - whole / 12
    )
    words = ", ".join(f"{bar.name} {bar.seconds:.1f} s" for bar in bars)
    wall_x = round(LABELS + timings.wall_seconds * scale, 2)
    return Timeline(tuple(bars), ticks, len(bars) * ROW, wall_x, words)


def _ticks(whole: float) -> list[float]:
    """Return round seconds from zero on, at most `MOST_TICKS` of them."""
    unit = 0.001
    while True:
        for step in STEPS:
            if whole / (unit * step) <= MOST_TICKS:
                return [unit * step * number for number in range(MOST_TICKS + 1)]
        unit *= 10


def _label(seconds: float) -> str:
    return f"{seconds:.3g} s"
