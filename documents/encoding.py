"""Bytes to text: byte order marks, UTF-8, UTF-16, legacy code pages, and what is no text at all."""

import codecs
import unicodedata
from dataclasses import dataclass

from docpanel.documents.language import detect

__all__ = ["Decoded", "NotText", "decode"]

BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
WIDE_ENCODINGS = ("utf-32-le", "utf-32-be", "utf-16-le", "utf-16-be")
LEGACY_ENCODINGS = (
    "cp1252", "cp1250", "cp1251", "koi8_r", "cp1253", "cp1254", "cp1255", "cp1256", "cp932", "euc_jp",
    "gb18030", "big5", "cp949", "mac_roman", "cp850",
)  # fmt: skip
WESTERN = "cp1252"
EASY_TO_CONFUSE = frozenset({"cp1250", "cp1252", "cp1254"})
LATIN_BY_LANGUAGE: dict[str | None, str] = {
    **dict.fromkeys(("pl", "cs", "hu", "ro"), "cp1250"),
    "tr": "cp1254",
}
CONTROLS = bytes(set(range(32)) - set(b"\t\n\r\f\b\x1b"))
SAMPLE_BYTES = 65_536
WIDE_SAMPLE_BYTES = 8_192
MOST_CONTROLS = 0.02
"""Share of control bytes above which bytes are no text; random bytes hold 10 %, text none."""
MOST_ODD_CHARACTERS = 0.02
FEWEST_VALID_PER_INVALID = 2
"""With this many valid multi-byte sequences for each invalid one it is damaged UTF-8, no legacy code page."""


class NotText(ValueError):
    """The bytes are no text in any encoding."""


@dataclass(frozen=True, slots=True)
class Decoded:
    """The text of some bytes, the encoding they were read in, and what was not certain about it."""

    text: str
    encoding: str
    warnings: tuple[str, ...] = ()


def decode(data: bytes, declared: str | None = None) -> Decoded:
    """Return the text of `data`; `declared` is tried before a legacy code page is guessed.

    Raises:
        NotText: if the bytes are binary data.
    """
    for mark, encoding in BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return _replacing(data[len(mark) :], encoding)
    if b"\0" in data and (wide := _wide_encoding(data)):
        return _replacing(data, wide)
    if _is_binary(data):
        raise NotText("the bytes are binary data")
    try:
        return Decoded(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError:
        return _not_quite_utf8(data, declared)


def _replacing(data: bytes, encoding: str, *warnings: str) -> Decoded:
    text = data.decode(encoding, errors="replace")
    before = data.count("\ufffd".encode()) if encoding == "utf-8" else 0
    replaced = text.count("\ufffd") - before
    if replaced > 0:
        warnings = (
            *warnings,
            f"{replaced:,} invalid bytes or sequences ({encoding}) were replaced by \ufffd",
        )
    return Decoded(text, encoding, warnings)


def _wide_encoding(data: bytes) -> str | None:
    """Return the wide encoding that gives the most ASCII (spaces, line ends), if any gives text."""
    best: tuple[int, str] | None = None
    for encoding in WIDE_ENCODINGS:
        width = 4 if "32" in encoding else 2
        if len(data) % width:
            continue
        try:
            text = codecs.getincrementaldecoder(encoding)().decode(data[:WIDE_SAMPLE_BYTES])
        except UnicodeDecodeError:
            continue
        odd = sum(unicodedata.category(character) in {"Cc", "Cn", "Co"} for character in text)
        odd -= sum(text.count(character) for character in "\t\n\r\f")
        if odd > len(text) * MOST_ODD_CHARACTERS:
            continue
        plain = sum(character.isascii() for character in text)
        if plain and (best is None or plain > best[0]):
            best = (plain, encoding)
    return best[1] if best else None


def _is_binary(data: bytes) -> bool:
    for sample in (data[:SAMPLE_BYTES], data):
        controls = len(sample) - len(sample.translate(None, CONTROLS))
        if controls > len(sample) * MOST_CONTROLS:
            return True
    return False


def _not_quite_utf8(data: bytes, declared: str | None) -> Decoded:
    text = data.decode("utf-8", errors="replace")
    invalid = text.count("\ufffd")
    valid = len(text) - len(text.encode("ascii", errors="ignore")) - invalid
    if valid >= invalid * FEWEST_VALID_PER_INVALID:
        return _replacing(data, "utf-8")
    encoding = _known(declared) or _guess(data)
    return _replacing(
        data, encoding, *(() if _known(declared) else (f"read as {encoding}, which was guessed",))
    )


def _known(declared: str | None) -> str | None:
    try:
        return codecs.lookup(declared).name if declared else None
    except LookupError:
        return None


def _guess(data: bytes) -> str:
    """Guess a legacy code page; the Latin ones differ in so few letters that the language decides them."""
    from charset_normalizer import from_bytes  # noqa: PLC0415  # 50 ms that only legacy files need

    sample = data[:SAMPLE_BYTES]
    if len(data) > SAMPLE_BYTES:  # end at a line's end, so that no character is cut
        sample = sample.rpartition(b"\n")[0] or sample
    best = from_bytes(sample, cp_isolation=list(LEGACY_ENCODINGS)).best()
    if best is None:
        return WESTERN
    if best.encoding not in EASY_TO_CONFUSE:
        return best.encoding
    return LATIN_BY_LANGUAGE.get(detect(sample.decode(WESTERN, errors="replace")), WESTERN)
