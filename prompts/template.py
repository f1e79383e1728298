"""One specialist: the front matter and the instructions of a template file."""

import hashlib
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

__all__ = ["FRONT_MATTER_KEYS", "PromptTemplate"]

Name = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_-]{0,39}$")]
VariableName = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,39}$")]
Line = Annotated[
    str,
    StringConstraints(
        strip_whitespace=True, min_length=1, max_length=300, pattern=r"^[^\x00-\x1f\x7f-\x9f\u2028\u2029]*$"
    ),
]


class PromptTemplate(BaseModel):
    """A specialist as its author wrote it.

    `weight` counts in the synthesis. `judges` says what the stance of a finding is about: the matter, or
    the text that tells of it; the two never contradict each other. `scores` and `attributes` map names to
    what they mean; `expects` lists what such a document should say; the lengths of the three are those
    that an answer may have. `variables` are filled with `--set NAME=VALUE`; `body` is the Jinja2 text,
    `source` the file it came from and `text` the whole of that file.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: Name
    title: Line
    description: Line
    version: int = Field(default=1, ge=1)
    weight: float = Field(default=1.0, gt=0.0, le=10.0)
    judges: Literal["matter", "text"] = "matter"
    categories: tuple[Name, ...] = Field(min_length=1, max_length=12)
    scores: dict[Name, Line] = Field(default_factory=dict, max_length=8)
    attributes: dict[Name, Line] = Field(default_factory=dict, max_length=8)
    expects: tuple[Line, ...] = Field(default=(), max_length=12)
    variables: dict[VariableName, str] = Field(default_factory=dict, max_length=20)
    max_output_tokens: int = Field(default=1500, ge=200, le=32_000)
    body: str = Field(exclude=True)
    source: str = Field(exclude=True)
    text: str = Field(default="", exclude=True, repr=False)

    @property
    def fingerprint(self) -> str:
        """Return the sha256 of the file's text; of all fields where the template came from no file."""
        text = self.text or f"{self.model_dump_json()}\n{self.body}"
        return hashlib.sha256(text.encode()).hexdigest()


FRONT_MATTER_KEYS = tuple(
    name for name in PromptTemplate.model_fields if name not in {"body", "source", "text"}
)
"""What an author may write above the instructions, in the order of the documentation."""
