"""Which files the arguments of a command mean: files, folders, patterns and standard input."""

import glob
import os
import stat
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from docpanel.documents.detection import KNOWN_UNSUPPORTED_SUFFIXES, detect, sample_of, unsupported_kind
from docpanel.documents.errors import DocumentError
from docpanel.documents.registry import Evidence, loaders

__all__ = ["STANDARD_INPUT", "InputFile", "expand", "irregular_file"]

STANDARD_INPUT = "-"
NAME_OF_STANDARD_INPUT = "standard input"
LOCK_FILE_PREFIXES = ("~$", ".~lock")
SKIPPED_FOLDERS = frozenset({"__pycache__", "node_modules", "__MACOSX"})
SNIFFED_BYTES = 8_192


@dataclass(frozen=True, slots=True)
class InputFile:
    """One document to read, named as the person named it; without a path it is standard input."""

    name: str
    path: Path | None


def expand(arguments: Sequence[str]) -> tuple[list[InputFile], list[DocumentError]]:
    """Return every file that the arguments mean, each once, and what is wrong with the other arguments.

    A folder is searched with its subfolders, in order of names; hidden files and what is no document
    are passed over. A pattern such as `*.pdf` that the shell did not expand is expanded here.
    """
    files: dict[object, InputFile] = {}
    errors: list[DocumentError] = []
    for argument in arguments:
        for found in _meant_by(argument):
            if isinstance(found, DocumentError):
                errors.append(found)
            else:
                files.setdefault(_identity(found), found)
    return list(files.values()), errors


def irregular_file(mode: int) -> str | None:
    """Say what a file is that cannot be read like one, or None for a regular file."""
    kinds = (
        (stat.S_ISDIR, "is a directory"),
        (stat.S_ISFIFO, "is a pipe (FIFO)"),
        (stat.S_ISSOCK, "is a socket"),
        (stat.S_ISCHR, "is a device"),
        (stat.S_ISBLK, "is a device"),
    )
    return next((title for is_kind, title in kinds if is_kind(mode)), None)


def _identity(file: InputFile) -> object:
    if file.path is None:
        return STANDARD_INPUT
    status = file.path.stat()
    return (status.st_dev, status.st_ino) if status.st_ino else file.path.resolve()


def _meant_by(argument: str) -> Iterator[InputFile | DocumentError]:
    if argument == STANDARD_INPUT:
        yield InputFile(NAME_OF_STANDARD_INPUT, None)
        return
    try:
        mode = Path(argument).stat().st_mode
    except FileNotFoundError:
        yield from _matching(argument)
        return
    except (OSError, ValueError) as error:
        yield _unreachable(argument, error)
        return
    if stat.S_ISDIR(mode):
        yield from _in_folder(argument)
    elif irregular := irregular_file(mode):
        yield DocumentError(
            argument, irregular, "use `-` to read standard input" if "pipe" in irregular else None
        )
    else:
        yield InputFile(argument, Path(argument))


def _matching(pattern: str) -> Iterator[InputFile | DocumentError]:
    if not glob.has_magic(pattern):
        dangling = " (a link to nothing)" if Path(pattern).is_symlink() else ""
        yield DocumentError(pattern, f"does not exist{dangling}")
        return
    matches = sorted(glob.glob(pattern, recursive=True))  # noqa: PTH207  # Path.glob refuses absolute patterns
    if not matches:
        yield DocumentError(pattern, "matches no file")
    for match in matches:
        if not Path(match).is_dir():
            yield from _meant_by(match)
        elif "**" not in pattern:
            yield from _in_folder(match)


def _in_folder(folder: str) -> Iterator[InputFile | DocumentError]:
    empty = True
    unreadable: list[OSError] = []
    for directory, subfolders, names in os.walk(folder, onerror=unreadable.append):
        subfolders[:] = sorted(
            name for name in subfolders if not _is_hidden(name) and name not in SKIPPED_FOLDERS
        )
        for name in sorted(names):
            path = Path(directory) / name
            if not _is_hidden(name) and path.is_file() and _may_be_document(path):
                empty = False
                yield InputFile(str(path), path)
    for error in unreadable:
        empty = False
        yield _unreachable(str(error.filename), error)
    if empty:
        yield DocumentError(folder, "is a directory without documents", "name a file or another folder")


def _is_hidden(name: str) -> bool:
    return name.startswith((".", *LOCK_FILE_PREFIXES))


def _may_be_document(path: Path) -> bool:
    """Say whether a file found in a folder is worth an attempt: by its name, else by how it begins.

    Kinds that are known but not read count as well: whoever put a `.doc` there should be told.
    """
    suffix = path.suffix.lower()
    if suffix in KNOWN_UNSUPPORTED_SUFFIXES or any(suffix in item.loader.suffixes for item in loaders()):
        return True
    if suffix:
        return False
    try:
        with path.open("rb") as file:
            sample = sample_of(file.read(SNIFFED_BYTES))
    except OSError:
        return True
    found = None if unsupported_kind(sample.data) else detect(sample, path.name)
    return found is not None and found.loader.recognize(sample) is Evidence.CERTAIN


def _unreachable(name: str, error: Exception) -> DocumentError:
    reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    return DocumentError(name, f"cannot be reached ({reason})")
