"""Sentences whose figures can be computed again: each right or, on demand, with one figure planted wrong."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

__all__ = ["Case", "amount", "german", "prose_cases"]

MEDIA = "text/plain"


@dataclass(frozen=True, slots=True)
class Case:
    """A document of one or more pages; `planted` is the wrong figure as printed, None where all is right."""

    kind: str
    layout: str
    pages: tuple[str, ...]
    planted: str | None
    held_out: bool = False
    media_type: str = MEDIA


@dataclass(frozen=True, slots=True)
class Made:
    """A sentence and the figure in it that is a result."""

    text: str
    result: str


Maker = Callable[[Random, bool], Made]
PLACES = ["Lyon", "Leeds", "Turin", "Ghent", "Porto", "Malmö"]
THINGS = ["permits", "incidents", "sites", "vehicles", "claims", "visits"]
LEAD = [
    "",
    "The review covered the whole of 2019 and was published in March 2020. ",
    "Section 4.2 gives the details, see also Table 3 on page 17. ",
    "The committee met 11 times in 2021. ",
]
TAIL = [
    "",
    " No further action is planned before 2023.",
    " See note 7 for the method.",
    " The next review is due in 2024.",
]


def amount(value: float, decimals: int = 0) -> str:
    """Return a figure as English prints it."""
    return f"{value:,.{decimals}f}"


def german(value: float, decimals: int = 0) -> str:
    """Return a figure as German prints it."""
    return amount(value, decimals).translate(str.maketrans(",.", ".,"))


def off(rng: Random, value: float, *, wrong: bool, least: float = 0.12) -> float:
    """Return the value, or one that is wrong by more than rounding can explain."""
    if not wrong:
        return value
    by = max(abs(value) * least, 2) * rng.uniform(1.0, 2.5)
    return value + by if rng.random() < 0.6 or value - by <= 0 else value - by


def sum_in_prose(rng: Random, form: str, *, wrong: bool) -> Made:
    """Parts that are counted together."""
    parts = [rng.randint(3, 90) for _ in range(3)]
    total = str(round(off(rng, sum(parts), wrong=wrong)))
    a, b, c = parts
    if wrong and int(total) == b + c:  # the end of the list may be meant
        return sum_in_prose(rng, form, wrong=wrong)
    one, two, three = rng.sample(PLACES, 3)
    return Made(
        form.format(a=a, b=b, c=c, t=total, one=one, two=two, three=three, thing=rng.choice(THINGS)), total
    )


SUMS = [
    "There were {a} {thing} in {one}, {b} in {two} and {c} in {three}, {t} in total.",
    "A total of {t} {thing} were recorded: {a} in {one}, {b} in {two} and {c} in {three}.",
    "Inspectors counted {a} {thing} in {one}, {b} in {two}, and {c} in {three}, for a total of {t}.",
    "The {t} {thing} comprised {a} in {one}, {b} in {two} and {c} in {three}.",
]
SUMS_HELD = [
    "{one} reported {a} {thing}, {two} {b} and {three} {c}, totalling {t}.",
    "In all, {t} {thing} were filed ({a} in {one}, {b} in {two} and {c} in {three}).",
]


def money_sum(rng: Random, form: str, *, wrong: bool) -> Made:
    """Sums of money in millions with one decimal, the total rounded from what is behind them."""
    exact = [rng.uniform(0.5, 30) for _ in range(3)]
    total = off(rng, sum(exact), wrong=wrong)
    if wrong and abs(total - exact[1] - exact[2]) < 1:  # the end of the list may be meant
        return money_sum(rng, form, wrong=wrong)
    write = german if "Mio" in form else amount
    a, b, c, t = (write(value, 1) for value in (*exact, total))
    return Made(form.format(a=a, b=b, c=c, t=t), t)


MONEY_SUMS = [
    "Wages cost ${a} million, rent ${b} million and energy ${c} million, a total of ${t} million.",
    "Total costs of ${t} million consist of pay (${a} million), rent (${b} million) and tax (${c} million).",
]
MONEY_SUMS_HELD = [
    "Löhne kosteten {a} Mio. €, Miete {b} Mio. € und Energie {c} Mio. €, insgesamt {t} Mio. €."
]


def share(rng: Random, form: str, *, wrong: bool) -> Made:
    """A part, its whole, and the percentage."""
    whole = rng.randint(12, 400)
    part = rng.randint(3, whole - 2)
    decimals = rng.choice([0, 1])
    value = part / whole * 100
    shown = value if not wrong else (value + 9 if value < 60 else value - 9)
    printed = f"{shown:.{decimals}f}"
    return Made(form.format(a=part, w=whole, p=printed, thing=rng.choice(THINGS)), printed)


SHARES = [
    "In the sample, {a} of {w} {thing} ({p} %) were closed.",
    "{a} out of {w} {thing}, or {p}%, were closed within a week.",
    "Of the {w} {thing}, {a} ({p} percent) were closed.",
    "Only {a} of the {w} {thing} examined ({p}%) had a fault.",
]
SHARES_HELD = [
    "About the {thing}: {p}% ({a} of {w}) were reopened.",
    "{a} ({p}%) of the {w} {thing} were late.",
]


def change(rng: Random, form: str, *, wrong: bool) -> Made:
    """Two values and the percentage between them."""
    start = rng.uniform(20, 90)
    factor = rng.uniform(1.08, 1.6)
    end = start / factor if "{down}" in form else start * factor
    percentage = abs(end - start) / start * 100
    shown = percentage if not wrong else percentage + rng.choice([7, 9, 12])
    write = german if "Mio" in form else amount
    a, b = write(start, 2), write(end, 2)
    printed = f"{shown:.0f}"
    return Made(form.replace("{down}", "").format(a=a, b=b, p=printed), printed)


CHANGES = [
    "Revenue rose from {a} to {b} million, an increase of {p} %.",
    "Revenue increased by {p}% from ${a} million in 2018 to ${b} million in 2019.",
    "Output was up {p} % from {a} to {b} tonnes.",
    "{down}Emissions fell from {a} to {b} tonnes, a decrease of {p} percent.",
    "{down}Costs decreased {p} %, from ${a} million to ${b} million.",
    "Sales grew from €{a} million in 2020 to €{b} million in 2021 (+{p} %).",
]
CHANGES_HELD = [
    "Sales climbed {p} percent to ${b} million from ${a} million a year earlier.",
    "Der Umsatz stieg von {a} Mio. € auf {b} Mio. €, ein Plus von {p} %.",
    "{down}Debt fell from ${a} million at the end of 2019 to ${b} million at the end of 2020, or by {p}%.",
]


def product(rng: Random, form: str, *, wrong: bool) -> Made:
    """A number of things at a price."""
    count, price = rng.randint(3, 48), rng.choice([15, 40, 85, 120, 500])
    total = amount(round(off(rng, count * price, wrong=wrong)))
    return Made(form.format(n=count, u=price, t=total), total)


PRODUCTS = [
    "{n} work-hours × ${u} per hour = ${t}",
    "The fee is due in {n} monthly payments of €{u}, €{t} in all.",
    "The firm bought {n} units at ${u} each, for a total of ${t}.",
    "{n} × {u} = {t}",
]
PRODUCTS_HELD = [
    "The association ordered {n} chairs at €{u} per chair, totalling €{t}.",
    "It pays {n} instalments of ${u} each, i.e. ${t} in total.",
]


def difference(rng: Random, form: str, *, wrong: bool) -> Made:
    """What lies between two values."""
    low = rng.randint(20, 200)
    high = low + rng.randint(15, 150)
    gap = str(round(off(rng, high - low, wrong=wrong, least=0.3)))
    return Made(form.format(a=high, b=low, d=gap), gap)


DIFFERENCES = [
    "The motion passed by {a} votes to {b}, a margin of {d} votes.",
    "Staff numbers fell from {a} to {b}, a decrease of {d}.",
    "The number of sites rose by {d}, from {b} to {a}.",
    "Income was ${a} million and costs were ${b} million, leaving a surplus of ${d} million.",
]
DIFFERENCES_HELD = ["Membership dropped from {a} to {b}, a loss of {d}.", "{a} − {b} = {d}"]


def average(rng: Random, form: str, *, wrong: bool) -> Made:
    """The mean of values that are listed."""
    values = [rng.randint(10, 90) for _ in range(3)]
    mean = f"{off(rng, sum(values) / 3, wrong=wrong):.1f}"
    a, b, c = values
    return Made(form.format(a=a, b=b, c=c, m=mean), mean)


AVERAGES = [
    "The scores were {a}, {b} and {c}, an average of {m}.",
    "The three runs took {a}, {b} and {c} minutes, on average {m} minutes.",
]
AVERAGES_HELD = ["The mean of {a}, {b} and {c} is {m}."]
UNITS = [
    ("km", "miles", 0.621371), ("kg", "pounds", 2.204623), ("feet", "metres", 0.3048),
    ("acres", "hectares", 0.404686),
    ("m", "feet", 3.28084), ("litres", "US gallons", 0.264172), ("mph", "km/h", 1.609344), ("kWh", "MJ", 3.6),
]  # fmt: skip


def conversion(rng: Random, form: str, *, wrong: bool) -> Made:
    """One measure in two units."""
    source, target, factor = rng.choice(UNITS)
    value = rng.randint(12, 480)
    printed = amount(off(rng, value * factor, wrong=wrong), 1)
    return Made(form.format(v=value, s=source, t=target, c=printed), printed)


CONVERSIONS = [
    "The site lies {v} {s} ({c} {t}) from there on that scale.",
    "It was measured at {v} {s}, or {c} {t}, in both tests.",
]
CONVERSIONS_HELD = [
    "The reading was {v} {s} (equal to {c} {t}) at noon.",
    "A value of {v} {s} [{c} {t}] is normal.",
]


def duration(rng: Random, form: str, *, wrong: bool) -> Made:
    """Two dates and the days between them."""
    start = date(2021, 1, 1) + timedelta(days=rng.randint(0, 300))
    days = rng.randint(20, 120)
    end = start + timedelta(days=days)
    printed = str(days + (rng.choice([0, 1]) if not wrong else rng.choice([-9, 10, 30])))

    def us(day: date) -> str:
        return f"{day:%B} {day.day}, {day.year}"

    def uk(day: date) -> str:
        return f"{day.day} {day:%B} {day.year}"

    text = form.format(a=uk(start), b=uk(end), ua=us(start), ub=us(end), ia=start, ib=end, d=printed)
    return Made(text, printed)


DURATIONS = [
    "The trial ran from {a} to {b} ({d} days).",
    "The comment period from {ua} to {ub}, a period of {d} days, was short.",
]
DURATIONS_HELD = [
    "The works lasted {d} days, from {ia} to {ib}.",
    "Between {a} and {b} ({d} days) nothing was sold.",
]


def whole(rng: Random, form: str, *, wrong: bool) -> Made:
    """Shares that make up a whole."""
    first, second = rng.randint(20, 40), rng.randint(15, 35)
    rest = 100 - first - second + (rng.choice([-8, 7, 11]) if wrong else 0)
    return Made(form.format(a=first, b=second, c=rest), str(rest))


WHOLES = [
    "The budget is split between wages ({a} %), rent ({b} %) and energy ({c} %).",
    "{a}% of members voted for, {b}% against and the remaining {c}% abstained.",
]
WHOLES_HELD = ["The portfolio is made up of {a} % shares, {b} % bonds and {c} % cash."]
CLASSES: list[tuple[str, Maker, list[str], list[str]]] = [
    ("sum", sum_in_prose, SUMS, SUMS_HELD),
    ("money sum", money_sum, MONEY_SUMS, MONEY_SUMS_HELD),
    ("share", share, SHARES, SHARES_HELD),
    ("percentage change", change, CHANGES, CHANGES_HELD),
    ("product", product, PRODUCTS, PRODUCTS_HELD),
    ("difference", difference, DIFFERENCES, DIFFERENCES_HELD),
    ("average", average, AVERAGES, AVERAGES_HELD),
    ("conversion", conversion, CONVERSIONS, CONVERSIONS_HELD),
    ("duration", duration, DURATIONS, DURATIONS_HELD),
    ("shares of a whole", whole, WHOLES, WHOLES_HELD),
]


def prose_cases(seed: int, count: int, *, wrong: bool, held_out: bool) -> Iterator[Case]:
    """Yield `count` cases a class."""
    rng = Random(f"{seed}{wrong}{held_out}")
    for kind, make, forms, held in CLASSES:
        for index in range(count):
            form = (held if held_out else forms)[index % len(held if held_out else forms)]
            made = make(rng, form, wrong=wrong)
            text = rng.choice(LEAD) + made.text + rng.choice(TAIL) if made.text.endswith(".") else made.text
            yield Case(kind, "prose", (text,), made.result if wrong else None, held_out)
