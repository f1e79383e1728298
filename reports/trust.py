"""How far an analysis can be trusted: its measures, what weighs most on them, what was held back."""

import re
from collections import Counter
from collections.abc import Sequence

from docpanel.agents.analysis import Quality, Withheld
from docpanel.reports.escaping import plain
from docpanel.reports.wording import percent, plural

__all__ = ["MEASURES", "main_reason", "measures", "withheld_line"]

MEASURES = ("confidence", "consistency", "completeness")
"""The numbers of `Quality`, with whose names its reasons begin."""

SHARE = re.compile(r"(\d+) of (\d+)([^,;]*)")
ALL_WELL = re.compile(r"\b(?:no|every|all)\b")
NO_SHARE = 0.99
"""A reason without a share, as in `1 conflict within the document`: it says more than `8 of 8` does."""


def measures(quality: Quality) -> dict[str, str]:
    """Return each measure's name and its value, as in `86%`."""
    return {name: percent(getattr(quality, name)) for name in MEASURES}


def main_reason(quality: Quality) -> str:
    """Return what weighs most on the lowest measure: of its reasons, that with the smallest share."""
    lowest = min(MEASURES, key=lambda name: float(getattr(quality, name)))
    reasons = [plain(reason) for reason in quality.reasons]
    own = [reason for reason in reasons if reason.casefold().startswith(lowest)]
    return min(own or reasons, key=_share, default="")


def withheld_line(withheld: Sequence[Withheld]) -> str:
    """Return how many sentences did not reach the body, with the commonest reason."""
    if not withheld:
        return ""
    reason, count = Counter(plain(item.reason) for item in withheld).most_common(1)[0]
    often = ", most often" if count > 1 else ", one of them"
    sentences = plural(len(withheld), "sentence") + ("" if count == len(withheld) else often)
    return f"{sentences}: {reason}"


def _share(reason: str) -> float:
    """Return the share that a reason states, as in `0 of 64 points`; one that all is well comes last."""
    if found := SHARE.search(reason):
        part, whole, of_what = found.groups()
        share = int(part) / max(1, int(whole))
        return 1 - share if "not" in of_what.split() else share
    return 1.0 if ALL_WELL.search(reason) else NO_SHARE
