"""`docpanel COMMAND`: everything beside the one job of `analyze`."""

import click

from docpanel import __version__
from docpanel.cli.cache import cache
from docpanel.cli.completion import completion
from docpanel.cli.doctor import doctor
from docpanel.cli.exits import run_command
from docpanel.cli.prompts import prompts
from docpanel.cli.verify import verify

__all__ = ["docpanel", "main"]


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, message="docpanel %(version)s")
def docpanel() -> None:
    """Set up, look into and extend docpanel; `analyze` does the reading."""


docpanel.add_command(cache)
docpanel.add_command(completion)
docpanel.add_command(doctor)
docpanel.add_command(prompts)
docpanel.add_command(verify)


def main() -> None:
    """Entry point of the `docpanel` script."""
    run_command(docpanel, "docpanel")
