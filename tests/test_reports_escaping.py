"""Nothing that a model or a document wrote may command the place where it is shown."""

import csv
import io
import json
import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

import pytest
from hostile_analysis import COMPLETE, hostile, records_within, text_fields
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token
from panel_material import make_document

from docpanel.documents.document import Document
from docpanel.reports.escaping import code_span, escape_markdown, plain
from docpanel.reports.markdown_text import table
from docpanel.reports.registry import find_renderer, formats, render

COMMANDS = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029]")
HIDDEN = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\U000e0000-\U000e007f]")

ATTACKS = (
    "\x1b[2J\x1b]0;owned\x07\x9b31mred\r\nCOMPLETE\x08\x00",
    "\u202eevil\u202c \u2066x\u2069 \u200f\U000e0041\U000e007f \ud800",
    "# heading",
    "- item",
    "1. item",
    "1) item",
    "> quote",
    "```\ncode\n```",
    "~~~",
    "---",
    "===",
    "a | b\n--|--\nc | d",
    "<script>alert(1)</script><!-- x --><img src=x onerror=y>",
    "[link](javascript:alert(1)) ![picture](//evil/x.png) [ref][1]\n\n[1]: //evil",
    "http://evil.example/a|b HTTPS://EVIL.example www.evil.example mail@evil.example xmpp:a@b.example",
    "**bold** __bold__ *it* ~~gone~~ `code` ``a`b`` $x^2$ &copy; &#60;b&#62;",
    "    indented code",
    "\\[escaped\\](x) \\<b\\> \\`x\\` ending in a backslash \\",
    "http://evil.example/`code`span",
    "<http://evil.example> <a@b.example>",
    "| --- |",
    "+ item",
    "* item",
    ": term",
    '"><img src=x onerror=alert(1)>\' onmouseover=alert(1) x="',
    "</script></style></textarea></title><svg onload=alert(1)><iframe src=//evil>",
    "javascript:alert(1) data:text/html,<script>alert(1)</script>",
    "{{ 7 * 7 }} {% raw %} ${7*7} #{x}",
    '=HYPERLINK("http://evil.example",1)',
    "@SUM(1+1)*cmd|' /C calc'!A0",
    "a;=1+1;-2",
)


@dataclass
class Elements(HTMLParser):
    """The elements of a page with the names of their attributes, and where its links lead."""

    names: set[tuple[str, ...]] = field(default_factory=set)
    links: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        """Make the parser ready."""
        super().__init__()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.names.add((tag, *sorted(name for name, _ in attrs)))
        self.links |= {value or "" for name, value in attrs if name in {"href", "src", "action", "style"}}


def elements_of(page: str) -> Elements:
    found = Elements()
    found.feed(page)
    found.close()
    return found


def document_of(text: str) -> Document:
    """Return a document of as many pages as the sample has, each of them the text."""
    return make_document(*[text * 40] * COMPLETE.document.pages, name=text)


def tokens_of(markdown: str) -> list[Token]:
    parser = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    return [inner for token in parser.parse(markdown) for inner in (token, *(token.children or ()))]


def shape(markdown: str) -> list[str]:
    """Return the blocks of a document: what a reader sees as its structure."""
    parser = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    return [token.type for token in parser.parse(markdown)]


def test_the_attacks_reach_every_text_of_an_analysis():
    """A field that is added later is attacked as well, once the sample holds a record of its kind."""
    reached = {
        (type(record).__name__, name)
        for record in records_within(hostile("attack"))
        for name, value in record
        if value == "attack" or (isinstance(value, tuple | dict) and "attack" in value)
    }
    assert text_fields() - reached == set()


@pytest.mark.parametrize("attack", ATTACKS)
@pytest.mark.parametrize("format_name", formats())
def test_no_format_holds_a_character_that_commands_or_hides(attack, format_name):
    text = render(hostile(attack), format_name, document=document_of(attack))
    lines = text.removeprefix("\ufeff").replace("\r\n", "\n")
    assert COMMANDS.search(lines) is None
    assert HIDDEN.search(lines) is None
    text.encode("utf-8")


@pytest.mark.parametrize("attack", ATTACKS)
def test_html_has_the_elements_that_harmless_content_has(attack):
    found, harmless = (
        elements_of(render(hostile(text), "html", document=document_of(text))) for text in (attack, "word")
    )
    assert found.names == harmless.names
    assert found.links <= harmless.links | {link for link in found.links if link.startswith("#")}


