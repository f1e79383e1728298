"""Which formats there are: those in the folder `formats`, then those of installed packages.

A package adds one with an entry point of the group `docpanel.reports` that names a `Renderer`; a name
or an ending that a built-in format has already stays with the built-in one.
"""

import importlib
import os
import pkgutil
from collections.abc import Iterator
from functools import cache
from importlib.metadata import entry_points
from pathlib import PurePath

import docpanel.reports.formats
from docpanel.agents.analysis import Analysis
from docpanel.documents.document import Document
from docpanel.reports.errors import RendererBroken, UnknownFormat
from docpanel.reports.renderer import DEFAULT_WIDTH, Layout, Renderer

__all__ = [
    "ENTRY_POINTS",
    "batch_format",
    "find_renderer",
    "format_for_path",
    "formats",
    "render",
    "renderers",
]

ENTRY_POINTS = "docpanel.reports"


def formats() -> tuple[str, ...]:
    """Return the names of all formats, the built-in ones first."""
    return tuple(dict.fromkeys((*_built_in(), *sorted(point.name for point in _points()))))


def render(
    analysis: Analysis,
    format_name: str,
    *,
    document: Document | None = None,
    width: int | None = None,
    color: bool = False,
) -> str:
    """Return `analysis` in the format, ending in a line break.

    `document` is what was analysed, for formats that show its pages. `width` is in columns, None for a
    pipe or a file. `color` is obeyed only where the environment has no `NO_COLOR` (https://no-color.org).
    Raises `UnknownFormat`.
    """
    color = color and not os.environ.get("NO_COLOR")
    layout = Layout(width or DEFAULT_WIDTH, color=color, document=document)
    return find_renderer(format_name).render(analysis, layout)


def batch_format(format_name: str) -> str:
    """Return the format in which several documents share one stream: `jsonl` for `json`."""
    return find_renderer(format_name).batch or format_name


def format_for_path(path: str | PurePath) -> str:
    """Return the format that the ending of `path` means; raises `UnknownFormat`."""
    suffix = PurePath(path).suffix.lower()
    for renderer in renderers():
        if suffix in renderer.suffixes:
            return renderer.name
    cause = f"no report format has the ending {suffix}" if suffix else "the name has no ending"
    endings = ", ".join(ending for renderer in renderers() for ending in renderer.suffixes)
    raise UnknownFormat(str(path), cause, f"choose one of {endings}, or name the format with --format")


def find_renderer(format_name: str) -> Renderer:
    """Return the renderer of that name; raises `UnknownFormat` with the names there are."""
    if found := _built_in().get(format_name):
        return found
    for renderer in _installed():
        if renderer.name == format_name:
            return renderer
    raise UnknownFormat(
        format_name, "there is no such report format", f"choose one of {', '.join(formats())}"
    )


def renderers() -> Iterator[Renderer]:
    """Yield all renderers, the built-in ones first: a plug-in is loaded only when it is reached."""
    yield from _built_in().values()
    yield from _installed()


@cache
def _built_in() -> dict[str, Renderer]:
    found: dict[str, Renderer] = {}
    for module in pkgutil.iter_modules(docpanel.reports.formats.__path__):
        renderer: Renderer = importlib.import_module(f"docpanel.reports.formats.{module.name}").RENDERER
        found[renderer.name] = renderer
    return found


def _installed() -> Iterator[Renderer]:
    for point in _points():
        try:
            renderer = point.load()
        except Exception as error:  # whatever a stranger's module raises, the sentence names the module
            raise RendererBroken(point.name, f"the report format of {point.value} fails: {error}") from error
        if not isinstance(renderer, Renderer):
            raise RendererBroken(point.name, f"{point.value} is no docpanel Renderer")
        yield renderer


def _points() -> tuple[importlib.metadata.EntryPoint, ...]:
    return tuple(sorted(entry_points(group=ENTRY_POINTS), key=lambda point: point.name))
