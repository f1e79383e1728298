"""One specialist: the front matter and the instructions of a template file."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

__all__ = ["PromptTemplate"]

Name = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_-]{0,39}$")]


class PromptTemplate(BaseModel):
    """A specialist as its author wrote it.

    `weight` counts in the synthesis. `scores` and `attributes` map names to what they mean; `expects`
    lists what such a document should say. `variables` are filled with `--set NAME=VALUE`; `body` is
    the Jinja2 text and `source` the file it came from.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: Name
    title: str
    description: str
    version: int = Field(default=1, ge=1)
    weight: float = Field(default=1.0, gt=0.0, le=10.0)
    categories: tuple[Name, ...] = Field(min_length=1, max_length=12)
    scores: dict[Name, str] = Field(default_factory=dict)
    attributes: dict[Name, str] = Field(default_factory=dict)
    expects: tuple[str, ...] = ()
    variables: dict[str, str] = Field(default_factory=dict)
    max_output_tokens: int = Field(default=1500, ge=200, le=32_000)
    body: str = Field(exclude=True)
    source: str = Field(exclude=True)
