"""The words of tables: which rows and columns are totals, parts of others, or no addends at all."""

import re
from typing import Literal

__all__ = [
    "CHANGES",
    "COUNTS",
    "NOT_ADDITIVE",
    "PARTIAL",
    "PRICES",
    "PRODUCTS",
    "QUARTER",
    "ROUNDING_NOTE",
    "SELECTED",
    "SHARES",
    "WHOLE_YEAR",
    "in_rounded_units",
    "is_aside",
    "is_deduction",
    "is_forward",
    "is_memo",
    "names_column",
    "total_kind",
]

DIGIT = re.compile(r"[0-9]")
TOTAL = re.compile(
    r"(?:(?P<sub>sub[- ]?totals?|zwischensumme|sous[- ]total|subtotale?|total parcial)"
    r"|(?P<plain>(?:grand |overall |net |gross )?totals?|sum|gesamtsumme|gesamt|summe|insgesamt|somme|"
    r"suma|totale|"
    r"total général|total general|endsumme|altogether|all|in all|totaal|razem|summa))"
    r"(?P<more>\s+(?!per\b|as a\b)[^\d]{2,60})?[:.*]?",
    re.IGNORECASE,
)
TOTAL_LAST = re.compile(
    r"(?P<more>[^\d]{2,50}?)[,:]?\s+(?:total|totals|gesamt|insgesamt)[:.*]?", re.IGNORECASE
)
NOT_SUMS = re.compile(
    r"\b(?:rates?|returns?|ratios?|index|average|mean|median|score|length|duration|per|percent(?:age)?|"
    r"%|fertility|"
    r"quote|durchschnitt|number of|distance|minus|less|excluding|excl|without|before|after|ohne|vor|"
    r"nach)\b|%",
    re.IGNORECASE,
)
ASIDE = re.compile(
    r"^[\s–—•*-]*(?:(?:of|from) which|thereof|therein|incl(?:uding|\.)?|included|davon|darunter|dont|"
    r"di cui|"
    r"de los cuales|w/o|memo\b|memorandum|nachrichtlich|in %|as % of|% of)\b",
    re.IGNORECASE,
)
MEMO = re.compile(r"^[\s–—•*-]*(?:memo|memorandum|nachrichtlich|note|for information)\b", re.IGNORECASE)
FORWARD = re.compile(
    r"\b(?:carried|brought) (?:forward|over|down)\b|\b[bc]/[fd]\b|\bÜbertrag\b|\breport(?:é)? à nouveau\b",
    re.IGNORECASE,
)
DEDUCTION = re.compile(
    r"^[\s–—•*-]*(?:less|minus|abzüglich|abzgl\.?|discount|rabatt|skonto|deductions?|rebate|moins)\b",
    re.IGNORECASE,
)
NOT_ADDITIVE = re.compile(
    r"\b(?:avg|average|mean|median|rates?|ratio|percent(?:age)?|per|price|unit|index|years?|date|margin|"
    r"growth|change|"
    r"yield|no\.|nr\.?|number|id|code|rank|score|max(?:imum)?|min(?:imum)?|temperature|age|durchschnitt|"
    r"preis|quote|"
    r"jahr|datum|einzelpreis|stückpreis|factor|probability|density|played|matches|games|"
    r"p-value|note|notes|page|section|"
    r"cumulative|"
    r"kumuliert|each)\b|%|Δ|\+/[-−–]|±|÷|/",
    re.IGNORECASE,
)
"""Names of columns whose figures are no addends."""

