"""Changes in sentences: two values, and the difference or the percentage between them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import permutations

from docpanel.agents.audit.arithmetic.computation import Computation, compute
from docpanel.agents.audit.arithmetic.intervals import Interval
from docpanel.agents.audit.arithmetic.statements import Statement, gap, named
from docpanel.agents.audit.arithmetic.writing import plain
from docpanel.documents.figures.number_pairs import with_scale_of
from docpanel.documents.figures.quantity import Quantity

__all__ = ["changes"]

UP = (
    r"(?:rose|ris(?:en|es|ing|e)|increas(?:ed?|es|ing)|grew|grow(?:n|s|ing|th)?|climb(?:ed|s|ing)?|"
    r"jump(?:ed|s)?|"
    r"gain(?:ed|s)?|up|raised|higher|hike|improvement|stieg(?:en)?|wuchs(?:en)?|Plus|Anstieg|Zunahme|Zuwachs|"
    r"gestiegen|expanded)"
)
DOWN = (
    r"(?:fell|fall(?:en|s|ing)?|decreas(?:ed?|es|ing)|declin(?:ed?|es|ing)|drop(?:ped|s|ping)?|shrank|"
    r"shrunk|"
    r"down|cut|reduc(?:ed|tion|es)|lower(?:ed)?|loss|lost|sank(?:en)?|fiel(?:en)?|Minus|Rückgang|Abnahme|gesunken|"
    r"contracted)"
)
EITHER = r"(?:chang(?:ed?|es)|difference|moved|went|Veränderung)"
MOVE = rf"\b(?:(?P<up>{UP})|(?P<down>{DOWN})|{EITHER})\b"
NOUN = rf"(?:(?P<nup>{UP})|(?P<ndown>{DOWN})|{EITHER})"
VALUE = r"(?:about |approximately |around |only |just )?"
ROUTE = rf"\b(?:from|von)\b{gap(25)}«before»{gap(60)}\b(?:to|auf)\b{gap(25)}«after»"
BACK = rf"\b(?:to|auf)\b{gap(25)}«after»{gap(60)}\b(?:from|von)\b{gap(25)}«before»"
SIGNS = r"(?:[+±]\s?)?"
BY = r"\s+(?:by |um |of )?"
WORDS = r"(?: [a-z]+){0,2}?,?\s+(?:[a-z]+ ){0,3}?"
COMPARED = r"\b(?:compared (?:with|to)|against|versus|vs\.?|up from|down from)\b"
THEN = r"[,(–—]\s*(?:or|i\.e\.,?|an?|equal to|representing)?\s*(?:by )?"
TOWARDS = r"(?:(?P<nup>up|plus|\+)|(?P<ndown>down|minus))?\s*"
ENDING = r"(?=\s*(?:[).,;]|$|(?:increase|decrease|rise|drop|decline|higher|lower|more|less)\b))"
IS = r"(?:is|was|represent(?:s|ed)|mark(?:s|ed)|means|meant|corresponds to)"
SINCE = r"(?:from|on|compared (?:with|to)|over)"
PATTERNS = (
    # … from 4.0 to 4.8 million, an increase of 20 %
    named(rf"{ROUTE}{gap(45)}[,(–—-]\s*(?:[\w.' ]{{0,22}}?\b)?{NOUN} (?:of|by|von|um) {VALUE}«change»"),
    # … from 4.0 to 4.8 million (+20 %)
    named(rf"{ROUTE}{gap(40)}{THEN}{TOWARDS}{SIGNS}{VALUE}«change»{ENDING}"),
    # rose by 20 % from 4.0 to 4.8 million
    named(rf"{MOVE}{BY}{VALUE}«change»{WORDS}{ROUTE}"),
    # rose 20 % to 4.8 million from 4.0 million
    named(rf"{MOVE}{BY}{VALUE}«change»{WORDS}{BACK}"),
    # fell to 3.0 million from 4.0 million, a decline of 25 %
    named(rf"{BACK}{gap(45)}[,(–—-]\s*(?:[\w.' ]{{0,22}}?\b)?{NOUN} (?:of|by|von|um) {VALUE}«change»"),
    # 4.8 million, up 20 % from 4.0 million
    named(
        rf"«after»{gap(25)},\s*(?:an? )?{NOUN}(?: of| by)? {VALUE}«change»,? {SINCE} {gap(25)}«before»",
    ),
    # 4.8 million (2019: 4.0 million), an increase of 20 %
    named(rf"«after» \(\x03: «before»\)[,;]?\s*(?:an? )?{NOUN}(?: of| by)? {VALUE}«change»"),
    # 4.8 million was up 20 % on the 4.0 million of last year
    named(rf"«after» (?:was|were|is|are) {NOUN} {VALUE}«change» {SINCE} {gap(15)}«before»"),
    # 4.8 million, compared with 4.0 million, an increase of 20 %
    named(
        rf"«after»{gap(40)}{COMPARED}{gap(25)}«before»{gap(40)}[,(]\s*(?:an? )?{NOUN} of {VALUE}«change»",
    ),
    # 4.8 million is an increase of 20 % over the 4.0 million of last year
    named(rf"«after»{gap(40)}\b{IS} an? {NOUN} of {VALUE}«change» {SINCE} {gap(15)}«before»"),
    # … was 4.8 million. This is an increase of 20 % over the 4.0 million of last year
    named(
        rf"^[^\x01\x04]*«after»[^\x01\x04]*[.] (?:This|That|It) {IS} an? {NOUN} of {VALUE}«change» {SINCE} "
        r"(?:the )?«before»"
    ),
)
NOT_PLAIN = re.compile(
    r"\b(?:constant currenc|organic|like[- ]for[- ]like|adjusted|real terms|annuali[sz]ed|per (?:year|"
    r"annum|month)|"
    r"annually|a year(?! (?:earlier|ago|before))|each year|CAGR|compound|on average|average annual|"
    r"excluding|"
    r"währungsbereinigt|per capita|jährlich|seasonally|inflation|respectively|nominal|p\.a\.)",
    re.IGNORECASE,
)
OVER = re.compile(r"\x02 over (?:the )?$")
"""Where `20 % over the 3.0 million` compares, and `over` is no bound."""

HUNDRED = Interval.exactly(100)


@dataclass(frozen=True, slots=True)
class Change:
    """Two values, what is printed as the change, and its direction: 1, -1, or 0 where none is named."""

    before: Quantity
    after: Quantity
    printed: Quantity
    direction: int


def changes(statement: Statement) -> Iterator[Computation]:
    """Yield differences and percentages whose two values the sentence names."""
    for pattern in PATTERNS:
        for match in pattern.finditer(statement.words):
            change = _change(statement, match)
            if change is None or NOT_PLAIN.search(statement.text):
                continue
            for computation in _computed(statement, change):
                if computation.agrees or not _fits_others(statement, change):
                    yield computation


def _change(statement: Statement, match: re.Match[str]) -> Change | None:
    before, after, printed = (statement.figure(match[name]) for name in ("before", "after", "change"))
    if OVER.search(statement.words[: match.start("before") - 1]):
        before = replace(before, approximate=False)
    before = with_scale_of(before, after)
    if not statement.usable(before, after, printed) or before.unit != after.unit:
        return None
    names = match.groupdict()
    up, down = names.get("up") or names.get("nup"), names.get("down") or names.get("ndown")
    direction = 1 if up else -1 if down else 0
    positive = before.value > 0 and after.value > 0 and printed.value > 0
    return Change(before, after, printed, direction if positive else 0)


def _fits_others(statement: Statement, change: Change) -> bool:
    """Say whether another pair of figures gives the change, so that it may be theirs.

    The same two the other way round do not count: to take the wrong one for the base is a usual mistake.
    """
    shown = change.printed
    unit = change.before.unit
    alike = [figure for figure in statement.figures if figure.unit == unit and figure is not shown]
    own = {change.before.span, change.after.span}
    pairs = (pair for pair in permutations(alike, 2) if {figure.span for figure in pair} != own)
    return any(
        item.agrees
        for before, after in pairs
        for item in _computed(statement, Change(before, after, shown, change.direction))
    )


def _computed(statement: Statement, change: Change) -> Iterator[Computation]:
    """Compare the change with each way of stating it that its unit allows; one that fits is enough."""
    unit = change.printed.unit
    of_shares = change.before.unit == "%"
    if unit == "%":
        ways = [True, False] if of_shares else [True]
    elif unit == "percentage point":
        ways = [False] if of_shares else []
    else:
        ways = [False] if unit == change.before.unit or (not unit and change.before.kind == "measure") else []
    computations = [item for way in ways if (item := _way(statement, change, relative=way)) is not None]
    agreeing = [item for item in computations if item.agrees]
    yield from (agreeing or computations)[:1]


def _way(statement: Statement, change: Change, *, relative: bool) -> Computation | None:
    before, after = statement.interval(change.before), statement.interval(change.after)
    formula = f"{plain(change.after)} - {plain(change.before)}"
    result = after - before
    if relative:
        if before.low <= 0:
            return None
        result = after / before * HUNDRED - HUNDRED
        formula = f"({formula}) / {plain(change.before)} × 100"
    if change.direction < 0 or (change.direction == 0 and change.printed.value * result.middle < 0):
        result = -result
        formula = f"-({formula})" if relative else f"{plain(change.before)} - {plain(change.after)}"
    return compute(
        "change",
        f"the change from {plain(change.before)} to {plain(change.after)}",
        change.printed,
        result,
        allowed=statement.interval(change.printed),
        formula=formula,
        evidence=(statement.span,),
        parts=(change.before.span, change.after.span),
    )
