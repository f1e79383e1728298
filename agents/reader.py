"""Who reads: the prompted specialist and the rule reader are both Readers."""

from dataclasses import dataclass, field
from typing import Protocol

from docpanel.agents.deadline import Deadline
from docpanel.agents.findings import SpecialistReport
from docpanel.documents.document import Chunk, Document

__all__ = ["ReadTask", "Reader"]


@dataclass(frozen=True, slots=True)
class ReadTask:
    """What one call has to read: a chunk of a document (the whole of it where it fits)."""

    document: Document
    chunk: Chunk
    deadline: Deadline = field(default_factory=Deadline)

    @property
    def text(self) -> str:
        """Return the text of the chunk."""
        return self.document.text[self.chunk.span.start : self.chunk.span.end]


class Reader(Protocol):
    """Reads a task and reports; raises `AgentError` where it cannot."""

    def read(self, task: ReadTask) -> SpecialistReport:
        """Return what was found, every quotation looked up in the document."""
