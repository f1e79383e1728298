"""What a text points at: its own figures and tables, laws and standards by number, addresses on the web."""

import re
from collections import Counter

from docpanel.agents.readers.passages import Passages
from docpanel.agents.readers.rules import Draft
from docpanel.documents.document import Span

__all__ = ["links", "pointers", "standards"]

POINTER = re.compile(
    r"\b(figure|fig\.|table|appendix|annex|schedule|exhibit)\s+(\d{1,3}|[A-Z])\b(?!\s?%)", re.IGNORECASE
)
CAPTION = re.compile(
    r"^\s*(figure|fig\.|table|appendix|annex|schedule|exhibit)\s+(\d{1,3}|[A-Z])\b\s*(?:[.:—–-]|$)",
    re.IGNORECASE | re.MULTILINE,
)
PLURALS = {"appendix": "appendices", "annex": "annexes"}
STANDARD = re.compile(
    r"\b(?:\d+ (?:CFR|U\.S\.C\.|FR) (?:[Pp]art )?\d+(?:\.\d+)?(?:\([a-z]\))*|ISO(?:/IEC)? \d+(?:-\d+)?|"
    r"IEC \d+|RFC \d+|DIN (?:EN )?\d+|ASTM [A-Z]\d+|(?:Regulation|Directive) \(?E[UC]\)? (?:No\.? )?\d+/\d+|"
    r"(?:Executive Order|Public Law|Service Bulletin|Bulletin|Docket No\.|Amendment|Circular) "
    r"[A-Z]*[\d–-][\w–-]*\d)"
)
LINK = re.compile(r"https?://\s?\S+|www\.\S+")
MIN_POINTERS = 2
MIN_STANDARDS = 3
TOLD = 5
PICTURE_PAGE = 400
"""A page with fewer characters than this holds pictures, or nothing."""


def pointers(text: Passages) -> Draft | None:
    """Return the figures, tables or annexes that the text points at, and those without a caption here."""
    whole = text.document.text
    found: dict[tuple[str, str], int] = {}
    for match in POINTER.finditer(whole, text.extent.start, text.extent.end):
        found.setdefault(_named(match), match.start())
    kinds = Counter(kind for kind, _ in found)
    kind, number = next(iter(kinds.most_common(1)), ("", 0))
    if number < MIN_POINTERS:
        return None
    captions = {_named(match) for match in CAPTION.finditer(whole, text.extent.start, text.extent.end)}
    lost = sorted((key[1] for key in found if key[0] == kind and key not in captions), key=_order)
    claim = f"The text points at {number} {_plural(kind)}"
    if lost:
        names = f"{kind} {lost[0]}" if len(lost) == 1 else f"{_plural(kind)} {_ranged(lost)}"
        claim += f"; no caption was found in the text for {names}"
        if any(_is_picture(text, page.number) for page in text.document.pages):
            claim += ", so pictures may hold what this reader cannot see"
    place = found[kind, lost[0]] if lost else min(found.values())
    return Draft(
        subject=_plural(kind),
        claim=f"{claim}.",
        category="reference",
        quotes=(_sentence_at(text, place) or Span(place, place + len(kind) + 2),),
        importance=0.6 if lost else 0.35,
        confidence=0.7,
        basis="computed",
        stance="negative" if lost else "neutral",
    )


def standards(text: Passages) -> Draft | None:
    """Return the laws, standards and other documents that the text names by number."""
    found: Counter[str] = Counter()
    first: dict[str, Span] = {}
    for item in text.passages:
        for match in STANDARD.finditer(item.text):
            found[match[0]] += 1
            first.setdefault(match[0], item.span)
    if len(found) < MIN_STANDARDS:
        return None
    top = sorted(found, key=lambda name: (-found[name], name))[:TOLD]
    listed = ", ".join(f"{name} ({found[name]})" for name in top)
    return Draft(
        subject="outside references",
        claim=f"The text names {len(found)} laws, standards and documents by number, most often {listed}.",
        category="reference",
        quotes=(first[top[0]],),
        importance=0.5,
        confidence=0.8,
        basis="computed",
    )


def links(text: Passages) -> Draft | None:
    """Return how many addresses on the web the text gives, and the sites most often named."""
    matches = list(LINK.finditer(text.document.text, text.extent.start, text.extent.end))
    hosts = Counter(filter(None, (_host(match[0]) for match in matches)))
    if not hosts:
        return None
    listed = ", ".join(sorted(hosts, key=lambda host: (-hosts[host], host))[:3])
    addresses = "One web address points" if len(matches) == 1 else f"{len(matches)} web addresses point"
    sites = listed if len(hosts) == 1 else f"{len(hosts)} sites, most often {listed}"
    return Draft(
        subject="web addresses",
        claim=f"{addresses} to {sites}.",
        category="reference",
        quotes=(_sentence_at(text, matches[0].start()) or Span(*matches[0].span()),),
        importance=0.25,
        confidence=0.85,
        basis="computed",
    )


def _named(match: re.Match[str]) -> tuple[str, str]:
    kind = match[1].lower()
    return ("figure" if kind.startswith("fig") else kind), match[2]


def _order(name: str) -> tuple[int, str]:
    return len(name), name


def _plural(kind: str) -> str:
    return PLURALS.get(kind, f"{kind}s")


def _ranged(names: list[str]) -> str:
    """Return numbers as `1 to 10` where none is missing between, else one by one."""
    numbers = [int(name) for name in names if name.isdigit()]
    if len(numbers) == len(names) > MIN_POINTERS and numbers[-1] - numbers[0] == len(numbers) - 1:
        return f"{numbers[0]} to {numbers[-1]}"
    return ", ".join(names)


def _is_picture(text: Passages, page: int) -> bool:
    return sum(len(block.span) for block in text.blocks if block.page == page) < PICTURE_PAGE


def _sentence_at(text: Passages, place: int) -> Span | None:
    return next((item.span for item in text.passages if item.span.start <= place < item.span.end), None)


def _host(address: str) -> str:
    bare = re.sub(r"^https?://\s?", "", address)
    return re.split(r"[/?#]", bare)[0].rstrip(".,;:)>").removeprefix("www.").lower()
