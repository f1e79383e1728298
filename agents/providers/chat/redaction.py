"""Taking keys out of what a server or a library says, before anybody sees it."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

__all__ = ["Redactor"]

REDACTED = "[redacted]"
MAX_DETAIL = 300
MAX_READ = 2_000  # a server's sentence may be a megabyte, and the expressions below go back and forth
SHORTEST_SECRET = 6

TOKEN_LIKE = re.compile(
    r"\bsk-[\w*.…-]+"  # keys of this family of providers, also shortened by their server
    r"|\bbearer\s+[^\s,;\"']+"
    r"|[\w-]*(?:\*{3,}|…|\.{3,})[\w-]*(?<=\w)"  # what a server shortens is a secret more often than not
    r"|(?<=://)[^/@\s]+(?=@)",  # user and password in an address
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Redactor:
    """Knows the secrets of one client: its key and the values of its extra headers."""

    secrets: tuple[str, ...]

    @classmethod
    def of(cls, secrets: Iterable[str | None]) -> "Redactor":
        """Keep the secrets that are long enough not to be words of ordinary text."""
        kept = {secret for secret in secrets if secret and len(secret) >= SHORTEST_SECRET}
        return cls(tuple(sorted(kept, key=len, reverse=True)))

    def clean(self, text: str) -> str:
        """Return `text` on one short line, without secrets, parts of secrets and control characters."""
        text = text[:MAX_READ]
        for secret in self.secrets:
            text = text.replace(secret, REDACTED)
            head = re.escape(secret[:SHORTEST_SECRET])
            text = re.sub(rf"{head}\S*", REDACTED, text)
        text = TOKEN_LIKE.sub(REDACTED, text)
        text = " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())
        return text if len(text) <= MAX_DETAIL else text[: MAX_DETAIL - 1] + "…"
