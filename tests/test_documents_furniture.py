"""Running headers, footers, page numbers and print marks."""

import random

from docpanel.documents import parse
from docpanel.documents.furniture import find_furniture


def found(pages):
    return [(span.page, pages[span.page][span.start : span.end]) for span in find_furniture(pages)]


def body(number):
    """Return twelve lines that no other page has."""
    letters = random.Random(number)
    return "\n".join(
        " ".join("".join(letters.choices("abcdefghij", k=7)) for _ in range(6)) for _ in range(12)
    )


def test_a_header_that_differs_only_in_its_number_is_furniture():
    pages = [f"Annual report 2024   {number}\n{body(number)}" for number in range(1, 6)]
    assert [text for _, text in found(pages)] == [f"Annual report 2024   {number}" for number in range(1, 6)]


def test_left_and_right_pages_may_have_different_headers():
    pages = [f"{'Annual report' if number % 2 else 'Example Ltd'}\n{body(number)}" for number in range(1, 9)]
    assert len(found(pages)) == 8


def test_a_bare_page_number_is_furniture_but_a_column_of_figures_is_not():
    numbered = [f"{body(number)}\n- {number + 4} -" for number in range(1, 6)]
    assert [text for _, text in found(numbered)] == [f"- {number + 4} -" for number in range(1, 6)]
    figures = [f"{body(number)}\n{value}" for number, value in enumerate((17, 3, 99, 41, 8), 1)]
    assert found(figures) == []


def test_what_returns_on_few_pages_or_only_inside_them_is_no_furniture():
    twice = [f"Annual report\n{body(number)}" if number < 3 else body(number) for number in range(1, 11)]
    assert found(twice) == []
    inside = [f"{body(number)}\nThe same sentence.\n{body(number + 50)}" for number in range(1, 6)]
    assert found(inside) == []


def test_two_pages_are_too_few_to_tell():
    assert found([f"Annual report\n{body(number)}" for number in (1, 2)]) == []


def test_a_text_in_pages_has_furniture_and_keeps_it_in_place():
    text = "\f".join(f"Minutes of the board\n{body(number)}" for number in range(1, 5))
    document = parse("a.txt", text.encode())
    assert [document.page_at(span.start) for span in document.furniture] == [1, 2, 3, 4]
    assert document.text.count("Minutes of the board") == 4
