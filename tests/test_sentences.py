"""Sentences: whole, in place, clean enough to quote; nothing that a border has cut."""

from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docpanel.documents.blocks import blocks
from docpanel.documents.document import Document, Page, Span
from docpanel.documents.loading import load
from docpanel.documents.sentences import sentences


def document(*pages: str, furniture: tuple[str, ...] = (), media_type: str = "text/plain") -> Document:
    """Return a document of `pages`; each text of `furniture` is marked wherever it stands."""
    text, spans = "", []
    for page in pages:
        start = len(text) + 2 * bool(spans)
        text = f"{text}\n\n{page}" if spans else page
        spans.append(Span(start, len(text)))
    marks = []
    for mark in furniture:
        place = text.find(mark)
        while place >= 0:
            marks.append(Span(place, place + len(mark)))
            place = text.find(mark, place + 1)
    numbered = tuple(Page(number, span) for number, span in enumerate(spans, 1))
    return Document("made.txt", "0" * 64, media_type, text, numbered, furniture=tuple(sorted(marks)))


def texts(made: Document) -> list[str]:
    return [sentence.text for sentence in sentences(made)]


@pytest.mark.parametrize(
    "text",
    [
        "The U.S. Department of Transportation published No. 39.13 of the rule.",
        "The value rose from 3.5 to 4.25 in the second year.",
        "Mr. J. K. Brown asked Dr. Weber for the report of Acme Inc. and left.",
        "Some parts fail, e.g. the pump, and Fig. 3 shows why they do so.",
        "The office opens at 9 a.m. and closes at 5 p.m. on each of these days.",
        "Der Speicher soll am 1. Oktober 2025 in Betrieb gehen, z. B. am Hafen.",
        "Sie haben 84,2 Mio. Euro Umsatz erzielt und sind damit sehr zufrieden.",
    ],
)
def test_abbreviations_initials_and_decimals_end_no_sentence(text: str) -> None:
    assert texts(document(text)) == [text]


def test_an_abbreviation_before_a_new_sentence_ends_the_old_one() -> None:
    made = document("They sold it to Acme Inc. The price was never told to anybody.")
    assert texts(made) == ["They sold it to Acme Inc.", "The price was never told to anybody."]


def test_white_space_line_breaks_and_hyphens_are_joined_but_the_span_is_exact() -> None:
    made = document(
        "The pre-\nliminary   report of 2018–\n23 speaks of soft\xad\n ware.\n"
        "A well-\nknown one is well known here."
    )
    first, second = sentences(made)
    assert first.text == "The preliminary report of 2018–23 speaks of software."
    assert second.text == "A well-known one is well known here."
    assert made.text[first.span.start : first.span.end].startswith("The pre-\nliminary")


def test_a_word_that_lost_its_hyphen_gets_back_the_form_that_the_document_uses() -> None:
    made = document(
        "The FAA-approved list and the FAA-approved plan hold.\n"
        "The existing FAA\ufffe\napproved list is the last."
    )
    assert texts(made)[1] == "The existing FAA-approved list is the last."


def test_headings_rows_code_and_addresses_are_no_sentences() -> None:
    made = document(
        "Annual Review\n\nThe year was a good one for everybody.\n\n# Costs\n\n"
        "Rent ........... $5 ........ $60.\nPower .......... $7 ........ $84.\n\n"
        "```\nThis line is code. It stays out.\n```\n\n"
        "Mail: Docket Office, West Building Floor, Room W12, New Jersey Avenue, Washington DC."
    )
    assert texts(made) == ["The year was a good one for everybody."]


def test_a_heading_without_blank_lines_is_not_glued_to_the_next_sentence() -> None:
    made = document(
        "The first part ends here, after a line that is long.\nCosts of Compliance\n"
        "The agency estimates that nobody pays\nanything at all for this."
    )
    assert texts(made)[1] == "The agency estimates that nobody pays anything at all for this."


def test_bullets_and_run_in_labels_stay_outside_of_the_sentence() -> None:
    made = document(
        "SUMMARY: The agency proposes a rule.\n• The first item is short.\n• The second item is too."
    )
    assert texts(made) == [
        "The agency proposes a rule.",
        "The first item is short.",
        "The second item is too.",
    ]


def test_furniture_never_reaches_a_sentence() -> None:
    made = document(
        "Journal of Things 12\nThe first page says something whole. It then begins a thing that goes on and",
        "Journal of Things 13\non over the border. The second page says something whole too.",
        furniture=("Journal of Things 12", "Journal of Things 13"),
    )
    assert texts(made) == [
        "The first page says something whole.",
        "The second page says something whole too.",
    ]


def test_a_sentence_cut_by_a_page_is_left_out_even_where_its_rest_looks_whole() -> None:
    made = document(
        "All is well in the first sentence. The airplane had taken off from Soekarno-",
        "1Preliminary reports can be found in the docket\nof the agency that wrote them all.\n"
        "Hatta Airport in Jakarta, resulting in harm. The next one is whole again.",
    )
    assert "Hatta Airport in Jakarta, resulting in harm." not in texts(made)
    assert texts(made)[-1] == "The next one is whole again."


def test_footnote_numbers_are_taken_off_and_real_numbers_stay() -> None:
    made = document(
        "1The system has two computers.\n2The angle is measured by vanes.\n"
        "The reports 1 from the inquiry speak of 5 knots.\n"
        "It came to an end.2 The sensor is\none of 2 that exist."
    )
    assert texts(made)[2:] == [
        "The reports from the inquiry speak of 5 knots.",
        "It came to an end.",
        "The sensor is one of 2 that exist.",
    ]


def test_chinese_sentences_end_at_their_own_marks() -> None:
    assert texts(document("公司投资了五百万元用于建设。数据中心的能耗下降了。")) == [
        "公司投资了五百万元用于建设。",
        "数据中心的能耗下降了。",
    ]


def test_in_office_files_every_line_is_a_paragraph() -> None:
    made = document(
        "You can relax\nPaddle about\nWhat follows is a whole sentence.",
        media_type="application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    )
    assert texts(made) == ["What follows is a whole sentence."]


def test_threads_share_one_result() -> None:
    made = document("One sentence stands here. Another one stands there.")
    with ThreadPoolExecutor(8) as pool:
        results = list(pool.map(lambda _: sentences(made), range(32)))
    assert all(result is results[0] for result in results)


@given(st.lists(st.text(max_size=300), min_size=1, max_size=4))
def test_any_text_gives_ordered_sentences_inside_their_pages(pages: list[str]) -> None:
    made = document(*pages)
    found = sentences(made)
    assert all(one.span.end <= two.span.start for one, two in pairwise(found))
    for sentence in found:
        page = made.pages[sentence.page - 1]
        assert page.span.start <= sentence.span.start < sentence.span.end <= page.span.end
        assert sentence.text == " ".join(sentence.text.split())
    laid_out = blocks(made)
    assert all(one.span.end <= two.span.start for one, two in pairwise(laid_out))


def test_every_sentence_of_the_rule_is_whole(rule: Path) -> None:
    found = sentences(load(rule))
    assert len(found) > 200
    for sentence in found:
        assert sentence.text[0].isupper() or sentence.text[0] in "“(0123456789"
        assert sentence.text.rstrip("”’)")[-1] in ".?!"
        assert "VerDate" not in sentence.text
        assert "Federal Register / Vol." not in sentence.text
