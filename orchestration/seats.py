"""Who reads a chunk, and how much text fits beside the longest task."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from docpanel.prompts.template import PromptTemplate

__all__ = ["Seat", "room_for", "usable", "window_for"]

SAFETY = 0.98
"""Share of the window that is used: providers add a few tokens that nobody documents."""


@dataclass(frozen=True, slots=True)
class Seat:
    """One who reads every chunk: a specialist, or one beside the panel.

    `overhead` are the tokens of a request but for the document's text.
    """

    template: PromptTemplate
    label: str
    overhead: int

    @property
    def largest(self) -> int:
        """Return what must fit beside the text: a repair turn shows the model its first answer too."""
        return self.overhead + 2 * self.template.max_output_tokens


def usable(window: int) -> int:
    """Return the tokens of a context window that we fill."""
    return int(window * SAFETY)


def room_for(window: int, seats: Sequence[Seat]) -> int:
    """Return the tokens of text that whoever has the longest task can still take."""
    return usable(window) - max(seat.largest for seat in seats)


def window_for(room: int, seats: Sequence[Seat]) -> int:
    """Return the context window in which that many tokens of text would fit."""
    return math.ceil((max(seat.largest for seat in seats) + room) / SAFETY)
