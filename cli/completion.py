"""`docpanel completion SHELL`: the script that teaches a shell our commands."""

import click
from click.shell_completion import get_completion_class

__all__ = ["completion"]


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
