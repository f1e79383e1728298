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


def letter(number, name):
    """Return a short form letter; only numbers and names differ."""
    return (
        f"Invoice {number}\nDear {name},\n\nplease pay EUR {number * 7} by 30 June 2025.\n"
        f"The goods of order {number} were sent to {name} on 3 May.\nYours sincerely\nA. Clerk"
    )


def left(document):
    """Return what is read of a document: its text without the furniture."""
    text, last = "", 0
    for span in document.furniture:
        text, last = text + document.text[last : span.start], span.end
    return text + document.text[last:]


def test_form_letters_keep_their_sentences():
    for count in (3, 200):
        names = ["Ms Gray", "Mr Brown", "Dr Green"]
        pages = [letter(number, names[number % 3]) for number in range(100, 100 + count)]
        kept = left(parse("letters.txt", "\f".join(pages).encode()))
        assert kept.count("please pay EUR") == kept.count("The goods of order") == count


def test_pages_of_the_same_lines_never_lose_more_than_a_small_share_of_their_text():
    pages = ["\n".join(f"Article {page} clause {line} applies" for line in range(8)) for page in range(5)]
    hidden = sum(len(text) for _, text in found(pages))
    assert hidden <= 0.2 * sum(map(len, pages))


def test_prose_that_differs_in_its_figures_is_text_and_prose_that_does_not_is_read_once():
    owed = [f"{body(number)}\nYou still owe us {number * 3} boxes." for number in range(1, 6)]
    assert found(owed) == []
    notice = "This paper is confidential and must not be copied."
    assert [page for page, _ in found([f"{body(number)}\n{notice}" for number in range(1, 6)])] == [
        1,
        2,
        3,
        4,
    ]


def test_a_picture_page_still_has_the_running_lines_of_the_others():
    pages = [f"Annual report 2024\n{body(number)}" for number in range(1, 6)]
    assert (5, "Annual report 2024") in found([*pages, "Annual report 2024"])
