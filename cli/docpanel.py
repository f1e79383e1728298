"""`docpanel COMMAND`: everything beside the one job of `analyze`."""

import click

from docpanel import __version__
from docpanel.cli.cache import cache
from docpanel.cli.completion import completion
from docpanel.cli.doctor import doctor
from docpanel.cli.exits import guarded
from docpanel.cli.prompts import prompts

__all__ = ["docpanel", "main"]


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, message="docpanel %(version)s")
def docpanel() -> None:
    """Set up, look into and extend docpanel; `analyze` does the reading."""


docpanel.add_command(cache)
docpanel.add_command(completion)
docpanel.add_command(doctor)
docpanel.add_command(prompts)


def main() -> None:
    """Entry point of the `docpanel` script."""

    def work() -> int:
        try:
            result = docpanel(prog_name="docpanel", standalone_mode=False)
        except click.Abort:
            raise KeyboardInterrupt from None
        return result if isinstance(result, int) else 0

    try:
        guarded(work)
    except click.ClickException as error:
        error.show()
        raise SystemExit(error.exit_code) from error
