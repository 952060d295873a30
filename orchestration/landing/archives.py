"""Zip archives: looked through as a whole before anything of them lands.

No entry is ever written under its own name, so none can lead out of the working folder; an archive
that tries is refused all the same, because nobody should trust the rest of it.
"""

import hashlib
import re
import stat
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from orchestration.landing.outcomes import RefusalError
from orchestration.landing.packed_bytes import CHUNK, bounded, write_pieces

SUFFIX = ".zip"
_MOST_ENTRIES = 10_000
_PACKED = (".zip", ".gz", ".tgz", ".zst", ".7z", ".rar", ".tar", ".bz2", ".xz")
_ORDINARY_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_DRIVE = re.compile(r"[A-Za-z]:")
_IS_ENCRYPTED = 0x1


@dataclass(frozen=True)
class Member:
    """One file of an archive, under its path there; all of it was read and is undamaged."""

    path: str
    position: int
    size_bytes: int
    sha256: str

    @property
    def name(self) -> str:
        return PurePosixPath(self.path).name


def members(archive: Path) -> list[Member]:
    """The files of the archive by name; refuses the whole archive if any entry is not in order."""
    with _opened(archive) as packed:
        entries = packed.infolist()
        if len(entries) > _MOST_ENTRIES:
            raise RefusalError(
                f"an archive of {len(entries)} entries",
                expected=f"at most {_MOST_ENTRIES}",
                remedy="unpack it and drop the exports that you need",
            )
        for entry in entries:
            _refuse_unless_in_order(entry)
        files = [entry for entry in entries if not entry.is_dir() and not _is_aside(entry)]
        _refuse_unless_distinct(files)
        hashes = _hashes(packed, files, archive.stat().st_size)
    found = [
        Member(_path(entry), entries.index(entry), entry.file_size, sha256)
        for entry, sha256 in zip(files, hashes, strict=True)
    ]
    return sorted(found, key=lambda member: member.path)


def unpack(archive: Path, member: Member, target: Path) -> None:
    """Write one member; refuses it if it is no longer what was looked through."""
    write_pieces(chunks(archive, member), target)
    with target.open("rb") as file:
        if hashlib.file_digest(file, "sha256").hexdigest() != member.sha256:
            raise RefusalError("it changed while it was read", remedy="run again")


def chunks(archive: Path, member: Member) -> Iterator[bytes]:
    """The bytes of one member, within bounds."""
    with _opened(archive) as packed:
        entry = packed.infolist()[member.position]
        yield from bounded(_pieces(packed, entry), archive.stat().st_size)


@contextmanager
def _opened(archive: Path) -> Iterator[zipfile.ZipFile]:
    try:
        with zipfile.ZipFile(archive) as packed:
            yield packed
    except (
        *(zipfile.BadZipFile, zlib.error, EOFError, IndexError, ValueError, RuntimeError),
        *(OverflowError, NotImplementedError),
    ) as problem:
        raise RefusalError(
            "the archive breaks off or is damaged, so nothing of it was landed",
            expected="a whole zip archive",
            remedy="copy or pack it again",
        ) from problem


def _refuse_unless_in_order(entry: zipfile.ZipInfo) -> None:
    """By what the archive says about an entry, before a byte of it is unpacked."""
    path, name = _path(entry), f"the entry {entry.orig_filename!r}"
    kind = stat.S_IFMT(entry.external_attr >> 16)
    if path.startswith("/") or _DRIVE.match(path) or "\0" in path or ".." in path.split("/"):
        raise RefusalError(
            f"{name} leads out of the archive",
            expected="paths inside the archive",
            remedy="do not trust it; have it packed again",
        )
    if kind not in (0, stat.S_IFREG, stat.S_IFDIR):
        raise RefusalError(
            f"{name} is a link or a device", expected="files", remedy="pack the files themselves"
        )
    if entry.flag_bits & _IS_ENCRYPTED:
        raise RefusalError(
            f"{name} is encrypted",
            expected="an archive without a password",
            remedy="unpack it with its password and drop the files themselves",
        )
    if path.lower().endswith(_PACKED) and not _is_aside(entry):
        raise RefusalError(
            f"an archive inside the archive: {name}",
            expected="exports, packed once",
            remedy="unpack the outer one and drop its files",
        )
    if entry.compress_type not in _ORDINARY_METHODS:
        raise RefusalError(
            f"{name} is packed in an unusual way",
            expected="the ordinary method (deflate)",
            remedy="pack it again as an ordinary zip archive",
        )


def _refuse_unless_distinct(files: Sequence[zipfile.ZipInfo]) -> None:
    for path, count in Counter(_path(entry) for entry in files).items():
        if count > 1:
            raise RefusalError(f"{count} entries are named {path!r}", remedy="pack it again")
    if not files:
        raise RefusalError("the archive holds no file", expected="an export in it")


def _path(entry: zipfile.ZipInfo) -> str:
    """Some programs write the marks of Windows between folders; a NUL byte hides the rest."""
    return entry.orig_filename.replace("\\", "/")


def _is_aside(entry: zipfile.ZipInfo) -> bool:
    """What operating systems add to an archive, hidden files, and notes to people."""
    parts = _path(entry).split("/")
    is_hidden = any(part.startswith(".") for part in parts)
    return is_hidden or parts[0] == "__MACOSX" or parts[-1].startswith("README")


def _hashes(
    packed: zipfile.ZipFile, files: Sequence[zipfile.ZipInfo], archive_size: int
) -> list[str]:
    """The SHA-256 of every file; reads all of them, which proves that none is damaged."""
    hashes = [hashlib.sha256() for _ in files]

    def hashed() -> Iterator[bytes]:
        for entry, so_far in zip(files, hashes, strict=True):
            for piece in _pieces(packed, entry):
                so_far.update(piece)
                yield piece

    for _ in bounded(hashed(), archive_size):
        pass
    return [whole.hexdigest() for whole in hashes]


def _pieces(packed: zipfile.ZipFile, entry: zipfile.ZipInfo) -> Iterator[bytes]:
    with packed.open(entry) as file:
        while piece := file.read(CHUNK):
            yield piece
