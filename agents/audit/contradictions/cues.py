"""What makes figures other than plain statements: change, hearsay, supposition, being part of a whole."""

import re

from docpanel.agents.audit.contradictions.names import OFFICES
from docpanel.documents.figures.number_words import NUMBER_WORDS

__all__ = ["CITED", "HYPOTHETICAL", "ONE_OF_MANY", "OUT_OF", "RESTATING", "SAID_BY", "WORTH_READING"]

HYPOTHETICAL = re.compile(
    r"\b(?:suppose|supposing|assum\w+|hypothetic\w*|for example|for instance|e\.g\.|would|could|might|"
    r"illustrat\w+|"
    r"as an (?:example|illustration)|^should\s|^take an?\b|had\s\w+(?:\s\w+){0,4}\sbeen|"
    r"if\b[^,]{1,80}\bwere|imagine|let us say|say,)\b",
    re.IGNORECASE,
)
OUT_OF = re.compile(
    r"\b(?:of|among|amongst)\s(?:this|these|those|which|them|whom)\b|\bthereof\b|\brespectively\b"
    r"|\b(?:exceed|surpass|outstrip)\w*",
    re.IGNORECASE,
)
ONE_OF_MANY = re.compile(
    r"^(?:an?|another)\s(?:[\w-]+\s){1,3}?(?:of|with)\s[^,;]{0,40}?\d[^,;]{0,40}?\s"
    r"(?:(?:is|was|are|were)\s(?:about|on|for|in|at|from|given|written)|(?:describ|cover|concern|treat|discuss)\w*"
    r"|deals?\swith|tells?\sof)\b",
    re.IGNORECASE,
)
"""`A chapter of 39 pages is about the radio mast`: there may be as many of these as one likes."""

RESTATING = re.compile(
    r"\b(?:restat|revis|correct(?:ed|ion|s\b)|previously|previous|former|original|initially|amend|"
    r"supersed|replac|retroactiv|adjust|updat|changed|changes (?:the|to|from)|change in accounting|"
    r"erratum|errata|postpon|resched|moved|instead|no longer|draft|"
    r"earlier version|used to|until|reclassif|withdrawn|deferred|brought forward|extended|shortened|"
    r"renegotiat|leaving\b|dropped out|withdrew|lost to follow)",
    re.IGNORECASE,
)
OTHERS = (
    r"(?:auditors?|analysts?|consultants?|experts?|reviewers?|regulators?|inspectors?|valuers?|assessors?|critics?"
    r"|observers?|witness(?:es)?|press|newspapers?|media|authors?|researchers?|investigators?)"
)
CITED = re.compile(
    r"\bet al\b|\band (?:colleagues|co-?workers)\b|\s\[\d{1,3}(?:[,–-]\s?\d{1,3})*\]"
    r"|,\s(?:according to|as reported by)\s|\([A-Z][\w’'-]+(?:\s(?:and|&)\s[A-Z][\w’'-]+)?,\s\d{4}[a-z]?\)"
    r"|\b[A-Z][\w’'-]+\s\((?:19|20)\d\d[a-z]?\)\s(?:found|report|observ|show|estimat|measur|note|conclud)"
)
"""Marks of a citation: what the sentence says is the work of others."""

SAID_BY = re.compile(
    rf"^(?:on page \d+,?\s)?(?:an?|the|our|its)\s(?:[\w-]+\s)?{OTHERS}\s(?:\w+\s)?"
    r"(?:notes?|noted|finds?|found|states?|stated|reports?|reported|observes?|observed|puts?|gives?|gave|"
    r"confirms?|confirmed|writes?|wrote)\s"
    r"(?:that\s|an?\s)?"
    r"|^(?:according to|in the (?:opinion|view|words) of|per)\s[^,]{1,60},\s*"
    r"|^it (?:is|was|has been|had been) (?:said|reported|rumou?red|claimed|alleged|suggested|believed|"
    r"thought)\sthat\s"
    r"|^[^,]{1,60}?\s(?:claims?|claimed|alleges?|alleged|argues?|argued|asserts?|asserted|maintains?|"
    r"maintained|contends?|"
    r"contended|says?|said|believes?|believed|wrote|writes?|suggests?|suggested|estimates?|estimated|"
    r"reckons?)\s"
    r"(?:that\s|an?\s)?",
    re.IGNORECASE,
)
"""The words by which a sentence is somebody's own; what follows is told as theirs."""

WORTH_READING = re.compile(rf"\d|\b(?:{NUMBER_WORDS})\b|\b(?:{OFFICES})\b", re.IGNORECASE)
"""What a sentence must hold to state anything that is compared: a figure or an office."""
