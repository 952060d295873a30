"""What a home is like: versions, folders, the lock, exports, the release; each with its remedy."""

import json
import os
import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from importlib.metadata import PackageNotFoundError, version

from orchestration.alerts.config import AlertConfigError, configured_alerts
from orchestration.clock import home_zone
from orchestration.landing.declarations import DeclarationError, SourceTable, declared_tables
from orchestration.problems import ExitCode, HomeError, home_error
from orchestration.project import REPOSITORY, Home
from orchestration.pulling.config import configured_pulls
from orchestration.pulling.failures import PullConfigError
from orchestration.pulling.ledger import asked_at
from orchestration.writer_lock import lock_holder

PACKAGES = ("dbt-core", "dbt-duckdb", "duckdb", "dagster", "great-expectations")
LEAST_FREE_BYTES = 1_000_000_000


class Level(StrEnum):
    """How bad a finding is; `broken` means that a night cannot run."""

    FINE = "fine"
    WARNING = "warning"
    BROKEN = "broken"


@dataclass(frozen=True)
class Finding:
    """One line of the examination."""

    level: Level
    subject: str
    said: str


def exit_code(findings: list[Finding]) -> ExitCode:
    """The worst finding decides."""
    levels = {finding.level for finding in findings}
    if Level.BROKEN in levels:
        return ExitCode.ENVIRONMENT
    return ExitCode.FINDINGS if Level.WARNING in levels else ExitCode.FINE


def examine(home: Home, now: datetime) -> Iterator[Finding]:
    """Everything worth knowing of a home; changes nothing in it."""
    yield _versions()
    yield Finding(Level.FINE, "home", str(home.root))
    yield from _folders(home)
    yield _definitions(home)
    yield _disk(home)
    holder = lock_holder(home)
    held = "nobody" if holder is None else f"{holder}; the checks below show the time before it"
    yield Finding(Level.FINE, "writing now", held)
    try:
        tables = declared_tables(REPOSITORY / "dbt_project" / "models" / "staging")
    except DeclarationError as problem:
        yield Finding(Level.BROKEN, "sources", str(problem))
        return
    yield from _pulls(home, tables)
    yield from _alerts(home)
    yield from _exports(home, tables)
    yield from _freshness(home, tables, now)
    yield _release(home)


def _versions() -> Finding:
    found = [f"Python {sys.version.split()[0]}"]
    try:
        found += [f"{name} {version(name)}" for name in PACKAGES]
    except PackageNotFoundError as missing:
        return Finding(
            Level.BROKEN, "versions", f"{missing.name} is not installed. Run `make build` again."
        )
    return Finding(Level.FINE, "versions", ", ".join(found))


def _folders(home: Home) -> Iterator[Finding]:
    for name, folder in (("landing", home.landing), ("build", home.build)):
        if not folder.is_dir():
            remedy = f"{folder} is missing. `tierledger init` creates it."
            yield Finding(Level.BROKEN, name, remedy)
        elif not os.access(folder, os.R_OK | os.W_OK | os.X_OK):
            remedy = f"{folder} cannot be written. Make it writable for the user of the night."
            yield Finding(Level.BROKEN, name, remedy)
        elif folder == home.build and folder.stat().st_mode & 0o077:
            remedy = f"{folder} can be read by others and holds pay. Run chmod 700 on it."
            yield Finding(Level.WARNING, name, remedy)
        else:
            yield Finding(Level.FINE, name, str(folder))


def _definitions(home: Home) -> Finding:
    try:
        zone = home_zone(home)
    except HomeError as problem:
        return Finding(Level.BROKEN, "definitions", str(problem))
    return Finding(Level.FINE, "definitions", f"{home.definitions} (time zone {zone})")


def _disk(home: Home) -> Finding:
    free = shutil.disk_usage(home.root).free
    size = home.database.stat().st_size if home.database.is_file() else 0
    said = f"{free / 1e9:,.1f} GB free, the build database has {size / 1e9:,.2f} GB"
    if free < max(LEAST_FREE_BYTES, 2 * size):
        return Finding(Level.BROKEN, "disk", f"{said}. Free some space before the next night.")
    return Finding(Level.FINE, "disk", said)


