"""The published tables as Parquet and CSV, and each vendor's own in a folder to hand over."""

import shutil
from collections.abc import Mapping
from pathlib import Path

import duckdb

from orchestration.publishing.build_marts import Column, Table, name, text
from orchestration.publishing.shares import share_folders

# Parquet holds every table; a CSV with more rows than this is packed, to be quick and small.
MOST_PLAIN_ROWS = 100_000
SHARE_FOLDER = "share"
# A spreadsheet runs a text cell that begins with one of these as a formula; in CSV alone such a
# text gets an apostrophe, by which a spreadsheet knows text. Parquet and DuckDB hold it as it is.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")


def export_tables(
    connection: duckdb.DuckDBPyConnection, row_counts: Mapping[Table, int], folder: Path
) -> None:
    """Write each table (with its number of rows) of the attached `published` below `folder`."""
    (folder / "parquet").mkdir()
    (folder / "csv").mkdir()
    files = {
        table.name: _export(connection, table, rows, folder) for table, rows in row_counts.items()
    }
    for provider_folder, tables in share_folders(row_counts).items():
        handed_over = folder / SHARE_FOLDER / provider_folder
        handed_over.mkdir(parents=True)
        for table in tables:
            for file in files[table.name]:
                shutil.copyfile(file, handed_over / file.name)


def _export(
    connection: duckdb.DuckDBPyConnection, table: Table, rows: int, folder: Path
) -> tuple[Path, Path]:
    source = f"published.main.{name(table.name)}"
    parquet = folder / "parquet" / f"{table.name}.parquet"
    connection.execute(
        f"copy (select * from {source}) to {text(str(parquet))} (format parquet, compression zstd)"
    )
    is_plain = rows <= MOST_PLAIN_ROWS
    csv = folder / "csv" / f"{table.name}.csv{'' if is_plain else '.zst'}"
    cells = ", ".join(_safe_cell(column) for column in table.columns)
    connection.execute(
        f"copy (select {cells} from {source}) to {text(str(csv))} "
        f"(format csv, header true, compression {'none' if is_plain else 'zstd'})"
    )
    return parquet, csv


def _safe_cell(column: Column) -> str:
    quoted = name(column.name)
    if column.type != "VARCHAR":
        return quoted
    starts = ", ".join(f"chr({ord(start)})" for start in FORMULA_STARTS)
    is_formula = f"left({quoted}, 1) in ({starts})"
    return f"case when {is_formula} then chr(39) || {quoted} else {quoted} end as {quoted}"
