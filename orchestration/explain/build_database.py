"""The private build database, open for a question; and a question that names what is not in it."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import duckdb

from orchestration.problems import HomeError
from orchestration.project import Home


class UnknownPartError(Exception):
    """The question names something that is not there; `part` is the option that is at fault."""

    def __init__(self, part: str, message: str) -> None:
        super().__init__(message)
        self.part = part


@contextmanager
def opened_build(home: Home) -> Iterator[duckdb.DuckDBPyConnection]:
    """The build database, read-only; raises `HomeError` if no night has made or finished it."""
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
    connection: duckdb.DuckDBPyConnection, query: str, values: Sequence[object]
) -> list[dict[str, Any]]:
    """The rows of a query, each by the names of its columns."""
    cursor = connection.execute(query, values)
    names = [name for name, *_ in cursor.description or ()]
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def data_as_of(connection: duckdb.DuckDBPyConnection) -> str:
    """The moment at which the night of this build was judged, in UTC."""
    ((as_of,),) = connection.execute("select as_of_at from intermediate.int_run_as_of").fetchall()
    return f"{as_of:%Y-%m-%dT%H:%M:%S}Z"
