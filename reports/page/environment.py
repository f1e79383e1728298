"""How the template becomes a page: everything that it prints is escaped, and nothing else may run.

The Content-Security-Policy stands in the page itself: it allows the one style sheet and the one script
that the page holds, by their hashes, and no address at all. Were a piece of a document ever to reach the
page unescaped, a browser would still refuse to run it or to fetch anything for it.
"""

import base64
import hashlib
from functools import cache
from importlib.resources import files
from typing import Any

from jinja2 import BaseLoader, Environment, FunctionLoader, StrictUndefined
from markupsafe import Markup

from docpanel.reports.escaping import escape_html

__all__ = ["fill", "policy", "resource"]

FOLDER = "docpanel.reports.page"


def fill(template: str, values: dict[str, Any]) -> str:
    """Return the template filled with `values`; a value that is missing is an error, not a gap."""
    return _environment().get_template(template).render(values)


def policy(style: str, script: str) -> str:
    """Return the policy that allows this style sheet and this script, a drawn icon, and nothing else."""
    return "; ".join(
        (
            "default-src 'none'",
            f"style-src '{_hash(style)}'",
            f"script-src '{_hash(script)}'",
            "img-src data:",
            "base-uri 'none'",
            "form-action 'none'",
        )
    )


@cache
def resource(name: str) -> str:
    """Return a file of this folder."""
    return files(FOLDER).joinpath(name).read_text(encoding="utf-8").replace("\r\n", "\n")


@cache
def _environment() -> Environment:
    loader: BaseLoader = FunctionLoader(resource)
    return Environment(
        loader=loader,
        autoescape=True,
        finalize=_harmless,
        undefined=StrictUndefined,
        keep_trailing_newline=True,
    )


def _harmless(value: object) -> object:
    """Escape what is printed, with those characters that Jinja2 lets through: controls and overrides."""
    if value is None:
        return ""
    if isinstance(value, str) and not isinstance(value, Markup):
        return Markup(escape_html(value))  # noqa: S704  # escaped in the same line
    return value


def _hash(text: str) -> str:
    digest = hashlib.sha256(text.encode()).digest()
    return f"sha256-{base64.b64encode(digest).decode('ascii')}"
