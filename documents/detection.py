"""The kind of a file, decided by its content; its name only decides between kinds of text."""

from dataclasses import dataclass
from pathlib import PurePath

from docpanel.documents.encoding import NotText, decode
from docpanel.documents.registry import Evidence, RegisteredLoader, Sample, loaders

__all__ = ["KNOWN_UNSUPPORTED_SUFFIXES", "UnsupportedKind", "detect", "sample_of", "unsupported_kind"]

HEAD_BYTES = 16_384
PLAIN_TEXT = "text/plain"
SAVE_AS_PDF = "save or export it as PDF and try that file"
RECOGNIZE_TEXT = (
    "it is a picture: run a text recognition (OCR) that writes a searchable PDF, and try that file"
)
UNPACK = "unpack it and name the folder"
KNOWN_UNSUPPORTED_SUFFIXES = frozenset(
    {
        ".doc",
        ".xls",
        ".ppt",
        ".rtf",
        ".odt",
        ".ods",
        ".odp",
        ".epub",
        ".pages",
        ".msg",
        ".xlsb",
        ".djvu",
        ".mobi",
    }
)


@dataclass(frozen=True, slots=True)
class UnsupportedKind:
    """A kind that is known but not read; `title` completes "is …"."""

    title: str
    way_out: str


SIGNATURES: tuple[tuple[int, bytes, UnsupportedKind], ...] = (
    (0, b"{\\rtf", UnsupportedKind("an RTF document", SAVE_AS_PDF)),
    (0, b"%!PS", UnsupportedKind("a PostScript file", "convert it with ps2pdf and try that file")),
    (0, b"\x89PNG\r\n\x1a\n", UnsupportedKind("a PNG picture", RECOGNIZE_TEXT)),
    (0, b"\xff\xd8\xff", UnsupportedKind("a JPEG picture", RECOGNIZE_TEXT)),
    (0, b"GIF87a", UnsupportedKind("a GIF picture", RECOGNIZE_TEXT)),
    (0, b"GIF89a", UnsupportedKind("a GIF picture", RECOGNIZE_TEXT)),
    (0, b"II*\0", UnsupportedKind("a TIFF picture", RECOGNIZE_TEXT)),
    (0, b"MM\0*", UnsupportedKind("a TIFF picture", RECOGNIZE_TEXT)),
    (8, b"WEBP", UnsupportedKind("a WebP picture", RECOGNIZE_TEXT)),
    (4, b"ftyphei", UnsupportedKind("a HEIC picture", RECOGNIZE_TEXT)),
    (4, b"ftypavif", UnsupportedKind("an AVIF picture", RECOGNIZE_TEXT)),
    (4, b"ftyp", UnsupportedKind("a video or sound file", "try a transcript of it")),
    (0, b"ID3", UnsupportedKind("a sound file", "try a transcript of it")),
    (0, b"OggS", UnsupportedKind("a sound file", "try a transcript of it")),
    (8, b"WAVE", UnsupportedKind("a sound file", "try a transcript of it")),
    (0, b"AT&TFORM", UnsupportedKind("a DjVu document", SAVE_AS_PDF)),
    (60, b"BOOKMOBI", UnsupportedKind("a Mobipocket book", SAVE_AS_PDF)),
    (0, b"\x1f\x8b", UnsupportedKind("a gzip archive", UNPACK)),
    (0, b"BZh", UnsupportedKind("a bzip2 archive", UNPACK)),
    (0, b"\xfd7zXZ\0", UnsupportedKind("an xz archive", UNPACK)),
    (0, b"\x28\xb5\x2f\xfd", UnsupportedKind("a Zstandard archive", UNPACK)),
    (0, b"7z\xbc\xaf\x27\x1c", UnsupportedKind("a 7-Zip archive", UNPACK)),
    (0, b"Rar!\x1a\x07", UnsupportedKind("a RAR archive", UNPACK)),
    (257, b"ustar", UnsupportedKind("a tar archive", UNPACK)),
    (
        0,
        b"SQLite format 3\0",
        UnsupportedKind("a SQLite database", "export the table as CSV and try that file"),
    ),
    (0, b"PAR1", UnsupportedKind("a Parquet table", "export the table as CSV and try that file")),
    (0, b"\x7fELF", UnsupportedKind("a program", "name a document")),
    (0, b"MZ\x90\0", UnsupportedKind("a program", "name a document")),
)
OLE_SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
OLE_STREAMS: tuple[tuple[str, UnsupportedKind], ...] = (
    (
        "EncryptedPackage",
        UnsupportedKind("an Office document protected by a password", "save a copy without the password"),
    ),
    (
        "WordDocument",
        UnsupportedKind("a Word 97-2003 document (.doc)", "save it as DOCX or PDF and try that file"),
    ),
    ("PowerPoint Document", UnsupportedKind("a PowerPoint 97-2003 file (.ppt)", "save it as PPTX or PDF")),
    ("Workbook", UnsupportedKind("an Excel 97-2003 file (.xls)", "save it as XLSX or CSV and try that file")),
    ("__substg1.0_", UnsupportedKind("an Outlook message (.msg)", "save it as EML or PDF and try that file")),
)
OLE_OTHER = UnsupportedKind("an old Office or other OLE file", SAVE_AS_PDF)
ZIP_SIGNATURES = (b"PK\x03\x04", b"PK\x05\x06")
ZIP_MIME_TYPES: tuple[tuple[bytes, UnsupportedKind], ...] = (
    (b"application/epub+zip", UnsupportedKind("an EPUB book", SAVE_AS_PDF)),
    (
        b"application/vnd.oasis.opendocument.text",
        UnsupportedKind("an OpenDocument text", "save it as DOCX or PDF"),
    ),
    (
        b"application/vnd.oasis.opendocument.spreadsheet",
        UnsupportedKind("an OpenDocument table", "save it as XLSX or CSV and try that file"),
    ),
    (b"application/vnd.oasis.opendocument", UnsupportedKind("an OpenDocument file", SAVE_AS_PDF)),
)
ZIP_OTHER = UnsupportedKind("a zip archive", UNPACK)
MIME_TYPE_AT = 38
"""Where EPUB and OpenDocument put their media type: after the first entry's name, `mimetype`."""


