"""Checks of the files as such, from the small manifest `raw.files`: age and sudden shrinking."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path

import duckdb
import pandas as pd

from orchestration.landing.waivers import Waiver, is_waived, read_waivers
from orchestration.project import Home
from orchestration.pulling.ledger import asked_at
from orchestration.quality.results import CheckResult
from orchestration.quality.tables import DeclaredTable

# A load with fewer rows than this share of the load it is compared with has collapsed.
COLLAPSE_SHARE = 0.5
# Tiny files shrink and grow by chance.
FEWEST_ROWS_JUDGED = 20


def check_files(home: Home, tables: Sequence[DeclaredTable], now: datetime) -> list[CheckResult]:
    """Freshness and row counts of every table of which at least one file has landed."""
    landed = _landed_files(home.database)
    waivers, _ = read_waivers(home.definitions / "waivers.csv")
    asked = asked_at(home.pulls)
    results: list[CheckResult] = []
    for table in tables:
        files = landed.query(
            "source_system == @table.system and table_name == @table.table"
        ).sort_values(by="load_number")
        if files.empty:
            continue
        if table.freshness_hours is not None:
            last_asked = asked.get(table.system)
            results.append(_freshness(table, files, table.freshness_hours, last_asked, now))
        results.append(_same_file_again(table, files, waivers, now.date()))
    return results


def _landed_files(database: Path) -> pd.DataFrame:
    connection = duckdb.connect(str(database), read_only=True)
    try:
        return connection.execute(
            """
            select source_system, table_name, file_name, file_sha256, load_number, loaded_at,
                rows_read
            from raw.files where status = 'landed'
            """
        ).df()
    finally:
        connection.close()


def _freshness(
    table: DeclaredTable,
    files: pd.DataFrame,
    hours: float,
    last_asked: datetime | None,
    now: datetime,
) -> CheckResult:
    """A system that was asked and had nothing new is as fresh as one that sent a file."""
    newest = files.loc[files["loaded_at"].idxmax()]
    name = newest["file_name"]
    told_at = newest["loaded_at"].to_pydatetime().replace(tzinfo=UTC)
    said = f"The newest file of {table.system}.{table.table}, {name}, landed"
    if last_asked is not None and last_asked > told_at:
        told_at, said = last_asked, f"{table.system} was last asked for what is new"
    age = now - told_at
    age_hours = int(age.total_seconds() // 3600)
    passed = age.total_seconds() <= hours * 3600
    said = f"{said} {age_hours} h ago"
    remedy = f"; {hours:g} h are allowed. Drop a newer export into landing/{table.system}."
    return CheckResult(
        asset=(table.system, table.table),
        name="newest_file_is_fresh",
        passed=passed,
        blocking=False,
        description=f"{said}." if passed else said + remedy,
        metadata={"age_hours": age_hours, "allowed_hours": int(hours), "file": name},
    )


def _same_file_again(
    table: DeclaredTable, files: pd.DataFrame, waivers: Sequence[Waiver], today: date
) -> CheckResult:
    """A new version of a file that holds far fewer rows than the version before."""
    versions = files.assign(rows_before=files.groupby("file_name")["rows_read"].shift())
    smaller = versions.drop_duplicates("file_name", keep="last").query(
        "rows_before >= @FEWEST_ROWS_JUDGED and rows_read < rows_before * @COLLAPSE_SHARE"
    )
    collapsed = [
        f"{file['file_name']} fell from {file['rows_before']:.0f} to {file['rows_read']} rows"
        for file in smaller.to_dict("records")
        if not is_waived(waivers, table.system, file["file_name"], file["file_sha256"], today)
    ]
    return CheckResult(
        asset=(table.system, table.table),
        name="no_file_came_again_with_far_fewer_rows",
        passed=not collapsed,
        blocking=table.required,
        description=(
            f"No file of {table.system}.{table.table} came again with far fewer rows."
            if not collapsed
            else f"In {table.system}.{table.table}, {'; '.join(collapsed)}. Export it again, "
            "or accept it with a dated row in seeds/definitions/waivers.csv."
        ),
        metadata={"files": len(files), "collapsed_files": len(collapsed)},
    )
