"""Nothing that a model or a document wrote may command the place where it is shown."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from docpanel.agents.analysis import Analysis
from docpanel.reports.escaping import code_span, escape_markdown, plain
from docpanel.reports.markdown_text import table
from docpanel.reports.registry import render

COMPLETE = json.loads((Path(__file__).parent / "analyses" / "complete.json").read_text("utf-8"))
FIXED = {"id", "finding_ids", "kind", "stance", "basis", "match", "author", "reader", "status", "run_id"}
SAID = {"supports", "dissents", "critical_path", "reasons", "warnings", "questions", "not_found", "cited_by"}

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
)


def hostile(value: Any, attack: str, key: str = "") -> Any:
    """Return an analysis in which every free text is the attack."""
    if isinstance(value, dict):
        return {
            (attack if key in {"scores", "attributes"} else name): hostile(item, attack, name)
            for name, item in value.items()
        }
    if isinstance(value, list):
        return [attack if key in SAID else hostile(item, attack, key) for item in value]
    return attack if isinstance(value, str) and key not in FIXED else value


def analysis_of(attack: str) -> Analysis:
    return Analysis.model_validate(hostile(COMPLETE, attack))


def tokens_of(markdown: str) -> list[Token]:
    parser = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    return [inner for token in parser.parse(markdown) for inner in (token, *(token.children or ()))]


def shape(markdown: str) -> list[str]:
    """Return the blocks of a document: what a reader sees as its structure."""
    parser = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    return [token.type for token in parser.parse(markdown)]


@pytest.mark.parametrize("attack", ATTACKS)
@pytest.mark.parametrize("width", [40, 80, 100])
def test_the_terminal_report_holds_no_character_that_commands_a_terminal(attack, width):
    text = render(analysis_of(attack), "terminal", width=width)
    assert COMMANDS.search(text) is None
    assert HIDDEN.search(text) is None
    text.encode("utf-8")


@pytest.mark.parametrize("attack", ATTACKS)
def test_markdown_keeps_its_structure_whatever_the_content(attack):
    assert shape(render(analysis_of(attack), "markdown")) == shape(render(analysis_of("word"), "markdown"))


@pytest.mark.parametrize("attack", ATTACKS)
def test_markdown_content_is_never_live(attack):
    tokens = tokens_of(render(analysis_of(attack), "markdown"))
    kinds = {token.type for token in tokens}
    assert not kinds & {"link_open", "image", "fence", "code_block", "em_open", "s_open", "hr"}
    ours = {"<br>", "<!-- docpanel report 20200806-101500-3f9a2c -->"}
    assert {token.content.strip() for token in tokens if token.type.startswith("html")} <= ours
    shown = " ".join(token.content for token in tokens if token.type == "text")
    assert not re.search(r"://|www\.|\w@\w|xmpp:", shown, re.IGNORECASE)


@pytest.mark.parametrize("attack", ATTACKS)
@pytest.mark.parametrize("format_name", ["json", "jsonl"])
def test_json_holds_the_content_but_shows_no_character_that_commands_a_terminal(attack, format_name):
    text = render(analysis_of(attack), format_name)
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
