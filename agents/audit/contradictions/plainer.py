"""Sentences in plainer words, so that one thing is told in one way: who is employed is an employee."""

import re

__all__ = ["is_due", "told"]

EMPLOYED = re.compile(
    r"(\bemploy(?:s|ed|ing)?\s(?:(?:a total of|about|approximately|around|some)\s)?\d[\d,.]*\s)"
    r"(?:people|persons)\b",
    re.IGNORECASE,
)
PAYABLE = re.compile(
    r"(^the\s(?:[\w-]+\s){2,4}of\s[^,;\d]{0,4}\d[^;]{0,20}?)"
    r"\s(?:is|are|shall be|will be)\s(?:payable|due)\b[^,;]*$",
    re.IGNORECASE,
)
"""`The purchase price of $5 is payable at closing`: mostly the whole price, at times one of its parts."""

DUE = re.compile(r"(\b(?:is|are|shall be|will be)) (?:due|payable)(?= (?:within|in|after)\b)", re.IGNORECASE)


def told(text: str) -> str:
    """Return a sentence with other words for the same; its figures stay as they are printed."""
    text = DUE.sub(r"\1", EMPLOYED.sub(r"\1employees", text))
    return PAYABLE.sub(r"\1.", text)


def is_due(text: str) -> bool:
    """Say whether a sentence tells when a sum is to be paid, so that it may be only one of several."""
    return PAYABLE.search(text) is not None
