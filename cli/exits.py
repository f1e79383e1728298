"""Exit codes, and how an error becomes one line."""

import os
import sys
from collections.abc import Callable
from enum import IntEnum
from typing import NoReturn

from docpanel.errors import DocpanelError

__all__ = ["Exit", "complain", "guarded"]


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
    try:
        code = work()
        sys.stdout.flush()
    except KeyboardInterrupt:
        complain("interrupted")
        code = Exit.INTERRUPTED
    except BrokenPipeError:
        # Whoever read our output has left; there is nobody to tell.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = Exit.NOTHING
    except DocpanelError as error:
        complain(error)
        code = exit_code_of(error)
    if code == Exit.INTERRUPTED:
        sys.stderr.flush()
        os._exit(code)
    sys.exit(code)


def exit_code_of(error: DocpanelError) -> int:
    """Return the code for an error that ended a command: a refusal of the provider, or a usage error."""
    from docpanel.agents.errors import AgentError  # noqa: PLC0415  # only when something went wrong

    return Exit.NOTHING if isinstance(error, AgentError) else Exit.USAGE
