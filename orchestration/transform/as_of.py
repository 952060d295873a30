"""The moment that the models were judged at, as the build itself says."""

import duckdb

from orchestration.project import Home


def built_as_of(home: Home) -> str:
    """ISO text (UTC) of the moment in `int_run_as_of`; nobody may hold the database for writing."""
    with duckdb.connect(home.database, read_only=True) as connection:
        row = connection.execute("select as_of_at from intermediate.int_run_as_of").fetchone()
    if row is None or row[0] is None:
        raise LookupError("int_run_as_of holds no row: the build did not finish.")
    return row[0].isoformat(timespec="seconds") + "Z"
