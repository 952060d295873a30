"""Write the marts of the build into a fresh DuckDB file, with their comments, and hash them.

The published tables stand in the file's main schema. The catalog of `marts.duckdb` is called
`marts`, so a schema of the same name would make every `marts.<table>` ambiguous.
"""

import hashlib
from dataclasses import dataclass
from pathlib import Path

import duckdb

from orchestration.publishing.build_marts import (
    Table,
    attached,
    declared_marts,
    in_build,
    name,
    text,
)
from orchestration.publishing.exports import export_tables
from orchestration.publishing.shares import PROVIDER_COLUMN, provider_names, shared_tables

DATABASE_FILE = "marts.duckdb"
PUBLISHED = "published"
# Written by hand here because DuckDB 1.x clients cannot open the default format of 2.0.
STORAGE_VERSION = "v1.0.0"
# When and by which run a row was written: not part of what the data says.
VOLATILE_COLUMNS = frozenset(
    {"loaded_at", "_loaded_at", "built_at", "run_id", "release_id", "release_number"}
)


@dataclass(frozen=True)
class WrittenTable:
    """A published table, its number of rows and a hash of its content, in whatever order."""

    table: Table
    row_count: int
    content_hash: str

    @property
    def name(self) -> str:
        """As readers know it."""
        return self.table.name


def write_tables(build: Path, folder: Path, spill: Path) -> list[WrittenTable]:
    """Write every mart and every vendor's share of them below `folder`: DuckDB, Parquet, CSV.

    `spill` is where DuckDB may put what memory cannot hold.
    """
    with attached(build, spill) as connection:
        marts = declared_marts(connection, build)
        shares = shared_tables(marts, provider_names(connection, build, marts))
        database = folder / DATABASE_FILE
        connection.execute(
            f"attach {text(str(database))} as {PUBLISHED} (storage_version '{STORAGE_VERSION}')"
        )
        written = [_write(connection, build, table) for table in [*marts, *shares]]
        export_tables(connection, {w.table: w.row_count for w in written}, folder)
        connection.execute(f"force checkpoint {PUBLISHED}")
        connection.execute(f"detach {PUBLISHED}")
    return written


def built_content_hash(build: Path, mart: str) -> str | None:
    """The hash that a release of this build would state of one table; None if it has none such."""
    with attached(build, build.parent) as connection:
        tables = [table for table in declared_marts(connection, build) if table.name == mart]
        return next(
            (_measured(connection, table, in_build(build, mart)).content_hash for table in tables),
            None,
        )


def _write(connection: duckdb.DuckDBPyConnection, build: Path, table: Table) -> WrittenTable:
    target = f"{PUBLISHED}.main.{name(table.name)}"
    columns = ", ".join(
        f"{name(column.name)} {column.type}{'' if column.is_nullable else ' not null'}"
        for column in table.columns
    )
    connection.execute(f"create table {target} ({columns})")
    is_share = table.provider_id is not None
    # Ordered by all columns, keys first as they stand: equal data gives equal files.
    connection.execute(
        f"insert into {target} select * from {in_build(build, table.mart)} "
        f"{f'where {PROVIDER_COLUMN} = ? ' if is_share else ''}order by all",
        [table.provider_id] if is_share else [],
    )
    if table.comment:
        connection.execute(f"comment on table {target} is {text(table.comment)}")
    for column in table.columns:
        if column.comment:
            connection.execute(
                f"comment on column {target}.{name(column.name)} is {text(column.comment)}"
            )
    return _measured(connection, table, target)


def _measured(connection: duckdb.DuckDBPyConnection, table: Table, target: str) -> WrittenTable:
    lasting = [column for column in table.columns if column.name not in VOLATILE_COLUMNS]
    cells = [f"coalesce({name(column.name)}::varchar, chr(30))" for column in lasting]
    found = connection.execute(
        f"""
        select count(*), coalesce(sum(md5_number_lower(concat_ws(chr(31), '', {", ".join(cells)}))
            ::hugeint), 0)
        from {target}
        """
    ).fetchone()
    row_count, total = found if found else (0, 0)
    shape = [(column.name, column.type) for column in lasting]
    digest = hashlib.sha256(repr((table.name, shape, row_count, int(total))).encode())
    return WrittenTable(table, row_count, digest.hexdigest())
