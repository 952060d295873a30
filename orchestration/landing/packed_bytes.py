"""The bytes of an export, unpacked if it is compressed."""

import gzip
import io
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, cast

from orchestration.landing.outcomes import RefusalError

CHUNK = 256 * 1024
_GZIP_MAGIC = b"\x1f\x8b"
# Text rarely packs better than 40 times; far more than that is a bomb, not an export.
_GREATEST_EXPANSION = 250
_EXPANSION_FREE_BYTES = 256 * 1024 * 1024


def is_packed(path: Path) -> bool:
    """Whether the file is compressed, by its first bytes: its name does not say so reliably."""
    with path.open("rb") as file:
        return file.read(2) == _GZIP_MAGIC


def open_bytes(path: Path, packed: bool) -> BinaryIO:
    """The file's bytes, unpacked."""
    return cast("BinaryIO", gzip.open(path, "rb")) if packed else path.open("rb")


def open_text(
    path: Path, packed: bool, encoding: str, newline: str | None = ""
) -> io.TextIOWrapper:
    """The file's text; a byte that does not decode becomes a lone surrogate."""
    errors = "strict" if encoding == "utf-16" else "surrogateescape"
    return io.TextIOWrapper(open_bytes(path, packed), encoding, errors, newline)


def chunks(path: Path, packed: bool) -> Iterator[bytes]:
    """The file's bytes piece by piece; refuses a compressed file that is damaged or a bomb."""
    most = max(_EXPANSION_FREE_BYTES, path.stat().st_size * _GREATEST_EXPANSION)
    total = 0
    with open_bytes(path, packed) as file:
        while chunk := _checked_read(file):
            total += len(chunk)
            if packed and total > most:
                raise RefusalError(
                    f"it unpacks to more than {_GREATEST_EXPANSION} times its size",
                    expected="a compressed export",
                    remedy="if it is genuine, unpack it and land it uncompressed",
                )
            yield chunk


def _checked_read(file: BinaryIO) -> bytes:
    try:
        return file.read(CHUNK)
    except (EOFError, gzip.BadGzipFile, zlib.error) as problem:
        raise RefusalError(
            "the compressed file breaks off or is damaged",
            expected="a whole gzip file",
            remedy="copy or export it again",
        ) from problem
