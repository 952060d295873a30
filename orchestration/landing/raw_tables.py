"""The raw schemas of the build database: made before anything lands, only ever added to."""

import os
import secrets
from collections.abc import Iterable, Sequence
from pathlib import Path

import duckdb

from orchestration.landing.declarations import LINEAGE_COLUMNS, SourceTable

_LINEAGE_TYPES = ("varchar", "bigint", "varchar", "bigint", "timestamp")
_MANIFEST = (
    "create schema if not exists raw",
    """
    create table if not exists raw.files (
        source_system varchar, table_name varchar, file_name varchar, file_sha256 varchar,
        size_bytes bigint, load_number bigint, loaded_at timestamp, status varchar,
        reason varchar, rows_read bigint, rows_landed bigint, rows_rejected bigint,
        is_required boolean, is_present boolean
    )
    """,
    """
    create table if not exists raw.rejected_rows (
        source_system varchar, table_name varchar, file_name varchar, file_sha256 varchar,
        source_row bigint, column_name varchar, found varchar, expected varchar,
        reason varchar, row_text varchar, loaded_at timestamp
    )
    """,
    """
    create table if not exists raw.file_columns (
        source_system varchar, table_name varchar, file_name varchar, file_sha256 varchar,
        load_number bigint, column_name varchar, column_kind varchar, filled_count bigint
    )
    """,
    """
    create table if not exists raw.file_findings (
        source_system varchar, table_name varchar, file_name varchar, file_sha256 varchar,
        load_number bigint, finding_type varchar, column_name varchar, finding_count bigint,
        finding_text varchar
    )
    """,
    "create table if not exists raw.home_settings (requester_salt varchar)",
    """
    create table if not exists raw.releases (
        release_number bigint, release_id varchar, run_id varchar
    )
    """,
)


def identifier(name: str) -> str:
    """The name, quoted for SQL; the only place where a name becomes part of a statement."""
    return '"' + name.replace('"', '""') + '"'


def qualified(table: SourceTable) -> str:
    """The raw table's name, quoted for SQL."""
    return f"{identifier(table.schema)}.{identifier(table.table)}"


def open_build(database: Path) -> duckdb.DuckDBPyConnection:
    """The build database, for its owner only; it calls nothing up and installs nothing."""
    mask = os.umask(0o077)
    try:
        if not database.exists():
            _create(database)
        connection = duckdb.connect(str(database))
    finally:
        os.umask(mask)
    database.chmod(0o600)
    connection.execute("set autoinstall_known_extensions = false")
    # One checkpoint at the end: by default every few files, each rewriting the last blocks again.
    connection.execute("set checkpoint_threshold = '1GB'")
    return connection


def _create(database: Path) -> None:
    """Make the file beside its place and move it there: one that was cut off cannot be opened."""
    beginning = database.with_suffix(".beginning")
    for left_over in (beginning, Path(f"{beginning}.wal")):
        left_over.unlink(missing_ok=True)
    duckdb.connect(str(beginning)).close()
    beginning.replace(database)


def ensure_manifest(connection: duckdb.DuckDBPyConnection) -> None:
    """What landing and publishing keep for themselves has its tables."""
    for statement in _MANIFEST:
        connection.execute(statement)


def ensure_raw_tables(connection: duckdb.DuckDBPyConnection, tables: Sequence[SourceTable]) -> None:
    """Every declared table and the manifest exist, whether or not a file has come."""
    connection.execute("begin")
    ensure_manifest(connection)
    connection.execute(
        "insert into raw.home_settings select ? where not exists (from raw.home_settings)",
        [secrets.token_hex(32)],
    )
    lineage = [
        f"{identifier(name)} {kind}"
        for name, kind in zip(LINEAGE_COLUMNS, _LINEAGE_TYPES, strict=True)
    ]
    for table in tables:
        declared = [f"{identifier(name)} varchar" for name in table.columns]
        connection.execute(f"create schema if not exists {identifier(table.schema)}")
        connection.execute(
            f"create table if not exists {qualified(table)} ({', '.join(declared + lineage)})"
        )
        present = set(data_columns(connection, table))
        add_columns(connection, table, [name for name in table.columns if name not in present])
    connection.execute("commit")


def data_columns(connection: duckdb.DuckDBPyConnection, table: SourceTable) -> list[str]:
    """The columns of a raw table that come from its files, in order."""
    cursor = connection.execute(f"select * from {qualified(table)} limit 0")
    return [name for name, *_ in cursor.description or () if name not in LINEAGE_COLUMNS]


def add_columns(
    connection: duckdb.DuckDBPyConnection, table: SourceTable, names: Iterable[str]
) -> None:
    """Widen a raw table; rows that landed before have null there."""
    for name in names:
        connection.execute(f"alter table {qualified(table)} add column {identifier(name)} varchar")
