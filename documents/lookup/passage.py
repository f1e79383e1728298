"""A passage of a document that a quotation is laid on."""

from dataclasses import dataclass

from docpanel.documents.document import Span

__all__ = ["Passage"]


@dataclass(frozen=True, slots=True)
class Passage:
    """Where a quotation comes from; `differs` names what it has otherwise and is empty where it agrees."""

    span: Span
    differs: tuple[str, ...] = ()
