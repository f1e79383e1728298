"""Documents with planted contradictions and with pairs that only look like some."""

import random
import re
from dataclasses import dataclass

from contradiction_values import Printer, Value, other_than
from contradiction_wording import DOMAINS, Domain, Metric, Wording

from docpanel.documents.document import Document
from docpanel.documents.loading import parse

__all__ = ["DISTANCES", "Made", "Planted", "make"]

PAGES = 56
DISTANCES = (1, 2, 5, 10, 20, 35, 50)
CONTRADICTIONS, LOOKALIKES = 5, 16
MATTERS = (
    "the maintenance plan", "internal procedures", "the new software", "staff training", "the supply chain",
    "data quality", "the waiting list", "local partners", "the storage area", "energy efficiency",
    "document control", "the training material", "public communication", "the inspection report",
    "long-term planning", "the replacement of old equipment", "the complaint procedure",
)  # fmt: skip
PLACES = ("Antwerp", "Gdansk", "Lyon", "Porto", "Tromso", "Bergen", "Leeds", "Turku", "Graz")
MANNERS = ("well", "slowly", "reluctantly", "positively", "as expected", "differently")
PERIODS = ("{}", "{}", "{}", "the financial year {}", "fiscal year {}", "the year {}")
PLURAL = re.compile(r"(?:costs|numbers|expenses)$")


@dataclass(frozen=True)
class Planted:
    """A pair of statements; `label` is `contradiction` or the class of the look-alike."""

    label: str
    kind: str
    texts: tuple[str, str]
    distance: int


@dataclass(frozen=True)
class Made:
    """A document and what was planted in it."""

    document: Document
    planted: tuple[Planted, ...]


def make(seed: int, wording: Wording) -> Made:
    """Return the document of `seed`, written in `wording`; domains take turns."""
    return _Author(seed, wording).made()


