"""Where templates are found, and which of them make a panel.

Folders given by the user come first, then `./prompts/specialists`, then the packaged templates; a name
found earlier overrides the same name later. A template that is not one of ours joins the full panel, so
that one file dropped into a folder is a new specialist.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from docpanel.prompts.errors import PromptError
from docpanel.prompts.parsing import MAX_FILE_BYTES, decode, inspect_template, parse_template
from docpanel.prompts.problem import Problem, did_you_mean
from docpanel.prompts.template import PromptTemplate

__all__ = [
    "DEFAULT_PANEL",
    "FULL",
    "LOCAL_FOLDER",
    "QUICK",
    "Library",
    "TemplateFile",
    "every_file",
    "files_at",
]

QUICK = ("sentiment", "keywords", "summary", "quality")
FULL = (*QUICK, "content", "linguistic", "technical", "business")
DEFAULT_PANEL = "full"
LOCAL_FOLDER = Path("prompts") / "specialists"
PACKAGED = "docpanel/prompts/specialists"


@dataclass(frozen=True, slots=True)
class TemplateFile:
    """A file that claims to be a template; `source` is how people are told of it."""

    name: str
    source: str
    file: Traversable
    packaged: bool = False

    def read(self) -> str:
        """Return its text; raises `PromptError` where it cannot be read."""
        try:
            with self.file.open("rb") as stream:
                content: bytes = stream.read(MAX_FILE_BYTES + 1)
        except OSError as error:
            raise PromptError(f"{self.source}: {error.strerror or error}") from error
        return decode(content, self.source)

    def template(self) -> PromptTemplate:
        """Return the template; raises `PromptError` with its first problem."""
        return parse_template(self.read(), source=self.source, name=self.name)

    def problems(self) -> tuple[Problem, ...]:
        """Return everything that is wrong with it."""
        try:
            text = self.read()
        except PromptError as error:
            return (Problem(self.source, str(error).removeprefix(f"{self.source}: ")),)
        return inspect_template(text, source=self.source, name=self.name).problems


class Library:
    """Every template within reach; each file is parsed once, when it is first asked for."""

    def __init__(self, folders: Sequence[Path] = ()) -> None:
        """List the folders; raises `PromptError` for a given folder that is none."""
        self._files: dict[str, TemplateFile] = {}
        self._parsed: dict[str, PromptTemplate] = {}
        for found in every_file(folders):
            self._files.setdefault(found.name, found)
        self._order = (*FULL, *sorted(set(self._files).difference(FULL)))

    def names(self) -> tuple[str, ...]:
        """Return the names of all specialists: ours in the order of the panel, then the others by name."""
        return self._order

    def origin(self, name: str) -> TemplateFile:
        """Return the file that a name stands for; raises `PromptError` for an unknown one."""
        try:
            return self._files[name]
        except KeyError:
            hint = did_you_mean(name, self._files)
            raise PromptError(f'there is no specialist "{name}"{hint}') from None

    def get(self, name: str) -> PromptTemplate:
        """Return a template; raises `PromptError` where it is unknown or has a problem."""
        if name not in self._parsed:
            self._parsed[name] = self.origin(name).template()
        return self._parsed[name]

    def panel(self, name: str = DEFAULT_PANEL) -> tuple[PromptTemplate, ...]:
        """Return the templates of a panel: `quick`, `full`, or the name of one specialist.

        A broken file in the full panel is an error: its author put it there to be read with, and
        nothing has been paid for yet. Panels without it are not held up by it.
        """
        if name == "quick":
            return tuple(self.get(each) for each in QUICK)
        if name == "full":
            return tuple(self.get(each) for each in self._order)
        if name not in self._files:
            hint = did_you_mean(name, {*self._files, "full", "quick"})
            raise PromptError(f'there is no panel or specialist "{name}"{hint}')
        return (self.get(name),)

    def problems(self) -> tuple[Problem, ...]:
        """Return what is wrong with the templates that are not ours, whether a run uses them or not."""
        return tuple(
            problem for found in self._files.values() if not found.packaged for problem in found.problems()
        )


def every_file(folders: Sequence[Path] = ()) -> Iterator[TemplateFile]:
    """Yield all files within reach, those that override before those that they override."""
    yield from searched(folders)
    yield from template_files(packaged_folder(), PACKAGED, packaged=True)


def files_at(path: Path) -> Iterator[TemplateFile]:
    """Yield the templates at a path, a file or a folder; raises `PromptError` where there is none."""
    if path.is_dir():
        found = tuple(template_files(path, str(path)))
        if not found:
            raise PromptError(f"{path}: no templates (*.md) in this folder")
        yield from found
    elif not path.is_file():
        raise PromptError(f"{path}: {'not a file' if path.exists() else 'no such file'}")
    elif path.suffix != ".md":
        raise PromptError(f"{path}: a template's name ends in .md")
    else:
        yield TemplateFile(path.stem, str(path), path)


def searched(folders: Sequence[Path]) -> Iterator[TemplateFile]:
    """Yield the files of the given folders and of the local one, which need not be there."""
    for folder in folders:
        if not folder.is_dir():
            raise PromptError(f"{folder}: {'not a folder' if folder.exists() else 'no such folder'}")
        yield from template_files(folder, str(folder))
    if LOCAL_FOLDER.is_dir() and not is_packaged(LOCAL_FOLDER):
        yield from template_files(LOCAL_FOLDER, str(LOCAL_FOLDER))


def is_packaged(folder: Path) -> bool:
    """Say whether a folder is that of our own templates, as in a checkout of this project."""
    own = packaged_folder()
    return isinstance(own, Path) and folder.resolve() == own.resolve()


def packaged_folder() -> Traversable:
    """Return the folder of our own templates, on disk or within a zip."""
    return files("docpanel.prompts").joinpath("specialists")


def template_files(folder: Traversable, source: str, *, packaged: bool = False) -> Iterator[TemplateFile]:
    """Yield the templates of a folder by name: every `*.md` but a README and names with a leading dot."""
    try:
        entries = sorted(folder.iterdir(), key=lambda entry: entry.name)
    except OSError as error:
        raise PromptError(f"{source}: {error.strerror or error}") from error
    for entry in entries:
        stem, dot, ending = entry.name.rpartition(".")
        if not dot or ending != "md" or stem.startswith(".") or stem.lower() == "readme":
            continue
        if entry.is_file():
            yield TemplateFile(stem, f"{source}/{entry.name}", entry, packaged)
