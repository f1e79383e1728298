"""From a file's text to a checked template, or to everything that is wrong with it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from pydantic import ValidationError

from docpanel.prompts.errors import PromptError
from docpanel.prompts.frontmatter import FrontMatter, Path, read_front_matter
from docpanel.prompts.problem import Problem, did_you_mean
from docpanel.prompts.sandbox import body_problems
from docpanel.prompts.template import FRONT_MATTER_KEYS, PromptTemplate

__all__ = ["MAX_FILE_BYTES", "RESERVED_NAMES", "Inspection", "decode", "inspect_template", "parse_template"]

MAX_FILE_BYTES = 64 * 1024
RESERVED_NAMES = ("full", "quick", "audit", "baseline", "questions", "synthesizer")
"""Names of panels, which could never be asked alone, and of readers that are no specialists."""

CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
PATTERN_IN_WORDS = "must be lower-case letters, digits, - and _, at most 40, a letter first"
SHAPES = {
    "dict_type": "must be a mapping of names to text",
    "tuple_type": "must be a list, as in [one, two]",
    "string_type": "must be text",
    "string_too_short": "is empty; within { } and [ ], quote text that contains a comma",
    "too_short": "must not be empty",
}


@dataclass(frozen=True, slots=True)
class Inspection:
    """A file's template where it can be used, and its problems; never both."""

    template: PromptTemplate | None
    problems: tuple[Problem, ...] = ()


def parse_template(text: str, *, source: str, name: str) -> PromptTemplate:
    """Return the template of a file; raises `PromptError` with the first problem in one line."""
    inspection = inspect_template(text, source=source, name=name)
    if inspection.template is None:
        first, *others = inspection.problems
        more = f" (and {len(others)} more: docpanel prompts check)" if others else ""
        raise PromptError(f"{first}{more}")
    return inspection.template


def decode(content: bytes, source: str) -> str:
    """Return a file's text with plain line ends; raises `PromptError` where it is not UTF-8 or too large."""
    if len(content) > MAX_FILE_BYTES:
        raise PromptError(f"{source}: larger than {MAX_FILE_BYTES // 1024} KiB, which no template is")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise PromptError(f"{source}:{line}: not UTF-8 (byte {error.start})") from error
    return text.replace("\r\n", "\n").replace("\r", "\n")


def inspect_template(text: str, *, source: str, name: str) -> Inspection:
    """Check everything at once; `name` is the file's name without its ending."""
    if sign := CONTROL.search(text):
        line = text.count("\n", 0, sign.start()) + 1
        return Inspection(None, (Problem(source, f"control character U+{ord(sign[0]):04X}", line),))
    front = read_front_matter(text, source)
    problems = list(front.problems)
    template = None
    if front.values or not problems:
        template = build(front, text, source, problems)
        problems += [*agreement(front, source, name), *instructions(front, source)]
    if problems or template is None:
        return Inspection(None, tuple(sorted(problems, key=lambda problem: problem.line or MAX_FILE_BYTES)))
    return Inspection(template)


def instructions(front: FrontMatter, source: str) -> list[Problem]:
    """Check the body against the variables that the front matter declares."""
    if not front.body.strip():
        return [Problem(source, "no instructions below the front matter", front.body_line)]
    declared = front.values.get("variables", {})
    names = declared if isinstance(declared, Mapping) else ()
    return body_problems(front.body, names, source, front.body_line)


def build(front: FrontMatter, text: str, source: str, problems: list[Problem]) -> PromptTemplate | None:
    """Return the template, or None after adding what its front matter lacks to `problems`."""
    for key in front.values:
        if key not in FRONT_MATTER_KEYS:
            message = f'unknown key "{key}"{did_you_mean(key, FRONT_MATTER_KEYS)}'
            problems.append(Problem(source, message, front.lines.get((key,))))
    known = {key: value for key, value in front.values.items() if key in FRONT_MATTER_KEYS}
    try:
        return PromptTemplate.model_validate({**known, "body": front.body, "source": source, "text": text})
    except ValidationError as error:
        problems += [
            explained(detail["type"], detail["msg"], detail["loc"], front, source)
            for detail in error.errors(include_url=False, include_context=False)
            # a list of which pydantic dropped the bad items is not too short in the author's eyes
            if detail["type"] != "too_short" or not detail["input"]
        ]
    return None


def explained(kind: str, said: str, place: Path, front: FrontMatter, source: str) -> Problem:
    """Turn one of pydantic's complaints into a sentence with key and line."""
    path = tuple(part for part in place if part != "[key]")
    key = ".".join(str(part + 1) if isinstance(part, int) else part for part in path)
    line = front.lines.get(path) or front.lines.get(path[:1])
    if kind == "missing":
        return Problem(source, f'the key "{key}" is missing or empty')
    if kind == "string_pattern_mismatch":
        return Problem(source, f"{key}: {pattern_in_words(path)}", line)
    return Problem(source, f"{key}: {SHAPES.get(kind) or in_words(said)}", line)


def pattern_in_words(path: Path) -> str:
    """Say what a value that broke its pattern must look like."""
    if path[0] in {"title", "description", "expects"}:
        return "must be one line of text"
    if path[0] in {"scores", "attributes"}:
        return f"{PATTERN_IN_WORDS} (within {{ }}, quote text that contains a comma)"
    return PATTERN_IN_WORDS


def agreement(front: FrontMatter, source: str, name: str) -> list[Problem]:
    """Check what one key alone cannot show: the file's name, panels' names, words given twice."""
    problems = []
    given = front.values.get("name")
    if isinstance(given, str) and given != name:
        message = f'name: "{given}" must equal the file\'s name, "{name}"'
        problems.append(Problem(source, message, front.lines.get(("name",))))
    if given in RESERVED_NAMES:
        problems.append(
            Problem(source, f'name: "{given}" is the name of a panel', front.lines.get(("name",)))
        )
    for key in ("categories", "expects"):
        items = front.values.get(key, ())
        if isinstance(items, list):
            problems += [
                Problem(source, f'{key}: "{item}" is given twice', front.lines.get((key, number)))
                for number, item in enumerate(items)
                if item in items[:number]
            ]
    return problems


def in_words(said: str) -> str:
    """Return pydantic's sentence as the end of ours."""
    ours = said.partition(", unable")[0].replace("Input should", "should")
    return ours.replace("a valid integer", "a whole number").replace("a valid number", "a number")
