"""`docpanel prompts`: which specialists there are, what they are told, whether their files are right.

The prompts room is imported within the commands, so that `docpanel --help` does not load pydantic and
Jinja2.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from docpanel.errors import DocpanelError

if TYPE_CHECKING:
    from docpanel.prompts.library import TemplateFile
    from docpanel.prompts.template import PromptTemplate

__all__ = ["prompts"]

PLACEHOLDER_TEXT = "(the text of the document stands here)"
PLACEHOLDER_NONCE = "0123456789abcdef"

folder_option = click.option(
    "--prompts",
    "folder",
    metavar="DIR",
    type=click.Path(path_type=Path),
    help="Folder of your own templates.",
)


@click.group("prompts")
def prompts() -> None:
    """List, show, check and create the specialists' templates."""


@prompts.command("list")
@folder_option
def list_command(folder: Path | None) -> None:
    """List all specialists: name, title, categories, and where each comes from."""
    from docpanel.prompts.errors import PromptError  # noqa: PLC0415  # see the module's docstring
    from docpanel.prompts.library import Library  # noqa: PLC0415  # see the module's docstring

    with one_line_errors():
        library = Library(searched(folder))
        broken: list[str] = []
        rows = [("NAME", "TITLE", "CATEGORIES", "FROM")]
        for name in library.names():
            origin = library.origin(name)
            place = "packaged" if origin.packaged else origin.source
            try:
                template = library.get(name)
            except PromptError as error:
                rows.append((name, "(broken)", "-", place))
                broken.append(str(error))
            else:
                rows.append((name, template.title, ", ".join(template.categories), place))
    widths = [max(len(row[column]) for row in rows) for column in range(3)]
    for row in rows:
        cells = [cell.ljust(width) for cell, width in zip(row[:3], widths, strict=True)]
        click.echo("  ".join([*cells, row[3]]).rstrip())
    for message in broken:
        click.echo(message, err=True)


@prompts.command("show")
@click.argument("name")
@folder_option
@click.option(
    "--set", "settings", multiple=True, metavar="KEY=VALUE", help="Fill a variable of the template."
)
@click.option("--language", metavar="LANG", help="Ask for answers in this language.")
def show_command(name: str, folder: Path | None, settings: tuple[str, ...], language: str | None) -> None:
    """Print a template and the messages that a model would be sent."""
    from docpanel.prompts.library import Library  # noqa: PLC0415  # see the module's docstring

    with one_line_errors():
        template = Library(searched(folder)).get(name)
        sent = list(messages(template, parsed(settings), language))
    click.echo(f"{heading(f'template: {template.source}')}\n{template.text.rstrip()}")
    for title, message in sent:
        click.echo(f"\n{heading(title)}\n{message}")


@prompts.command("check")
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path), metavar="[PATH]...")
@folder_option
def check_command(paths: tuple[Path, ...], folder: Path | None) -> None:
    """Check template files or folders, all within reach if none is given; exit 2 on any error."""
    with one_line_errors():
        files = list(files_of(paths, searched(folder)))
    problems = [problem for file in files for problem in file.problems()]
    for problem in problems:
        click.echo(str(problem))
    count = f"{len(files)} template{'' if len(files) == 1 else 's'}"
    if problems:
        click.echo(f"{len(problems)} problem{'' if len(problems) == 1 else 's'} in {count}", err=True)
        raise click.exceptions.Exit(2)
    click.echo(f"{count}, no problems")


@prompts.command("new")
@click.argument("name")
@click.option(
    "--folder",
    type=click.Path(path_type=Path),
    metavar="DIR",
    default=Path("prompts") / "specialists",
    show_default=True,
    help="Where to write it.",
)
def new_command(name: str, folder: Path) -> None:
    """Write a commented template to start a new specialist from."""
    from docpanel.prompts.starter import write_starter  # noqa: PLC0415  # see the module's docstring

    with one_line_errors():
        path = write_starter(name, folder)
    click.echo(f"wrote {path}: edit it, then run: docpanel prompts check {path}")
    click.echo("templates in prompts/specialists, or in a folder given with --prompts, join the full panel")


def messages(
    template: "PromptTemplate", settings: dict[str, str], language: str | None
) -> Iterator[tuple[str, str]]:
    """Yield each message of a request with its title, the document a placeholder."""
    from docpanel.agents.answers import (  # noqa: PLC0415  # see the module's docstring
        SpecialistAnswer,
        strict_schema,
    )
    from docpanel.prompts import rendering  # noqa: PLC0415  # see the module's docstring

    task = rendering.render_instructions(
        template, variables=settings, language=language, schema=strict_schema(SpecialistAnswer)
    )
    document = rendering.render_document(PLACEHOLDER_TEXT, nonce=PLACEHOLDER_NONCE)
    yield "message 1, system: the rules, the same for all specialists", rendering.render_system()
    yield "message 2, user: the document, the same for all specialists", document
    yield f"message 3, user: the task of {template.name}", task


def files_of(paths: tuple[Path, ...], folders: tuple[Path, ...]) -> Iterator["TemplateFile"]:
    """Yield the files to check; raises `PromptError` for a path without a template."""
    from docpanel.prompts.library import every_file, files_at  # noqa: PLC0415  # see the module's docstring

    if not paths:
        yield from every_file(folders)
    for path in paths:
        yield from files_at(path)


def searched(folder: Path | None) -> tuple[Path, ...]:
    """Return the folders to search before all others."""
    return () if folder is None else (folder,)


def parsed(settings: tuple[str, ...]) -> dict[str, str]:
    """Split `KEY=VALUE`s; the last of two equal keys holds, as with other options."""
    values: dict[str, str] = {}
    for setting in settings:
        key, equals, value = setting.partition("=")
        if not equals or not key.strip():
            raise click.UsageError(f'--set needs KEY=VALUE, not "{setting}"')
        values[key.strip()] = value
    return values


def heading(text: str) -> str:
    """Return a line that sets one part of the output apart from the next."""
    return click.style(f"===== {text} =====", bold=True)


class InputError(click.ClickException):
    """One line on the standard error stream, and the exit code of a wrong input."""

    exit_code = 2


@contextmanager
def one_line_errors() -> Iterator[None]:
    """Turn our own errors into one line and exit code 2."""
    try:
        yield
    except DocpanelError as error:
        raise InputError(str(error)) from error