COUNTS = re.compile(
    r"\b(?:qty|quantity|quantities|units?|hours|hrs|days|number|count|pieces|pcs|menge|anzahl|stunden|"
    r"stück|nights)\b",
    re.IGNORECASE,
)
PRICES = re.compile(
    r"\b(?:(?:unit )?(?:price|cost|rate)s?|price per \w+|(?:price|cost|rate)/\w+|einzelpreis|stückpreis|"
    r"preis|"
    r"stundensatz|hourly rate|fee per \w+|each|prix unitaire)\b",
    re.IGNORECASE,
)
PRODUCTS = re.compile(
    r"\b(?:amount|total|line total|sum|value|extended|betrag|gesamt(?:preis)?|summe|montant|cost|charge)\b",
    re.IGNORECASE,
)
SHARES = re.compile(
    r"\b(?:share|shares|percent(?:age)?(?: of total)?|proportion|anteil|in %|part|"
    r"% of (?:the )?(?:total|all|sum))\b|^%$",
    re.IGNORECASE,
)
CHANGES = re.compile(
    r"\b(?:changes?|growth|increase|decrease|difference|variance|veränderung|abweichung|variation|yoy|"
    r"y/y)\b|"
    r"^\+/[-−–]|Δ|^% ?chg",
    re.IGNORECASE,
)
PARTIAL = re.compile(r"\b(?:h[12]|half(?:-year)?|sub-?total|hj ?[12]|halbjahr|9m|6m|ytd)\b", re.IGNORECASE)
"""Columns that already add up some of the others."""

QUARTER = re.compile(
    r"\b(?:q[1-4]|[1-4]q|quarter [1-4]|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)", re.IGNORECASE
)
WHOLE_YEAR = re.compile(r"\b(?:fy|full[- ]year|year|annual|jahr|gesamtjahr)\b", re.IGNORECASE)
SELECTED = re.compile(
    r"\b(?:selected|top|largest|major|main|key|leading|principal|excerpt|extract|sample|highlights?|"
    r"ausgewählte|"
    r"wichtigste|auszug)\b",
    re.IGNORECASE,
)
"""Words of a title by which a table shows only some of what its total counts."""

ROUNDED = re.compile(
    r"\b(?:in|of|US)?\s?[$€£]?\s?(?:thousands?|millions?|billions?|Tausend|Mio|Mrd|Millionen|TEUR|T€|k€|"
    r"000s|000)\b"
    r"|[$€£]\s?(?:m|bn|k|000)\b|['’]000|(?:due to )?rounding|rounded|gerundet|Rundung|T€",
    re.IGNORECASE,
)

ROUNDING_NOTE = re.compile(
    r"\b(?:due to|because of|as a result of|from) rounding|\brounding (?:differences?|errors?)|"
    r"\bare rounded\b|Rundungsdifferenz|rundungsbedingt|may not (?:add|sum)",
    re.IGNORECASE,
)
"""A document's own warning that its totals are rounded one by one."""


def total_kind(label: str) -> Literal["sub", "plain", "named", "loose"] | None:
    """Say whether a row or a column is a sum: a subtotal, a total, a total of something named.

    `loose` is one such as `Network total`, which may count each thing once that stands in several rows.
    """
    label = label.strip(" *_:–—-")
    match = TOTAL.fullmatch(label)
    if match:
        if match["more"] and NOT_SUMS.search(match["more"]):
            return None
        if match["sub"]:
            return "sub"
        if match["plain"].lower() in {"all", "sum", "net total"} and match["more"]:
            return None
        return "named" if match["more"] else "plain"
    last = TOTAL_LAST.fullmatch(label)
    return "loose" if last and not NOT_SUMS.search(last["more"]) else None


def names_column(word: str) -> bool:
    """Say whether a word is a usual name of a column, and not one of a title."""
    known = (NOT_ADDITIVE, COUNTS, PRODUCTS, SHARES, CHANGES, QUARTER, WHOLE_YEAR)
    return DIGIT.search(word) is not None or any(pattern.search(word) for pattern in known)


def is_aside(label: str) -> bool:
    """Say whether a row repeats a part of another, as `of which abroad` does."""
    return ASIDE.match(label) is not None


def is_memo(label: str) -> bool:
    """Say whether a row stands outside of the sum."""
    return MEMO.match(label) is not None


def is_forward(label: str) -> bool:
    """Say whether a row repeats what stands on another page."""
    return FORWARD.search(label) is not None


def is_deduction(label: str) -> bool:
    """Say whether a row is to be taken off although it is printed without a sign."""
    return DEDUCTION.match(label) is not None


def in_rounded_units(text: str) -> bool:
    """Say whether whole numbers below this text are rounded, as those of a table `in thousands`."""
    return ROUNDED.search(text) is not None
