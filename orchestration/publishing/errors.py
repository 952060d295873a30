"""The one way in which publishing fails: nothing was changed, and here is what to do."""

import errno
from pathlib import Path

import duckdb

# How DuckDB says that a file is open: in another process, or in this one.
HELD_ELSEWHERE = ("conflicting lock", "already attached", "different configuration")

DISK_FULL = ("no space left", "disk quota exceeded", "file too large")


class PublishError(Exception):
    """Publishing stopped before the swap: readers still have the release they had."""


def explained(failure: OSError | duckdb.Error, folder: Path) -> PublishError:
    """The same failure in words, with its remedy."""
    return PublishError(
        f"Nothing was published, the last release stays. Writing below {folder} failed: "
        f"{failure}. {_remedy(failure)}"
    )


def _remedy(failure: OSError | duckdb.Error) -> str:
    number = failure.errno if isinstance(failure, OSError) else None
    text = str(failure).lower()
    if number in {errno.ENOSPC, errno.EDQUOT, errno.EFBIG} or any(
        sign in text for sign in DISK_FULL
    ):
        return "Free some disk space (a release needs about the size of the last one), run again."
    if number in {errno.EACCES, errno.EPERM, errno.EROFS} or "read-only file system" in text:
        return "Make the folder writable for the user that runs the night, then run again."
    if any(sign in text for sign in HELD_ELSEWHERE):
        return "Another connection holds the build database: let it finish, then run again."
    return "Run again; if it stays, the build database may be damaged: run the whole night anew."
