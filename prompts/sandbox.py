"""The Jinja2 that instructions may use: variables, conditions and plain loops, nothing that can grow.

A template may come from anywhere and is rendered in every run, so its syntax bounds its cost: no calls,
no assignments, no arithmetic, no loop within a loop, no other files. What is left is linear in the sizes
of file and variables, and an output beyond `MAX_RENDERED_CHARACTERS` is an error. Jinja2's own sandbox,
which alone would let `"x" * 10**9` through, stands behind that as a second wall.
"""

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

from jinja2 import StrictUndefined, Template, TemplateError, TemplateSyntaxError, nodes
from jinja2.sandbox import SandboxedEnvironment

from docpanel.prompts.errors import PromptError
from docpanel.prompts.problem import Problem, did_you_mean

__all__ = ["FILTERS", "MAX_RENDERED_CHARACTERS", "MAX_VALUE_CHARACTERS", "body_problems", "render"]

MAX_RENDERED_CHARACTERS = 40_000
MAX_VALUE_CHARACTERS = 2_000

FILTERS = ("capitalize", "default", "lower", "split", "title", "trim", "upper")
"""Filters that never return more than they are given; `split` cuts at commas, for loops."""

ALLOWED = (
    nodes.Template,
    nodes.Output,
    nodes.TemplateData,
    nodes.Name,
    nodes.Const,
    nodes.List,
    nodes.Tuple,
    nodes.If,
    nodes.For,
    nodes.CondExpr,
    nodes.Filter,
    nodes.Keyword,
    nodes.Compare,
    nodes.Operand,
    nodes.And,
    nodes.Or,
    nodes.Not,
    nodes.Concat,
)

WORDS_OF_JINJA = {"and", "else", "false", "if", "in", "is", "loop", "none", "not", "or", "self", "true"}
LOOP = nodes.Name("loop", "load")
LOOP_FACTS = {"first", "index", "last"}


def body_problems(body: str, variables: Iterable[str], source: str, first_line: int) -> list[Problem]:
    """Return everything that is wrong with instructions, all undeclared variables in one problem."""
    try:
        return checked(body, set(variables), source, first_line)
    except TemplateSyntaxError as error:
        return [Problem(source, f"Jinja2: {error.message}", first_line + error.lineno - 1)]
    except (RecursionError, MemoryError, SyntaxError):
        # SyntaxError is Python's own, for Jinja2 compiles to Python: a hundred conditions in each other
        return [Problem(source, "Jinja2: nested too deeply", first_line)]


def checked(body: str, declared: set[str], source: str, first_line: int) -> list[Problem]:
    """Return what is wrong with a body; raises what parser and compiler raise."""
    tree = environment().parse(body)
    found = [
        Problem(source, message, first_line + node.lineno - 1)
        for node in tree.find_all(nodes.Node)
        if (message := refused(node))
    ]
    found += [
        Problem(source, f'"{name}" is a word of Jinja2 and cannot name a variable')
        for name in sorted(declared & WORDS_OF_JINJA)
    ]
    if missing := sorted(set(used(tree)) - declared):
        known = did_you_mean(missing[0], declared) if len(missing) == 1 else ""
        names = ", ".join(missing)
        found.append(Problem(source, f"used but not declared under variables: {names}{known}", first_line))
    if not found:
        compiled(body)
    return found


def used(node: nodes.Node, bound: frozenset[str] = frozenset()) -> Iterator[str]:
    """Yield the variables that must come from outside.

    Jinja2's own `meta.find_undeclared_variables` generates code and so computes `"x" * 10**9` before
    anybody could refuse it.
    """
    if isinstance(node, nodes.Name):
        if node.ctx == "load" and node.name not in bound:
            yield node.name
        return
    children: Iterable[nodes.Node] = node.iter_child_nodes()
    if isinstance(node, nodes.For):
        yield from used(node.iter, bound)
        for child in node.else_:
            yield from used(child, bound)
        bound |= {"loop", *loop_names(node.target)}
        children = (*node.body, *([node.test] if node.test else []))
    for child in children:
        yield from used(child, bound)


def loop_names(target: nodes.Node) -> Iterator[str]:
    """Yield the names that a loop gives to its items: one, or several where it unpacks them."""
    if isinstance(target, nodes.Name):
        yield target.name
    yield from (name.name for name in target.find_all(nodes.Name))


def refused(node: nodes.Node) -> str | None:
    """Say why a node is not allowed in instructions, or None."""
    if isinstance(node, nodes.Filter) and node.name not in FILTERS:
        return f'unknown filter "{node.name}"{did_you_mean(node.name, FILTERS)}'
    if isinstance(node, nodes.For) and any(node.find_all(nodes.For)):
        return "a loop within a loop is not allowed"
    if isinstance(node, ALLOWED):
        return None
    if isinstance(node, nodes.Getattr) and node.attr in LOOP_FACTS and node.node == LOOP:
        return None
    what = f"Jinja2's {type(node).__name__.lower()} is not allowed here"
    return f"{what}; use variables, if, for and the filters {', '.join(FILTERS)}"


def render(
    text: str, values: Mapping[str, object], *, source: str, limit: int | None = MAX_RENDERED_CHARACTERS
) -> str:
    """Fill a template; raises `PromptError` where a value is missing or the result is too long."""
    pieces: list[str] = []
    size = 0
    try:
        for piece in compiled(text).generate(values):
            size += len(piece)
            if limit is not None and size > limit:
                raise PromptError(f"{source}: renders to more than {limit:,} characters")
            pieces.append(piece)
    except (TemplateError, RecursionError) as error:
        raise PromptError(f"{source}: cannot be rendered: {error}") from error
    return "".join(pieces)


@lru_cache(maxsize=128)
def compiled(text: str) -> Template:
    """Return the compiled template: a batch renders the same few texts for every document."""
    return environment().from_string(text)


@lru_cache(maxsize=1)
def environment() -> SandboxedEnvironment:
    """Return the one environment; rendering from many threads is safe, nothing writes to it."""
    made = SandboxedEnvironment(
        autoescape=False,  # prompts are plain text, never HTML
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters = {name: made.filters[name] for name in FILTERS if name in made.filters}
    made.filters["split"] = split
    made.globals.clear()
    return made


def split(text: str) -> list[str]:
    """Return the parts of a comma-separated text."""
    return [part.strip() for part in str(text).split(",") if part.strip()]
