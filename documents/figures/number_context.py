"""What stands around a figure: is it a label rather than an amount, and is it meant exactly?"""

import re

__all__ = ["AFTER", "BEFORE", "is_approximate", "is_bound", "is_identifier", "is_label", "masked"]

BEFORE = 48
"""Characters before a figure that are looked at."""

AFTER = 24
"""Characters behind a figure that are looked at."""

LABEL = 16
WORDS = 32

MONTH = (
    r"(?:Jan(?:uary|uar|\.)?|Feb(?:ruary|ruar|\.)?|Mar(?:ch|\.)?|März|Apr(?:il|\.)?|May|Mai|June?|Juni|"
    r"July?|Juli|"
    r"Aug(?:ust|\.)?|Sep(?:tember|t\.|t|\.)?|Oct(?:ober|\.)?|Oktober|Nov(?:ember|\.)?|Dec(?:ember|\.)?|"
    r"Dezember|"
    r"janvier|février|mars|avril|juin|juillet|août|septembre|octobre|novembre|décembre|"
    r"enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre)"
)
MASKED = re.compile(
    # The two look-aheads are there for speed: few characters can begin what is looked for.
    rf"\b(?=[JFMASONDjfmasondhw])(?:{MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?\b(?!\s?%)"
    r"(?=,?\s+\d{4}\b|[^\d.]|\.\D|\.?$)|(?:https?://|www\.|doi:)\S{1,300})"
    r"|(?=[0-9+( \t])(?:"
    rf"\b\d{{1,2}}(?:st|nd|rd|th|\.)?\s+(?:of\s+|de\s+)?{MONTH}(?!\w)"
    r"|\b\d{4}-\d{2}-\d{2}\b|\b\d{1,2}[./]\d{1,2}[./](?:\d{4}|\d{2})(?![\d./])"
    r"|\b\d{1,2}:\d{2}(?::\d{2})?\b"
    r"|\+\d[\d ()/-]{6,20}\d"
    r"|(?<![\w-])\d{2,5}(?:[-./ ]\d{2,5}){0,3}-\d{2,8}(?:-\d{2,8})+\b"
    r"|(?<![\d-])\(\d{3}\) ?\d{3}-\d{4}\b"
    r"|^[ \t]*(?:\(?\d{1,3}[.)][ \t]+(?=[^\W\d_(“\"])"
    r"|\(?\d{1,2}(?:\.\d{1,2}){1,4}\.?\)?[ \t]+(?!Mio|Mrd|Mill|Proz|Euro|Tsd)(?=[A-ZÄÖÜ“\"]))"
    r"|\b\d{1,3}(?:\.\d{1,3}){2,}(?![\d.,])"
    r"|\b\d+(?:st|nd|rd|th)\b)",
    re.MULTILINE,
)
LABELS_TEXT = """
    section sections sec secs § §§ no nos nr number numbers fig figs figure figures table tables tab
    page pages
    p pp paragraph paragraphs para paras article articles art part parts chapter chapters ch cfr fr usc
    u.s.c u.s
    rev revision version ver v step item items note notes footnote footnotes appendix annex exhibit
    volume vol
    issue clause clauses rule schedule form line lines row column question room suite flight docket class
    phase
    type model stage level tier group zone box chart slide abs absatz artikel seite seiten abschnitt kapitel
    tabelle abbildung ziffer nummer iso ad amendment order id ref highway route boeing airbus
"""
LABELS = frozenset(LABELS_TEXT.split())
CITED_AFTER = re.compile(r"\s(?:CFR|FR|U\.S\.C\.|USC|F\.\dd|U\.S\.\s\d)\b")
LEAD_IN = r"\s?(?:(?:a|an|the|just|approximately|about) )?(?:[A-Z]{0,3}[$€£¥] ?|[A-Z]{3} )?$"
ROUGH = (
    r"(?:\b(?:about|approximately|approx\.?|around|roughly|nearly|almost|some|circa|ca\.|c\.|"
    r"estimated(?: at)?|"
    r"close to|just|rund|etwa|ungefähr|zirka|knapp|fast|gut|environ|près de|unos|alrededor de|casi)|[~≈])"
)
BOUND = (
    r"(?:\b(?:well|slightly|a little|more than|less than|fewer than|greater than|over|under|above|below|"
    r"exceeding|up to|at least|at most|at minimum|no more than|not more than|no fewer than|not less than|"
    r"a minimum of|a maximum of|maximum|minimum|between|bis zu|mindestens|höchstens|über|unter|mehr als|"
    r"weniger als|zwischen|plus de|moins de|jusqu'à|más de|menos de|hasta)|[<>≤≥±])"
)
HINTS_TEXT = """
    about approximately approx approx. around roughly nearly almost some circa ca. c. estimated close
    just rund etwa
    ungefähr zirka knapp fast gut environ près unos alrededor casi well slightly little than over under
    above below
    exceeding up least most minimum maximum between bis mindestens höchstens über unter als zwischen plus
    de moins
    jusqu'à más menos hasta (about (approximately (approx. (around (roughly (ca. (some (nearly (over
    (up
"""
HINTS = frozenset(HINTS_TEXT.split())
"""Words without one of which nothing is approximate: looked up first, for speed."""

HINT_SIGNS = re.compile(r"[~≈<>≤≥±]")
APPROXIMATE = re.compile(rf"(?:{ROUGH}|{BOUND}){LEAD_IN}", re.IGNORECASE)
ROUGH_BEFORE = re.compile(ROUGH + LEAD_IN, re.IGNORECASE)
APPROXIMATE_AFTER = re.compile(r"\s?\+|\s(?:or (?:more|less|so)|approximately|at least)\b", re.IGNORECASE)
TOUCHING_BEFORE = re.compile(r"[\w/#@&=\\^.](?<![\s(])$|[^\W\d_][-–]$")
HYPHENED = re.compile(r"[-–][A-Z]{2}|[_/]\d|[_#@=\\]")


def masked(text: str) -> list[tuple[int, int]]:
    """Return the places of dates, times, telephone numbers, addresses and ordinals, in order."""
    return [match.span() for match in MASKED.finditer(text)]


def is_identifier(before: str, after: str) -> bool:
    """Say whether digits hang on something else, as in `A320`, `FAA-2020` or `ISO/9001`."""
    return TOUCHING_BEFORE.search(before[-2:]) is not None or HYPHENED.match(after) is not None


def is_label(before: str, after: str) -> bool:
    """Say whether a figure counts nothing but names a section, a page, a rule."""
    words = before[-LABEL:].rstrip(" \u00a0\n(#").rsplit(None, 1)
    word = words[-1].lstrip('([“"').rstrip(".").lower() if words else ""
    return word in LABELS or before.endswith(("§", "#")) or CITED_AFTER.match(after) is not None


def is_approximate(before: str, after: str) -> bool:
    """Say whether the writing makes the figure a rough one or a bound."""
    if APPROXIMATE_AFTER.match(after):
        return True
    before = before[-WORDS:]
    if HINTS.isdisjoint(before.lower().split()) and not HINT_SIGNS.search(before):
        return False
    return APPROXIMATE.search(before) is not None


def is_bound(before: str) -> bool:
    """Say whether a figure that is not meant exactly is a bound or an end of a range, not a rough value."""
    return ROUGH_BEFORE.search(before[-WORDS:]) is None
