"""Make a folder of files durable, put it in place whole, and remove what is left over.

A release is written into `.partial-<id>`, renamed to `<id>`, and only then does the link
`current` move. So a folder with the prefix is what a killed run left, and `<id>` is always whole.
"""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from orchestration.project import Home

PARTIAL = ".partial-"
LINK_BESIDE = ".current-"


def release_ids(home: Home) -> list[str]:
    """Whole releases, oldest first."""
    if not home.releases.is_dir():
        return []
    return sorted(
        entry.name
        for entry in home.releases.iterdir()
        if entry.is_dir() and not entry.name.startswith(".")
    )


def live_release_id(home: Home) -> str | None:
    """The release that readers open, or nothing if none was published yet."""
    return home.current.readlink().name if home.current.is_symlink() else None


def next_release_id(home: Home, now: datetime) -> str:
    """A running number first, so that the order holds even when the clock is set back."""
    numbers = [int(name.split("-")[0]) for name in release_ids(home) if name[:1].isdigit()]
    return f"{max(numbers, default=0) + 1:06d}-{now.astimezone(UTC):%Y%m%dT%H%M%SZ}"


@contextmanager
def unseen_folder(home: Home, release_id: str) -> Iterator[Path]:
    """An empty folder in which a release is written; if that fails, its space is given back."""
    folder = home.releases / f"{PARTIAL}{release_id}"
    folder.mkdir(parents=True)
    try:
        yield folder
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise


def settle(home: Home, folder: Path) -> Path:
    """Make every file durable and read-only for everyone, then give the folder its name."""
    for path in [*sorted(folder.rglob("*"), reverse=True), folder]:
        path.chmod(0o444 if path.is_file() else 0o755)
        _sync(path)
    settled = home.releases / folder.name.removeprefix(PARTIAL)
    folder.rename(settled)
    _sync(home.releases)
    return settled


def point_readers_at(home: Home, release_id: str) -> None:
    """Move the link `current` in one step; a reader sees the old release or the new one."""
    beside = home.published / f"{LINK_BESIDE}{os.getpid()}"
    beside.unlink(missing_ok=True)
    beside.symlink_to(Path(home.releases.name) / release_id, target_is_directory=True)
    beside.replace(home.current)
    _sync(home.published)


def remove_left_over(home: Home) -> None:
    """Delete what killed runs left behind."""
    for orphan in home.releases.glob(f"{PARTIAL}*"):
        _delete(orphan)
    for link in home.published.glob(f"{LINK_BESIDE}*"):
        link.unlink()


def keep_newest(home: Home, count: int) -> None:
    """Delete all but the newest `count` releases, never the live one."""
    names = release_ids(home)
    kept = {*names[max(len(names) - count, 0) :], live_release_id(home)}
    for name in names:
        if name not in kept:
            _remove(home.releases / name)


def _remove(release: Path) -> None:
    # Renamed first: a release that is half deleted must not look like a whole one.
    doomed = release.with_name(f"{PARTIAL}{release.name}")
    release.rename(doomed)
    _delete(doomed)


def _delete(folder: Path) -> None:
    for path in (folder, *folder.rglob("*")):
        if path.is_dir():
            path.chmod(0o755)
    shutil.rmtree(folder)


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
