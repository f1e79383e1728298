"""From a file to a document: bounded reading, detection, parsing, assembly."""

import os
import sys
from pathlib import Path, PurePath
from typing import BinaryIO

from docpanel.documents.assembly import assemble
from docpanel.documents.detection import detect, sample_of, unsupported_kind
from docpanel.documents.document import Document
from docpanel.documents.errors import DocumentError, DocumentTooLarge, UnsupportedDocument
from docpanel.documents.inputs import InputFile, irregular_file
from docpanel.documents.isolation import parse_in_child
from docpanel.documents.limits import Limits
from docpanel.documents.parsed import BeyondLimits, NeedsExtra, Parsed, Unreadable
from docpanel.documents.registry import Loader, RegisteredLoader, loaders

__all__ = ["load", "parse", "read_bytes"]

DEFAULT_LIMITS = Limits()
READ_AT_ONCE_BYTES = 1_048_576
BYTES_PER_CHARACTER = 4
"""The most that any encoding of text takes; what exceeds it need not be decoded to be refused."""
NO_DOCUMENT = "is no document: its content is binary data of no known kind"


def load(source: InputFile | Path | str, limits: Limits = DEFAULT_LIMITS) -> Document:
    """Read one document.

    Raises:
        DocumentError: if it cannot be read; the message names the file, the cause and the way out.
    """
    return parse(_as_input(source).name, read_bytes(source, limits), limits)


def read_bytes(source: InputFile | Path | str, limits: Limits = DEFAULT_LIMITS) -> bytes:
    """Return a document's bytes, of which there are some and not too many.

    Raises:
        DocumentError: if the file cannot be opened, is no regular file, or is empty.
        DocumentTooLarge: if it holds more bytes than `limits.max_bytes`.
    """
    source = _as_input(source)
    try:
        data = _read_standard_input(limits) if source.path is None else _read_file(source.path, limits)
    except Unreadable as refusal:
        raise _document_error(source.name, refusal) from None
    except PermissionError:
        raise DocumentError(source.name, "cannot be read: permission denied") from None
    except FileNotFoundError:
        raise DocumentError(source.name, "does not exist") from None
    except (OSError, ValueError) as error:
        raise DocumentError(source.name, f"cannot be read ({error})") from error
    if not data:
        raise DocumentError(source.name, "is empty")
    return data


def parse(name: str, data: bytes, limits: Limits = DEFAULT_LIMITS) -> Document:
    """Return the document that `data` holds; the kind is decided by the content, `name` only helps with text.

    Raises:
        DocumentError: if it is damaged, encrypted or without text.
        UnsupportedDocument: if its kind is not read, or not without an extra.
        DocumentTooLarge: if it exceeds one of the limits.
    """
    try:
        if len(data) > limits.max_bytes:
            raise _too_many_bytes(limits)
        registered = _loader_for(name, data)
        parsed = _run(registered, data, limits)
        _check_amount(parsed, limits)
    except Unreadable as refusal:
        raise _document_error(name, refusal) from None
    document = assemble(name, data, registered.loader, _with_mismatch(parsed, name, registered.loader))
    if not document.text.strip():
        raise _without_text(document)
    return document


def _as_input(source: InputFile | Path | str) -> InputFile:
    return source if isinstance(source, InputFile) else InputFile(str(source), Path(source))


def _read_standard_input(limits: Limits) -> bytes:
    return _read_bounded(sys.stdin.buffer, limits)


def _read_file(path: Path, limits: Limits) -> bytes:
    """Read a regular file; opening does not wait, so that a FIFO cannot block."""
    if irregular := irregular_file(path.stat().st_mode):
        raise Unreadable(irregular)
    flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    with open(os.open(path, flags), "rb") as file:  # noqa: PTH123  # opened by descriptor
        status = os.fstat(file.fileno())
        if irregular := irregular_file(status.st_mode):
            raise Unreadable(irregular)
        if status.st_size > limits.max_bytes:
            raise _too_many_bytes(limits)
        return _read_bounded(file, limits)


def _read_bounded(file: BinaryIO, limits: Limits) -> bytes:
    parts, length = [], 0
    while part := file.read(READ_AT_ONCE_BYTES):
        parts.append(part)
        length += len(part)
        if length > limits.max_bytes:
            raise _too_many_bytes(limits)
    return b"".join(parts)


def _too_many_bytes(limits: Limits) -> BeyondLimits:
    return BeyondLimits(f"is larger than {limits.max_bytes / 1e6:,.0f} MB")


def _loader_for(name: str, data: bytes) -> RegisteredLoader:
    sample = sample_of(data)
    if registered := detect(sample, name):
        return registered
    if kind := unsupported_kind(data):
        raise UnsupportedDocument(name, f"is {kind.title}, which docpanel does not read", kind.way_out)
    raise DocumentError(name, NO_DOCUMENT)


def _run(registered: RegisteredLoader, data: bytes, limits: Limits) -> Parsed:
    loader = registered.loader
    if not loader.isolated and len(data) > limits.max_characters * BYTES_PER_CHARACTER:
        raise BeyondLimits(f"holds more than {limits.max_characters:,} characters of text")
    try:
        return parse_in_child(registered, data, limits) if loader.isolated else loader.load(data, limits)
    except NeedsExtra as refusal:
        way_out = f"pip install 'docpanel[{loader.extra}]'" if loader.extra else None
        raise NeedsExtra(f"is {loader.title}: reading it {refusal.cause}", way_out) from None


def _check_amount(parsed: Parsed, limits: Limits) -> None:
    if len(parsed.pages) > limits.max_pages:
        raise BeyondLimits(f"has {len(parsed.pages):,} pages, more than the limit of {limits.max_pages:,}")
    if sum(map(len, parsed.pages)) > limits.max_characters:
        raise BeyondLimits(f"holds more than {limits.max_characters:,} characters of text")


def _with_mismatch(parsed: Parsed, name: str, loader: Loader) -> Parsed:
    """Warn when the name promises another kind: a `.pdf` that holds HTML is often an error page."""
    suffix = PurePath(name).suffix.lower()
    promised = any(suffix in other.loader.suffixes for other in loaders())
    if promised and suffix not in loader.suffixes:
        parsed.warnings.append(
            f"the name ends in {suffix}, but the content is {loader.title}; it was read as that"
        )
    return parsed


def _without_text(document: Document) -> DocumentError:
    count = len(document.pages)
    if document.media_type != "application/pdf":
        return DocumentError(document.name, "holds no text")
    pages = "its only page is" if count == 1 else f"all of its {count} pages are"
    way_out = "run a text recognition (OCR) that writes a searchable PDF, and try that file"
    return DocumentError(document.name, f"holds no text: {pages} scanned or blank", way_out)


def _document_error(name: str, refusal: Unreadable) -> DocumentError:
    kinds: dict[type[Unreadable], type[DocumentError]] = {
        BeyondLimits: DocumentTooLarge,
        NeedsExtra: UnsupportedDocument,
    }
    way_out = refusal.way_out
    if isinstance(refusal, BeyondLimits) and way_out is None:
        way_out = "split it and read the parts"
    return kinds.get(type(refusal), DocumentError)(name, refusal.cause, way_out)
