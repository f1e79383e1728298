"""A sentence taken apart around its values: which words, which period belong to which value."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from docpanel.agents.audit.contradictions.numbered import is_number_of
from docpanel.agents.audit.contradictions.periods import Period, periods
from docpanel.agents.audit.contradictions.zones import About, about
from docpanel.documents.document import Span
from docpanel.documents.figures.number_context import is_label
from docpanel.documents.figures.quantities import Quantity, quantities

__all__ = ["Valued", "symbol_behind", "valued"]

BORDER = re.compile(r"[;()\[\]]|,(?=\s|$)|\s[–—-]\s|[–—]|\s(?=compared (?:with|to)\b)")
CONJUNCTION = re.compile(r",?\s(?:and|while|whereas|but|or)\s")
IN_BOTH = re.compile(r"\b[a-z]+(?:-[a-z]+)?\s\((\d{1,4})\)(?=\s[a-z])")
SCOPE = re.compile(
    r"\s*(?:in|for|at|within|among|excluding|including|without|before|after|except|apart|of which|"
    r"adjusted|net of|on|"
    r"as regards|where|when|if|unless|under|from|per|outside|inclusive|exclusive|not|measured|"
    r"based on|assuming)\b",
    re.IGNORECASE,
)
PREPOSED = re.compile(
    r"\s*(?:in|for|at|after|from|among|of|on|by|under|during|over|within|to|where|when|if|unless|per|"
    r"before|above|below)\b",
    re.IGNORECASE,
)
"""What opens a clause that the main clause behind it depends on; `with` opens one that stands for itself."""

ASIDE = re.compile(
    r"\s*(?:as\b(?! regards)|despite|although|though|thanks|due|because|owing|driven|supported|"
    r"based on these|helped|"
    r"boosted|reflecting|which|who|however|moreover|therefore|according to (?:plan|schedule))\b",
    re.IGNORECASE,
)
TAIL = re.compile(
    r"\b(?:in line with|due to|thanks to|because|owing to|as a result|on the back of|driven by|"
    r"reflecting|which|"
    r"so that|and applies|unless otherwise)\b.*",
    re.IGNORECASE | re.DOTALL,
)
COMPARING = re.compile(
    r"\s*(?:\(|compared (?:with|to)|against|versus|vs\.?|up from|down from|after|following|from|prior|"
    r"previous|"
    r"\x01+:)",
    re.IGNORECASE,
)
COMPARED_WORDS = """
    compared against versus vs up down after following prior previous from preceding than comparison
