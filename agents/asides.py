"""Readers beside the panel: its document, prefix and schema, and a task of their own."""

from dataclasses import dataclass, fields, replace

from docpanel.agents.completion import CompletionRequest, Message
from docpanel.agents.reader import ReadTask
from docpanel.agents.requests import RequestBuilder
from docpanel.prompts.template import PromptTemplate

__all__ = ["Aside", "AsideRequests"]


@dataclass(frozen=True, slots=True)
class Aside:
    """One who reads beside the panel and is no part of it.

    `template` holds its name, categories and bounds, `task` is the message that stands where a
    specialist has its instructions.
    """

    template: PromptTemplate
    task: str

    def requests(self, panel: RequestBuilder) -> "AsideRequests":
        """Return the builder of its requests, made from that of the panel."""
        given = {item.name: getattr(panel, item.name) for item in fields(panel)}
        return AsideRequests(**given, task=self.task)


@dataclass(frozen=True, slots=True)
class AsideRequests(RequestBuilder):
    """Builds the request of a specialist with another last message: the prefix stays the same bytes."""

    task: str = ""

    def specialist(self, template: PromptTemplate, task: ReadTask) -> CompletionRequest:
        """Ask the reader to do its own task with one chunk."""
        asked = RequestBuilder.specialist(self, template, task)
        messages = (*asked.messages[:-1], Message("user", self.task))
        return replace(asked, messages=messages, label=template.name)
