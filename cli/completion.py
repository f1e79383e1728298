"""`docpanel completion SHELL`: the script that teaches a shell our commands."""

import click
from click.shell_completion import get_completion_class

__all__ = ["completion", "format_names", "panel_names", "specialist_names"]


@click.command()
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def completion(shell: str) -> None:
    """Print the completion script for both commands.

    For bash: docpanel completion bash >> ~/.bashrc
    """
    from docpanel.cli.analyze import analyze  # noqa: PLC0415  # the two commands know each other only here
    from docpanel.cli.docpanel import docpanel  # noqa: PLC0415  # as above

    found = get_completion_class(shell)
    if found is None:
        raise click.ClickException(f"no completion for {shell}")
    for command, name in ((analyze, "analyze"), (docpanel, "docpanel")):
        print(found(command, {}, name, f"_{name.upper()}_COMPLETE").source())


def specialist_names(_context: click.Context, _parameter: click.Parameter, typed: str) -> list[str]:
    """Return the specialists within reach that begin with what was typed."""
    from docpanel.prompts.library import Library  # noqa: PLC0415  # --help must stay light

    return [name for name in Library().names() if name.startswith(typed)]


def panel_names(context: click.Context, parameter: click.Parameter, typed: str) -> list[str]:
    """Return the panels that begin with what was typed: the named ones and each specialist."""
    panels = [name for name in ("quick", "full") if name.startswith(typed)]
    return [*panels, *specialist_names(context, parameter, typed)]


def format_names(_context: click.Context, _parameter: click.Parameter, typed: str) -> list[str]:
    """Return the report formats that begin with what was typed."""
    from docpanel.reports.registry import formats  # noqa: PLC0415  # --help must stay light

    return [name for name in formats() if name.startswith(typed)]
