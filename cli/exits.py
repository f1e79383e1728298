"""Exit codes, and how an error becomes one line."""

import io
import os
import sys
from collections.abc import Callable, Sequence
from enum import IntEnum
from typing import NoReturn

import click

from docpanel.errors import DocpanelError

__all__ = ["Exit", "complain", "guarded", "run_command"]


class Exit(IntEnum):
    """What the exit code of a command means."""

    COMPLETE = 0
    NOTHING = 1
    USAGE = 2
    PARTIAL = 3
    BUDGET = 4
    INTERRUPTED = 130


def complain(message: object) -> None:
    """Print one problem to standard error."""
    print(f"docpanel: {message}", file=sys.stderr)


def guarded(work: Callable[[], int]) -> NoReturn:
    """Run a command's work and exit: a docpanel error is one line, and so is an interrupt.

    An interrupted process ends without waiting for threads that still read: what was finished is
    written by then.
    """
    _speak_utf8()
    try:
        code = work()
        sys.stdout.flush()
    except (KeyboardInterrupt, click.Abort):
        complain("interrupted; answers that had arrived are stored, so run it again to go on")
        code = Exit.INTERRUPTED
    except BrokenPipeError:
        # Whoever read our output has left; there is nobody to tell.
        _drop_output()
        code = Exit.NOTHING
    except OSError as error:
        complain(f"the output cannot be written: {error.strerror or error}")
        _drop_output()
        code = Exit.NOTHING
    except click.ClickException as error:
        error.show()
        code = error.exit_code
    except DocpanelError as error:
        complain(error)
        code = exit_code_of(error)
    if code == Exit.INTERRUPTED:
        sys.stderr.flush()
        os._exit(code)
    sys.exit(code)


def run_command(command: click.Command, name: str, arguments: Sequence[str] | None = None) -> NoReturn:
    """Run a click command with our own exit codes; without `arguments`, with those of the process."""

    def work() -> int:
        result = command.main(arguments, prog_name=name, standalone_mode=False)
        return result if isinstance(result, int) else Exit.COMPLETE

    guarded(work)


def _speak_utf8() -> None:
    """Write UTF-8 into files and pipes, and never fail on a character that a terminal cannot show."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding=None if stream.isatty() else "utf-8", errors="replace")


def _drop_output() -> None:
    """Send what is still buffered nowhere, so that the end of the process does not fail on it again."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def exit_code_of(error: DocpanelError) -> int:
    """Return the code for an error that ended a command: a refusal of the provider, or a usage error."""
    from docpanel.agents.errors import AgentError  # noqa: PLC0415  # only when something went wrong

    return Exit.NOTHING if isinstance(error, AgentError) else Exit.USAGE
