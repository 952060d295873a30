"""Which files lie in the drop folders, and which declared table takes each."""

import os
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from stat import S_ISDIR, S_ISLNK, S_ISREG

from orchestration.landing.declarations import SourceTable
from orchestration.landing.outcomes import RefusalError
from orchestration.landing.xml_documents import shape_of

# Names that programs give to files which they are still writing.
_UNFINISHED = (".part", ".partial", ".crdownload", ".filepart", ".tmp")


@dataclass(frozen=True)
class FoundFile:
    """One entry of a drop folder; the table is none if no declaration takes it."""

    path: Path
    name: str
    table: SourceTable | None


def found_files(landing: Path, tables: Sequence[SourceTable]) -> Iterator[FoundFile]:
    """Every entry, systems by name, then files by name: the order of the load numbers."""
    by_system: dict[str, list[SourceTable]] = {}
    for table in tables:
        by_system.setdefault(table.system, []).append(table)
    for entry in _entries(landing):
        if entry.name not in by_system or not entry.is_dir():
            yield FoundFile(entry, shown(entry.name), None)
            continue
        for path in _entries(entry):
            takers = [table for table in by_system[entry.name] if table.takes(path.name)]
            is_unfinished = path.name.lower().endswith(_UNFINISHED)
            yield FoundFile(
                path,
                shown(f"{entry.name}/{path.name}"),
                None if is_unfinished else _told_apart(takers, path),
            )


def _told_apart(takers: Sequence[SourceTable], path: Path) -> SourceTable | None:
    """The first table that takes the file; of several, the one whose shape its content has."""
    if len(takers) > 1 and path.is_file():
        with suppress(OSError, RefusalError):
            shape = shape_of(path)
            return next((table for table in takers if table.shape == shape), takers[0])
    return takers[0] if takers else None


def refuse_unless_plain_file(path: Path) -> None:
    """Only a regular file, or a link to one inside the same drop folder, can be read."""
    if "\\" in path.name or shown(path.name) != path.name:
        raise RefusalError("its name holds a backslash or is not UTF-8", remedy="rename the file")
    folder = path.parent.resolve()
    mode = path.lstat().st_mode
    try:
        if S_ISLNK(mode):
            if not path.resolve(strict=True).is_relative_to(folder):
                raise RefusalError(
                    "a link that leads out of its folder",
                    expected="the file itself",
                    remedy="copy the file into the folder",
                )
            mode = path.stat().st_mode
    except (OSError, RuntimeError) as problem:
        raise RefusalError("a link that leads nowhere", remedy="copy the file here") from problem
    if S_ISDIR(mode):
        raise RefusalError("a folder", expected="a file", remedy="put its files beside it")
    if not S_ISREG(mode):
        raise RefusalError("not a regular file", expected="a file", remedy="copy the export here")


def shown(name: str) -> str:
    """The name as text that can be stored and printed: Linux allows any bytes."""
    return os.fsencode(name).decode("utf-8", "backslashreplace")


def _entries(folder: Path) -> list[Path]:
    """By name; hidden files and notes to people are none of ours."""
    return sorted(
        (path for path in folder.iterdir() if not path.name.startswith((".", "~$", "README"))),
        key=lambda path: path.name,
    )