@pytest.mark.parametrize("attack", ATTACKS)
def test_no_cell_of_a_table_is_a_formula(attack):
    text = render(hostile(attack), "csv").removeprefix("\ufeff")
    cells = [cell for row in csv.reader(io.StringIO(text)) for cell in row]
    assert not [cell for cell in cells if re.search(r"(?:^|;)[=+\-@]", cell)]


@pytest.mark.parametrize("attack", ATTACKS)
@pytest.mark.parametrize("width", [40, 80, 100])
def test_the_terminal_report_holds_no_character_that_commands_a_terminal(attack, width):
    text = render(hostile(attack), "terminal", width=width)
    assert COMMANDS.search(text) is None
    assert HIDDEN.search(text) is None
    text.encode("utf-8")


@pytest.mark.parametrize("attack", ATTACKS)
def test_markdown_keeps_its_structure_whatever_the_content(attack):
    assert shape(render(hostile(attack), "markdown")) == shape(render(hostile("word"), "markdown"))


@pytest.mark.parametrize("attack", ATTACKS)
def test_markdown_content_is_never_live(attack):
    tokens = tokens_of(render(hostile(attack), "markdown"))
    kinds = {token.type for token in tokens}
    assert not kinds & {"link_open", "image", "fence", "code_block", "em_open", "s_open", "hr"}
    html = {token.content.strip() for token in tokens if token.type.startswith("html")} - {"<br>"}
    assert len(html) == 1
    assert re.fullmatch(r"<!-- docpanel report [\w.:-]* -->", html.pop())
    shown = " ".join(token.content for token in tokens if token.type == "text")
    assert not re.search(r"://|www\.|\w@\w|xmpp:", shown, re.IGNORECASE)


@pytest.mark.parametrize("attack", ATTACKS)
@pytest.mark.parametrize("format_name", ["json", "jsonl"])
def test_json_holds_the_content_but_shows_no_character_that_commands_a_terminal(attack, format_name):
    text = render(hostile(attack), format_name)
    assert COMMANDS.search(text) is None
    assert HIDDEN.search(text) is None
    assert json.loads(text)["synthesis"]["numbers"][0]["quote"] == attack.replace("\ud800", "\ufffd")


@given(st.text(st.characters(), max_size=60))
def test_escaped_markdown_reads_as_the_plain_text(text):
    inline = [
        token for token in tokens_of(f"> {escape_markdown(text)}") if token.type in {"text", "code_inline"}
    ]
    assert "".join(token.content for token in inline) == plain(text)


@given(st.text("`|\\ ab", max_size=20))
def test_a_code_span_shows_its_text_inside_a_table(text):
    cells = [
        token.content
        for token in tokens_of(table(("head",), [(code_span(text),)]))
        if token.type == "code_inline"
    ]
    assert cells == ([plain(text)] if plain(text) else [])


@given(st.text("`|\\ ab*_[<", max_size=20))
def test_text_in_a_table_stays_in_its_cell(text):
    cells = tokens_of(table(("head", "second"), [(escape_markdown(text), "z")]))
    assert sum(token.type == "td_open" for token in cells) == 2
    shown = "".join(token.content for token in cells if token.type == "text")
    assert shown == f"headsecond{plain(text)}z"


def test_money_and_names_with_underscores_stay_readable_in_the_source():
    assert escape_markdown("$10,505 for max_output_tokens (79 hours, $85) - R&D") == (
        "$10,505 for max_output_tokens (79 hours, $85) - R&D"
    )


def test_an_address_is_shown_as_code_without_the_punctuation_around_it():
    assert escape_markdown("See (https://faa.gov/x_y).") == "See (`https://faa.gov/x_y`)."


@pytest.mark.parametrize("format_name", ["markdown", "html"])
def test_whatever_a_run_is_called_its_report_ends_in_a_comment_that_is_recognised(format_name):
    text = render(COMPLETE.model_copy(update={"run_id": "é -->\n<b>7"}), format_name)
    assert text.splitlines()[-1].endswith(" report b-7 -->")
    assert find_renderer(format_name).recognises("", text[-4000:])
