"""Runs a loader in a child process, under limits that the operating system holds."""

import json
import os
import signal
import subprocess
import sys
import threading
from contextlib import suppress
from dataclasses import asdict
from typing import Any

from docpanel.documents.limits import Limits
from docpanel.documents.parsed import BeyondLimits, NeedsExtra, Parsed, Unreadable
from docpanel.documents.registry import RegisteredLoader

__all__ = ["parse_in_child"]

START_CHILD = "import sys; sys.path[:] = sys.argv[1:]; from docpanel.documents.child import main; main()"
KEPT_ENVIRONMENT = frozenset(
    {"PATH", "SYSTEMROOT", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "TEMP", "TMP", "TMPDIR", "LANG", "LC_ALL"}
)
BYTES_PER_CHARACTER = 12
"""The most bytes that JSON needs for one character: two escapes of six."""
ANSWER_OVERHEAD_BYTES = 10_000_000
OUT_OF_MEMORY_SIGNALS = frozenset({"SIGABRT", "SIGTRAP", "SIGILL", "SIGKILL", "SIGBUS"})
"""How a C library ends when memory is refused: PDFium aborts or traps, the kernel kills."""
REFUSALS: dict[str, type[Unreadable]] = {
    kind.__name__: kind for kind in (Unreadable, BeyondLimits, NeedsExtra)
}


def parse_in_child(registered: RegisteredLoader, data: bytes, limits: Limits) -> Parsed:
    """Return what the loader makes of `data`; a child that overruns, crashes or babbles is an `Unreadable`.

    The child gets the bytes through a pipe and answers in JSON of bounded size; it inherits neither
    standard input nor the environment, which may hold keys. It is killed when the time is over and
    when this call is left in any other way, such as by Ctrl-C.
    """
    overdue = threading.Event()
    with subprocess.Popen(  # noqa: S603  # our own interpreter and our own code
        _command(),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={name: value for name, value in os.environ.items() if name.upper() in KEPT_ENVIRONMENT},
    ) as process:

        def stop() -> None:
            overdue.set()
            process.kill()

        timer = threading.Timer(limits.parse_seconds, stop)
        timer.daemon = True
        timer.start()
        try:
            answer = _exchange(process, _request(registered, limits), data, limits)
            process.wait()
        finally:
            timer.cancel()
            process.kill()
    if overdue.is_set():
        raise BeyondLimits(f"takes more than {limits.parse_seconds:g} s to read")
    return _parsed(answer, process.returncode, limits)


def _command() -> list[str]:
    # The child is isolated (-I) from the working directory and PYTHONPATH, so it is told where this
    # process found its modules: that holds for wheels, editable installs and user installs alike.
    paths = [path for path in sys.path if os.path.isabs(path)]  # noqa: PTH117  # entries may be zip files
    return [sys.executable, "-I", "-c", START_CHILD, *paths]


def _request(registered: RegisteredLoader, limits: Limits) -> bytes:
    return json.dumps({"loader": registered.reference, "limits": asdict(limits)}).encode() + b"\n"


def _exchange(process: "subprocess.Popen[bytes]", request: bytes, data: bytes, limits: Limits) -> bytes:
    """Send everything, then read the answer: the child reads all of it before it writes."""
    if process.stdin is None or process.stdout is None:
        raise RuntimeError("the child process has no pipes")
    with suppress(BrokenPipeError, ConnectionResetError):  # the child ended early: its exit status says why
        try:
            process.stdin.write(request)
            process.stdin.write(data)
        finally:
            process.stdin.close()
    most = limits.max_characters * BYTES_PER_CHARACTER + ANSWER_OVERHEAD_BYTES
    answer = process.stdout.read(most + 1)
    if len(answer) > most:
        raise BeyondLimits("gives more text than the limits allow")
    return answer


def _parsed(answer: bytes, exit_status: int, limits: Limits) -> Parsed:
    if exit_status != 0:
        raise _crash(exit_status, limits)
    try:
        reply: dict[str, Any] = json.loads(answer)
        if "refusal" in reply:
            refusal = REFUSALS[reply["refusal"]]
            raise refusal(str(reply["cause"]), reply["way_out"])
        return Parsed.from_json(reply)
    except (ValueError, TypeError, KeyError) as error:
        raise Unreadable("cannot be read: the reading process gave no valid answer") from error


def _crash(exit_status: int, limits: Limits) -> Unreadable:
    ended_by = (
        signal.Signals(-exit_status).name if -exit_status in set(signal.Signals) else f"exit {exit_status}"
    )
    if ended_by in OUT_OF_MEMORY_SIGNALS:
        return BeyondLimits(f"needs more than {limits.memory_bytes // 1024**2} MB of memory to read")
    if ended_by == "SIGXCPU":
        return BeyondLimits(f"takes more than {limits.parse_seconds:g} s to read")
    return Unreadable(
        f"is damaged: reading it crashed ({ended_by})", "open it in its program and save it anew"
    )
