"""The published tables as a page reads them: what a release lacks is empty, never an error."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import duckdb

Record = dict[str, Any]


class ReleaseTables:
    """The tables of one published file, open for reading."""

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self._connection = connection
        found = connection.execute("select table_name from duckdb_tables() order by 1").fetchall()
        self.names: tuple[str, ...] = tuple(name for (name,) in found)

    def rows(self, table: str, query: str, parameters: Sequence[object] = ()) -> list[Record]:
        """The rows of a query on `table`, by column name; none if the release has no such table."""
        return self.catalog(query, parameters) if table in self.names else []

    def catalog(self, query: str, parameters: Sequence[object] = ()) -> list[Record]:
        """The rows of a query on DuckDB's own tables about tables."""
        cursor = self._connection.execute(query, list(parameters))
        columns = [column[0] for column in cursor.description or ()]
        return [dict(zip(columns, row, strict=True)) for row in cursor.fetchall()]


@contextmanager
def opened(marts: Path) -> Iterator[ReleaseTables]:
    """The tables of a published file, which nobody may hold open for writing."""
    with duckdb.connect(str(marts), read_only=True) as connection:
        yield ReleaseTables(connection)
