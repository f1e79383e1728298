"""The figures of the report: those that verified findings name, and those that were computed again."""

import re
from collections.abc import Iterable

from docpanel.agents.analysis import Number
from docpanel.agents.audit.result import Audited
from docpanel.agents.findings import Finding

__all__ = ["numbers"]

FIGURE = re.compile(r"\d+(?:[.,]\d+)*")
NUMBERS = 30

Place = tuple[int | None, tuple[str, ...]]


def numbers(findings: Iterable[Finding], audited: Audited | None = None) -> tuple[Number, ...]:
    """Return up to 30 figures: first those that were computed otherwise, then the findings', then the rest.

    A finding's figure is its `amount`, where its quotation holds it. The audit's figure is the same where
    digits and page agree and one of the two quotations holds the other; the row then tells both.
    """
    named: dict[tuple[str, str], Number] = {}
    for finding in findings:
        row = _row(finding)
        if row is not None:
            named.setdefault((row.metric.casefold(), row.value), row)
    rows = list(named.values())
    places: dict[Place, list[int]] = {}
    for index, row in enumerate(rows):
        places.setdefault(_place(row), []).append(index)
    for computed in audited.numbers if audited else ():
        at = next((at for at in places.get(_place(computed), ()) if _same(rows[at], computed)), None)
        if at is None:
            if all(_told(row) != _told(computed) for row in rows):
                rows.append(computed)
        elif rows[at].agrees is not False:
            done = {name: getattr(computed, name) for name in ("recomputed", "agrees", "computation")}
            rows[at] = rows[at].model_copy(update=done)
    return tuple(sorted(rows, key=lambda row: row.agrees is not False)[:NUMBERS])


def _row(finding: Finding) -> Number | None:
    amount = finding.attributes.get("amount", "").strip()
    places = (item for item in finding.evidence if item.verified and _stands_in(amount, item.quote))
    place = next(places, None) if finding.verified else None
    if place is None:
        return None
    return Number(
        metric=finding.subject,
        value=amount,
        unit=finding.attributes.get("unit") or None,
        period=finding.attributes.get("period") or None,
        page=place.page,
        quote=place.quote,
    )


def _stands_in(amount: str, quote: str) -> bool:
    """Say whether every figure of an amount is printed in the quotation."""
    figures = FIGURE.findall(amount)
    return bool(figures) and set(figures) <= set(FIGURE.findall(quote))


def _told(row: Number) -> tuple[str, str, str | None]:
    """Return what a reader sees of a row: the same figure computed alike elsewhere tells nothing new."""
    return row.metric, row.value, row.computation


def _place(row: Number) -> Place:
    return row.page, tuple(FIGURE.findall(row.value))


def _same(row: Number, computed: Number) -> bool:
    one, other = (" ".join(text.split()) for text in (row.quote, computed.quote))
    return one in other or other in one
