"""Reading the build database to explain what it says."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import duckdb

from orchestration.problems import HomeError
from orchestration.project import Home


class UnknownCellError(Exception):
    """The question names something that is not there; `part` is the option that is at fault."""

    def __init__(self, part: str, message: str) -> None:
        super().__init__(message)
        self.part = part


@contextmanager
def opened_build(home: Home) -> Iterator[duckdb.DuckDBPyConnection]:
    """The build database, to read; a `HomeError` says why it cannot be explained."""
    if not home.database.is_file():
        raise HomeError(
            f"There is no build database at {home.database}. `tierledger run` makes it."
        )
    try:
        with duckdb.connect(home.database, read_only=True) as connection:
            yield connection
    except duckdb.CatalogException:
        raise HomeError(
            f"The build database {home.database} is not finished. `tierledger run` finishes it."
        ) from None


def fetched(
    connection: duckdb.DuckDBPyConnection, query: str, values: list[object]
) -> list[dict[str, Any]]:
    """The rows of a query by the names of its columns."""
    cursor = connection.execute(query, values)
    names = [name for name, *_ in cursor.description or ()]
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
