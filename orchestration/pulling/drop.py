"""Pages into the drop folder: hidden while a run goes on, shown under their names when whole."""

import json
import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Protocol

from orchestration.pulling.ledger import Ledger, OpenFile, Position, Progress, sync_folder
from orchestration.pulling.record_marks import mark

Record = Mapping[str, Any]


@dataclass(frozen=True)
class Page:
    """Objects as the system gave them, by table, and where the next page begins."""

    rows: Mapping[str, Sequence[Record]]
    position: Position


class Stream(Protocol):
    """Something that is fetched page by page, from any position that one of its pages named."""

    @property
    def name(self) -> str: ...

    def pages(self, position: Position) -> Iterator[Page]: ...


@dataclass(frozen=True)
class Fetched:
    """What a run brought."""

    rows: int = 0
    files: int = 0

    def __str__(self) -> str:
        if not self.files:
            return "nothing new"
        counted = f"{self.rows:,} rows in " if self.rows else ""
        return f"{counted}{self.files} new file{'s' if self.files > 1 else ''}"

    def __add__(self, other: "Fetched") -> "Fetched":
        return Fetched(self.rows + other.rows, self.files + other.files)


def drop_pages(stream: Stream, ledger: Ledger, folder: Path, moment: datetime) -> Fetched:
    """Fetch a stream to its end; every page is on disk before the ledger goes past it.

    One file per table and run. A run that was killed goes on in its own files: what stands in them
    beyond the ledger is cut off and fetched again.
    """
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    progress = _recovered(folder, ledger.progress(stream.name))
    rows = 0
    for page in stream.pages(progress.position):
        filled = {table: objects for table, objects in page.rows.items() if objects}
        files = {
            **{table: OpenFile(_free_name(folder, table, moment), 0) for table in filled},
            **progress.open_files,
        }
        if files.keys() - progress.open_files.keys():
            begun_at = progress.begun_at if progress.open_files else progress.position
            progress = Progress(progress.position, begun_at, files)
            ledger.save(stream.name, progress)
        for table, objects in filled.items():
            files[table] = _append(folder, files[table], objects)
            rows += len(objects)
        progress = Progress(page.position, progress.begun_at, files)
        ledger.save(stream.name, progress)
    written = [file for file in progress.open_files.values() if file.bytes]
    for file in written:
        if (hidden := _hidden(folder, file)).exists():
            hidden.replace(folder / file.name)
    sync_folder(folder)
    ledger.save(stream.name, Progress(progress.position))
    return Fetched(rows, len(written))


def changed_whole(table: str, records: Sequence[Record], position: Position) -> Iterator[Page]:
    """A short list as a whole, if it differs from the one that was dropped before."""
    found = mark({"records": list(records)})
    if found != position.get("mark"):
        yield Page({table: records}, {"mark": found})


def _recovered(folder: Path, progress: Progress) -> Progress:
    """Where an earlier run really stopped: its files may be longer, already shown, or gone."""
    for file in progress.open_files.values():
        hidden, shown = _hidden(folder, file), folder / file.name
        if hidden.is_file() and hidden.stat().st_size >= file.bytes:
            os.truncate(hidden, file.bytes)
        elif file.bytes and not (shown.is_file() and shown.stat().st_size == file.bytes):
            for one in progress.open_files.values():
                _hidden(folder, one).unlink(missing_ok=True)
            return Progress(progress.begun_at)
    is_shown = any(_is_shown(folder, file) for file in progress.open_files.values())
    if not is_shown:
        return progress
    # It was killed while its files were being shown, so its stream had come to its end.
    for file in progress.open_files.values():
        if file.bytes and not _is_shown(folder, file):
            _hidden(folder, file).replace(folder / file.name)
    return Progress(progress.position)


def _is_shown(folder: Path, file: OpenFile) -> bool:
    return file.bytes > 0 and not _hidden(folder, file).exists()


def _append(folder: Path, file: OpenFile, objects: Sequence[Record]) -> OpenFile:
    lines = [json.dumps(one, ensure_ascii=False) for one in objects]
    # Half of a surrogate pair, as from a text cut inside an emoji, is no UTF-8.
    content = "".join(f"{line}\n" for line in lines).encode("utf-8", "replace")
    descriptor = os.open(_hidden(folder, file), os.O_WRONLY | os.O_CREAT, 0o600)
    with os.fdopen(descriptor, "wb") as target:
        target.truncate(file.bytes)
        target.seek(file.bytes)
        target.write(content)
        target.flush()
        os.fsync(target.fileno())
    if file.bytes == 0:
        sync_folder(folder)
    return OpenFile(file.name, file.bytes + len(content))


def _free_name(folder: Path, table: str, moment: datetime) -> str:
    stem = f"{table}-pull-{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    name, number = f"{stem}.ndjson", 1
    while (folder / name).exists() or _hidden(folder, OpenFile(name, 0)).exists():
        number += 1
        name = f"{stem}-{number}.ndjson"
    return name


def _hidden(folder: Path, file: OpenFile) -> Path:
    return folder / f".{file.name}.part"
