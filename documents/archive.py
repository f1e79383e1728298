"""Office files are zip archives of XML: what is in one, and whether it is safe to open."""

import re
import zipfile
from io import BytesIO

from docpanel.documents.limits import Limits
from docpanel.documents.parsed import BeyondLimits, Unreadable
from docpanel.documents.registry import Evidence, Sample

__all__ = ["check_archive", "recognize_office"]

SIGNATURE = b"PK\x03\x04"
END_OF_DIRECTORY = b"PK\x05\x06"
LONGEST_END = 65_557
DIRECTORY_SIZE_AT = slice(12, 16)
CONTENT_TYPES = b"[Content_Types].xml"
MOST_ENTRIES = 20_000
BOMB_RATIO = 200
"""Office XML compresses to a tenth, seldom to a fiftieth; zeros compress to a thousandth."""
BOMB_BYTES = 20_000_000
ENCRYPTED_FLAG = 0x1
MARKUP_SUFFIXES = (".xml", ".rels", ".vml")
READ_AT_ONCE_BYTES = 1_048_576
DOCTYPES = tuple("<!DOCTYPE".encode(encoding) for encoding in ("utf-8", "utf-16-le", "utf-16-be"))
OVERLAP_BYTES = 32
DECLARED_ENCODING = re.compile(rb"""^<\?xml[^>]{0,100}encoding\s*=\s*["']([^"']{0,40})["']""")
PLAIN_ENCODINGS = frozenset({b"utf-8", b"utf-16", b"us-ascii", b"ascii"})


def recognize_office(sample: Sample, folder: bytes) -> Evidence:
    """Say whether the archive's directory names `folder`, such as `word/`; nothing is unpacked."""
    if not sample.data.startswith(SIGNATURE):
        return Evidence.NONE
    end = sample.data.rfind(END_OF_DIRECTORY, max(0, len(sample.data) - LONGEST_END))
    if end < 0:
        return Evidence.NONE
    size = int.from_bytes(sample.data[end : end + 22][DIRECTORY_SIZE_AT], "little")
    directory = sample.data[max(0, end - size) : end]
    named = re.search(rb"[^\w/-]" + re.escape(folder), directory)
    return Evidence.CERTAIN if CONTENT_TYPES in directory and named else Evidence.NONE


def check_archive(data: bytes, limits: Limits) -> None:
    """Refuse an archive that unpacks to too much, is encrypted or damaged, or declares a document type.

    A document type (DTD) can expand entities without end or name files of this machine; Office writes none.

    Raises:
        Unreadable: with the cause; `BeyondLimits` for a zip bomb.
    """
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            entries = archive.infolist()
            _check_sizes(entries, limits)
            for entry in entries:
                if entry.filename.lower().endswith(MARKUP_SUFFIXES):
                    _check_markup(archive, entry)
    except (zipfile.BadZipFile, NotImplementedError, EOFError, ValueError, OSError) as error:
        way_out = "open it in its program and save it anew"
        raise Unreadable(f"is damaged: its archive cannot be opened ({error})", way_out) from None
    except zipfile.zlib.error as error:  # type: ignore[attr-defined]
        raise Unreadable(f"is damaged: its archive cannot be unpacked ({error})") from None


def _check_sizes(entries: list[zipfile.ZipInfo], limits: Limits) -> None:
    if len(entries) > MOST_ENTRIES:
        raise BeyondLimits(f"holds {len(entries):,} packed files; no Office document holds that many")
    if any(entry.flag_bits & ENCRYPTED_FLAG for entry in entries):
        raise Unreadable(
            "is encrypted and needs a password", "save a copy without the password and try that file"
        )
    total = sum(entry.file_size for entry in entries)
    if total > limits.max_unpacked_bytes:
        raise BeyondLimits(
            f"unpacks to {total / 1e6:,.0f} MB, more than {limits.max_unpacked_bytes / 1e6:,.0f} MB"
        )
    for entry in entries:
        if entry.file_size > BOMB_BYTES and entry.file_size > BOMB_RATIO * entry.compress_size:
            megabytes = f"{entry.file_size / 1e6:,.0f} MB"
            raise BeyondLimits(f"is a zip bomb: {entry.filename!r} unpacks to {megabytes}", "do not open it")


def _check_markup(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> None:
    with archive.open(entry) as file:
        tail = b""
        while part := file.read(READ_AT_ONCE_BYTES):
            if (
                not tail
                and (declared := DECLARED_ENCODING.match(part))
                and declared[1].lower() not in PLAIN_ENCODINGS
            ):
                raise Unreadable(
                    f"is refused: {entry.filename!r} is in an encoding that Office does not write"
                )
            window = tail + part
            if any(doctype in window for doctype in DOCTYPES):
                raise Unreadable(
                    f"is refused: {entry.filename!r} declares a document type (DTD), which is unsafe"
                )
            tail = window[-OVERLAP_BYTES:]
