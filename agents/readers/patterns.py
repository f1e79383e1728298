"""Figures as they are printed: sums of money, dates, counts with a unit, and the deadlines made of them."""

import re

__all__ = ["COUNT", "DATE", "DEADLINE", "MONEY"]


MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December|"
    r"Jan\.|Feb\.|Mar\.|Apr\.|Aug\.|Sept?\.|Oct\.|Nov\.|Dec\.)"
)
DATE = re.compile(
    rf"\b(?:{MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?,?\s+\d{{4}}"
    rf"|\d{{1,2}}(?:st|nd|rd|th)?\s+(?:of\s+)?{MONTH},?\s+\d{{4}}"
    rf"|\d{{4}}-\d{{2}}-\d{{2}}|\d{{1,2}}[./]\d{{1,2}}[./]\d{{4}}|{MONTH}\s+\d{{4}}|Q[1-4]\s+\d{{4}})"
)
MONEY = re.compile(
    r"(?:(?:US|A|C|HK)?[$€£¥]\s?\d[\d,]*(?:\.\d+)?(?:\s?(?:million|billion|thousand|bn|[mMkK])\b)?"
    r"|\b(?:USD|EUR|GBP|CHF|JPY)\s?\d[\d,]*(?:\.\d+)?(?:\s?(?:million|billion|thousand)\b)?"
    r"|\b\d[\d.,]{0,24}\d?"
    r"(?:\s?(?:million|billion|Mio\.|Mrd\.|millions|milliards|millones|milioni|mln)(?: de| d')?)?"
    r"\s?(?:dollars|euros?|Euros?|pounds|USD|EUR|GBP|CHF|€))"
)
DURATION = (
    r"(?:\d+|one|two|three|four|five|six|seven|ten|twelve|fourteen|fifteen|thirty|sixty|ninety)"
    r"(?:\s\(\d+\))?"
    r"[ -](?:business |working |calendar )?(?:hours?|days?|weeks?|months?|years?)"
)
DEADLINE = re.compile(
    rf"\b(?:(?:by|before|until|no later than|not later than|on or before|due(?: on| by)?|expires? on|"
    rf"ends? on|effective)\s+(?:the\s+)?{DATE.pattern}|within\s+{DURATION}|deadlines?\b|"
    rf"{DURATION}['’]? (?:prior )?notice|no later than|not later than|"
    rf"before (?:further|any|its|each|the) \w+|prior to (?:each|its|the|any|return\w*)\b)",
    re.IGNORECASE,
)
COUNT = re.compile(
    r"(?<![\w$.,–-])(?:\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?)\s?"
    r"(?:%|percent|per cent|(?!CFR|FR|U\.S)[a-zA-Z-]{3,})"
)
