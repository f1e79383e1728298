"""Sums in sentences: parts that are listed, and the total that is named before or behind them."""

import re
from collections.abc import Iterator
from decimal import Decimal

from docpanel.agents.audit.arithmetic.computation import Computation, compute
from docpanel.agents.audit.arithmetic.intervals import Interval
from docpanel.agents.audit.arithmetic.statements import ANY, FIGURE, INNER, LIST, Statement, gap
from docpanel.agents.audit.arithmetic.writing import plain
from docpanel.documents.document import Span
from docpanel.documents.figures.quantity import Quantity

__all__ = ["averages", "sums", "wholes"]

LEAD = r"(?:which (?:is|makes|gives)|making|for|or|giving|i\.e\.,?|that is,?|so)?\s*(?:an? |the )?"
TOTAL = (
    r"(?:grand |combined |overall )?(?:total(?:l?ing|s)?(?: (?:of|cost of|amount of))?|sum(?: of)?|"
    r"together|"
    r"altogether|in total|in all|insgesamt|zusammen|au total|en total)"
)
BEHIND = (
    r"(?:in total|in all|altogether|insgesamt|overall|combined|together|zusammen|au total|en total|total)\b"
)
MADE_OF = (
    r"(?::|\(|\bcompris(?:ed?|es|ing)\b(?: of)?|\bconsist(?:s|ing|ed)? of|\bmade up of|\bcomposed of|"
    r"\bbroken down (?:into|as)|\bbestehen(?:d)? aus)"
)
TOTAL_LAST = re.compile(rf"{LIST}{gap(60)}[,(–—-]\s*{LEAD}{TOTAL}[ :,]+{FIGURE}", re.IGNORECASE)
CUE_LAST = re.compile(
    rf"{LIST}{gap(60)}[,(–—-]\s*(?:or |i\.e\.,? |that is,? |"
    rf"making )?{FIGURE}(?P<of>[^\x01.;:,]{{0,25}}?){BEHIND}",
    re.IGNORECASE,
)
TOTAL_FIRST = re.compile(
    rf"{FIGURE}[^\x01\x04.;:),]{{0,45}}?{MADE_OF}{gap(40)}{LIST}(?P<rest>[^\x01]*)$", re.IGNORECASE
)
NAMED = re.compile(
    r"\b(?:totals?|totall?ed|totall?ing|in all|altogether|overall|sum|insgesamt|compris\w+|consist\w*|"
    r"made up|"
    r"composed|broken down|bestehen\w*)\b",
    re.IGNORECASE,
)
"""Words without which a list behind a figure may name only some of what it counts."""

MEAN = r"(?:averag(?:e|ing)|mean|Durchschnitt|Mittel)"
MEAN_LAST = re.compile(
    rf"{LIST}{gap(30)}[,(]\s*(?:(?:an?|the|for an|giving an|im|on) )?{MEAN}(?: of| was|"
    rf" is)?,? (?:about )?{FIGURE}",
    re.IGNORECASE,
)
MEAN_FIRST = re.compile(rf"\b{MEAN} of {LIST}{gap(20)}\b(?:is|was|equals|=) {FIGURE}", re.IGNORECASE)
SPLIT = re.compile(
    rf"\b(?:split|divided|broken down|breaks down|made up|composed|consists?|compris\w+|distributed|"
    rf"allocated|"
    rf"besteht|verteilt)\b{gap(50)}{LIST}(?P<rest>[^\x01]*)$",
    re.IGNORECASE,
)
REMAINDER = re.compile(rf"{LIST}(?P<rest>[^\x01]*)$", re.IGNORECASE)
REMAINING = re.compile(r"\b(?:remaining|remainder|rest|übrigen|restlichen)\b", re.IGNORECASE)
OPEN = re.compile(
    r"\b(?:others?|among|including|such as|etc|mainly|mostly|respectively|of which|not|e\.g\.)\b",
    re.IGNORECASE,
)
ASIDE_BEFORE = re.compile(
    r"\b(?:of (?:them|whom|which|these|those)|including|incl\.|among them|thereof|davon|darunter)\s+"
    r"(?:[a-z]+ ){0,2}$",
    re.IGNORECASE,
)
ASIDE_BEHIND = re.compile(
    r"\s(?:[a-z]+ ){0,2}(?:of (?:them|whom|which|these|those)|thereof|davon|darunter)\b", re.IGNORECASE
)
"""Words by which a figure is a part of the one before it: `of whom 12 abroad`, `12 of them abroad`."""

