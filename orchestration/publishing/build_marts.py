"""The marts as they stand in the private build: what a release is made of; only ever read."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import duckdb

SCHEMA = "marts"


@dataclass(frozen=True)
class Column:
    """A column as it is published."""

    name: str
    type: str
    is_nullable: bool
    comment: str | None


@dataclass(frozen=True)
class Table:
    """A published table: all rows of a mart, or those of one provider."""

    name: str
    comment: str | None
    columns: tuple[Column, ...]
    mart: str
    provider_id: str | None = None


def list_marts(build: Path) -> list[Table]:
    """The marts that a release of this build would hold."""
    with attached(build, build.parent) as connection:
        return declared_marts(connection, build)


@contextmanager
def attached(build: Path, spill: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection that sees the build and cannot change it; `spill` takes what memory cannot."""
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
        connection.execute(f"attach {text(str(build))} as {name(build.stem)} (read_only)")
        yield connection
    finally:
        connection.close()


def declared_marts(connection: duckdb.DuckDBPyConnection, build: Path) -> list[Table]:
    """Names, columns and comments, as dbt wrote them into the build."""
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
        Table(
            mart, comment, tuple(Column(*rest) for table, *rest in columns if table == mart), mart
        )
        for mart, comment in comments
    ]


def in_build(build: Path, mart: str) -> str:
    """The full name of a mart behind `attached`."""
    return f"{name(build.stem)}.{SCHEMA}.{name(mart)}"


def name(identifier: str) -> str:
    """An identifier in SQL."""
    return '"' + identifier.replace('"', '""') + '"'


def text(value: str) -> str:
    """A text in SQL, where no parameter can stand."""
    return "'" + value.replace("'", "''") + "'"
