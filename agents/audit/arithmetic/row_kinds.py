"""What rows and columns count, by their names: stocks, overlaps, things counted once, net changes."""

import re

__all__ = ["counts_once", "is_net_change", "is_overlap", "is_period", "is_stock", "lets_repeat"]

PERIOD = re.compile(
    r"\b(?:q[1-4]|[1-4]q|h[12]|quarter|quartal|week|woche|month|monat|day|tag|jan|feb|mar|mär|apr|may|mai|jun|"
    r"jul|aug|sep|oct|okt|nov|dec|dez|january|february|march|april|june|july|august|september|october|"
    r"november|december|(?:19|20)\d{2}(?:[/-]\d{2,4})?)\b",
    re.IGNORECASE,
)
STOCK = re.compile(
    r"\b(?:opening|closing|balances?|head-?counts?|inventor(?:y|ies)|population|outstanding|ftes?|employees|"
    r"members|on hand|in stock|cash and cash equivalents|cash (?:at|on)|prices?|rates?|averages?|ratios?|"
    r"(?:year|period|quarter|month)[- ]end|(?:end|beginning|start) of|at end|at beginning|"
    r"\w*bestand|anfangsstand|endstand|saldo|mitarbeiter|einwohner|kurs|preis|quote)\b|%",
    re.IGNORECASE,
)
FLOW = re.compile(
    r"\b(?:changes?|increases?|decreases?|movements?|additions?|new|joined|left|hired|paid|cost of|"
    r"costs?|expenses?|transfers?|veränderung|zugang|abgang)\b",
    re.IGNORECASE,
)
"""Words by which a name speaks of what moved, as `change in inventory`, and not of what is there."""

OVERLAP = re.compile(
    r"^[\s–—•*-]*(?:(?:of|in) )?(?:both|and/or|overlap(?:s|ping)?|(?:counted|listed) (?:twice|in both)|"
    r"double[- ]count(?:s|ed|ing)?|in common|beide|beides|doppelt gezählt)\b|\bboth$|\bof both\b",
    re.IGNORECASE,
)
ONCE = re.compile(
    r"\b(?:any|at least (?:one|1)|one or more|(?:1|one) or more|distinct|unique|(?:un|de)-?duplicated|"
    r"counted once|without double[- ]counting|mindestens eine?[mnrs]?|irgendeine?[mnrs]?)\b|≥\s?1\b",
    re.IGNORECASE,
)
REPEATED = re.compile(
    r"\b(?:multiple|several) (?:answers?|responses?|selections?|mentions|choices)\b|"
    r"\bmore than one (?:answer|response|category|group|event|option|choice)\b|"
    r"\bMehrfach(?:nennung|antwort)(?:en)?\b",
    re.IGNORECASE,
)
NET_CHANGE = re.compile(
    r"net (?:change|increase|decrease|movement|cash flows?|"
    r"cash (?:provided|used|generated|from|inflow|outflow))\b|"
    r"net \(?(?:increase|decrease)\)?\s?/\s?\(?(?:increase|decrease)\)?|nettoveränderung\b",
    re.IGNORECASE,
)


def is_period(name: str) -> bool:
    """Say whether a column is named for a period, as `Q1` or `2019`."""
    return PERIOD.search(name) is not None


def is_stock(label: str) -> bool:
    """Say whether a row tells what is there at a time, which no sum over periods gives."""
    return STOCK.search(label) is not None and FLOW.search(label) is None


def is_overlap(label: str) -> bool:
    """Say whether a row counts again what two others hold, as `both` does."""
    return OVERLAP.search(label) is not None


def counts_once(label: str) -> bool:
    """Say whether a total counts a thing once that stands in several rows."""
    return ONCE.search(label) is not None


def lets_repeat(text: str) -> bool:
    """Say whether a table's own words let one thing stand in several rows."""
    return REPEATED.search(text) is not None


def is_net_change(label: str) -> bool:
    """Say whether a row nets the flows above it."""
    return NET_CHANGE.match(label.strip(" *_:–—-")) is not None
