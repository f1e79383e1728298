"""What to leave out when a server refuses a request: it says so, and the next request obeys.

Only a refusal that names what it does not like leads to a step; what a call cannot do without, a key
or a model, never does.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from docpanel.agents.providers.chat.dialect import Dialect, ResponseFormat
from docpanel.agents.providers.chat.parameters import HEADROOM, OPTIONAL_PARAMETERS, TOKEN_LIMITS
from docpanel.agents.providers.chat.response_format import BOUND_FAMILIES

__all__ = ["STATUSES", "Complaint", "step_down"]

STATUSES = frozenset({400, 422})
"""The only statuses that a leaner request can turn into an answer."""

ECHOES = frozenset({"input", "body", "request", "ctx"})
"""Where a server repeats what it was sent: no complaint."""

TOO_LONG = re.compile(r"context[ _](?:length|window|size)|context_length_exceeded", re.IGNORECASE)
TOO_LARGE = re.compile(r"too (?:large|high|big)|at most|less than|exceed|context", re.IGNORECASE)
ABOUT_FORMAT = re.compile(
    r"response_format|json_schema|json_object|structured[ _-]?outputs?|guided[ _](?:json|decoding)|grammar",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Complaint:
    """What a refusal says: the names it points at, and its sentences."""

    names: frozenset[str]
    text: str

    @classmethod
    def of(cls, body: object) -> "Complaint":
        """Read the body of a 400 or 422, whatever its shape."""
        said = list(_said(body))
        return cls(
            frozenset(text for kind, text in said if kind == "name"),
            " ".join(text for kind, text in said if kind == "text"),
        )

    def is_about(self, name: str) -> bool:
        """Say whether a parameter or keyword is meant; an ordinary word has to be quoted."""
        if name in self.names:
            return True
        plain = rf"(?<!\w){re.escape(name)}(?!\w)"
        if "_" in name or name.lower() != name:
            return re.search(plain, self.text) is not None
        pointed = (
            rf"[\"'`]{re.escape(name)}[\"'`]|(?:argument|parameter|field|property|input|supplied)s?\W+{plain}"
        )
        return re.search(pointed, self.text, re.IGNORECASE) is not None


def step_down(complaint: Complaint, sent: Mapping[str, Any], dialect: Dialect) -> Dialect | None:
    """Return a dialect that leaves out what was refused, or None where nothing can be left out."""
    too_large = TOO_LARGE.search(complaint.text) is not None
    refused = {
        name
        for name in OPTIONAL_PARAMETERS & sent.keys()
        if complaint.is_about(name) and not (name in TOKEN_LIMITS and too_large)
    }
    if refused:
        reasons = dialect.reasons or "temperature" in refused
        return replace(dialect, dropped=dialect.dropped | refused, reasons=reasons)
    if too_large and dialect.reasons and HEADROOM not in dialect.dropped:
        return replace(dialect, dropped=dialect.dropped | {HEADROOM})
    if TOO_LONG.search(complaint.text) or "response_format" not in sent:
        return None
    return _step_down_the_ladder(complaint, dialect)


def _step_down_the_ladder(complaint: Complaint, dialect: Dialect) -> Dialect | None:
    if dialect.response_format is ResponseFormat.JSON_SCHEMA:
        named = frozenset[str]().union(
            *(family for family in BOUND_FAMILIES if _names_any(complaint, family))
        )
        if not named <= dialect.stripped:
            return replace(dialect, stripped=dialect.stripped | named)
    if ABOUT_FORMAT.search(complaint.text) or any(ABOUT_FORMAT.search(name) for name in complaint.names):
        return replace(dialect, response_format=ResponseFormat(dialect.response_format + 1))
    return None


def _names_any(complaint: Complaint, family: frozenset[str]) -> bool:
    return any(complaint.is_about(keyword) for keyword in family)


def _said(body: object, key: str = "") -> Iterator[tuple[str, str]]:
    """Walk the body: names stand under `param` and `loc`, sentences anywhere but in echoes."""
    if isinstance(body, Mapping):
        for name, value in body.items():
            if name not in ECHOES:
                yield from _said(value, str(name))
    elif isinstance(body, list):
        for item in body:
            yield from _said(item, key)
    elif isinstance(body, str):
        yield ("name" if key in {"param", "loc"} else "text"), body
