"""Reports on disk: whole or not at all, and never over a file that is not ours."""

import contextlib
import errno
import os
import re
import secrets
import stat
from collections.abc import Collection
from pathlib import Path, PurePath

from docpanel.reports.errors import ReportExists, ReportNotWritten
from docpanel.reports.escaping import plain
from docpanel.reports.registry import renderers

__all__ = ["check_target", "make_folder", "report_path", "write_report"]

PROBE_BYTES = 4096
"""How much of both ends of an existing file is read to recognise it."""

NAME_CHARACTERS = 120
"""Longest file name that we make up; 255 bytes is what common file systems hold."""

UNSAFE = re.compile(r'[<>:"/\\|?*\ufffd]+')
RESERVED = re.compile(r"(?i)^(con|prn|aux|nul|com\d|lpt\d)(\.|$)")

WAYS_OUT = {
    errno.ENOENT: "create the folder first, or choose another one with -o",
    errno.ENOTDIR: "choose another name with -o",
    errno.EISDIR: "choose a file name with -o",
    errno.EACCES: "choose a folder that you may write to with -o",
    errno.EPERM: "choose a folder that you may write to with -o",
    errno.EROFS: "choose a folder that you may write to with -o",
    errno.ENOSPC: "free some space, or choose another disk with -o",
    errno.EDQUOT: "free some space, or choose another disk with -o",
    errno.ENAMETOOLONG: "choose a shorter name with -o",
}


def write_report(text: str, path: Path, *, force: bool = False) -> None:
    """Write `text` to `path` as UTF-8, at once: a reader sees the old file or the new one.

    An existing file is replaced if it is empty or one of our reports, any other only with `force`.
    Devices and pipes are written to, not replaced. Raises `ReportExists` or `ReportNotWritten`.
    """
    data = text.encode("utf-8", errors="replace")
    check_target(path, force=force)
    try:
        mode = _mode(path)
        if mode is not None and not stat.S_ISREG(mode):
            path.write_bytes(data)
        else:
            _replace(path.resolve(), data, mode)
    except OSError as error:
        raise _not_written(path, error) from error


def check_target(path: Path, *, force: bool = False) -> None:
    """Raise as `write_report` would, as far as that can be known: before anything was paid for."""
    try:
        mode = _mode(path)
        if mode is None and not path.absolute().parent.is_dir():
            raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT))
        if mode is not None and stat.S_ISDIR(mode):
            raise ReportNotWritten(str(path), "this is a folder", "choose a file name with -o")
        if mode is not None and stat.S_ISREG(mode) and not force and not _ours(path):
            raise ReportExists(
                str(path), "the file exists and is no docpanel report", "replace it with --force"
            )
    except OSError as error:
        raise _not_written(path, error) from error


def make_folder(folder: Path) -> None:
    """Make the folder of several reports, with those above it; raises `ReportNotWritten`."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise _not_written(folder, error) from error


def report_path(folder: Path, document_name: str, suffix: str, taken: Collection[Path] = ()) -> Path:
    """Return where the report of one of several documents goes: `FOLDER/report.pdf.md`.

    The document's own ending stays, so that `a.pdf` and `a.txt` never fight for one name. `taken` are
    the paths given before; a second `report.pdf` becomes `report.pdf-2.md`, whatever the letter case.
    """
    base = _safe_name(document_name)
    used = {str(path).casefold() for path in taken}
    for number in range(1, len(used) + 2):
        candidate = folder / f"{base}{f'-{number}' if number > 1 else ''}{suffix}"
        if str(candidate).casefold() not in used:
            break
    return candidate


def _safe_name(document_name: str) -> str:
    last = PurePath(document_name.replace("\\", "/")).name
    name = UNSAFE.sub("_", plain(last)).strip(" .-_")[:NAME_CHARACTERS].rstrip(" .")
    while len(name.encode()) > 2 * NAME_CHARACTERS - 20:
        name = name[:-1]
    return f"_{name}" if RESERVED.match(name) else name or "document"


def _mode(path: Path) -> int | None:
    try:
        return path.stat().st_mode
    except FileNotFoundError:
        return None


def _ours(path: Path) -> bool:
    with path.open("rb") as file:
        head = file.read(PROBE_BYTES)
        file.seek(max(0, path.stat().st_size - PROBE_BYTES))
        tail = file.read(PROBE_BYTES)
    if not head:
        return True
    first, last = head.decode("utf-8", "replace"), tail.decode("utf-8", "replace")
    return any(renderer.recognises(first, last) for renderer in renderers())


def _replace(path: Path, data: bytes, mode: int | None) -> None:
    """Write beside `path`, flush to the disk, and rename; the old file's rights are kept."""
    part = path.with_name(f".docpanel-{os.getpid()}-{secrets.token_hex(4)}.part")
    try:
        with part.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if mode is not None:
            part.chmod(stat.S_IMODE(mode))
        part.replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            part.unlink()
        raise


def _not_written(path: Path, error: OSError) -> ReportNotWritten:
    cause = (error.strerror or str(error)).lower()
    if isinstance(error, FileNotFoundError):
        cause = f"the folder {path.parent} does not exist"
    return ReportNotWritten(str(path), cause, WAYS_OUT.get(error.errno or 0))