"""
COMPARED = frozenset(COMPARED_WORDS.split())
DIFFERENCE_BEFORE = re.compile(
    r"(?:\bby|\b(?:up|down|plus|minus|gained|lost|shrank|grew|rose|increased|fell|declined|dropped|"
    r"decreased|improved|"
    r"climbed|(?:increase|decrease|rise|growth|decline|drop|fall|reduction|improvement|change|gain)s? of))"
    r"(?:\s(?:about|approximately|around|some|nearly|almost|just|over|a|an|another|further))*\s*$",
    re.IGNORECASE,
)
DIFFERENCE_AFTER = re.compile(
    r"\s*(?:higher|lower|more|less|fewer|above|below|up|down|increase|decrease|rise|growth|decline|"
    r"drop|reduction|"
    r"improvement|better|worse|larger|smaller|longer|shorter|faster)\b",
    re.IGNORECASE,
)
DIFFERENCE = re.compile(
    r"\b(?:the|an?|this|its|our)\s(?:[a-z-]+\s)?(?:increase|decrease|rise|growth|decline|drop|fall|"
    r"reduction|change)\b",
    re.IGNORECASE,
)
DOWN = re.compile(
    r"\b(?:fell|down|declin|drop|decreas|reduc|lost|minus|shrank|lower|less|fewer|fall)", re.IGNORECASE
)
ROUGH_WORD = re.compile(
    r"(?:\b(?:about|approximately|approx\.?|around|roughly|nearly|almost|circa|ca\.|c\.|close to|some|"
    r"just|rund|etwa)|[~≈])"
    r"\s?(?:an?\s)?(?:[A-Z]{0,3}[$€£¥] ?|[A-Z]{3} )?$",
    re.IGNORECASE,
)
BOUND_AFTER = re.compile(
    r"\s*(?:or (?:more|less|fewer)|at (?:most|least)|and (?:above|over))\b", re.IGNORECASE
)
THAT = re.compile(
    r"^.*?\b(?:note|see|shown?|shows|seen|agreed?|confirm(?:s|ed)?|recall|remember|found|finds?|"
    r"means?|clear|fact)\b"
    r"[^\x00]{0,20}?\bthat\s",
    re.IGNORECASE | re.DOTALL,
)
"""What introduces a statement without changing it."""

SYMBOL = re.compile(
    r"[ \u00a0]?(?:m³/[hs]|[lL]/(?:min|[hs])|k?VA|[kmµ]?[VAN]|[kMG]?Hz|dB(?:\(A\))?|mmHg|rpm|[kM]?Nm|"
    r"lux|lm|pp[mb]|"
    r"[kM]?Ω|m?mol(?:/[lL])?|IU|cd|px|dpi)(?![\w/])"
)
TWO_PERIODS = "it stands beside two periods"
UNKNOWN_WORDS = "it is told in words that the rules do not know"
LEAST_REACH = 40


@dataclass(frozen=True, slots=True)
class Valued:
    """A value of a sentence, the words that it is for, and its period.

    `words` still hold the names of entities. `symbol` is a unit that `Quantity` does not know, `doubt` says
    why the reading is not certain, `past` that the value is told in the past tense.
    """

    quantity: Quantity
    words: frozenset[str]
    period: Period | None
    symbol: str = ""
    doubt: str | None = None
    past: bool = False


def symbol_behind(text: str, item: Quantity) -> str:
    """Return the symbol of a unit that no factor is known for, as it stands behind a bare figure."""
    match = SYMBOL.match(text, item.span.end) if not item.unit and item.kind in {"plain", "count"} else None
    return match[0] if match else ""


@dataclass(slots=True)
class _Clause:
    span: Span
    values: list[Quantity]
    about: About
    periods: list[Period]
    text: str
    bracketed: bool

    @property
    def words(self) -> frozenset[str]:
        return self.about.words


def valued(text: str) -> Iterator[Valued]:
    """Yield the values of one sentence that state how much something is; bounds and ranges are left out."""
    text = IN_BOTH.sub(lambda match: match[1].rjust(len(match[0])), text)
    named = periods(text)
    found = [item for item in quantities(text) if _counts(text, item, named)]
    if not found:
        return
    symbols = {item.span: symbol_behind(text, item) for item in found}
    values = [Span(item.span.start, item.span.end + len(symbols[item.span])) for item in found]
    masked = _masked(text, values, [item.span for item in named])
    clauses = list(_clauses(text, masked, found, named))
    subject: frozenset[str] = frozenset()
    stating = [any(not _is_bound(text, item) for item in clause.values) for clause in clauses]
    for index, clause in enumerate(clauses):
        if not stating[index] or (SCOPE.match(clause.text) and any(stating[index + 1 :])):
            continue
        words = _words(clauses, index, subject)
        subject = subject or words
        for item in clause.values:
            if _is_bound(text, item):
                words |= {item.text}
        for item in clause.values:
            if _is_bound(text, item):
                continue
            period = _period(clause, item, named)
            difference = _difference(text, item, clause)
            doubt = UNKNOWN_WORDS if clause.about.unknown else None
            if len(clause.values) == 1 and len({one.name for one in clause.periods}) > 1:
                doubt = TWO_PERIODS
            symbol = symbols[item.span].strip()
            yield Valued(item, words | difference, period, symbol, doubt, past=clause.about.past)


def _counts(text: str, item: Quantity, named: tuple[Period, ...]) -> bool:
    if item.kind == "year" or item.ambiguous or any(item.span.overlaps(period.span) for period in named):
        return False
    before, after = text[: item.span.start], text[item.span.end :]
    return not (item.kind in {"plain", "count"} and (is_label(before, after) or is_number_of(before, after)))


def _masked(text: str, values: list[Span], named: list[Span]) -> str:
    characters = list(text)
    for span in named:
        characters[span.start : span.end] = "\x01" * len(span)
    for span in values:
        characters[span.start : span.end] = "\x00" * len(span)
    return "".join(characters)


def _clauses(text: str, masked: str, found: list[Quantity], named: tuple[Period, ...]) -> Iterator[_Clause]:
    cuts = [match.span() for match in BORDER.finditer(masked)]
    for match in CONJUNCTION.finditer(masked):
        border = max((end for _, end in cuts if end <= match.start()), default=0)
        following = min((start for start, _ in cuts if start >= match.end()), default=len(masked))
        if "\x00" in masked[border : match.start()] and "\x00" in masked[match.end() : following]:
            cuts.append(match.span())
    edges = [(0, 0), *sorted(cuts), (len(text), len(text))]
    for (_, start), (end, _) in pairwise(edges):
        if start >= end or not masked[start:end].strip():
            continue
        span = Span(start, end)
        held = [item for item in found if start <= item.span.start < end]
        within = [item for item in named if start <= item.span.start < end]
        body = masked[start:end]
        said = THAT.sub("", body if _late(body) else TAIL.sub("", body))
        counts = any(item.kind == "count" and not symbol_behind(text, item) for item in held)
        yield _Clause(
            span, held, about(said, counts=counts), within, body, masked[start - 1 : start] in {"(", "["}
        )


def _late(body: str) -> bool:
    """Say whether the value stands behind what would be cut off as an explanation."""
    tail = TAIL.search(body)
    return tail is not None and "\x00" in tail[0]


def _words(clauses: list[_Clause], index: int, subject: frozenset[str]) -> frozenset[str]:
    clause = clauses[index]
    words = clause.words
    if subject and COMPARING.match(clause.text):
        words = (words - COMPARED) | subject
    elif index and clause.bracketed:
        words = words | clauses[index - 1].words
    elif not words and subject:
        words = subject
    elif not words and index + 1 < len(clauses) and not clauses[index + 1].values:
        words = clauses[index + 1].words
    scope: set[str] = set()
    for place, other in enumerate(clauses):
        if place == index or (other.values and not SCOPE.match(other.text)):
            continue
        leading = place < index and not ASIDE.match(other.text)
        opened = index == 0 and place == 1 and PREPOSED.match(clause.text)
        if leading or opened or (SCOPE.match(other.text) and not other.values):
            scope |= other.words | {item.text for item in other.values}
    return words | scope


def _period(clause: _Clause, item: Quantity, named: tuple[Period, ...]) -> Period | None:
    if len(clause.periods) == 1 and len(clause.values) == 1:
        return clause.periods[0]
    if clause.periods:
        behind = [one for one in clause.periods if one.span.start >= item.span.end]
        limit = min(
            (other.span.start for other in clause.values if other.span.start > item.span.start), default=None
        )
        near = [one for one in behind if limit is None or one.span.end <= limit]
        ahead = [one for one in clause.periods if one.span.end <= item.span.start]
        return near[0] if near else ahead[-1] if ahead else clause.periods[0]
    return named[0] if len({one.name for one in named}) == 1 else None


def _difference(text: str, item: Quantity, clause: _Clause) -> frozenset[str]:
    """Return a mark if the value is how much something changed, not how much it is."""
    before = text[max(clause.span.start, item.span.start - LEAST_REACH) : item.span.start]
    after = text[item.span.end : clause.span.end]
    if DIFFERENCE_BEFORE.search(before) or DIFFERENCE_AFTER.match(after) or DIFFERENCE.search(clause.text):
        return frozenset({"fall" if DOWN.search(clause.text) else "rise"})
    return frozenset()


def _is_bound(text: str, item: Quantity) -> bool:
    if BOUND_AFTER.match(text, item.span.end):
        return True
    return item.approximate and not ROUGH_WORD.search(
        text[max(0, item.span.start - LEAST_REACH) : item.span.start]
    )
