"""Plain text, Markdown, CSV, HTML and e-mail."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from docpanel.documents import DocumentTooLarge, Limits, parse
from docpanel.documents.assembly import assemble
from docpanel.documents.loaders.html import LOADER as HTML
from docpanel.documents.loaders.text import LOADER as TEXT
from docpanel.documents.parsed import Parsed


def headings(document):
    return [(item.level, document.text[item.span.start : item.span.end]) for item in document.headings]


def html(body, limits=None):
    source = f"<!DOCTYPE html><html><head><title>T</title></head><body>{body}</body></html>"
    return assemble("a.html", b"", HTML, HTML.load(source.encode(), limits or Limits()))


@given(st.lists(st.text(max_size=200), min_size=1, max_size=20))
def test_pages_are_slices_in_order_whatever_they_hold(pages):
    document = assemble("a", b"", TEXT, Parsed(list(pages)))
    assert len(document.pages) == len(pages)
    for number, page in enumerate(pages, 1):
        assert len(document.page_text(number)) == len(page)
        for position in range(document.pages[number - 1].span.start, document.pages[number - 1].span.end):
            assert document.page_at(position) == number
    document.text.encode("utf-8")


def test_line_ends_are_one_kind():
    assert parse("a.txt", b"one\r\ntwo\rthree\nfour").text == "one\ntwo\nthree\nfour"


def test_a_form_feed_ends_a_page():
    document = parse("a.txt", b"First page.\fSecond page.\f")
    assert [document.page_text(page.number) for page in document.pages] == ["First page.", "Second page."]


def test_markdown_is_kept_verbatim_and_its_headings_are_recorded():
    text = (
        "# One #\n\nTwo words\n=========\n\nThree\n---\n\n```\n# no heading\n~~~\n```\n"
        "    # nor this\n- item\n---\n#hashtag\n\n###### Six\n"
    )
    document = parse("a.md", text.encode())
    assert document.text == text
    assert headings(document) == [(1, "One"), (1, "Two words"), (2, "Three"), (6, "Six")]


def test_a_table_in_text_is_kept_as_it_is():
    table = 'name;amount\n"Smith; Jones";12,5\n'
    assert parse("a.csv", table.encode()).text == table


def test_html_gives_what_a_reader_sees():
    document = html(
        "<!-- note --><script>if (1 < 2) alert('x')</script><style>p{}</style>"
        "<h1>Profit &amp; <em>loss</em></h1><p>One\n  two.<br>Three</p><p>Four</p>"
        "<div hidden>secret</div><p style='display: none'>secret</p><template>secret</template>"
        "<ul><li>a</li><li><p>b</p></li></ul>tail<h3>End</h3>"
    )
    assert document.text == "Profit & loss\n\nOne two.\nThree\n\nFour\n\n- a\n- b\n\ntail\n\nEnd"
    assert headings(document) == [(1, "Profit & loss"), (3, "End")]


def test_a_row_of_an_html_table_is_a_line():
    table = "<table><thead><tr><th>Item<th>Cost</thead><tr><td><p>Rent</p></td><td>900</td></tr></table>"
    assert html(table).text == "Item | Cost\nRent | 900"


def test_preformatted_text_keeps_its_lines():
    assert html("<pre>a\n   b</pre>").text == "a\n   b"


@pytest.mark.parametrize(
    "body", ["<div>" * 200_000 + "deep", "<b><i>" * 50_000 + "deep", "<table><tr><td>" * 50_000 + "deep"]
)
def test_hostile_nesting_is_read_in_bounded_time(body):
    assert "deep" in html(body).text


@pytest.mark.parametrize(
    "data",
    [
        b"# " + b" " * 2_000_000 + b"x",
        b"<!-- -->" * 1_900 + b"x",
        b"<!--" * 4_000,
        b"x" * 2_000_000,
        b"# a\n" * 200_000,
    ],
    ids=["spaces", "comments", "open comments", "one word", "headings"],
)
@pytest.mark.parametrize("name", ["a.md", "a.txt", "a.csv"])
def test_text_that_makes_patterns_slow_is_read_whole(name, data):
    assert len(parse(name, data).text) == len(data)


def test_unclosed_markup_loses_no_text_before_it():
    assert html("<p>Before.</p><p>After <b").text.startswith("Before.\n\nAfter")
    assert html("<p>Before.</p><script>never closed").text == "Before."


@pytest.mark.parametrize(
    "body", ["<!--" * 60_000, "<![CDATA[" * 60_000, "<a " * 60_000, "&#" * 60_000, "<p title='" * 60_000]
)
def test_html_that_makes_parsers_slow_ends_within_the_limit(body):
    source = f"<!DOCTYPE html><p>Words.</p>{body}".encode()
    try:
        assert "Words." in parse("a.html", source, Limits(parse_seconds=1)).text
    except DocumentTooLarge as refusal:
        assert "1 s" in str(refusal)  # noqa: PT017  # either outcome is right


@settings(max_examples=50)
@given(st.text(st.sampled_from("<>/!-=\"'& \nabpdivtrh1[];#x&"), max_size=300))
def test_any_html_can_be_read(source):
    HTML.load(source.encode(), Limits())


def test_html_in_a_declared_encoding_is_read_in_it():
    source = '<html><meta charset="windows-1251"><body><p>Договор аренды</p></body></html>'
    assert parse("a.html", source.encode("cp1251")).text == "Договор аренды"


MESSAGE = """\
Received: from relay.example.com
From: =?utf-8?q?J=C3=BCrgen?= <j@example.com>
To: Ann <ann@example.com>,
 Bob <bob@example.com>
Date: Tue, 20 Feb 2024 10:15:00 +0000
Subject: The offer
MIME-Version: 1.0
Content-Type: multipart/mixed; boundary=B

--B
Content-Type: text/html; charset=iso-8859-1
Content-Transfer-Encoding: quoted-printable

<p>We offer <b>5 =A3</b>.</p>
--B
Content-Type: application/pdf
Content-Disposition: attachment; filename="offer.pdf"

x
--B--
"""


def test_a_message_shows_its_headers_and_its_body_and_names_attachments():
    document = parse("a.eml", MESSAGE.encode())
    assert document.text == (
        "From: Jürgen <j@example.com>\nTo: Ann <ann@example.com>, Bob <bob@example.com>\n"
        "Date: Tue, 20 Feb 2024 10:15:00 +0000\nSubject: The offer\n\nWe offer 5 £."
    )
    assert document.warnings == ("attachments were not read: offer.pdf",)


def test_plain_text_is_preferred_to_html():
    plain = MESSAGE.replace("mixed", "alternative").replace(
        "--B\nContent-Type: text/html",
        "--B\nContent-Type: text/plain\n\nPlain words.\n--B\nContent-Type: text/html",
        1,
    )
    assert parse("a.eml", plain.encode()).text.endswith("\n\nPlain words.")


@pytest.mark.parametrize(
    "broken", ["To: a@[\n", "Content-Type: multipart/mixed\n", "Date: never\n", "Subject: =?x?q?=ff?=\n"]
)
def test_a_message_with_broken_headers_is_read(broken):
    source = f"From: x\nMessage-ID: <1@x>\nSubject: s\n{broken}\nThe body.\n"
    assert "The body." in parse("a.eml", source.encode()).text
