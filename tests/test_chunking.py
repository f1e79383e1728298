"""Parts of a document: together they are the document, and each of them fits."""

import math
from itertools import pairwise

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from panel_material import make_document

from docpanel.documents.document import Document
from docpanel.orchestration.chunking import split
from docpanel.orchestration.tokens import TokenCounter

WORDS = st.sampled_from(
    ["fee", "the operator", "4.2", "e.g.", "é", "规则。", " ", "\n", "\n\n", ". ", "\t", "a" * 40]
)
PAGES = st.lists(st.lists(WORDS, max_size=30).map("".join), min_size=1, max_size=5)


def texts(document: Document, room: int, count=len) -> list[str]:
    return [document.text[part.span.start : part.span.end] for part in split(document, room, count)]


def utf8(text: str) -> int:
    return len(text.encode())


@settings(max_examples=150, deadline=None)
@given(PAGES, st.integers(4, 80), st.sampled_from([len, utf8, lambda text: math.ceil(len(text) / 3)]))
def test_every_character_is_in_exactly_one_part_and_every_part_fits(
    pages: list[str], room: int, count
) -> None:
    document = make_document(*pages)
    parts = split(document, room, count)
    assert "".join(texts(document, room, count)) == document.text
    assert parts[0].span.start == 0
    assert all(left.span.end == right.span.start for left, right in pairwise(parts))
    assert [part.index for part in parts] == list(range(len(parts)))
    assert {part.count for part in parts} == {len(parts)}
    assert all(count(text) <= room for text in texts(document, room, count))


@settings(max_examples=60, deadline=None)
@given(PAGES, st.integers(10, 60))
def test_no_part_is_empty_and_no_two_neighbours_would_have_fitted_together(
    pages: list[str], room: int
) -> None:
    document = make_document(*pages)
    assume(document.text)
    parts = texts(document, room)
    assert all(parts)
    assert all(len(left) + len(right) > room for left, right in pairwise(parts))


def test_an_empty_document_is_one_empty_part() -> None:
    assert texts(make_document(""), 10) == [""]


def test_pages_that_fit_together_are_read_together() -> None:
    document = make_document("a" * 20, "b" * 20, "c" * 20, "d" * 20)
    assert texts(document, 50) == ["a" * 20 + "\n\n" + "b" * 20 + "\n\n", "c" * 20 + "\n\n" + "d" * 20]


def test_a_page_that_fits_is_not_cut() -> None:
    document = make_document("one two. " * 5, "three four. " * 5, "five six. " * 5)
    parts = split(document, 62, len)
    assert {part.span.start for part in parts} <= {0, *(page.span.start for page in document.pages)}


@pytest.mark.parametrize(
    ("text", "border"),
    [
        ("aaaa bbbb\n\ncccc. dddd\neeee ffff", "\n\n"),
        ("aaaa bbbb cccc\ndddd. eeee ffff gggg", "\n"),
        ("aaaa bbbb cccc dd. ee ffff gggg hhhh", ". "),
        ("aaaa bbbb cccc dddd eeee ffff gggg", " "),
    ],
    ids=["paragraph", "line", "sentence", "word"],
)
def test_a_page_that_is_too_long_is_cut_at_its_best_border(text: str, border: str) -> None:
    first, *_ = texts(make_document(text), len(text) - 1)
    assert first.endswith(border)


def test_a_page_without_any_border_is_cut_all_the_same() -> None:
    assert [len(part) for part in texts(make_document("x" * 100), 30)] == [25, 25, 25, 25]


def test_parts_by_exact_tokens_fit_their_room() -> None:
    counter = TokenCounter("gpt-4o-mini")
    document = make_document(*["The operator must inspect part 4.2 before 5 May 2026. " * 40] * 3)
    parts = texts(document, 150, counter.count)
    assert all(counter.count(text) <= 150 for text in parts)
    assert len(parts) < 1.8 * counter.count(document.text) / 150
