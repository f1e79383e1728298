"""Untrusted text between markers: a nonce that it cannot know keeps it from closing them.

Everything that a stranger may have written (a document, its name, findings that quote it) reaches a
prompt through this module only.
"""

import re
import unicodedata

__all__ = ["between_markers", "one_line", "plain", "without"]

NONCE = re.compile(r"[A-Za-z0-9_-]{1,128}")
TAG_CHARACTERS = re.compile("[\U000e0000-\U000e007f]")
INSTEAD_OF_NONCE = "[…]"


def between_markers(kind: str, nonce: str, text: str) -> str:
    """Return `<<<KIND nonce>>>`, the text and `<<<END KIND nonce>>>` on lines of their own.

    Raises `ValueError` for a nonce that is no plain word. A nonce that stands in the text, as where a
    model quoted a marker, is replaced there, so that only our own lines carry it.
    """
    if not NONCE.fullmatch(nonce):
        raise ValueError("a nonce is 1 to 128 letters, digits, - or _")
    inert = without(nonce, plain(text))
    return f"<<<{kind} {nonce}>>>\n{inert}\n<<<END {kind} {nonce}>>>"


def without(nonce: str, text: str) -> str:
    """Return the text with the nonce replaced wherever it stands."""
    return text.replace(nonce, INSTEAD_OF_NONCE)


def plain(text: str) -> str:
    """Return the text without Unicode tag characters, which people cannot see and models can read."""
    return TAG_CHARACTERS.sub("", text)


def one_line(text: str, limit: int) -> str:
    """Return the text on one line without invisible characters, at most `limit` characters of it."""
    spaced = " ".join(text.split())
    shown = "".join(character for character in spaced if unicodedata.category(character)[0] != "C")
    return shown if len(shown) <= limit else f"{shown[: limit - 1]}…"
