"""Text that came from a model, a document or a file name, made harmless for the place where it is shown.

Three dangers are met here: characters that command a terminal (ESC, C0, C1), characters that make a
line read otherwise than it is stored (bidirectional controls, Unicode tags), and characters that mean
something to Markdown or HTML.
"""

import html
import re

__all__ = [
    "code_span",
    "escape_html",
    "escape_html_lines",
    "escape_json",
    "escape_markdown",
    "marker_id",
    "plain",
]

BIDIRECTIONAL = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u206f"
TAGS = "\U000e0000-\U000e007f"
INVISIBLE = re.compile(f"[{BIDIRECTIONAL}{TAGS}\ufeff]")
CONTROL = re.compile("[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\ud800-\udfff\ufff9-\ufffb]")
WHITE_SPACE = re.compile(r"[\s\x1c-\x1f\x85\u2028\u2029]+")
LINE_BREAK = re.compile("\r\n|[\r\x0b\x0c\x1c-\x1f\x85\u2028\u2029]")

JSON_UNSAFE = re.compile(f"[\x7f-\x9f\u2028\u2029\ufeff\ufff9-\ufffb{BIDIRECTIONAL}{TAGS}]")
SURROGATE = re.compile("[\ud800-\udfff]")

LINKED = re.compile(r"\S*(?:://|www\.|@|(?:mailto|xmpp):)\S*", re.IGNORECASE)
MARKDOWN = re.compile(r"[\\`*\[~<>]|(?<![^\W_])_|_(?![^\W_])|\$(?!\d)|&(?=#?\w+;)")
ENTITIES = {"<": "&lt;", ">": "&gt;", "&": "&amp;"}
BLOCK_START = re.compile(r"^(?:[#+=:-]|\d{1,9}[.)](?=\s|$))")
UNMARKED = re.compile(r"[^\w.:]+", re.ASCII)
EDGES = "\"'()[]{}<>,.;:!?…“”«»\u2018\u2019"


def plain(text: str) -> str:
    """Return `text` as one line without anything that could command a terminal or hide its order.

    Runs of white space become one space. A control character is shown as U+FFFD, so that one sees
    that something was there; what has no shape of its own is dropped.
    """
    return WHITE_SPACE.sub(" ", CONTROL.sub("\ufffd", INVISIBLE.sub("", text))).strip()


def escape_markdown(text: str) -> str:
    """Return `text` as one line of Markdown that shows its characters and does nothing else.

    A table must escape the pipes of its cells itself: in a code span elsewhere they would keep their
    backslash.

    Addresses become code spans: the one form that no renderer turns into a link, and that still reads
    and copies as it was written.
    """
    line = plain(text)
    parts: list[str] = []
    position = 0
    for address in LINKED.finditer(line):
        parts += [_escape_words(line[position : address.start()]), _escape_address(address.group())]
        position = address.end()
    parts.append(_escape_words(line[position:]))
    return BLOCK_START.sub(_escape_block_start, "".join(parts))


def code_span(text: str) -> str:
    """Return `text` as a code span, fenced by more backticks than it holds."""
    line = plain(text)
    if not line:
        return ""
    fence = "`" * (1 + max((len(run) for run in re.findall("`+", line)), default=0))
    pad = " " if line.startswith("`") or line.endswith("`") else ""
    return f"{fence}{pad}{line}{pad}{fence}"


def escape_html(text: str) -> str:
    """Return `text` as one line of HTML that shows its characters, in an element or a quoted attribute."""
    return html.escape(plain(text))


def escape_html_lines(text: str) -> str:
    """Return `text` as HTML for an element that keeps white space; each line stays a line."""
    return html.escape(CONTROL.sub("\ufffd", INVISIBLE.sub("", LINE_BREAK.sub("\n", text))))


def escape_json(text: str) -> str:
    r"""Return a JSON text in which characters that a terminal or an editor obeys stand as `\uXXXX`.

    Such characters occur only inside strings, so that the value stays the same. Lone surrogates become
    U+FFFD: they cannot be written as UTF-8, and many parsers refuse their escape.
    """
    return JSON_UNSAFE.sub(_escape_unit, SURROGATE.sub("\ufffd", text))


def marker_id(run_id: str) -> str:
    """Return a run's id for the comment by which we recognise our own files; it cannot end the comment."""
    return UNMARKED.sub("-", plain(run_id)).strip("-")


def _escape_words(text: str) -> str:
    return MARKDOWN.sub(lambda found: ENTITIES.get(found.group()) or "\\" + found.group(), text)


def _escape_address(token: str) -> str:
    address = token.strip(EDGES)
    start = token.find(address)
    before, after = token[:start], token[start + len(address) :]
    return _escape_words(before) + code_span(address) + _escape_words(after)


def _escape_block_start(found: re.Match[str]) -> str:
    start = found.group()
    return f"{start[:-1]}\\{start[-1]}" if start[0].isdigit() else "\\" + start


def _escape_unit(found: re.Match[str]) -> str:
    units = found.group().encode("utf-16-be")
    return "".join(f"\\u{units[i]:02x}{units[i + 1]:02x}" for i in range(0, len(units), 2))