def _exports(home: Home, tables: list[SourceTable]) -> Iterator[Finding]:
    by_system: dict[str, list[SourceTable]] = {}
    for table in tables:
        by_system.setdefault(table.system, []).append(table)
    for system, declared in by_system.items():
        folder = home.landing / system
        names = [path.name for path in folder.iterdir()] if folder.is_dir() else []
        taken = [name for name in names if any(table.takes(name) for table in declared)]
        said = f"{len(taken)} files" if taken else "no files; this home may not use it"
        strangers = sorted({n for n in names if not n.startswith(".")} - set(taken))
        if strangers:
            yield Finding(
                Level.WARNING,
                f"exports of {system}",
                f"{said}, and {len(strangers)} that no table takes, such as {strangers[0]}. "
                "Rename them as the system's export is called, or move them away.",
            )
        else:
            yield Finding(Level.FINE, f"exports of {system}", said)


def _pulls(home: Home, tables: list[SourceTable]) -> Iterator[Finding]:
    try:
        pulls = configured_pulls(home.pulls_file, {table.system for table in tables})
    except PullConfigError as problem:
        yield Finding(Level.BROKEN, "pulls", str(problem))
        return
    if not pulls:
        yield Finding(Level.FINE, "pulls", "none configured; nothing is fetched")
    for pull in pulls:
        missing = pull.missing_variables()
        if missing:
            yield Finding(
                Level.WARNING,
                f"pull {pull.name}",
                f"{', '.join(missing)} is not set in this environment. "
                "Set it where the night is started.",
            )
        else:
            yield Finding(Level.FINE, f"pull {pull.name}", f"{pull.kind} into {pull.system}")


def _alerts(home: Home) -> Iterator[Finding]:
    try:
        channels = configured_alerts(home.alerts_file).channels
    except AlertConfigError as problem:
        yield Finding(Level.WARNING, "alerts", str(problem))
        return
    if not channels:
        yield Finding(Level.FINE, "alerts", "none configured; nobody is told of a failed night")
    for channel in channels:
        missing = channel.missing_variables()
        if missing:
            yield Finding(
                Level.WARNING,
                f"alert {channel.name}",
                f"{', '.join(missing)} is not set in this environment. "
                "Set it where the night is started.",
            )
        else:
            said = f"{channel.kind}; `tierledger alert` sends a test message"
            yield Finding(Level.FINE, f"alert {channel.name}", said)


def _freshness(home: Home, tables: list[SourceTable], now: datetime) -> Iterator[Finding]:
    if not home.database.is_file():
        return
    import duckdb

    try:
        with duckdb.connect(home.database, read_only=True) as connection:
            rows = connection.execute(
                "select source_system, table_name, max(loaded_at) from raw.files "
                "where status = 'landed' group by source_system, table_name"
            ).fetchall()
    except duckdb.Error as failure:
        problem = home_error(failure)
        why = "a night is writing" if problem and problem.may_pass else "the build cannot be read"
        yield Finding(Level.FINE, "freshness", f"not known: {why}")
        return
    asked = asked_at(home.pulls)
    newest = {
        (system, table): max(landed := loaded_at.replace(tzinfo=UTC), asked.get(system, landed))
        for system, table, loaded_at in rows
    }
    stale = False
    for table in tables:
        told_at = newest.get((table.system, table.table))
        if told_at is None or table.freshness_hours is None:
            continue
        hours = (now - told_at).total_seconds() / 3600
        if hours > table.freshness_hours:
            stale = True
            yield Finding(
                Level.WARNING,
                f"freshness of {table.system}.{table.table}",
                f"no {table.system} export for {hours:.0f} hours; "
                f"drop a newer one into {home.landing / table.system}",
            )
    if not stale:
        yield Finding(Level.FINE, "freshness", "every export that has landed is recent enough")


def _release(home: Home) -> Finding:
    manifest = home.current / "release.json"
    try:
        facts = json.loads(manifest.read_text())
        published_at = datetime.fromisoformat(facts["published_at"]).strftime("%Y-%m-%d %H:%M UTC")
        return Finding(
            Level.FINE,
            "release",
            f"{facts['release_id']}, published {published_at}, data as of {facts['data_as_of']}, "
            f"{len(facts['warnings'])} warnings",
        )
    except FileNotFoundError:
        return Finding(Level.WARNING, "release", "none yet. `tierledger run` makes one.")
    except (ValueError, KeyError):
        remedy = f"{manifest} cannot be read. `tierledger run` makes a new release."
        return Finding(Level.WARNING, "release", remedy)