NEAR = Decimal("0.25")
"""How far two counts may be from a total to be meant as its parts; set by hand."""

FEWEST = 2
FEWEST_BEHIND_COLON = 3
FEWEST_SHARES = 3
WHOLE = 100
CONSENT = re.compile(r"\b(?:agreed?|approved?|in favou?r|said yes|supported?)\b", re.IGNORECASE)
DISSENT = re.compile(r"\b(?:disagreed?|disapproved?|against|said no|opposed?|rejected)\b", re.IGNORECASE)
NO_ANSWER = re.compile(
    r"\b(?:(?:did|do) ?n[o'’]t know|(?:were|was|are) (?:undecided|unsure)|no opinion|abstained)\b",
    re.IGNORECASE,
)
"""The three answers of which each person gives one, so that their shares make up the whole."""


def sums(statement: Statement) -> Iterator[Computation]:
    """Yield totals with the parts that the sentence lists for them."""
    for pattern in (TOTAL_LAST, CUE_LAST):
        for match in pattern.finditer(statement.words):
            total = statement.figure(match[2])
            first = match.start() == statement.words.find("\x01")
            pair = pattern is TOTAL_LAST and _is_pair(statement, match[1])
            yield from _sum(statement, total, match[1], certain=first, pair=pair)
    for match in TOTAL_FIRST.finditer(statement.words):
        listed = statement.listed(match[2])
        named = NAMED.search(statement.words[: match.start(2)])
        colon = statement.words[match.end(1) + 1 :].startswith(":") and len(listed) >= FEWEST_BEHIND_COLON
        open_list = not (named or colon) or OPEN.search(match[0]) is not None
        first = match.start() == statement.words.find("\x01")
        yield from _sum(statement, statement.figure(match[1]), match[2], certain=first and not open_list)


def _sum(
    statement: Statement, total: Quantity, group: str, *, certain: bool, pair: bool = False
) -> Iterator[Computation]:
    """Yield the sum of the whole list, or of its end where that is what the total counts.

    `pair` says that two counts are named as all that the total counts.
    """
    asides = _asides(statement, group)
    everything = statement.listed(group)
    listed = [part for part in everything if part.span not in asides]
    if not statement.usable(total, *listed) or total.unit == "%":
        return
    alike = [part for part in listed if _alike(part, total)]
    if len(alike) < FEWEST:
        return
    for parts in (*_endings(listed), *(_endings(everything) if asides else ())):
        if not all(_alike(part, total) for part in parts):
            continue
        computation = _added(statement, total, parts)
        if computation.agrees:
            yield computation
            return
    # Only behind all others, a part of a part leaves no doubt about what else belongs to it.
    certain = certain and asides <= {everything[-1].span}
    certain = certain and statement.scaled_alike(total, *listed)
    fewest = FEWEST if total.kind == "money" or asides else FEWEST + 1
    whole = _added(statement, total, listed) if certain and len(alike) == len(listed) else None
    if whole and (len(listed) >= fewest or (pair and whole.size <= NEAR)):
        yield whole


def _endings(listed: list[Quantity]) -> list[list[Quantity]]:
    return [listed[start:] for start in range(len(listed) - FEWEST + 1)]


def _is_pair(statement: Statement, group: str) -> bool:
    """Say whether a list is `one and another`, and the sentence names nothing else but their total."""
    between = [part for part in re.split(ANY, group) if part]
    return len(statement.figures) == FEWEST + 1 and len(between) == 1 and between[0].endswith(" and ")


