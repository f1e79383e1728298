"""Business: what it costs or brings, what is at risk, who must do what, and by when."""

import re
from collections.abc import Iterator
from typing import Literal

from docpanel.agents.findings import Score
from docpanel.agents.readers.amounts import attributes_of, priced
from docpanel.agents.readers.lexicon import cue
from docpanel.agents.readers.passages import Passages
from docpanel.agents.readers.patterns import DATE, DEADLINE, MONEY
from docpanel.agents.readers.phrases import subject_of
from docpanel.agents.readers.rules import MAX_FINDINGS, Draft, Reading, RuleReader
from docpanel.agents.readers.selection import Choice, claim_of
from docpanel.agents.readers.stakes import IMPORTANCE, figures, stakes
from docpanel.agents.readers.tables import Row, Table, tables

__all__ = ["READER", "BusinessReader"]

MAX_TABLES = 2
MAX_ROWS = 6
TABLE_IMPORTANCE = 0.82
STANCES: dict[str, Literal["positive", "negative", "neutral"]] = {"risk": "negative", "value": "positive"}
NAMES = {"deadline": "deadlines", "cost": "costs", "value": "values", "risk": "risks", "action": "actions"}
COST_WORDS = re.compile(r"\bcosts?\b|\bprices?\b|\bfees?\b", re.IGNORECASE)
REQUEST = re.compile(r"\bshould\b|\bplease\b|\bmust\b", re.IGNORECASE)
ANY_MONEY = re.compile(rf"{MONEY.pattern}|\d\s?[$£¥]", re.IGNORECASE)
"""A sum however it is written: where one stands, nobody may say that none does."""


class BusinessReader(RuleReader):
    """Looks for money, dates, duties and hazards, each by the words that English uses for them."""

    remit = frozenset({"value", "risk", "cost", "action", "deadline"})

    def examine(self, text: Passages) -> Reading:
        """Return costs, values, risks, actions and deadlines with the sentences that state them."""
        drafts = [_table_draft(table) for table in tables(text) if _is_priced(table)][:MAX_TABLES]
        chosen = stakes(text, MAX_FINDINGS - len(drafts)) if text.english else figures(text)
        drafts += [_draft(choice, share, text) for choice, share in chosen]
        return Reading(
            summary=_summary(text, drafts),
            drafts=tuple(drafts),
            scores={"actionability": _actionability(drafts)} if text.english and text.sound else {},
            not_found=tuple(self._not_found(text)),
        )

    def _not_found(self, text: Passages) -> Iterator[str]:
        """Yield the expectations that no cue answers anywhere in the text; silent in other languages."""
        if not text.english or not text.sound:
            return
        whole = " ".join(text.document.text.split())
        answers = (
            (r"\bby when\b|\bdue\b|\bdeadline", (DEADLINE, DATE)),
            (r"\bcosts?\b|\bworth\b|\bprice", (ANY_MONEY, COST_WORDS)),
            (r"\basked to do\b|\baction", (cue("duty"), REQUEST)),
        )
        for item in self.template.expects:
            for asked, patterns in answers:
                if re.search(asked, item) and not any(pattern.search(whole) for pattern in patterns):
                    yield item
                    break


def _is_priced(table: Table) -> bool:
    return sum(map(_has_money, table.rows)) * 2 > len(table.rows)


def _has_money(row: Row) -> bool:
    return MONEY.search(" ".join(row.cells)) is not None


def _draft(choice: Choice, share: float, text: Passages) -> Draft:
    item = choice.passage
    cues = sum(bool(pattern.search(item.text)) for pattern in (MONEY, DATE, cue("duty"), DEADLINE))
    attributes = attributes_of(item.text)
    if choice.rule not in {"deadline", "action"}:
        attributes.pop("deadline", None)
    return Draft(
        subject=(priced(item.text) if choice.rule == "cost" or "amount" in attributes else None)
        or subject_of(text, item),
        claim=claim_of(item),
        category=choice.rule,
        quotes=(item.span,),
        importance=IMPORTANCE[choice.rule] * (0.8 + 0.2 * share),
        confidence=min(0.9, 0.55 + 0.1 * cues),
        stance=STANCES.get(choice.rule, "neutral"),
        attributes=attributes,
    )


def _table_draft(table: Table) -> Draft:
    rows = [row for row in table.rows if _has_money(row)][:MAX_ROWS]
    told = "; ".join(f"{row.label}: {', '.join(row.cells)}" for row in rows)
    name = f"“{table.heading}” on page {table.page}" if table.heading else f"on page {table.page}"
    columns = f" (columns: {table.columns})" if table.columns else ""
    return Draft(
        subject=" ".join((table.heading or "Table of amounts").split()[:5]),
        claim=f"The table {name} lists {told}{columns}.",
        category="cost",
        quotes=tuple(row.span for row in rows),
        importance=TABLE_IMPORTANCE,
        confidence=0.85,
    )


def _actionability(drafts: list[Draft]) -> Score:
    held = {draft.category for draft in drafts}
    parts = {
        "actions": "action" in held,
        "who acts": any("actor" in draft.attributes for draft in drafts),
        "dates": any("deadline" in draft.attributes for draft in drafts),
        "costs": "cost" in held,
    }
    stated = [name for name, there in parts.items() if there]
    missing = [name for name, there in parts.items() if not there]
    reason = f"Stated: {', '.join(stated) or 'nothing'}"
    reason += f"; not found: {', '.join(missing)}." if missing else "."
    return Score(value=round(0.1 + 0.85 * len(stated) / len(parts), 3), reason=reason)


def _summary(text: Passages, drafts: list[Draft]) -> str:
    if not text.english:
        return (
            "The rules for duties, risks and deadlines know English only, so in this document only sums of "
            f"money were looked for; findings that name some: {len(drafts)}."
        )
    if not drafts:
        return "No sum of money, deadline, duty or risk is stated in a whole sentence."
    counts = [
        f"{number} {plural if number > 1 else name}"
        for name, plural in NAMES.items()
        if (number := sum(1 for draft in drafts if draft.category == name))
    ]
    listed = ", ".join(counts[:-1]) + (" and " if len(counts) > 1 else "") + counts[-1]
    return f"Picked out for someone who must decide or act: {listed}."


READER = BusinessReader