def sample_of(data: bytes) -> Sample:
    """Return the bytes with their beginning as text."""
    head = data[:HEAD_BYTES]
    if len(data) > HEAD_BYTES and b"\0" not in head:  # end at a line's end, so that no character is cut
        head = head.rpartition(b"\n")[0] or head
    try:
        return Sample(data, decode(head).text, is_text=True)
    except NotText:
        return Sample(data, "", is_text=False)


def detect(sample: Sample, name: str) -> RegisteredLoader | None:
    """Return the loader for the content, or None for what is no kind that docpanel reads."""
    evidence = [(registered.loader.recognize(sample), registered) for registered in loaders()]
    for strength, registered in evidence:
        if strength is Evidence.CERTAIN:
            return registered
    if not sample.is_text or unsupported_kind(sample.data):
        return None
    suffix = PurePath(name).suffix.lower()
    texts = [(strength, registered) for strength, registered in evidence if registered.loader.is_text]
    for _, registered in texts:
        if suffix in registered.loader.suffixes:
            return registered
    likely = (registered for strength, registered in texts if strength is Evidence.LIKELY)
    plain = (registered for _, registered in texts if registered.loader.media_type == PLAIN_TEXT)
    return next(likely, None) or next(plain, None)


def unsupported_kind(data: bytes) -> UnsupportedKind | None:
    """Return the known kind of bytes that no loader reads, if it is one."""
    if data.startswith(OLE_SIGNATURE):
        return next((kind for stream, kind in OLE_STREAMS if stream.encode("utf-16-le") in data), OLE_OTHER)
    if data.startswith(ZIP_SIGNATURES):
        media_type = data[MIME_TYPE_AT : MIME_TYPE_AT + 64]
        return next((kind for prefix, kind in ZIP_MIME_TYPES if media_type.startswith(prefix)), ZIP_OTHER)
    for offset, signature, kind in SIGNATURES:
        if data.startswith(signature, offset):
            return kind
    return None