class _Author:
    """Writes one document."""

    def __init__(self, seed: int, wording: Wording) -> None:
        """Choose the domain and the metrics that are still free."""
        self.rng = random.Random(seed)
        self.domain: Domain = DOMAINS[seed % len(DOMAINS)]
        self.wording = wording
        self.printer = Printer(self.rng, self.rng.choice(["USD", "EUR", "GBP"]))
        self.pages: list[list[str]] = [[] for _ in range(PAGES)]
        self.planted: list[Planted] = []
        self.truth: dict[tuple[Metric, str | None], Value] = {}
        self.free: list[tuple[Metric, str | None]] = [(metric, None) for metric in self.domain.states]
        self.free += [(Metric(name, "date", 0, 0), None) for name in self.domain.dates]
        self.free += [(Metric(name, "role", 0, 0), None) for name in self.domain.roles]
        self.free += [(metric, year) for metric in self.domain.flows for year in self.domain.periods[1:]]
        self.rng.shuffle(self.free)

    def made(self) -> Made:
        """Plant everything and set the pages."""
        for index in range(CONTRADICTIONS):
            self._plant_contradiction(
                DISTANCES[(index + self.rng.randrange(len(DISTANCES))) % len(DISTANCES)]
            )
        for _ in range(LOOKALIKES):
            if self.free:
                self._plant_lookalike()
        text = "\f".join(self._page(number) for number in range(PAGES))
        document = parse("made.txt", text.encode())
        return Made(document, tuple(self.planted))

    def _plant_contradiction(self, distance: int) -> None:
        metric, year = self.free.pop()
        value = self._true(metric, year)
        other = other_than(self.printer, metric, value)
        if year and self.rng.random() < 0.35:
            first = self._structured(metric, year, value)
        else:
            first = self._statement(metric, year, value)
        self._place("contradiction", metric, (first, self._statement(metric, year, other)), distance)

    def _plant_lookalike(self) -> None:
        metric, year = self.free.pop()
        value = self._true(metric, year)
        other = other_than(self.printer, metric, value)
        first = self._statement(metric, year, value)
        label, second = self._lookalike(metric, year, value, other)
        self._place(label, metric, (first, second), self.rng.choice(DISTANCES))

    def _true(self, metric: Metric, year: str | None) -> Value:
        """Return what holds in this document; whatever is not planted agrees with it."""
        if (metric, year) not in self.truth:
            self.truth[metric, year] = self.printer.draw(metric)
        return self.truth[metric, year]

    def _earlier(self, metric: Metric, year: str | None) -> Value:
        return self._true(metric, str(int(year[-4:]) - 1) if year else "before")

    def _lookalike(self, metric: Metric, year: str | None, value: Value, other: Value) -> tuple[str, str]:
        groups = {"count": self.wording.counted, "date": self.wording.dated, "role": self.wording.named}
        group = groups.get(metric.kind, self.wording.negative if year else self.wording.standing)
        general = ["agrees"]
        if isinstance(value, float) and metric.kind in {"money", "measure"}:
            general += ["rounded", "rounded"]
        if metric.kind == "money":
            general.append("other unit")
        if year:
            general += ["other year", "quarter", "heading year", "table", "contents", "heading entity"]
        elif metric.kind not in {"date", "role"}:
            general.append("heading entity")
        label = self.rng.choice([*group, *group, *general])
        if label in group:
            return label, self._fill(self.rng.choice(group[label]), metric, year, value, other)
        return label, self._general(label, metric, year, value, other)

    def _general(self, label: str, metric: Metric, year: str | None, value: Value, other: Value) -> str:
        if label == "agrees":
            return self._statement(metric, year, value)
        if label == "rounded":
            coarse = float(f"{value:.1g}")
            rounded = f"{coarse if abs(coarse - value) < 0.08 * value else float(f'{value:.2g}'):,.10g}"
            unit = self.printer.currency if metric.kind == "money" else metric.unit
            return self._fill(self._alone(metric, year), metric, year, f"about {rounded} {unit}", other)
        if label == "other unit":
            foreign = Printer(self.rng, "USD" if self.printer.currency != "USD" else "EUR")
            return self._fill(self._alone(metric, year), metric, year, foreign.write(metric, other), value)
        if label == "heading entity":
            name = self.rng.choice(self.domain.others)
            self._fillers_naming(name)
            return f"\n{_capital(name)}\n\n" + self._anonymous(metric, year, other)
        return self._of_a_year(label, metric, str(year), value, other)

    def _of_a_year(self, label: str, metric: Metric, year: str, value: Value, other: Value) -> str:
        before = str(int(year) - 1)
        if label == "other year":
            return self._statement(metric, before, self._true(metric, before))
        if label == "quarter":
            quarter = self.rng.choice(["the first quarter of {}", "Q3 {}", "the first half of {}", "June {}"])
            return self._fill(self._alone(metric, year), metric, quarter.format(year), other, value)
        if label == "heading year":
            return f"\nFinancial year {before}\n\n" + self._unperiodic(metric, self._true(metric, before))
        if label == "contents":
            return f"\n{_capital(metric.name)} in {year} ........ {self.rng.randint(3, 50)}\n"
        return self._table(metric, year, other, title=f"Figures of {self.rng.choice(self.domain.others)}")

    def _structured(self, metric: Metric, year: str, value: Value) -> str:
        """Return the statement under a heading that gives the year, or in a table."""
        if self.rng.random() < 0.4:
            return f"\nFinancial year {year}\n\n" + self._unperiodic(metric, value)
        return self._table(metric, year, value, title="Key figures")

    def _table(self, metric: Metric, year: str, value: Value, title: str) -> str:
        before = str(int(year) - 1)
        pick = self.rng.random()
        older = self._earlier(metric, year)
        unit = metric.unit
        cells = [f"{item:,.10g}" for item in (older, value) if isinstance(item, float)]
        if metric.kind == "percent":
            unit = "%"
        if metric.kind == "money":
            unit = f"{self.printer.currency} million"
            cells = [f"{item / 1e6:,.6g}" for item in (older, value) if isinstance(item, float)]
        label = f"{_capital(metric.name)} ({unit})" if unit else _capital(metric.name)
        if pick < 0.5:
            head = f"| | {before} | {year} |\n|---|---|---|"
            return f"\n{title}\n\n{head}\n| {label} | {cells[0]} | {cells[1]} |\n"
        return f"\n{title}\n\nItem    {before}    {year}\n{label}    {cells[0]}    {cells[1]}\n"

    def _statement(self, metric: Metric, year: str | None, value: Value) -> str:
        return self._fill(self._template(metric, year), metric, year, value, self._earlier(metric, year))

    def _template(self, metric: Metric, year: str | None) -> str:
        if year:
            return self.rng.choice(self.wording.flow)
        kinds = {"count": "count", "days": "duration", "months": "duration", "date": "date", "role": "role"}
        choices: tuple[str, ...] = getattr(self.wording, kinds.get(metric.kind, "state"))
        return self.rng.choice(choices)

    def _alone(self, metric: Metric, year: str | None) -> str:
        """Return a template that gives no second value."""
        while "{O}" in (template := self._template(metric, year)):
            pass
        return template

    def _unperiodic(self, metric: Metric, value: Value) -> str:
        template = self.rng.choice([t for t in self.wording.flow if " in {P}" in t and "{B}" not in t])
        return self._fill(template.replace(" in {P}", ""), metric, None, value, value)

    def _anonymous(self, metric: Metric, year: str | None, value: Value) -> str:
        """Return a statement that names no entity: the heading does."""
        while "{E}" in (template := self._template(metric, year)):
            pass
        return self._fill(template, metric, year, value, self._earlier(metric, year))

    def _fill(self, template: str, metric: Metric, year: str | None, value: Value | str, other: Value) -> str:
        written = value if isinstance(value, str) else self.printer.write(metric, value)
        further = other * 1.3 if isinstance(other, float) else other
        entity = self.domain.entity if self.rng.random() < 0.6 else self.domain.generic
        number = written.split()[0] if isinstance(written, str) else written
        period = self._period(year, template)
        text = template.format(
            M=_capital(metric.name), m=metric.name, E=entity, P=period,
            V=written, O=self.printer.write(metric, other), O2=self.printer.write(metric, further),
            N=number, B=str(int(year[-4:]) - 1) if year else "",
            X=self.rng.choice(self.domain.others), S=self.rng.choice(self.domain.parts),
        )  # fmt: skip
        if PLURAL.search(metric.name):
            text = (
                text.replace(" was ", " were ")
                .replace(" A ", " ")
                .replace("A " + metric.name, _capital(metric.name))
            )
        text = re.sub(r"\b([Aa]) (?=[aeiou8]|11)(?!un|eu)", r"\1n ", text)
        return _capital(text)

    def _period(self, year: str | None, template: str) -> str:
        if year is None or not year.isdigit():
            return year or ""
        bare = "{P} {m}" in template or "{P}:" in template or "({P})" in template
        return year if bare else self.rng.choice(PERIODS).format(year)

    def _place(self, label: str, metric: Metric, texts: tuple[str, str], distance: int) -> None:
        first = self.rng.randrange(1, PAGES - distance)
        pages = [first, first + distance]
        self.rng.shuffle(pages)
        for page, text in zip(pages, texts, strict=True):
            self.pages[page].append(text)
        self.planted.append(Planted(label, metric.kind, texts, distance))

    def _fillers_naming(self, name: str) -> None:
        """Name somebody in running text, as a document does that gives them a section of their own."""
        self.pages[self.rng.randrange(1, PAGES)].append(
            f"The relations with {name} are described in a section of their own."
        )

    def _filler(self) -> str:
        """Return a sentence that says nothing to the matter; said again, it has the same figures."""
        template = self.rng.choice(self.domain.filler)
        matter, place = self.rng.choice(MATTERS), self.rng.choice(PLACES)
        figures = random.Random(template + matter * ("{a}" in template) + place * ("{d}" in template))
        text = template.format(
            a=matter,
            b=self.rng.choice(MANNERS),
            d=place,
            n=figures.randint(20, 900),
            k=figures.randint(2, 12),
        )
        return _capital(text)

    def _page(self, number: int) -> str:
        lines = [f"{_capital(self.domain.entity)} {self.domain.name}"]
        if number == 0:
            return "\n\n".join(
                [lines[0], "Contents", *(f"{h} ........ {i}" for i, h in enumerate(self.domain.headings, 2))]
            )
        lines += [self.domain.headings[number % len(self.domain.headings)], self._paragraph()]
        late = []
        for text in self.pages[number]:
            if text.startswith("\n"):
                late += [text.strip("\n"), f"Further remarks {number}", self._paragraph()]
            elif text.endswith((".", "!")):
                lines.append(self._paragraph(text))
            else:
                lines.append(text)
        lines += [self._paragraph(), *late, f"Page {number + 1} of {PAGES}"]
        return "\n\n".join(lines)

    def _paragraph(self, fact: str | None = None) -> str:
        found = [self._filler() for _ in range(self.rng.randint(2, 4))]
        if fact:
            found.insert(self.rng.randrange(len(found) + 1), fact)
        return " ".join(found)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
