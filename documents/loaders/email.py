"""E-mail (EML): who wrote to whom and when, then the message; attachments are named, not read."""

import re
from email import message_from_bytes, policy
from email.message import EmailMessage

from docpanel.documents.encoding import NotText, decode
from docpanel.documents.limits import Limits
from docpanel.documents.loaders.html import write_html
from docpanel.documents.parsed import BeyondLimits, PageWriter, Parsed, Unreadable
from docpanel.documents.registry import Evidence, Loader, Sample

__all__ = ["LOADER"]

SHOWN_HEADERS = ("From", "To", "Cc", "Date", "Subject")
BODY_PREFERENCE = ("plain", "html")
MBOX_LINE = re.compile(rb"From [^\n]*\n")
HEADER_NAME = re.compile(r"([A-Za-z][A-Za-z0-9-]{0,60}):")
FOLDED = re.compile(r"[ \t]")
ENVELOPE = frozenset({"from", "to", "subject", "date"})
MACHINE_HEADERS = frozenset(
    {
        "mime-version",
        "message-id",
        "received",
        "return-path",
        "dkim-signature",
        "content-type",
        "delivered-to",
    }
)
FEWEST_ENVELOPE_HEADERS = 2
MOST_PARTS = 1_000
LONGEST_HEADER = 2_000


def load(data: bytes, limits: Limits) -> Parsed:
    """Return the headers and the body: the plain text if the message has one, else its HTML."""
    message = message_from_bytes(
        MBOX_LINE.sub(b"", data, count=1) if data.startswith(b"From ") else data, policy=policy.default
    )
    writer = PageWriter(limits)
    for name in SHOWN_HEADERS:
        if value := _header(message, name):
            writer.write(f"{name}: {' '.join(value.split())[:LONGEST_HEADER]}")
    _write_body(message, writer)
    if attachments := _attachments(message):
        writer.warnings.append(f"attachments were not read: {', '.join(attachments)}")
    return writer.parsed()


def _header(message: EmailMessage, name: str) -> str:
    """Return a header decoded, or as it stands if Python's header parser stumbles over it."""
    try:
        return str(message.get(name, ""))
    except (AttributeError, IndexError, KeyError, LookupError, TypeError, ValueError):
        return next((str(value) for key, value in message.raw_items() if key.lower() == name.lower()), "")


def _write_body(message: EmailMessage, writer: PageWriter) -> None:
    body = message.get_body(BODY_PREFERENCE)
    if body is None:
        whole = message.get_payload()
        if message.get_content_maintype() == "multipart" and isinstance(whole, str):
            writer.write(whole, gap="\n\n")  # says that it has parts, but has none
        return
    payload = body.get_payload(decode=True)
    try:
        decoded = decode(payload if isinstance(payload, bytes) else b"", body.get_content_charset())
    except NotText:
        raise Unreadable("is damaged: the message's text is binary data") from None
    writer.warnings.extend(decoded.warnings)
    if body.get_content_subtype() == "html":
        write_html(decoded.text, writer)
    else:
        writer.write(decoded.text, gap="\n\n")


def _attachments(message: EmailMessage) -> list[str]:
    names = []
    for count, part in enumerate(message.walk()):
        if count > MOST_PARTS:
            raise BeyondLimits(f"has more than {MOST_PARTS:,} parts")
        if part.get_content_disposition() == "attachment" or part.get_filename():
            names.append(part.get_filename() or f"unnamed {part.get_content_type()}")
    return names


def _recognize(sample: Sample) -> Evidence:
    """Take text for a message if it begins with headers, of which some are written by machines only."""
    names = set()
    for line in sample.text.lstrip("\ufeff").split("\n"):
        header = HEADER_NAME.match(line)
        if header:
            names.add(header[1].lower())
        elif not line.strip() or not (names and FOLDED.match(line)):
            if line.startswith("From ") and not names:
                continue
            break
    if len(names & ENVELOPE) < FEWEST_ENVELOPE_HEADERS:
        return Evidence.NONE
    return Evidence.CERTAIN if names & MACHINE_HEADERS else Evidence.LIKELY


LOADER = Loader(
    media_type="message/rfc822",
    title="an e-mail message",
    suffixes=(".eml",),
    load=load,
    recognize=_recognize,
    is_text=True,
)
