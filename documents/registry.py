"""Which kinds of file can be read: the modules of `loaders/` and the entry points `docpanel.loaders`."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import IntEnum
from functools import cache
from importlib import import_module

from docpanel.documents.limits import Limits
from docpanel.documents.parsed import Parsed

__all__ = ["Evidence", "Loader", "RegisteredLoader", "Sample", "loaders"]

ENTRY_POINTS = "docpanel.loaders"
PACKAGE = "docpanel.documents.loaders"


class Evidence(IntEnum):
    """How strongly a file's content speaks for one kind."""

    NONE = 0
    LIKELY = 1
    """Decides only where the file's name says nothing."""
    CERTAIN = 2
    """Decides whatever the file is called."""


@dataclass(frozen=True)
class Sample:
    """What a loader may look at to recognize its kind: all bytes, and the beginning as text.

    `text` is empty when the bytes are no text in any encoding, which `is_text` says.
    """

    data: bytes
    text: str
    is_text: bool


def _no_evidence(_: Sample) -> Evidence:
    return Evidence.NONE


@dataclass(frozen=True)
class Loader:
    """One kind of file: how it is called, recognized and read.

    `title` completes the sentence "the content is …". A loader of text (`is_text`) may also be chosen
    by one of its `suffixes`. `isolated` loaders run in a child process under hard limits. `extra` names
    the extra of docpanel that installs what the loader imports. `running_lines` says that the pages may
    carry running headers and footers.
    """

    media_type: str
    title: str
    suffixes: tuple[str, ...]
    load: Callable[[bytes, Limits], Parsed]
    recognize: Callable[[Sample], Evidence] = _no_evidence
    is_text: bool = False
    isolated: bool = True
    extra: str | None = None
    running_lines: bool = False


@dataclass(frozen=True)
class RegisteredLoader:
    """A loader and the reference (`module:attribute`) under which a child process finds it."""

    reference: str
    loader: Loader

    @classmethod
    def from_reference(cls, reference: str) -> "RegisteredLoader":
        """Import the loader that `module:attribute` names."""
        module, _, attribute = reference.partition(":")
        loader = getattr(import_module(module), attribute)
        if not isinstance(loader, Loader):
            raise TypeError(f"{reference} is no docpanel loader")
        return cls(reference, loader)


@cache
def loaders() -> tuple[RegisteredLoader, ...]:
    """Return every loader; those of other packages come first, so that they may replace ours."""
    from importlib import metadata  # noqa: PLC0415  # 50 ms that the child process can do without
    from pkgutil import iter_modules  # noqa: PLC0415

    own = [f"{PACKAGE}.{module.name}:LOADER" for module in iter_modules(import_module(PACKAGE).__path__)]
    others = [point.value for point in metadata.entry_points(group=ENTRY_POINTS)]
    return tuple(RegisteredLoader.from_reference(reference) for reference in [*sorted(others), *sorted(own)])