def _asides(statement: Statement, group: str) -> set[Span]:
    """Return the places of the listed figures that are parts of another one; the first of a list is none."""
    words = statement.words
    marks = list(INNER.finditer(words))
    listed = set(INNER.findall(group)[1:])
    found = set()
    for at, mark in enumerate(marks):
        before = words[marks[at - 1].end() if at else 0 : mark.start()]
        behind = words[mark.end() : marks[at + 1].start() if at + 1 < len(marks) else len(words)]
        if mark[1] in listed and (ASIDE_BEFORE.search(before) or ASIDE_BEHIND.match(behind)):
            found.add(statement.figure(mark[1]).span)
    return found


def _alike(part: Quantity, total: Quantity) -> bool:
    counted = {"count", "plain"}
    return part.unit == total.unit and (part.kind == total.kind or {part.kind, total.kind} <= counted)


def _added(statement: Statement, total: Quantity, parts: list[Quantity]) -> Computation:
    result = Interval.exactly(0)
    for part in parts:
        result += statement.interval(part)
    return compute(
        "sum",
        "the total of the parts listed",
        total,
        result,
        allowed=statement.interval(total),
        formula=" + ".join(plain(part) for part in parts),
        evidence=(statement.span,),
        parts=tuple(part.span for part in parts),
    )


def averages(statement: Statement) -> Iterator[Computation]:
    """Yield means with the values that the sentence lists for them."""
    for pattern in (MEAN_LAST, MEAN_FIRST):
        for match in pattern.finditer(statement.words):
            mean, listed = statement.figure(match[2]), statement.listed(match[1])
            values = [value for value in listed if _alike(value, mean) or value.unit in {mean.unit, ""}]
            known = [value for value in values if value.precision]
            if len(known) < FEWEST or not statement.usable(mean, *known):
                continue
            result = Interval.exactly(0)
            for value in known:
                result += statement.interval(value)
            shown = " + ".join(plain(value) for value in known)
            yield compute(
                "average",
                "the average of the values listed",
                mean,
                result / Interval.exactly(len(known)),
                allowed=Interval.around(mean.value, mean.precision / 2),
                formula=f"({shown}) / {len(known)}",
                evidence=(statement.span,),
                parts=tuple(value.span for value in known),
            )


def wholes(statement: Statement) -> Iterator[Computation]:
    """Yield the last of the shares that must make up a whole."""
    for pattern in (SPLIT, REMAINDER):
        match = pattern.search(statement.words)
        if match is None:
            continue
        shares = statement.listed(match[1])
        if len(shares) < (FEWEST_SHARES if pattern is SPLIT else FEWEST) or len(shares) != len(
            statement.figures
        ):
            continue
        if any(share.unit != "%" for share in shares) or not statement.usable(*shares):
            continue
        answers = len(shares) == FEWEST_SHARES and _answered_too_often(statement, shares)
        if pattern is REMAINDER and not REMAINING.search(statement.words) and not answers:
            continue
        if OPEN.search(match[0]) and not answers:
            continue
        last, others = shares[-1], shares[:-1]
        rest = Interval.exactly(WHOLE)
        for share in others:
            rest -= statement.interval(share)
        yield compute(
            "whole",
            "the last share of the whole",
            last,
            rest,
            allowed=statement.interval(last),
            formula="100 % - " + " - ".join(plain(share) for share in others),
            evidence=(statement.span,),
            parts=tuple(share.span for share in others),
        )
        return


def _answered_too_often(statement: Statement, shares: list[Quantity]) -> bool:
    """Say whether consent, dissent and no answer come to more than the whole."""
    words = statement.words
    if not all(pattern.search(words) for pattern in (CONSENT, DISSENT, NO_ANSWER)):
        return False
    return sum(statement.interval(share).low for share in shares) > WHOLE
