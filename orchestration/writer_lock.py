"""One writer at a time: a lock of the kernel's, which dies with the process that holds it."""

import fcntl
import json
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime

from orchestration.problems import HomeError
from orchestration.project import Home


@dataclass(frozen=True)
class LockHolder:
    """The process that writes to a home right now."""

    pid: int
    started_at: str

    def __str__(self) -> str:
        return f"process {self.pid}, started {self.started_at}"


@contextmanager
def writer_lock(home: Home) -> Iterator[None]:
    """Be the home's only writer, or fail at once with the name of the one who is."""
    descriptor = os.open(home.lock, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        if not _locked(descriptor):
            raise HomeError(
                f"Another run is writing to {home.root} ({_written_holder(descriptor)}). "
                "Wait until it has ended, then run again."
            )
        started_at = datetime.now(UTC).isoformat(timespec="seconds")
        os.ftruncate(descriptor, 0)
        os.pwrite(descriptor, json.dumps([os.getpid(), started_at]).encode(), 0)
        yield
    finally:
        os.close(descriptor)


def lock_holder(home: Home) -> LockHolder | None:
    """Who writes to the home now, if anybody does."""
    try:
        descriptor = os.open(home.lock, os.O_RDONLY)
    except FileNotFoundError:
        return None
    try:
        fcntl.flock(descriptor, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return _written_holder(descriptor)
    else:
        return None
    finally:
        os.close(descriptor)


def _locked(descriptor: int) -> bool:
    """A second look after a moment: `lock_holder` may have been looking at the very same time."""
    for pause in (0.05, 0.0):
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            time.sleep(pause)
        else:
            return True
    return False


def _written_holder(descriptor: int) -> LockHolder:
    """A writer notes itself right after it took the lock; the note may be a moment late."""
    try:
        pid, started_at = json.loads(os.pread(descriptor, 200, 0))
    except ValueError:
        return LockHolder(pid=0, started_at="a moment ago")
    return LockHolder(pid=int(pid), started_at=str(started_at))
