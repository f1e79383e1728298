"""What a synthesis may count by itself: parts of the report, and things that its findings speak of."""

import re

from docpanel.agents.grounding.wording import REPORT_WORDS, languages

__all__ = ["counts_parts"]

_COUNTED = """
risk issue reason factor concern problem strength weakness obligation area thing aspect change theme topic
driver figure date number recommendation step action option way case matter gap lesson result measure item
cause consequence benefit drawback difference weaknesse
"""
MADE_BY_COUNTING = frozenset(_COUNTED.split())
"""What a synthesis makes by putting findings side by side. Read, not tuned."""

AHEAD = re.compile(r"(?:[\s-]+[^\W\d_]+(?:['’][^\W\d_]+)?){1,4}")
WORD = re.compile(r"[^\W\d_]+")
STEM = 5


def counts_parts(text: str, end: int, ground: str) -> bool:
    """Say whether the figure that ends at `end` counts parts of the report, or what the ground names.

    The words behind it are read as far as a noun may stand: `two rather serious points`. Only English is
    known well enough to object.
    """
    if "en" not in languages(text):
        return True
    found = AHEAD.match(text, end)
    if found is None:
        return False
    words = [word.casefold() for word in WORD.findall(found[0])]
    own = REPORT_WORDS | MADE_BY_COUNTING
    if words[0] == "together" or any(word in own or word.removesuffix("s") in own for word in words):
        return True
    return words[0][:STEM] in {word[:STEM] for word in WORD.findall(ground.casefold())}
