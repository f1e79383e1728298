"""Business: what it costs or brings, what is at risk, who must do what, and by when."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from docpanel.agents.findings import Score
from docpanel.agents.readers.passages import Passage, Passages
from docpanel.agents.readers.patterns import (
    ADMINISTRATIVE,
    COST_HEADING,
    COUNT,
    DATE,
    DEADLINE,
    DUTY,
    HARM,
    MONEY,
    RISK,
    VALUE,
)
from docpanel.agents.readers.phrases import subject_of
from docpanel.agents.readers.rules import MAX_FINDINGS, Draft, Reading, RuleReader
from docpanel.agents.readers.selection import Choice, claim_of, pick
from docpanel.agents.readers.tables import Table, tables

__all__ = ["READER", "BusinessReader"]

DATED = re.compile(rf"(?:{DATE.pattern})|\bwithin\b|\bnotice\b", re.IGNORECASE)
ACTOR = re.compile(
    r"(?:^|[,;:] |that |and )((?:[Tt]he |[Aa]n? |[Ee]ach |[Aa]ny |[Aa]ll )?[A-Za-z][\w’'&.-]*(?: [\w’'&.-]+){0,6}?)"
    r" (?:also )?(?:must|shall|(?:would be|is|are) required to|agrees? to|undertakes? to|is responsible)"
)
FIGURE = re.compile(rf"{MONEY.pattern}|{COUNT.pattern}|\bwarrant")
BINDING = re.compile(r"\b(?:deadlines?|notice|ends?|expires?|due|payable)\b", re.IGNORECASE)
CURRENCIES = {"$": "USD", "€": "EUR", "£": "GBP", "¥": "JPY"}
IMPORTANCE = {"deadline": 0.85, "cost": 0.8, "risk": 0.8, "action": 0.75, "value": 0.65}
LIMITS = {"deadline": 3, "cost": 3, "value": 1, "risk": 2, "action": 5}
AVERTED = re.compile(r"\b(?:would not be|prevent|avoid|ensure|so that)\b", re.IGNORECASE)
FULL_SCORE = {"deadline": 1.0, "cost": 2.0, "value": 3.0, "risk": 4.0, "action": 2.0}
MAX_TABLES = 2
MAX_ROWS = 3


class BusinessReader(RuleReader):
    """Looks for money, dates, duties and hazards, each by the words that English uses for them."""

    def examine(self, text: Passages) -> Reading:
        """Return costs, values, risks, actions and deadlines with the sentences that state them."""
        drafts = [_table_draft(table) for table in _money_tables(text)]
        chosen = _choices(text, MAX_FINDINGS - len(drafts)) if text.english else _figures(text)
        drafts += [_draft(choice, text) for choice in chosen]
        return Reading(
            summary=_summary(text, drafts),
            drafts=tuple(drafts),
            scores={"actionability": _actionability(text, drafts)} if text.english and text.sound else {},
            not_found=tuple(self._not_found(text)),
        )

    def _not_found(self, text: Passages) -> Iterator[str]:
        """Yield the expectations of the template that no pattern answers; silent in other languages."""
        if not text.english or not text.passages:
            return
        held = "\n".join(item.text for item in text.passages)
        for item in self.template.expects:
            for asked, answer in ANSWERS.items():
                if re.search(asked, item) and not answer.search(held):
                    yield item


ANSWERS = {
    r"\bby when\b|\bdue\b|deadline": re.compile(rf"{DEADLINE.pattern}|{DATE.pattern}", re.IGNORECASE),
    r"\bcosts?\b|\bworth\b|\bprice\b": re.compile(rf"{MONEY.pattern}|\bcosts?\b|\bprice", re.IGNORECASE),
    r"\basked to do\b|\baction\b": re.compile(rf"{DUTY.pattern}|\bshould\b|\bplease\b", re.IGNORECASE),
}


@dataclass(frozen=True, slots=True)
class Rule:
    """One category: which sentences belong to it, and what makes one count more."""

    category: str
    holds: Callable[[Passage, bool], bool]
    score: Callable[[Passage, bool], float]


def _is_deadline(item: Passage, _: bool) -> bool:  # noqa: FBT001  # rules share one signature
    match = DEADLINE.search(item.text)
    if match is None or not DATED.search(match[0]):
        return False
    return bool(DUTY.search(item.text) or BINDING.search(item.text))


def _is_cost(item: Passage, in_costs: bool) -> bool:  # noqa: FBT001  # rules share one signature
    counted = in_costs and COUNT.search(item.text) is not None
    return MONEY.search(item.text) is not None or counted


def _is_action(item: Passage, in_costs: bool) -> bool:  # noqa: FBT001  # rules share one signature
    return DUTY.search(item.text) is not None and not in_costs and not MONEY.search(item.text)


RULES = (
    Rule("deadline", _is_deadline, lambda item, _: 1.0 - 0.5 * item.place - 0.01 * len(item.words)),
    Rule(
        "cost",
        _is_cost,
        lambda item, in_costs: (
            bool(MONEY.search(item.text))
            + 0.5 * in_costs
            + 0.3 * bool(COUNT.search(item.text))
            + 0.3 * item.weight
        ),
    ),
    Rule(
        "value",
        lambda item, in_costs: (
            VALUE.search(item.text) is not None and (in_costs or bool(FIGURE.search(item.text)))
        ),
        lambda item, in_costs: len(VALUE.findall(item.text)) + 0.5 * in_costs,
    ),
    Rule(
        "risk",
        lambda item, _: RISK.search(item.text) is not None,
        lambda item, _: (
            len({match.lower() for match in RISK.findall(item.text)})
            + 0.7 * len({match.lower() for match in HARM.findall(item.text)})
            + 0.5 * item.weight
            - 0.4 * item.place
            - 2.0 * bool(AVERTED.search(item.text))
        ),
    ),
    Rule(
        "action",
        _is_action,
        lambda item, _: (
            item.weight
            + 0.6 * ("actor" in _attributes(item.text))
            + 0.4 * bool(DEADLINE.search(item.text))
            + 0.2 * len(DUTY.findall(item.text))
            - 0.3 * item.leans
            - 0.3 * item.place
        ),
    ),
)


def _choices(text: Passages, room: int) -> list[Choice]:
    in_costs = {
        item.index
        for section in text.sections
        if section.heading and COST_HEADING.search(section.heading)
        for item in section.passages
    }
    chosen: list[Choice] = []
    for rule in RULES:
        candidates = []
        for item in text.sound:
            costs = item.index in in_costs
            if item.sentence.kind != "note" and item.index not in text.abstract and rule.holds(item, costs):
                dull = rule.category != "deadline" and ADMINISTRATIVE.search(item.text)
                candidates.append(Choice(item, rule.score(item, costs) - 1.5 * bool(dull), rule.category))
        good = [choice for choice in candidates if choice.score > 0]
        most = LIMITS[rule.category] - (rule.category == "cost" and room < MAX_FINDINGS)
        limit = min(most, room - len(chosen))
        chosen += pick(good, limit, [choice.passage for choice in chosen])
    return chosen


def _figures(text: Passages) -> list[Choice]:
    """Return what can be told in any language: sentences with sums of money or dates."""
    money = [Choice(item, 1 + item.weight, "cost") for item in text.sound if MONEY.search(item.text)]
    return pick(money, LIMITS["cost"])


def _draft(choice: Choice, text: Passages) -> Draft:
    item = choice.passage
    cues = sum(bool(pattern.search(item.text)) for pattern in (MONEY, DATE, DUTY, DEADLINE))
    return Draft(
        subject=subject_of(text, item),
        claim=claim_of(item),
        category=choice.rule,
        quotes=(item.span,),
        importance=IMPORTANCE[choice.rule] * (0.8 + 0.2 * min(1.0, choice.score / FULL_SCORE[choice.rule])),
        confidence=min(0.9, 0.55 + 0.1 * cues),
        stance={"risk": "negative", "value": "positive"}.get(choice.rule, "neutral"),  # type: ignore[arg-type]  # the values are stances
        attributes=_attributes(item.text),
    )


def _attributes(text: str) -> dict[str, str]:
    found = {}
    money = MONEY.search(text)
    if money:
        figure = re.search(
            r"\d[\d.,]*(?:\s?(?:million|billion|thousand|bn|m|k|Mio\.|Mrd\.)(?!\w))?", money[0], re.IGNORECASE
        )
        found["amount"] = figure[0].rstrip(".,") if figure else money[0]
        unit = re.search(r"[$€£¥]|[A-Z]{3}|dollars|[Ee]uros?|pounds", money[0])
        if unit:
            found["unit"] = CURRENCIES.get(unit[0], unit[0])
    deadline = DEADLINE.search(text)
    if deadline and DATED.search(deadline[0]):
        found["deadline"] = " ".join(deadline[0].split())
    actor = ACTOR.search(text)
    if actor and actor[1].split()[0].lower() not in words("not_actors") and not actor[1].split()[0].endswith("ed"):
        found["actor"] = actor[1]
    return found


def _money_tables(text: Passages) -> list[Table]:
    return [
        table
        for table in tables(text)
        if sum(1 for row in table.rows if MONEY.search(" ".join(row.cells))) * 2 > len(table.rows)
    ][:MAX_TABLES]


def _table_draft(table: Table) -> Draft:
    rows = [row for row in table.rows if row.cells and MONEY.search(" ".join(row.cells))][: MAX_ROWS * 2]
    told = "; ".join(f"{row.label}: {', '.join(row.cells)}" for row in rows)
    name = f"“{table.heading}” on page {table.page}" if table.heading else f"on page {table.page}"
    columns = f" under “{table.columns}”" if table.columns else ""
    return Draft(
        subject=" ".join((table.heading or "Table of amounts").split()[:5]),
        claim=f"The table {name} lists{columns} {told}.",
        category="cost",
        quotes=tuple(row.span for row in rows[:MAX_ROWS]),
        importance=0.82,
        confidence=0.85,
    )


def _actionability(text: Passages, drafts: list[Draft]) -> Score:
    held = {draft.category for draft in drafts}
    actors = any("actor" in draft.attributes for draft in drafts)
    dated = any("deadline" in draft.attributes for draft in drafts)
    parts = {
        "actions": "action" in held,
        "who acts": actors,
        "dates": dated,
        "costs": "cost" in held,
    }
    stated = [name for name, there in parts.items() if there]
    missing = [name for name, there in parts.items() if not there]
    reason = f"Stated: {', '.join(stated) or 'nothing'}" + (
        f"; not found: {', '.join(missing)}." if missing else "."
    )
    return Score(value=0.1 + 0.85 * len(stated) / len(parts), reason=reason)


def _summary(text: Passages, drafts: list[Draft]) -> str:
    if not text.english:
        return (
            "The rules for duties, risks and deadlines know English only, so of this document only sums of money "
            f"were looked for; {len(drafts) or 'no'} finding{'' if len(drafts) == 1 else 's'} name{'s' if len(drafts) == 1 else ''} some."
        )
    if not drafts:
        return "No sum of money, deadline, duty or risk is stated in a whole sentence."
    counts = [
        f"{number} {plural if number > 1 else name}"
        for name, plural in NAMES.items()
        if (number := sum(1 for draft in drafts if draft.category == name))
    ]
    listed = ", ".join(counts[:-1]) + (" and " if len(counts) > 1 else "") + counts[-1]
    return f"The document states {listed} worth knowing before one decides or acts."


NAMES = {
    "deadline": "deadlines",
    "cost": "costs",
    "value": "values",
    "risk": "risks",
    "action": "actions",
}

READER = BusinessReader
