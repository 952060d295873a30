"""Write the tables of the build's schema `marts` into fresh files: DuckDB, Parquet and CSV.

The published tables stand in the file's main schema. The catalog of `marts.duckdb` is called
`marts`, so a schema of the same name would make every `marts.<table>` ambiguous.
"""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import duckdb

DATABASE_FILE = "marts.duckdb"
SCHEMA = "marts"
# Written by hand here because DuckDB 1.x clients cannot open the default format of 2.0.
STORAGE_VERSION = "v1.0.0"
# When and by which run a row was written: not part of what the data says.
VOLATILE_COLUMNS = frozenset(
    {"loaded_at", "_loaded_at", "built_at", "run_id", "release_id", "release_number"}
)
# A spreadsheet runs a text cell that begins with one of these as a formula; in CSV alone such a
# text gets an apostrophe, by which a spreadsheet knows text. Parquet and DuckDB hold it as it is.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")


@dataclass(frozen=True)
class Column:
    name: str
    type: str
    is_nullable: bool
    comment: str | None


@dataclass(frozen=True)
class Table:
    name: str
    comment: str | None
    columns: tuple[Column, ...]


@dataclass(frozen=True)
class WrittenTable:
    """A published table: its number of rows and a hash of its content, in whatever order."""

    name: str
    row_count: int
    content_hash: str


def list_marts(build: Path) -> list[Table]:
    """The tables that a release of this build would hold."""
    with _attached(build, build.parent) as connection:
        return _declared(connection, build)


def write_tables(build: Path, folder: Path, spill: Path) -> list[WrittenTable]:
    """Write every mart below `folder`; `spill` is where DuckDB may put what memory cannot hold."""
    with _attached(build, spill) as connection:
        tables = _declared(connection, build)
        database = folder / DATABASE_FILE
        connection.execute(
            f"attach {_text(str(database))} as published (storage_version '{STORAGE_VERSION}')"
        )
        written = [_write(connection, build, table) for table in tables]
        for table in tables:
            _export(connection, table, folder)
        connection.execute("force checkpoint published")
        connection.execute("detach published")
    return written


def built_content_hash(build: Path, name: str) -> str | None:
    """The hash that a release of this build would state of one table; None if it has none such."""
    with _attached(build, build.parent) as connection:
        tables = [table for table in _declared(connection, build) if table.name == name]
        return next(
            (_measured(connection, table, _in_build(build, name)).content_hash for table in tables),
            None,
        )


@contextmanager
def _attached(build: Path, spill: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    connection = duckdb.connect(
        ":memory:",
        config={
            "autoinstall_known_extensions": "false",
            "autoload_known_extensions": "false",
            "temp_directory": str(spill),
        },
    )
    try:
        connection.execute("set TimeZone = 'UTC'")
        # Under the name of its file, as dbt knows it: views name what they read in full.
        connection.execute(f"attach {_text(str(build))} as {_name(build.stem)} (read_only)")
        yield connection
    finally:
        connection.close()


def _declared(connection: duckdb.DuckDBPyConnection, build: Path) -> list[Table]:
    comments = connection.execute(
        """
        select table_name, comment from duckdb_tables()
        where database_name = $build and schema_name = $schema
        union all
        select view_name, comment from duckdb_views()
        where database_name = $build and schema_name = $schema
        order by 1
        """,
        {"build": build.stem, "schema": SCHEMA},
    ).fetchall()
    columns = connection.execute(
        """
        select table_name, column_name, data_type, is_nullable, comment from duckdb_columns()
        where database_name = $build and schema_name = $schema
        order by table_name, column_index
        """,
        {"build": build.stem, "schema": SCHEMA},
    ).fetchall()
    return [
        Table(name, comment, tuple(Column(*rest) for table, *rest in columns if table == name))
        for name, comment in comments
    ]


def _write(connection: duckdb.DuckDBPyConnection, build: Path, table: Table) -> WrittenTable:
    target = f"published.main.{_name(table.name)}"
    columns = ", ".join(
        f"{_name(column.name)} {column.type}{'' if column.is_nullable else ' not null'}"
        for column in table.columns
    )
    connection.execute(f"create table {target} ({columns})")
    # Ordered by all columns, keys first as they stand: equal data gives equal files.
    connection.execute(
        f"insert into {target} select * from {_in_build(build, table.name)} order by all"
    )
    if table.comment:
        connection.execute(f"comment on table {target} is {_text(table.comment)}")
    for column in table.columns:
        if column.comment:
            connection.execute(
                f"comment on column {target}.{_name(column.name)} is {_text(column.comment)}"
            )
    return _measured(connection, table, target)


def _measured(connection: duckdb.DuckDBPyConnection, table: Table, target: str) -> WrittenTable:
    lasting = [column for column in table.columns if column.name not in VOLATILE_COLUMNS]
    cells = [f"coalesce({_name(column.name)}::varchar, chr(30))" for column in lasting]
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
    return WrittenTable(table.name, row_count, digest.hexdigest())


def _export(connection: duckdb.DuckDBPyConnection, table: Table, folder: Path) -> None:
    source = f"published.main.{_name(table.name)}"
    parquet, csv = folder / "parquet", folder / "csv"
    parquet.mkdir(exist_ok=True)
    csv.mkdir(exist_ok=True)
    connection.execute(
        f"copy (select * from {source}) to {_text(str(parquet / f'{table.name}.parquet'))} "
        "(format parquet, compression zstd)"
    )
    cells = ", ".join(_safe_cell(column) for column in table.columns)
    connection.execute(
        f"copy (select {cells} from {source}) to {_text(str(csv / f'{table.name}.csv'))} "
        "(format csv, header true)"
    )


def _safe_cell(column: Column) -> str:
    name = _name(column.name)
    if column.type != "VARCHAR":
        return name
    starts = ", ".join(f"chr({ord(start)})" for start in FORMULA_STARTS)
    is_formula = f"left({name}, 1) in ({starts})"
    return f"case when {is_formula} then chr(39) || {name} else {name} end as {name}"


def _in_build(build: Path, table: str) -> str:
    return f"{_name(build.stem)}.{SCHEMA}.{_name(table)}"


def _name(identifier: str) -> str:
    return '"' + identifier.replace('"', '""') + '"'


def _text(value: str) -> str:
    return "'" + value.replace("'", "''") + "'"
