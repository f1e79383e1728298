"""Sums in sentences: parts that are listed, and the total that is named before or behind them."""

import re
from collections.abc import Iterator

from docpanel.agents.audit.computation import Computation, compute
from docpanel.agents.audit.intervals import Interval
from docpanel.agents.audit.statements import FIGURE, LIST, Statement, gap
from docpanel.agents.audit.writing import plain
from docpanel.documents.quantity import Quantity

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
FEWEST = 2
FEWEST_BEHIND_COLON = 3
FEWEST_SHARES = 3
WHOLE = 100


def sums(statement: Statement) -> Iterator[Computation]:
    """Yield totals with the parts that the sentence lists for them."""
    for pattern in (TOTAL_LAST, CUE_LAST):
        for match in pattern.finditer(statement.words):
            total = statement.figure(match[2])
            first = match.start() == statement.words.find("\x01")
            yield from _sum(statement, total, statement.listed(match[1]), certain=first)
    for match in TOTAL_FIRST.finditer(statement.words):
        listed = statement.listed(match[2])
        named = NAMED.search(statement.words[: match.start(2)])
        colon = statement.words[match.end(1) + 1 :].startswith(":") and len(listed) >= FEWEST_BEHIND_COLON
        open_list = not (named or colon) or OPEN.search(match[0]) is not None
        first = match.start() == statement.words.find("\x01")
        yield from _sum(statement, statement.figure(match[1]), listed, certain=first and not open_list)


def _sum(
    statement: Statement, total: Quantity, listed: list[Quantity], *, certain: bool
) -> Iterator[Computation]:
    """Yield the sum of the whole list, or of its end where that is what the total counts."""
    if not statement.usable(total, *listed) or total.unit == "%":
        return
    alike = [part for part in listed if _alike(part, total)]
    if len(alike) < FEWEST:
        return
    for start in range(len(listed) - FEWEST + 1):
        parts = listed[start:]
        if not all(_alike(part, total) for part in parts):
            continue
        computation = _added(statement, total, parts)
        if computation.agrees:
            yield computation
            return
    certain = certain and statement.scaled_alike(total, *listed)
    if certain and len(alike) == len(listed) and len(listed) > FEWEST - (total.kind == "money"):
        yield _added(statement, total, listed)


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
        if OPEN.search(match[0]) or (pattern is REMAINDER and not REMAINING.search(statement.words)):
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
