"""All that a document states of what has one value: in its sentences, its labelled lines, its tables."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from docpanel.agents.audit.contradictions.clauses import symbol_behind, valued
from docpanel.agents.audit.contradictions.cues import (
    CITED,
    HYPOTHETICAL,
    ONE_OF_MANY,
    OUT_OF,
    RESTATING,
    SAID_BY,
    WORTH_READING,
)
from docpanel.agents.audit.contradictions.dated_changes import dated_change
from docpanel.agents.audit.contradictions.days import day_of, event_words
from docpanel.agents.audit.contradictions.entities import Sections, own_names, without_generic
from docpanel.agents.audit.contradictions.labelled import Cell, Labelled, cells, labelled
from docpanel.agents.audit.contradictions.names import Held, held
from docpanel.agents.audit.contradictions.neutral_words import content_words
from docpanel.agents.audit.contradictions.passed_over import passed_over
from docpanel.agents.audit.contradictions.periods import dates, periods
from docpanel.agents.audit.contradictions.plainer import is_due, told
from docpanel.agents.audit.contradictions.scopes import Scopes
from docpanel.agents.audit.contradictions.stated_values import Measured, Stated, measured
from docpanel.agents.audit.contradictions.zones import REPORTING
from docpanel.agents.readers.passages import Passages, passages
from docpanel.documents.document import Document, Span
from docpanel.documents.figures.quantities import quantities

__all__ = ["TELLS_CHANGE", "Extracted", "Restatement", "extract"]

TELLS_CHANGE = "it tells of a change"
TOLD_BY_OTHERS = "it is told as the word of others"
APPOINTED = "it tells of an appointment"
MAY_BE_A_PART = "it is due at one time, as a part may be"
TITLE_OF = re.compile(r"\s(?:of|for|at|by)\s(.+)$")
PAST = re.compile(r"\b(?:was|were|had)\b")
DISPLAYED_WORDS = 8


@dataclass(frozen=True, slots=True)
class Restatement:
    """The words, periods and values of a sentence that tells of a restatement or a change."""

    words: frozenset[str]
    periods: frozenset[str | None]
    values: tuple[Measured, ...]


@dataclass(frozen=True, slots=True)
class Extracted:
    """What is stated, in the order of the document, and where it tells of changes."""

    stated: tuple[Stated, ...]
    restating: tuple[Restatement, ...]


@dataclass(frozen=True, slots=True)
class _At:
    """Where something is stated, and what makes it doubtful."""

    place: Span
    page: int
    doubt: str | None = None
    table: int | None = None
    title: frozenset[str] = frozenset()
    past: bool = False


def extract(document: Document) -> Extracted:
    """Return all that `document` states in figures, days and holders of offices."""
    return _Extractor(document).extracted()


class _Extractor:
    """Reads one document once."""

    def __init__(self, document: Document) -> None:
        self.text: Passages = passages(document, Span(0, len(document.text)))
        self.own = own_names(self.text)
        self.sections = Sections(self.text, self.own)
        self.scopes = Scopes(self.text)
        self.restating: list[Restatement] = []

    def extracted(self) -> Extracted:
        """Collect from all kinds of places."""
        found: list[Stated] = []
        for item in self.text.sentences:
            found += self._sentence(item.text, _At(item.span, item.page))
        for place, page in passed_over(self.text):
            found += self._sentence(self.text.slice(place), _At(place, page))
        for line in labelled(self.text):
            found += self._line(line, _At(line.place, line.page))
        for block in self.text.blocks:
            holder = held(self.text.slice(block.span)) if block.kind == "heading" else None
            if holder and holder.apposed:
                found.append(self._holder(holder, _At(block.span, block.page)))
        for cell in cells(self.text):
            found += self._cell(cell)
        return Extracted(tuple(sorted(found, key=lambda item: item.place)), tuple(self.restating))

    def _sentence(self, text: str, at: _At) -> Iterator[Stated]:
        if not WORTH_READING.search(text):
            return
        restating = RESTATING.search(text) is not None
        if restating:
            self.restating.append(_restatement(text))
        if HYPOTHETICAL.search(text) or OUT_OF.search(text) or ONE_OF_MANY.search(text):
            return
        said = SAID_BY.match(text)
        doubt = TOLD_BY_OTHERS if said else TELLS_CHANGE if restating else None
        if not restating and CITED.search(text):
            doubt = TOLD_BY_OTHERS
        elif is_due(text):
            doubt = doubt or MAY_BE_A_PART
        at = _At(at.place, at.page, doubt)
        holder = held(text)
        changes = [] if restating else list(dated_change(text))
        if holder:
            yield self._holder(holder, at)
        elif changes:
            for item in changes:
                value = measured(item.quantity, item.quantity.text)
                yield self._stated(item.about, _phrase(text, item.about), value, at, item.period)
        else:
            yield from self._valued(without_generic(told(text[said.end() :] if said else text)), at)

    def _valued(self, text: str, at: _At) -> Iterator[Stated]:
        values = list(valued(text))
        for item in values:
            value = measured(item.quantity, f"{item.quantity.text} {item.symbol}".strip(), item.symbol)
            period = item.period.name if item.period else None
            relative = item.period is not None and period is None
            phrase = _phrase(text, item.words)
            here = _At(at.place, at.page, at.doubt or item.doubt, past=item.past)
            yield self._stated(item.words, phrase, value, here, period, relative=relative)
        day = None if values else day_of(text)
        if day:
            about = event_words(f"{text[: day.span.start]} {text[day.span.end :]}")
            value = Measured(str(day.name), "day", text[day.span.start : day.span.end])
            here = _At(at.place, at.page, at.doubt, past=PAST.search(text) is not None)
            yield self._stated(about, _phrase(text, about), value, here)

    def _holder(self, holder: Held, at: _At) -> Stated:
        doubt = at.doubt or (APPOINTED if holder.since else None)
        value = Measured(holder.name, "person", holder.name)
        return self._stated(holder.about, holder.phrase, value, _At(at.place, at.page, doubt))

    def _line(self, line: Labelled, at: _At) -> Iterator[Stated]:
        holder = held(f"{line.label}: {line.value}")
        days = list(dates(line.value))
        label = without_generic(line.label)
        if holder:
            yield self._holder(holder, at)
        elif len(days) == 1 and len(days[0].span) == len(line.value):
            value = Measured(str(days[0].name), "day", line.value)
            yield self._stated(event_words(label), line.label, value, at)
        else:
            yield from self._figure(label, line.value, at)

    def _figure(self, label: str, printed: str, at: _At) -> Iterator[Stated]:
        named = periods(label)
        found = list(quantities(printed))
        if len(found) != 1 or found[0].kind == "year" or len(named) > 1 or found[0].approximate:
            return
        for item in named:
            label = f"{label[: item.span.start]} {label[item.span.end :]}"
        symbol = symbol_behind(printed, found[0])
        rest = f"{printed[: found[0].span.start]} {printed[found[0].span.end + len(symbol) :]}"
        value = measured(found[0], printed, symbol.strip())
        period = named[0].name if named else None
        yield self._stated(content_words(label) | content_words(rest), label.strip(" ()"), value, at, period)

    def _cell(self, cell: Cell) -> Iterator[Stated]:
        found = list(quantities(cell.value)) if cell.unit in cell.value else []
        found = found or list(quantities(cell.with_unit))
        if len(found) != 1 or (found[0].kind == "year" and cell.unit):
            return
        value = measured(found[0], f"{cell.value} {cell.unit}".strip())
        about = content_words(without_generic(cell.label))
        about |= self.sections.scope_of(cell.title) | (_subject_of(cell.title) - self.own)
        at = _At(cell.place, cell.page, table=cell.table, title=content_words(cell.title))
        yield self._stated(about, cell.label.strip(), value, at, cell.period)

    def _stated(
        self,
        about: frozenset[str],
        phrase: str,
        value: Measured,
        at: _At,
        period: str | None = None,
        *,
        relative: bool = False,
    ) -> Stated:
        """Return the statement with what the headings above it add; `relative` counts from their year."""
        section = self.sections.at(at.place)
        if period is None and not value.names_day:
            period = _before(section.period) if relative else section.period
        return Stated(
            about=(about - self.own or about) | section.scope,
            phrase=phrase,
            measured=value,
            period=period,
            place=at.place,
            page=at.page,
            table=at.table,
            title=at.title,
            section=self.sections.number(at.place),
            doubt=at.doubt,
            past=at.past and period is None,
            scope=self.scopes.at(at.place),
        )


def _before(period: str | None) -> str:
    return str(int(period) - 1) if period and period.isdigit() else "the year before"


def _restatement(text: str) -> Restatement:
    values = [measured(item, item.text) for item in quantities(text) if item.kind != "year"]
    days = [Measured(str(day.name), "day", "") for day in dates(text)]
    named = frozenset(item.name for item in periods(text))
    return Restatement(content_words(text), named, (*values, *days))


def _subject_of(title: str) -> frozenset[str]:
    """Return the words behind `of` or `for` in the title of a table, which say whose figures these are."""
    match = TITLE_OF.search(without_generic(title))
    return content_words(match[1]) - REPORTING if match else frozenset()


def _phrase(text: str, about: frozenset[str]) -> str:
    """Return the words of the text that it is about, in their order."""
    found = [word.strip(".,;:()") for word in text.split() if content_words(word) & about]
    return " ".join(dict.fromkeys(found[:DISPLAYED_WORDS]))
