"""How far each stream of a pull has come: one small private file, replaced as a whole."""

import json
import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from orchestration.pulling.config import Pull
from orchestration.pulling.failures import PullError

Position = Mapping[str, Any]


@dataclass(frozen=True)
class OpenFile:
    """A file that is being written: its name once it is whole, and how much of it counts."""

    name: str
    bytes: int


@dataclass(frozen=True)
class Progress:
    """Where a stream goes on, where its open files began, and which those are (by table)."""

    position: Position = field(default_factory=dict)
    begun_at: Position = field(default_factory=dict)
    open_files: Mapping[str, OpenFile] = field(default_factory=dict)


class Ledger:
    """The progress of all streams of one pull, kept between runs."""

    def __init__(self, path: Path, pull: Pull) -> None:
        self._path = path
        known = _read(path)
        if known.get("url", pull.url) != pull.url:
            raise PullError(
                f"{pull.name}: {path} was written for another url; give the entry another name, "
                "or delete the file to fetch everything from the new one"
            )
        said = {"kind": pull.kind, "system": pull.system, "url": pull.url}
        self._known: dict[str, Any] = {"streams": {}, **known, **said}

    def progress(self, stream: str) -> Progress:
        said = self._known["streams"].get(stream)
        if said is None:
            return Progress()
        files = {table: OpenFile(**facts) for table, facts in said["open_files"].items()}
        return Progress(said["position"], said["begun_at"], files)

    def save(self, stream: str, progress: Progress) -> None:
        self._known["streams"][stream] = asdict(progress)
        self._write()

    def finish(self, moment: datetime) -> None:
        """Note that the whole pull came to its end."""
        self._known["finished_at"] = moment.astimezone(UTC).isoformat(timespec="seconds")
        self._write()

    def _write(self) -> None:
        fresh = self._path.with_suffix(".json.new")
        descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            json.dump(self._known, file)
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(self._path)
        sync_folder(self._path.parent)


def asked_at(folder: Path) -> dict[str, datetime]:
    """When each system was last asked for everything new and answered to the end.

    A copied folder says nothing about the system whose exports it holds; of a ledger that cannot be
    read its own pull will speak.
    """
    answered: dict[str, datetime] = {}
    for path in sorted(folder.glob("*.json")):
        try:
            known = _read(path)
        except PullError:
            continue
        if "finished_at" in known and known["kind"] != "files":
            answered[known["system"]] = datetime.fromisoformat(known["finished_at"])
    return answered


def sync_folder(folder: Path) -> None:
    """Make the names in a folder durable."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _read(path: Path) -> dict[str, Any]:
    try:
        known = json.loads(path.read_text(encoding="utf-8"))
        if isinstance(known, dict):
            return known
    except FileNotFoundError:
        return {}
    except ValueError:
        pass
    raise PullError(
        f"{path} cannot be read; delete it to fetch everything again (nothing is counted twice)"
    )
