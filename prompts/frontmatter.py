"""The front matter of a template: YAML between two lines of `---`, read from its events.

The YAML here is a mapping of text, lists of text and mappings of text, so every plain word stays text:
`no`, `2024-01-01` and `1.10` are what the author typed. It is read from the parser's events and not by a
YAML loader, because the composer behind the fast loaders recurses in C (a file of 60,000 brackets ends
the process), because loaders keep the last of two equal keys without a word, and because the events know
their lines.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

import yaml

from docpanel.prompts.problem import Problem

__all__ = ["FrontMatter", "Path", "Value", "read_front_matter"]

FENCE = "---"

Value = str | list[str] | dict[str, str]
Path = tuple[str | int, ...]
"""Where something stands: `("scores", "clarity")` or `("categories", 0)`."""


@dataclass(slots=True)
class FrontMatter:
    """What stands above the instructions, and the instructions themselves.

    `values` holds the keys that were written and not left empty, `lines` the line of everything by its
    path; the body starts at line `body_line` of the file.
    """

    values: dict[str, Value] = field(default_factory=dict)
    lines: dict[Path, int] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    body: str = ""
    body_line: int = 1


class Unreadable(Exception):
    """The front matter is no mapping of text; carries the line, counted from 0 within the YAML."""

    def __init__(self, message: str, line: int | None) -> None:
        """Keep the line beside the sentence."""
        super().__init__(message)
        self.line = line


def read_front_matter(text: str, source: str) -> FrontMatter:
    """Split a file into values and body; every problem names `source` and, where known, the line."""
    result = FrontMatter()
    lines = text.split("\n")
    if not lines or lines[0].rstrip() != FENCE:
        result.problems.append(Problem(source, f"must start with a line {FENCE} and its front matter", 1))
        return result
    end = next((number for number, line in enumerate(lines[1:], 1) if line.rstrip() == FENCE), None)
    if end is None:
        result.problems.append(Problem(source, f"the front matter is not closed by a line {FENCE}", 1))
        return result
    result.body = "\n".join(lines[end + 1 :])
    result.body_line = end + 2
    reader = EventReader(source=source, into=result)
    try:
        result.values = reader.document("\n".join(lines[1:end]))
    except Unreadable as error:
        result.problems.append(
            Problem(source, str(error), None if error.line is None else reader.line(error.line))
        )
    return result


@dataclass(frozen=True, slots=True)
class EventReader:
    """Builds values from YAML events; lines and repeated keys go into the front matter."""

    source: str
    into: FrontMatter

    def line(self, index: int) -> int:
        """Return the file's line of the YAML's line `index`: one for the fence, one to count from 1."""
        return index + 2

    def document(self, text: str) -> dict[str, Value]:
        """Read the whole front matter; raises `Unreadable`."""
        loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
        events = iter(yaml.parse(text, Loader=loader))
        try:
            while isinstance(event := next(events), yaml.StreamStartEvent | yaml.DocumentStartEvent):
                pass
            if not isinstance(event, yaml.MappingStartEvent):
                raise Unreadable("the front matter must be lines of the form key: value", index_of(event))
            return {key: value for key, value in self.entries(events) if value is not None and value != ""}
        except yaml.MarkedYAMLError as error:
            raise Unreadable(*explained(error)) from error
        except yaml.YAMLError as error:
            raise Unreadable(f"the front matter is no valid YAML: {one_line(str(error))}", None) from error

    def entries(self, events: Iterator[yaml.Event]) -> Iterator[tuple[str, Value]]:
        """Yield the top level's keys with their values."""
        for key in self.keys(events, ()):
            event = next(events)
            if isinstance(event, yaml.MappingStartEvent):
                yield key, {name: self.text(next(events)) for name in self.keys(events, (key,))}
            elif isinstance(event, yaml.SequenceStartEvent):
                yield key, list(self.items(events, key))
            else:
                yield key, self.text(event)

    def keys(self, events: Iterator[yaml.Event], path: Path) -> Iterator[str]:
        """Yield the keys of one mapping; the caller takes each value from `events` before the next key."""
        seen: set[str] = set()
        while not isinstance(event := next(events), yaml.MappingEndEvent):
            key = self.text(event)
            line = self.line(index_of(event))
            if key in seen:
                first = self.into.lines[*path, key]
                message = f'"{key}" is given twice, first in line {first}'
                self.into.problems.append(Problem(self.source, message, line))
            seen.add(key)
            self.into.lines.setdefault((*path, key), line)
            yield key

    def items(self, events: Iterator[yaml.Event], key: str) -> Iterator[str]:
        """Yield the items of one list."""
        number = 0
        while not isinstance(event := next(events), yaml.SequenceEndEvent):
            self.into.lines[key, number] = self.line(index_of(event))
            number += 1
            yield self.text(event)

    def text(self, event: yaml.Event) -> str:
        """Return a scalar's text; anything else is deeper than a template goes."""
        if isinstance(event, yaml.ScalarEvent):
            value: str = event.value
            return value
        if isinstance(event, yaml.AliasEvent):
            raise Unreadable(
                "anchors and aliases (& and *) are not read here; quote the text", index_of(event)
            )
        raise Unreadable("expected text here; is a { or [ meant as text? then quote it", index_of(event))


def index_of(event: yaml.Event) -> int:
    """Return the line of an event, counted from 0."""
    return 0 if event.start_mark is None else int(event.start_mark.line)


def explained(error: yaml.MarkedYAMLError) -> tuple[str, int | None]:
    """Return what YAML says, with the remedy for the usual cause, and the line counted from 0."""
    said = one_line(error.problem or str(error))
    remedy = '; put text that contains ": " or starts with a sign into quotation marks'
    hint = remedy if "mapping values" in said or "cannot start any token" in said else ""
    mark = error.problem_mark or error.context_mark
    return f"the front matter is no valid YAML: {said}{hint}", None if mark is None else mark.line


def one_line(text: str) -> str:
    """Return the text without line breaks."""
    return " ".join(text.split())
