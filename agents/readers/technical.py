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
from docpanel.documents.document import Span

__all__ = ["READER", "TechnicalReader"]

NUMBERED = re.compile(
    r"#*\s*(?:\(([a-z])\)|(\d{1,2}(?:\.\d{1,2})*)[.)]?\s|§+\s*\d|(?:Section|Article|Chapter|Part)\s+\w+)"
)
MANY = 3
FEW_SENTENCES = 10


class TechnicalReader(RuleReader):
    """Counts headings, tables, lists, notes and references; quotes where each begins."""

    def examine(self, text: Passages) -> Reading:
        """Return the outline, the formats used, and the references with those that lead nowhere."""
        if not text.blocks:
            return Reading(summary="The document holds no text.")
        drafts = [
            draft
            for draft in (
                _outline(text),
                _second(text),
                _tables(text),
                pointers(text),
                standards(text),
                _notes(text),
                _lists(text),
                links(text),
            )
            if draft
        ]
        return Reading(
            summary=_summary(text),
            drafts=tuple(drafts),
            scores={"organization": _organization(text)} if len(text.passages) >= FEW_SENTENCES else {},
            not_found=tuple(self._not_found(text)),
        )

    def _not_found(self, text: Passages) -> Iterator[str]:
        whole = text.document.text[text.span.start : text.span.end]
        for item in self.template.expects:
            if "date" in item and not DATE.search(whole) and not re.search(r"\b(?:19|20)\d\d\b|\bv\d", whole):
                yield item


def _outline(text: Passages) -> Draft | None:
    border = text.second_document
    headings = [
        block.span for block in text.headings if border is None or block.span.start < border.span.start
    ]
    if len(headings) < 2 or (len(headings) < MANY and not text.document.headings):  # noqa: PLR2004  # no outline
        return None
    numbered = [span for span in headings if NUMBERED.match(text.slice(span))]
    sections = [section for section in text.sections if section.heading]
    largest = max(sections, key=lambda section: len(section.passages), default=None)
    claim = f"{len(headings)} headings part the text" + (
        f", {len(numbered)} of them numbered" if numbered else ""
    )
    if largest is not None and largest.heading and len(largest.passages) > 1:
        claim += f"; the longest section is “{largest.heading.lstrip('# ')}” with {len(largest.passages)} sentences"
    shown = [numbered[0], numbered[-1]] if len(numbered) > 1 else headings[:2]
    return Draft(
        subject="headings",
        claim=claim + ".",
        category="structure",
        quotes=tuple(shown),
        importance=0.5,
        confidence=0.7 if not text.document.headings else 0.95,
        basis="computed",
    )


def _second(text: Passages) -> Draft | None:
    block = text.second_document
    if block is None:
        return None
    following = [other.span for other in text.headings if other.span.start >= block.span.start][:2]
    return Draft(
        subject="second document",
        claim=(
            f"The opening headings come again on page {block.page}: another document seems to begin there, "
            "and what follows was not counted with this one."
        ),
        category="structure",
        quotes=tuple(following),
        importance=0.7,
        confidence=0.75,
        basis="computed",
        stance="negative",
        recommendation="Check whether the pages behind this border belong to the document at all.",
    )


def _tables(text: Passages) -> Draft | None:
    found = [table for table in tables(text) if len(table.rows) > 1]
    if not found:
        return None
    rows = sum(len(table.rows) for table in found)
    places = sorted({table.page for table in found})
    names = list(dict.fromkeys(table.heading for table in found if table.heading))
    named = f", {'among them' if len(found) > 1 else 'called'} “{names[0]}”" if names else ""
    return Draft(
        subject="tables",
        claim=f"{'There is' if len(found) == 1 else 'There are'} {_number(len(found), 'table')} with {rows} rows {_pages(places)}{named}.",
        category="formatting",
        quotes=(found[0].title or found[0].rows[len(found[0].rows) // 2].span,),
        importance=0.45,
        confidence=0.75,
        basis="computed",
    )










def _notes(text: Passages) -> Draft | None:
    notes = [block for block in text.blocks if block.kind == "note"]
    if len(notes) < 2:  # noqa: PLR2004  # one may be a chance
        return None
    sentences = [item for item in text.passages if item.sentence.kind == "note"]
    share = len(sentences) / max(1, len(text.passages))
    places = sorted({block.page for block in notes})
    first = next((item.span for item in sentences), notes[0].span)
    return Draft(
        subject="footnotes",
        claim=f"{len(notes)} footnotes {_pages(places)} hold {share:.0%} of the sentences.",
        category="formatting",
        quotes=(first,),
        importance=0.35,
        confidence=0.75,
        basis="computed",
    )


def _lists(text: Passages) -> Draft | None:
    items = [block for block in text.blocks if block.kind == "item"]
    if len(items) < MANY:
        return None
    first = next((item.span for item in text.passages if item.sentence.kind == "item"), items[0].span)
    return Draft(
        subject="lists",
        claim=f"{len(items)} list items stand {_pages(sorted({block.page for block in items}))}.",
        category="formatting",
        quotes=(first,),
        importance=0.25,
        confidence=0.7,
        basis="computed",
    )






def _organization(text: Passages) -> Score:
    sentences = len(text.passages)
    per_heading = sentences / max(1, len(text.headings))
    value = 0.9 if per_heading <= 12 else 0.75 if per_heading <= 25 else 0.5  # noqa: PLR2004  # a screen, a page, more
    if sentences < 20:  # noqa: PLR2004  # a short text needs none
        value = max(value, 0.7)
    if text.second_document:
        value -= 0.15
    return Score(
        value=value,
        reason=f"{len(text.headings)} headings for {sentences} sentences, {per_heading:.0f} sentences a heading.",
    )


def _summary(text: Passages) -> str:
    kinds = Counter(block.kind for block in text.blocks)
    pages = len(text.document.pages)
    parts = [
        _number(kinds["heading"], "heading"),
        _number(kinds["item"], "list item"),
        _number(kinds["row"], "table row"),
        _number(kinds["note"], "footnote"),
    ]
    held = [part for part in parts if not part.startswith("0 ")]
    listed = (
        (", ".join(held[:-1]) + " and " + held[-1])
        if len(held) > 1
        else (held[0] if held else "plain paragraphs")
    )
    return f"{_number(pages, 'page')} with {listed} and {_number(len(text.passages), 'whole sentence')}."


def _number(count: int, name: str, plural: str | None = None) -> str:
    return f"{count} {name if count == 1 else plural or name + 's'}"




def _pages(places: list[int]) -> str:
    return f"on page {places[0]}" if len(places) == 1 else f"on pages {places[0]} to {places[-1]}"


READER = TechnicalReader
