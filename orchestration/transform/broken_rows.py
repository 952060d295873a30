"""Which rows stand against a failed test: the columns that the test declares as fit to be said.

A test declares them itself, `config(meta={"names": [...], "remedy": "..."})`; without that only
the number of rows is said, since a row may hold pay or a person.
"""

from pathlib import Path
from typing import Any

import duckdb

_SHOWN = 3


def broken_by(rows: int) -> str:
    """How many rows stand against a test."""
    return "1 row breaks it" if rows == 1 else f"{rows:,} rows break it"


def named_rows(database: Path, node: Any) -> str:
    """The first rows of a failed test in words, and what to do; empty if it declares nothing."""
    declared = node.config.meta or {}
    columns = declared.get("names")
    if not columns:
        return ""
    listed = ", ".join(f'"{column}"' for column in columns)
    with duckdb.connect(database, read_only=True) as connection:
        rows = connection.execute(
            f"select distinct {listed} from ({node.compiled_code}) order by all"
        ).fetchall()
    said = "; ".join(
        ", ".join(f"{column} {value}" for column, value in zip(columns, row, strict=True))
        for row in rows[:_SHOWN]
    )
    more = f"; and {len(rows) - _SHOWN:,} more" if len(rows) > _SHOWN else ""
    return " ".join(part for part in (f": {said}{more}.", declared.get("remedy", "")) if part)
