"""Technical: how the document is built, and what it points at, inside itself and outside."""

import re
from collections import Counter
from collections.abc import Iterator

from docpanel.agents.findings import Score
from docpanel.agents.readers.passages import Passages
from docpanel.agents.readers.patterns import DATE
from docpanel.agents.readers.references import links, pointers, standards
from docpanel.agents.readers.rules import Draft, Reading, RuleReader
from docpanel.agents.readers.tables import tables
from docpanel.documents.blocks import BlockKind

__all__ = ["READER", "TechnicalReader"]

NUMBERED = re.compile(
    r"(?:\([a-z]\)|\d{1,2}(?:\.\d{1,2})*[.)]?\s|§+\s*\d|(?:Section|Article|Chapter|Part)\s+\w+)"
)
DATED = re.compile(rf"{DATE.pattern}|\b(?:19|20)\d\d\b|\bv\d")
MIN_DECLARED = 2
MIN_GUESSED = 3
MIN_ITEMS = 3
MIN_NOTES = 2
FEW_SENTENCES = 10
ORGANIZED = ((12, 0.9), (25, 0.75))
"""Sentences a heading at most, and what that is worth: about a screen, about a page."""

UNORGANIZED = 0.5
KINDS: tuple[tuple[BlockKind, str], ...] = (
    ("heading", "heading"),
    ("item", "list item"),
    ("row", "table row"),
    ("note", "footnote"),
)


class TechnicalReader(RuleReader):
    """Counts headings, tables, lists, notes and references; quotes where each begins."""

    remit = frozenset({"structure", "formatting", "reference"})

    def examine(self, text: Passages) -> Reading:
        """Return the outline, the formats used, and the references with those that lead nowhere."""
        if not text.blocks:
            return Reading(summary="The document holds no text.")
        looked_for = (_outline, _second, _tables, pointers, standards, _notes, _lists, links)
        return Reading(
            summary=_summary(text),
            drafts=tuple(draft for look in looked_for if (draft := look(text)) is not None),
            scores={"organization": _organization(text)} if len(text.passages) >= FEW_SENTENCES else {},
            not_found=tuple(self._not_found(text)),
        )

    def _not_found(self, text: Passages) -> Iterator[str]:
        """Yield the expectation of a date where the text holds nothing like one."""
        if not DATED.search(text.document.text, text.extent.start, text.extent.end):
            yield from (item for item in self.template.expects if re.search(r"\bdate\b", item))


def _outline(text: Passages) -> Draft | None:
    headings = [(name, place) for name, place in text.headings if place.start < text.extent.end]
    declared = bool(text.document.headings)
    if len(headings) < (MIN_DECLARED if declared else MIN_GUESSED):
        return None
    numbered = [place for name, place in headings if NUMBERED.match(name)]
    claim = f"{len(headings)} headings part the text"
    claim += f", {len(numbered)} of them numbered" if numbered else ""
    sections = [section for section in text.sections if section.heading]
    largest = max(sections, key=lambda section: len(section.passages), default=None)
    if largest is not None and len(largest.passages) > 1:
        claim += f"; the longest section is “{largest.heading}” with {len(largest.passages)} sentences"
    shown = numbered if len(numbered) > 1 else [place for _, place in headings]
    return Draft(
        subject="headings",
        claim=f"{claim}.",
        category="structure",
        quotes=(shown[0], shown[-1]),
        importance=0.5,
        confidence=0.95 if declared else 0.7,
        basis="computed",
    )


def _second(text: Passages) -> Draft | None:
    border = text.second_document
    if border is None:
        return None
    following = [place for _, place in text.headings if place.start >= border.start]
    page = text.document.page_at(border.start)
    return Draft(
        subject="second document",
        claim=(
            f"The opening headings come again on page {page}: another document seems to begin there, "
            "and what follows was not read as part of this one."
        ),
        category="structure",
        quotes=tuple(following[:2]),
        importance=0.7,
        confidence=0.75,
        basis="computed",
        stance="negative",
    )


def _tables(text: Passages) -> Draft | None:
    found = [table for table in tables(text) if len(table.rows) > 1]
    if not found:
        return None
    rows = sum(len(table.rows) for table in found)
    names = list(dict.fromkeys(table.heading for table in found if table.heading))
    counted = "There is one table" if len(found) == 1 else f"There are {len(found)} tables"
    named = f", {'among them' if len(found) > 1 else 'called'} “{names[0]}”" if names else ""
    middle = found[0].rows[len(found[0].rows) // 2]
    return Draft(
        subject="tables",
        claim=f"{counted} with {rows} rows {_pages({table.page for table in found})}{named}.",
        category="formatting",
        quotes=(found[0].title or middle.span,),
        importance=0.45,
        confidence=0.75,
        basis="computed",
    )


def _notes(text: Passages) -> Draft | None:
    notes = [block for block in text.blocks if block.kind == "note"]
    if len(notes) < MIN_NOTES:
        return None
    held = [item for item in text.passages if item.sentence.kind == "note"]
    share = len(held) / max(1, len(text.passages))
    return Draft(
        subject="footnotes",
        claim=(
            f"{len(notes)} footnotes {_pages({block.page for block in notes})} "
            f"hold {share:.0%} of the sentences."
        ),
        category="formatting",
        quotes=(held[-1].span if held else notes[-1].span,),
        importance=0.35,
        confidence=0.75,
        basis="computed",
    )


def _lists(text: Passages) -> Draft | None:
    items = [block for block in text.blocks if block.kind == "item"]
    if len(items) < MIN_ITEMS:
        return None
    held = [item for item in text.passages if item.sentence.kind == "item"]
    shown = held[len(held) // 2].span if held else items[len(items) // 2].span
    return Draft(
        subject="lists",
        claim=f"{len(items)} list items stand {_pages({block.page for block in items})}.",
        category="formatting",
        quotes=(shown,),
        importance=0.25,
        confidence=0.7,
        basis="computed",
    )


def _organization(text: Passages) -> Score:
    headings, sentences = sum(block.kind == "heading" for block in text.blocks), len(text.passages)
    density = sentences / max(1, headings)
    value = next((worth for limit, worth in ORGANIZED if density <= limit), UNORGANIZED)
    reason = f"{headings or 'No'} heading{'' if headings == 1 else 's'} for {sentences} sentences"
    if text.second_document:
        return Score(value=value - 0.15, reason=f"{reason}; another document seems to begin before the end.")
    return Score(value=value, reason=f"{reason}.")


def _summary(text: Passages) -> str:
    kinds = Counter(block.kind for block in text.blocks)
    parts = [_number(kinds[kind], name) for kind, name in KINDS if kinds[kind]]
    parts.append(_number(len(text.passages), "whole sentence"))
    listed = ", ".join(parts[:-1]) + (" and " if len(parts) > 1 else "") + parts[-1]
    return f"{_number(len(text.document.pages), 'page')} with {listed}."


def _number(count: int, name: str) -> str:
    return f"{count or 'no'} {name}{'' if count == 1 else 's'}"


def _pages(numbers: set[int]) -> str:
    first, last = min(numbers), max(numbers)
    return f"on page {first}" if first == last else f"on pages {first} to {last}"


READER = TechnicalReader
