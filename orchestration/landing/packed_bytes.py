"""Compressed exports (gzip, Zstandard): unpacked into the working folder, within bounds."""

import gzip
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

import zstandard

from orchestration.landing.outcomes import RefusalError

CHUNK = 256 * 1024
_GZIP, _ZSTD = b"\x1f\x8b", b"\x28\xb5\x2f\xfd"
SUFFIXES = (".gz", ".zst")
# Text rarely packs better than 40 times; far more than that is a bomb, not an export.
_GREATEST_EXPANSION = 250
_EXPANSION_FREE_BYTES = 256 * 1024 * 1024
LARGEST_UNPACKED = 16 * 1024 * 1024 * 1024
# A block of four bytes can unpack to 128 KB, so that this much unpacks to 32 MB at most.
_ZSTD_SLICE = 1024


def is_packed(path: Path) -> bool:
    """Whether the file is compressed, by its first bytes: its name does not say so reliably."""
    with path.open("rb") as file:
        return file.read(len(_ZSTD)).startswith((_GZIP, _ZSTD))


def chunks(path: Path) -> Iterator[bytes]:
    """The file's bytes, unpacked within bounds if it is packed."""
    with path.open("rb") as file:
        head = file.read(len(_ZSTD))
        file.seek(0)
        if head.startswith(_GZIP):
            yield from bounded(_gzip_pieces(file), path.stat().st_size)
        elif head == _ZSTD:
            yield from bounded(_zstd_pieces(file), path.stat().st_size)
        else:
            while piece := file.read(CHUNK):
                yield piece


def unpack(path: Path, target: Path) -> None:
    """Write the file's bytes unpacked; refuses one that is damaged, a bomb or packed twice."""
    write_pieces(chunks(path), target)


def write_pieces(pieces: Iterator[bytes], target: Path) -> None:
    """Write what was unpacked; refuses what is packed once more."""
    with target.open("wb") as file:
        for piece in pieces:
            file.write(piece)
    if is_packed(target):
        raise RefusalError(
            "a packed file inside a packed file",
            expected="an export, packed once",
            remedy="unpack it and land it uncompressed",
        )


def bounded(pieces: Iterator[bytes], packed_size: int) -> Iterator[bytes]:
    """The pieces, as long as they are not far more than an export can be."""
    most = max(_EXPANSION_FREE_BYTES, packed_size * _GREATEST_EXPANSION)
    total = 0
    for piece in pieces:
        total += len(piece)
        if total > min(most, LARGEST_UNPACKED):
            limit = (
                f"{_GREATEST_EXPANSION} times its size"
                if most <= LARGEST_UNPACKED
                else f"{LARGEST_UNPACKED // 1024**3} GB"
            )
            raise RefusalError(
                f"it unpacks to more than {limit}",
                expected="a compressed export",
                remedy="if it is genuine, unpack it and land it uncompressed",
            )
        yield piece


def _gzip_pieces(file: BinaryIO) -> Iterator[bytes]:
    try:
        with gzip.GzipFile(fileobj=file) as unpacking:
            while piece := unpacking.read(CHUNK):
                yield piece
    except (EOFError, gzip.BadGzipFile, zlib.error) as problem:
        raise _damaged("gzip") from problem


def _zstd_pieces(file: BinaryIO) -> Iterator[bytes]:
    """Frame by frame: only so is a frame that breaks off told from one that ends."""
    unpacking = None
    rest = b""
    try:
        while piece := rest or file.read(_ZSTD_SLICE):
            unpacking = unpacking or zstandard.ZstdDecompressor().decompressobj()
            yield unpacking.decompress(piece)
            rest = unpacking.unused_data if unpacking.eof else b""
            if unpacking.eof:
                unpacking = None
    except zstandard.ZstdError as problem:
        raise _damaged("Zstandard") from problem
    if unpacking is not None:
        raise _damaged("Zstandard")


def _damaged(kind: str) -> RefusalError:
    return RefusalError(
        "the compressed file breaks off or is damaged",
        expected=f"a whole {kind} file",
        remedy="copy or export it again",
    )
