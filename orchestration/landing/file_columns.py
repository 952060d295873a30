"""The columns of one file: which there are, how many cells are filled, what they look like.

Whole files are counted, but kinds are told from a sample spread evenly over the rows: a profile
must cost a small part of the landing.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import duckdb

from orchestration.landing.column_kinds import Kind, kind_of
from orchestration.landing.declarations import SourceTable
from orchestration.landing.load import Load
from orchestration.landing.raw_tables import identifier, qualified

SAMPLE_ROWS = 1000
# A column that comes and goes (overtime of a month) is not missed until it came this often.
LOADS_COMPARED = 3


@dataclass(frozen=True)
class FileColumn:
    """One column of one file; the kind is that of the sampled cells."""

    name: str
    kind: Kind
    filled_count: int


def profiled(load: Load, rows_landed: int) -> list[FileColumn]:
    """The file's columns in the order of its header, as they have landed."""
    names = load.file_columns
    if not names:
        return []
    columns = ", ".join(identifier(name) for name in names)
    counts = ", ".join(f"count(nullif({identifier(name)}, ''))" for name in names)
    this_load = f"from {qualified(load.table)} where _load_number = ?"
    filled = load.connection.execute(f"select {counts} {this_load}", [load.load_number]).fetchone()
    step = max(1, rows_landed // SAMPLE_ROWS)
    sample = load.connection.execute(
        f"select {columns} {this_load} and _source_row % ? = 0", [load.load_number, step]
    ).fetchall()
    cells = zip(*sample, strict=True) if sample else ((),) * len(names)
    return [
        FileColumn(name, kind_of(values), int(count))
        for name, values, count in zip(names, cells, filled or (), strict=True)
    ]


def record_columns(load: Load, columns: Sequence[FileColumn]) -> None:
    """Keep the profile for the files that come after."""
    if not columns:
        return
    table, export = load.table, load.export
    load.connection.execute(
        "insert into raw.file_columns "
        "select ?, ?, ?, ?, ?, unnest(?::varchar[]), unnest(?::varchar[]), unnest(?::bigint[])",
        [
            *(table.system, table.table, export.file_name, export.sha256, load.load_number),
            [column.name for column in columns],
            [column.kind for column in columns],
            [column.filled_count for column in columns],
        ],
    )


def earlier_loads(
    connection: duckdb.DuckDBPyConnection, table: SourceTable
) -> list[dict[str, FileColumn]]:
    """The columns of the last few files of a table, the newest file first."""
    rows = connection.execute(
        """
        select load_number, column_name, column_kind, filled_count
        from raw.file_columns
        where source_system = $system and table_name = $table and load_number in (
            select distinct load_number from raw.file_columns
            where source_system = $system and table_name = $table
            order by load_number desc
            limit $most
        )
        order by load_number desc
        """,
        {"system": table.system, "table": table.table, "most": LOADS_COMPARED},
    ).fetchall()
    loads: dict[int, dict[str, FileColumn]] = {}
    for number, name, kind, filled in rows:
        loads.setdefault(number, {})[name] = FileColumn(name, kind, filled)
    return list(loads.values())
