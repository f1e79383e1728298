"""What the headings of a text tell: its sections, its own summary, and where another document begins."""

import re
from collections.abc import Sequence

from docpanel.agents.readers.passage import Passage, Section
from docpanel.documents.document import Document, Span

__all__ = ["abstract_ranks", "sections_of", "where_another_begins"]

ABSTRACT = re.compile(
    r"^(?:[#\d.() ]*)(?:executive |management )?"
    r"(?:summary|abstract|purpose|overview|key points|in brief|highlights)\b",
    re.IGNORECASE,
)
ABSTRACT_LABEL = re.compile(r"\b(?:summary|abstract|purpose)\W{1,4}$", re.IGNORECASE)
LABEL_REACH = 24
ABSTRACT_SENTENCES = 3
SECOND_AFTER = 0.75
SECOND_HEADINGS = 2
SECOND_WINDOW = 8


def sections_of(
    passages: Sequence[Passage], headings: Sequence[tuple[str, Span]], abstract: dict[int, int]
) -> tuple[Section, ...]:
    """Return the passages parted by heading; a heading without a sentence makes no section."""
    groups: dict[int, list[Passage]] = {}
    for item in passages:
        groups.setdefault(item.section, []).append(item)
    return tuple(
        Section(
            heading=headings[number - 1][0] if number else None,
            span=headings[number - 1][1] if number else None,
            passages=tuple(members),
            abstract=any(item.index in abstract for item in members),
        )
        for number, members in sorted(groups.items())
    )


def abstract_ranks(
    document: Document, passages: Sequence[Passage], headings: Sequence[tuple[str, Span]]
) -> dict[int, int]:
    """Return the passages of the text's own summary, by index, with their rank in it from 0.

    They stand behind a label such as `SUMMARY:` or under a heading that says so.
    """
    found: dict[int, int] = {}
    for item in passages:
        before = document.text[max(0, item.span.start - LABEL_REACH) : item.span.start]
        opens = item.index == 0 or passages[item.index - 1].section != item.section
        rank = found.get(item.index - 1, ABSTRACT_SENTENCES)
        if ABSTRACT_LABEL.search(before) or (
            opens and item.section and ABSTRACT.search(headings[item.section - 1][0])
        ):
            found[item.index] = 0
        elif not opens and rank < ABSTRACT_SENTENCES - 1:
            found[item.index] = rank + 1
    return found


def where_another_begins(headings: Sequence[tuple[str, Span]], span: Span) -> Span | None:
    """Return the heading, late in `span`, from which the opening headings come again.

    A file cut out of a journal often carries the first page of the next piece.
    """
    names = [name.casefold() for name, _ in headings]
    for index, (_, place) in enumerate(headings):
        late = place.start - span.start > SECOND_AFTER * len(span)
        if late and names[index] == names[0]:
            window = names[index + 1 : index + 1 + 2 * SECOND_WINDOW]
            again = sum(1 for name in names[1:SECOND_WINDOW] if name in window)
            if again >= SECOND_HEADINGS:
                return place
    return None
