"""Packed files and archives of a trial: each export in them is tried as a file of its own."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

from orchestration.landing import archives
from orchestration.landing.found_files import refuse_unless_plain_file, shown
from orchestration.landing.outcomes import RefusalError
from orchestration.landing.packed_bytes import is_packed, unpack
from orchestration.trial.landed import Tried
from orchestration.trial.report import FileReport
from orchestration.trial.unrecognised import refusal_finding


def unpacked(path: Path, folder: Path) -> Iterator[Tried]:
    """The file, or every file of an archive, with its bytes unpacked below the private folder.

    What cannot be unpacked comes as one file with the reason in its report.
    """
    try:
        if not path.is_file() or path.is_symlink():
            yield Tried(path, path, FileReport(shown(str(path))))
        elif path.name.lower().endswith(archives.SUFFIX):
            refuse_unless_plain_file(path)
            yield from _members(path, folder)
        elif is_packed(path):
            content = _place(folder)
            unpack(path, content)
            yield Tried(path, content, FileReport(shown(str(path))))
        else:
            yield Tried(path, path, FileReport(shown(str(path))))
    except RefusalError as refusal:
        report = FileReport(shown(str(path)), status="refused")
        report.add(refusal_finding(refusal, is_blocking=False))
        yield Tried(path, path, report)


def _members(archive: Path, folder: Path) -> Iterator[Tried]:
    """Each member stands for a file beside the archive: that is where it would land."""
    for member in archives.members(archive):
        content = _place(folder)
        archives.unpack(archive, member, content)
        name = f"{shown(str(archive))}!{shown(member.path)}"
        yield Tried(archive.with_name(member.name), content, FileReport(name))


def _place(folder: Path) -> Path:
    return Path(tempfile.mkdtemp(prefix="landing-unpacked-", dir=folder)) / "unpacked"
