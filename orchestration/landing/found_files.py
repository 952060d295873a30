"""Which files lie in the drop folders, loose or in archives, and which table takes each."""

import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from stat import S_ISDIR, S_ISLNK, S_ISREG

from orchestration.landing import archives
from orchestration.landing.declarations import SourceTable
from orchestration.landing.outcomes import RefusalError
from orchestration.landing.packed_bytes import chunks
from orchestration.landing.xml_documents import shape_of

# Names that programs give to files which they are still writing.
_UNFINISHED = (".part", ".partial", ".crdownload", ".filepart", ".tmp")


@dataclass(frozen=True)
class FoundFile:
    """One file of a drop folder; the table is none if no declaration takes it.

    A file of an archive is named `<archive>!<path in it>`; its `path` is the archive's. An archive
    that cannot be taken apart stands here itself, with the reason.
    """

    path: Path
    name: str
    table: SourceTable | None
    member: archives.Member | None = None
    refusal: RefusalError | None = None


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
            name = shown(f"{entry.name}/{path.name}")
            if path.name.lower().endswith(archives.SUFFIX):
                yield from _in_archive(path, name, by_system[entry.name])
            else:
                table = _taker(path.name, by_system[entry.name], chunks(path))
                yield FoundFile(path, name, table)


def _in_archive(path: Path, name: str, tables: Sequence[SourceTable]) -> Iterator[FoundFile]:
    """The files of an archive by their own names; a single one may go by the archive's name."""
    unpacked_name = path.name[: -len(archives.SUFFIX)]
    try:
        refuse_unless_plain_file(path)
        members = archives.members(path)
    except (RefusalError, OSError) as problem:
        # Nobody knows what it holds: so it counts as the export that would be missed most.
        by_name = _taker(unpacked_name, tables, ())
        table = by_name or next((table for table in tables if table.required), tables[0])
        yield FoundFile(path, name, table, refusal=_in_words(problem))
        return
    for member in members:
        table = _taker(member.name, tables, archives.chunks(path, member))
        if table is None and len(members) == 1:
            table = _taker(unpacked_name, tables, archives.chunks(path, member))
        yield FoundFile(path, f"{name}!{shown(member.path)}", table, member)


def _taker(
    name: str, tables: Sequence[SourceTable], content: Iterable[bytes]
) -> SourceTable | None:
    """The first table that takes the name; of several, the one whose shape the content has."""
    takers = [table for table in tables if table.takes(name)]
    if not takers or name.lower().endswith(_UNFINISHED):
        return None
    if len(takers) > 1:
        with suppress(OSError, RefusalError):
            shape = shape_of(content)
            return next((table for table in takers if table.shape == shape), takers[0])
    return takers[0]


def _in_words(problem: RefusalError | OSError) -> RefusalError:
    if isinstance(problem, RefusalError):
        return problem
    return RefusalError(f"it cannot be read ({problem.strerror})", remedy="make it readable")


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
