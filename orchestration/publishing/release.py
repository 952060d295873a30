"""Publish the marts of a finished build as one release that appears whole or not at all."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import duckdb

from orchestration.pages.site import write_site
from orchestration.project import Home
from orchestration.publishing import swap
from orchestration.publishing.build_marts import SCHEMA, list_marts
from orchestration.publishing.errors import PublishError, explained
from orchestration.publishing.manifest import (
    ReleaseFacts,
    content_hash,
    versions,
    write_manifest,
)
from orchestration.publishing.privacy import private_columns
from orchestration.publishing.published_before import note_release
from orchestration.publishing.tables import DATABASE_FILE, WrittenTable, write_tables
from orchestration.publishing.workbook import write_workbook
from orchestration.quality.results import CheckResult

RELEASES_KEPT = 14


@dataclass(frozen=True)
class Release:
    """A release that readers now see."""

    release_id: str
    path: Path
    content_hash: str
    table_rows: dict[str, int]


def publish(
    home: Home,
    *,
    run_id: str,
    checks: Sequence[CheckResult],
    warnings: Sequence[str],
    as_of: str,
    keep: int = RELEASES_KEPT,
) -> Release:
    """Write the release beside the last one, then let `current` point at it.

    Raises `PublishError`, with `current` untouched, if anything stands against it. Nobody may hold
    the build database open for writing meanwhile.
    """
    _refuse_unfit(home, checks)
    now = datetime.now(UTC)
    try:
        swap.remove_left_over(home)
        swap.keep_newest(home, keep - 1)
        facts = ReleaseFacts(
            release_id=swap.next_release_id(home, now),
            run_id=run_id,
            data_as_of=as_of,
            published_at=now.isoformat(timespec="seconds"),
            versions=versions(),
            checks=tuple(checks),
            warnings=tuple(warnings),
        )
        with swap.unseen_folder(home, facts.release_id) as folder:
            tables = _fill(home, folder, facts)
            path = swap.settle(home, folder)
        swap.point_readers_at(home, facts.release_id)
    except (OSError, duckdb.Error) as failure:
        raise explained(failure, home.published) from failure
    # After the swap: a night that is killed before this one line has not restated anything yet,
    # and the next one states the same.
    try:
        note_release(home, facts.release_id, run_id)
    except (OSError, duckdb.Error) as failure:
        raise PublishError(
            f"Release {facts.release_id} is served, but {home.database} could not note it: "
            f"{failure}. Run again; nothing is lost."
        ) from failure
    return Release(
        release_id=facts.release_id,
        path=path,
        content_hash=content_hash(tables),
        table_rows={table.name: table.row_count for table in tables},
    )


def roll_back(home: Home, release_id: str | None = None) -> str:
    """Let readers see an earlier release again: the one named, else the one before the live one."""
    names = swap.release_ids(home)
    live = swap.live_release_id(home)
    earlier = [name for name in names if live is not None and name < live]
    target = release_id or (earlier[-1] if earlier else None)
    if target is None or target not in names:
        kept = ", ".join(names) or "none"
        raise PublishError(
            f"There is no release {release_id or 'before the live one'}. Kept are: {kept}."
        )
    try:
        swap.point_readers_at(home, target)
    except OSError as failure:
        raise explained(failure, home.published) from failure
    return target


def _refuse_unfit(home: Home, checks: Sequence[CheckResult]) -> None:
    failed = [check.description for check in checks if check.blocking and not check.passed]
    if failed:
        raise PublishError("A blocking check failed, so nothing was published: " + " ".join(failed))
    if not home.database.is_file():
        raise PublishError(f"There is no build database at {home.database}. Run the night first.")
    try:
        tables = list_marts(home.database)
    except (OSError, duckdb.Error) as failure:
        raise explained(failure, home.published) from failure
    if not tables:
        raise PublishError(
            f"The build database {home.database} has no table in schema {SCHEMA}. "
            "Run the night (or `dbt build`) first."
        )
    private = private_columns(tables)
    if private:
        raise PublishError(
            "Nothing was published: these columns name persons and must not leave the build: "
            f"{', '.join(private)}. Drop them from the mart, or keep the model in schema private."
        )


def _fill(home: Home, folder: Path, facts: ReleaseFacts) -> list[WrittenTable]:
    spill = home.build / "spill"
    tables = write_tables(home.database, folder, spill)
    if list(folder.rglob("*.wal")):
        raise PublishError(
            f"DuckDB left a write-ahead log in {folder}, so the file is not whole. Run again."
        )
    write_workbook(
        folder / DATABASE_FILE, folder, tables, facts.release_id, facts.data_as_of, spill
    )
    write_site(folder / DATABASE_FILE, folder / "site", facts)
    write_manifest(folder, facts, tables)
    return tables
