"""A number of things at one price each, and what they cost in all."""

from collections.abc import Iterator
from decimal import Decimal

from docpanel.agents.audit.arithmetic.computation import Computation, compute
from docpanel.agents.audit.arithmetic.intervals import Interval
from docpanel.agents.audit.arithmetic.statements import Statement, gap, named
from docpanel.agents.audit.arithmetic.writing import plain
from docpanel.documents.figures.quantity import Quantity

__all__ = ["payments"]

TOTAL_BEFORE = (
    r"(?:an? |the )?(?:total(?:l?ing)?(?: (?:of|cost of|amount of))?|in total|in all|altogether|insgesamt)"
)
TOTAL_BEHIND = r"(?:in total|in all|altogether|total|insgesamt|zusammen)\b"
EACH = r"(?:\s(?:each|apiece|per [\w-]+|an? [\w-]+))"
THAT_IS = r"(?:or |i\.e\.,? |for |making |that is,? |which is |thus |= ?)?"
THINGS = r"(?:[\w-]+ ){0,3}?"
END = r"(?=\s*(?:[).,;]|$|in (?:all|total)))"
PATTERNS = (
    # 12 monthly payments of €500, €6,000 in all
    named(
        rf"«count» {THINGS}(?:of|at|à|zu je|for|zu) «price»{EACH}?\s*[,(–:=]\s*{THAT_IS}"
        rf"(?:{TOTAL_BEFORE} «total»|«other» {TOTAL_BEHIND})"
    ),
    # 24 chairs at $45 each ($1,080)
    named(rf"«count» {THINGS}(?:at|à|for) «price»{EACH}\s*(?:\(|, or |, i\.e\. |= ?)«total»{END}"),
    # $85 per hour for 40 hours, or $3,400 in total
    named(rf"«price»{EACH} for «count»{gap(20)}[,(]\s*{THAT_IS}(?:{TOTAL_BEFORE} )?«total»{END}"),
)
RATES = named(
    # €950 per month, i.e. €11,400 per year
    r"«price» (?:per|a) (?P<short>month|quarter|week)"
    r"(?:,? or |, i\.e\.,? |, that is,? | \(|, )«total» (?:per|a) year"
)
PER_YEAR = {"month": 12, "quarter": 4, "week": 52}
PERIODS = frozenset({"month", "day", "week", "year", "quarter", "h", "work-hour"})


def payments(statement: Statement) -> Iterator[Computation]:
    """Yield totals of a number of things at one price each."""
    for pattern in PATTERNS:
        for match in pattern.finditer(statement.words):
            number = match["total"] or match["other"] if "other" in match.groupdict() else match["total"]
            count, price, total = (statement.figure(at) for at in (match["count"], match["price"], number))
            counted = count.kind in {"count", "plain"} or count.unit in PERIODS
            if counted and _priced(statement, count, price, total):
                yield _product(statement, plain(count), statement.interval(count), price, total)
    for match in RATES.finditer(statement.words):
        price, total = statement.figure(match["price"]), statement.figure(match["total"])
        if _priced(statement, price, price, total):
            times = PER_YEAR[match["short"].lower()]
            yield _product(statement, str(times), Interval.exactly(Decimal(times)), price, total)


def _priced(statement: Statement, count: Quantity, price: Quantity, total: Quantity) -> bool:
    alike = price.kind == "money" and total.unit == price.unit
    return alike and statement.usable(count, price, total) and statement.scaled_alike(price, total)


def _product(
    statement: Statement, count: str, times: Interval, price: Quantity, total: Quantity
) -> Computation:
    return compute(
        "product",
        f"the total of {count} × {plain(price)}",
        total,
        times * statement.interval(price),
        allowed=statement.interval(total),
        formula=f"{count} × {plain(price)}",
        evidence=(statement.span,),
        parts=(price.span,),
    )
