"""What is wrong in a template file: where it stands, and the word that was probably meant."""

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches

__all__ = ["Problem", "did_you_mean"]


@dataclass(frozen=True, slots=True)
class Problem:
    """One error of one file; `line` counts from 1 and is None where the whole file is meant."""

    source: str
    message: str
    line: int | None = None

    def __str__(self) -> str:
        """Return `file:line: message`, which editors can jump to."""
        place = self.source if self.line is None else f"{self.source}:{self.line}"
        return f"{place}: {self.message}"


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Return `; did you mean "…"? (known: …)` with the nearest known word, if one is near."""
    words = sorted(known)
    nearest = get_close_matches(word, words, n=1, cutoff=0.6)
    guess = f'; did you mean "{nearest[0]}"?' if nearest else ""
    return f"{guess} (known: {', '.join(words) or 'none'})"
