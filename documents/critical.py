"""Critical tokens: the words of which each one can turn a sentence round, and how two texts differ.

Figures, units, currencies, dates, negations, directions, modals, quantifiers and names must agree exactly
between a quotation and the document. `differences` lays two texts word by word beside each other;
`contradicts` asks less, since a claim says the same in other words.
"""

from dataclasses import dataclass

from docpanel.documents.lookup.alignment import align
from docpanel.documents.lookup.contradiction import contradicts
from docpanel.documents.lookup.critical_words import Kind, kind_of_word
from docpanel.documents.lookup.explaining import is_name
from docpanel.documents.lookup.folding import FoldedText
from docpanel.documents.lookup.words import Words

__all__ = ["CriticalToken", "contradicts", "critical_tokens", "differences"]

_SENTENCE_END = ".!?:\u3002"


@dataclass(frozen=True, slots=True)
class CriticalToken:
    """A critical word: `value` is what must be equal, `text` as printed at `[start, end)`."""

    kind: Kind
    value: str
    text: str
    start: int
    end: int


def critical_tokens(text: str) -> tuple[CriticalToken, ...]:
    """Return the critical tokens of `text` in order."""
    words = Words(FoldedText(text))
    found = []
    for index, key in enumerate(words.keys):
        kind = _kind(words, index, key)
        if kind is not None:
            span = words.source(index, index + 1)
            found.append(CriticalToken(kind, key, text[span.start : span.end], span.start, span.end))
    return tuple(found)


def differences(quote: str, passage: str) -> tuple[str, ...]:
    """Name what `quote` has otherwise than `passage`: `4.8 for 4.2`, `not added`, `not missing`.

    Nothing is named where only noise differs. The passage may be longer than the quotation.
    """
    quoted, printed = Words(FoldedText(quote)), Words(FoldedText(passage))
    laid = align(quoted, printed) if len(quoted) else None
    if laid is None:
        return (f"{quote} for {passage}",) if quote.split() != passage.split() else ()
    return laid.differs


def _kind(words: Words, index: int, key: str) -> Kind | None:
    if any(character.isdigit() for character in key):
        return "number"
    kind = kind_of_word(key)
    if kind is not None:
        return kind
    return "name" if is_name(words, index) and not _starts_sentence(words, index) else None


def _starts_sentence(words: Words, index: int) -> bool:
    before = words.folded.text[: words.starts[index]].rstrip(" '\"([")
    return not before or before[-1] in _SENTENCE_END
