"""`analyze FILE…`: one job, from the command line to the report."""

from pathlib import Path
from typing import Any

import click

from docpanel import __version__
from docpanel.cli.completion import format_names, panel_names, specialist_names
from docpanel.cli.exits import run_command

__all__ = ["analyze", "main"]

EXAMPLES = """\b
Examples:
  analyze report.pdf                              the full panel, gpt-4o-mini
  analyze --model offline report.pdf              rule readers, no key, no cost
  analyze --estimate contracts/                   what it would cost; sends nothing
  analyze --ask "When do comments close?" rule.pdf
  analyze --panel quick -o report.md report.pdf   four specialists, a Markdown file
  analyze --base-url http://localhost:11434/v1 --model llama3.1 report.pdf

\b
Exit codes: 0 complete, 1 nothing usable, 2 usage or input, 3 partial, 130 interrupted.
"""


@click.command(
    epilog=EXAMPLES,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.argument("inputs", nargs=-1, metavar="FILE|FOLDER|-...", required=True, type=click.Path())
@click.option("--model", metavar="NAME", help="Model to ask, or: offline, mock.  [gpt-4o-mini]")
@click.option("--base-url", metavar="URL", help="OpenAI-compatible server to ask.")
@click.option("--header", "headers", multiple=True, metavar="K:V", help="Extra request header; repeatable.")
@click.option(
    "--panel", metavar="NAME", shell_complete=panel_names, help="quick, full, or one specialist.  [full]"
)
@click.option(
    "--specialist",
    "specialists",
    multiple=True,
    metavar="NAME",
    shell_complete=specialist_names,
    help="Only these; repeatable.",
)
@click.option(
    "--prompts", type=click.Path(path_type=Path), metavar="DIR", help="Folder of your own templates."
)
@click.option("--set", "variables", multiple=True, metavar="KEY=VALUE", help="Fill a template's variable.")
@click.option("--strategy", metavar="NAME", help="weighted, consensus, conflict or hierarchical.  [weighted]")
@click.option("--language", metavar="LANG", help="Language of the answers.")
@click.option(
    "--ask",
    multiple=True,
    metavar="QUESTION",
    help="Answer it with quotations, or say that the document does not; repeatable.",
)
@click.option("--baseline", is_flag=True, help="Compare the panel with one call that is asked everything.")
@click.option(
    "--format",
    "format_name",
    metavar="NAME",
    shell_complete=format_names,
    help="terminal, markdown, html, json or csv.  [terminal]",
)
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), metavar="PATH", help="File, or folder for several."
)
@click.option("--force", is_flag=True, help="Replace an existing file that is no report of ours.")
@click.option("--estimate", is_flag=True, help="Print calls, tokens and price; send nothing.")
@click.option("--deadline", metavar="60s", help="Total time of one analysis.")
@click.option("--rpm", type=int, metavar="N", help="Requests a minute.")
@click.option("--tpm", type=int, metavar="N", help="Tokens a minute.")
@click.option("--max-workers", type=int, metavar="N", help="Calls at the same time.  [16]")
@click.option("--context-window", type=int, metavar="N", help="Tokens that the model can take.")
@click.option("--no-cache", is_flag=True, help="Neither read nor write stored answers.")
@click.option("--refresh", is_flag=True, help="Ask again, and store the new answers.")
@click.option("-q", "--quiet", is_flag=True, help="Only the report.")
@click.option("-v", "--verbose", is_flag=True, help="Log what happens.")
@click.version_option(__version__, message="docpanel %(version)s")
def analyze(**options: Any) -> int:
    """Read documents with a panel of specialists and print one report that cites them."""
    from docpanel.cli.job import Job  # noqa: PLC0415  # --help must stay light

    return Job(options).run()


def main() -> None:
    """Entry point of the `analyze` script."""
    run_command(analyze, "analyze")
