"""The child process that parses one document: limits first, then bytes in, JSON out.

Where the operating system has no such limits (Windows; memory on macOS) the parent's clock and the
loaders' own bounds on pages and characters are what is left.
"""

import json
import math
import signal
import sys
from typing import Any

from docpanel.documents.limits import Limits
from docpanel.documents.parsed import BeyondLimits, NeedsExtra, Unreadable
from docpanel.documents.registry import RegisteredLoader

__all__ = ["main"]


def main() -> None:
    """Read one request from standard input and answer it on standard output."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # Ctrl-C ends the child even inside a C library
    request = json.loads(sys.stdin.buffer.readline())
    limits = Limits(**request["limits"])
    _limit_resources(limits)
    reply = _reply(str(request["loader"]), limits)
    sys.stdout.buffer.write(json.dumps(reply).encode())
    sys.stdout.buffer.flush()


def _limit_resources(limits: Limits) -> None:
    try:
        import resource  # noqa: PLC0415  # does not exist on Windows
    except ImportError:
        return
    seconds = math.ceil(limits.parse_seconds)
    wanted = {
        resource.RLIMIT_AS: limits.memory_bytes,
        resource.RLIMIT_CPU: seconds,
        resource.RLIMIT_CORE: 0,
    }
    for kind, value in wanted.items():
        _, ceiling = resource.getrlimit(kind)
        bound = value if ceiling == resource.RLIM_INFINITY else min(value, ceiling)
        try:
            resource.setrlimit(kind, (bound, bound))
        except (ValueError, OSError):
            continue  # macOS refuses RLIMIT_AS; the other bounds stand


def _reply(reference: str, limits: Limits) -> dict[str, Any]:
    try:
        loader = RegisteredLoader.from_reference(reference).loader
        return loader.load(sys.stdin.buffer.read(), limits).to_json()
    except Unreadable as refusal:
        return _refusal(refusal)
    except MemoryError:
        return _refusal(
            BeyondLimits(f"needs more than {limits.memory_bytes // 1024**2} MB of memory to read")
        )
    except RecursionError:
        return _refusal(BeyondLimits("is nested too deeply to read"))
    except ModuleNotFoundError as error:
        return _refusal(NeedsExtra(f"needs the Python package {error.name!r}, which is not installed"))
    except Exception as error:  # noqa: BLE001  # parsers of hostile files raise anything; the parent reports it
        cause = f"is damaged and cannot be read ({type(error).__name__}: {str(error)[:200]})"
        return _refusal(Unreadable(cause, "open it in its program and save it anew"))


def _refusal(error: Unreadable) -> dict[str, Any]:
    return {"refusal": type(error).__name__, "cause": error.cause, "way_out": error.way_out}
