"""`marts.xlsx`: the wide tables of a release, one sheet and one named table each.

The first sheet lists what is there and what is left out, with the reason; the last one says what
each column means. Texts are written as texts, so no cell is ever a formula.
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb

from orchestration.publishing.build_marts import Column, name
from orchestration.publishing.shares import SHARE_TABLES
from orchestration.publishing.tables import WrittenTable

FILE_NAME = "marts.xlsx"
# A sheet ends at 1,048,576 rows, the header's among them.
MOST_ROWS = 1_048_575
# A table with a name has to be held in memory, some 200 bytes a cell, until it is written.
MOST_CELLS = 2_000_000
# Single events and lists of keys; the wide tables hold their sums and their names.
NOT_WIDE = {
    "fct_": "single facts",
    "dim_": "a list of names, which the wide tables repeat",
    SHARE_TABLES: "rows of a table for vendors once more",
}
LONGEST_SHEET_NAME = 31
LONGEST_TEXT = 32_767
MOST_DIGITS = 15
FIRST_YEAR = 1900
CONTENTS, COLUMNS = "contents", "columns"
FORMATS = {
    "DATE": "yyyy-mm-dd",
    "TIMESTAMP": "yyyy-mm-dd hh:mm:ss",
    "_amount": "#,##0.00",
    "_share": "0.0%",
}


@dataclass(frozen=True)
class Sheet:
    """A wide table and the sheet that holds it."""

    name: str
    written: WrittenTable


def write_workbook(
    marts: Path,
    folder: Path,
    tables: Sequence[WrittenTable],
    release_id: str,
    data_as_of: str,
    spill: Path,
) -> Path:
    """Write the workbook from a published file, which nobody may hold open for writing.

    `spill` takes the sheets until they are packed. Raises `OSError` if a file cannot be written.
    """
    import xlsxwriter
    from xlsxwriter.exceptions import FileCreateError

    sheets = list(_sheets([written for written in tables if left_out_because(written) is None]))
    path = folder / FILE_NAME
    spill.mkdir(exist_ok=True)
    workbook = xlsxwriter.Workbook(path, {"tmpdir": str(spill)})
    # Not the clock: equal data gives equal files.
    workbook.set_properties({"created": datetime.fromisoformat(data_as_of).replace(tzinfo=None)})
    formats = {key: workbook.add_format({"num_format": shown}) for key, shown in FORMATS.items()}
    _write_contents(workbook, sheets, tables, release_id, data_as_of)
    with duckdb.connect(str(marts), read_only=True) as connection:
        connection.execute("set TimeZone = 'UTC'")
        for sheet in sheets:
            _write_sheet(workbook, sheet, connection, formats)
    _write_columns(workbook, sheets)
    try:
        workbook.close()
    except FileCreateError as failure:
        raise failure.args[0] from None
    return path


def left_out_because(written: WrittenTable) -> str | None:
    """Why a table has no sheet; nothing if it has one."""
    for prefix, reason in NOT_WIDE.items():
        if written.name.startswith(prefix):
            return reason
    if written.row_count > MOST_ROWS:
        return f"more than the {MOST_ROWS:,} rows that a sheet holds below its header"
    if written.row_count * len(written.table.columns) > MOST_CELLS:
        return f"more than {MOST_CELLS:,} cells"
    return None


def _sheets(tables: Sequence[WrittenTable]) -> Iterator[Sheet]:
    taken = {CONTENTS, COLUMNS}
    for written in tables:
        sheet_name = written.name[:LONGEST_SHEET_NAME]
        number = 1
        while sheet_name in taken:
            number += 1
            sheet_name = f"{written.name[: LONGEST_SHEET_NAME - len(f'_{number}')]}_{number}"
        taken.add(sheet_name)
        yield Sheet(sheet_name, written)


def _write_contents(
    workbook: Any,
    sheets: Sequence[Sheet],
    tables: Sequence[WrittenTable],
    release_id: str,
    data_as_of: str,
) -> None:
    page = workbook.add_worksheet(CONTENTS)
    page.write_string(0, 0, f"Release {release_id}, data as of {data_as_of}")
    page.write_string(
        1,
        0,
        "Times are UTC; amounts are in the currency that the row names. A number of more than "
        f"{MOST_DIGITS} digits stands as text, and a text ends at {LONGEST_TEXT:,} characters.",
    )
    held = [
        [sheet.name, sheet.written.name, sheet.written.row_count, sheet.written.table.comment or ""]
        for sheet in sheets
    ]
    out = [
        [written.name, written.row_count, reason, f"parquet/{written.name}.parquet"]
        for written in tables
        if (reason := left_out_because(written)) is not None
    ]
    page.write_string(3, 0, "Held here")
    _add_table(page, 4, ["sheet", "table", "rows", "what it holds"], held, CONTENTS)
    below = 4 + max(len(held), 1) + 2
    page.write_string(below, 0, "Left out")
    _add_table(page, below + 1, ["left out", "rows", "because", "stands in"], out, "left_out")
    page.set_column(0, 1, 34)
    page.set_column(2, 3, 48)


def _write_columns(workbook: Any, sheets: Sequence[Sheet]) -> None:
    rows = [
        [sheet.written.name, column.name, column.type, column.comment or ""]
        for sheet in sheets
        for column in sheet.written.table.columns
    ]
    page = workbook.add_worksheet(COLUMNS)
    _add_table(page, 0, ["table", "column", "type", "what it means"], rows, COLUMNS)
    page.set_column(0, 1, 34)
    page.set_column(3, 3, 100)


def _write_sheet(
    workbook: Any, sheet: Sheet, connection: duckdb.DuckDBPyConnection, formats: dict[str, Any]
) -> None:
    table = sheet.written.table
    page = workbook.add_worksheet(sheet.name)
    page.freeze_panes(1, 0)
    shown = [_format(column, formats) for column in table.columns]
    cursor = connection.execute(f"from {name(table.name)}")
    at = 1
    while rows := cursor.fetchmany(10_000):
        for row in rows:
            for column, (value, cell_format) in enumerate(zip(row, shown, strict=True)):
                _write_cell(page, at, column, value, cell_format)
            at += 1
    headers = [column.name for column in table.columns]
    _add_table(page, 0, headers, at - 1, table.name)
    page.set_column(0, len(headers) - 1, 18)


def _add_table(
    page: Any, first_row: int, headers: Sequence[str], rows: Sequence[Any] | int, table_name: str
) -> None:
    """Make a range a table with a name; its rows are given, or their number is if they stand."""
    if isinstance(rows, int):
        count = rows
    else:
        count = len(rows)
        for at, row in enumerate(rows, start=first_row + 1):
            for column, value in enumerate(row):
                _write_cell(page, at, column, value, None)
    # A table without rows has one that is empty: Excel knows no other.
    page.add_table(
        first_row,
        0,
        first_row + max(count, 1),
        len(headers) - 1,
        {
            "name": table_name,
            "columns": [{"header": header} for header in headers],
            "style": "Table Style Light 1",
        },
    )


def _format(column: Column, formats: dict[str, Any]) -> Any:
    for key, cell_format in formats.items():
        if column.type.startswith(key) or column.name.endswith(key):
            return cell_format
    return None


def _write_cell(page: Any, row: int, column: int, value: Any, cell_format: Any) -> None:
    match value:
        case None:
            pass
        case bool():
            page.write_boolean(row, column, value)
        case datetime() | date() if value.year >= FIRST_YEAR:
            if isinstance(value, datetime) and value.tzinfo is not None:
                value = value.astimezone(UTC).replace(tzinfo=None)
            page.write_datetime(row, column, value, cell_format)
        case int() | float() | Decimal() if _fits(value):
            page.write_number(row, column, value, cell_format)
        case _:
            page.write_string(row, column, str(value)[:LONGEST_TEXT])


def _fits(value: int | float | Decimal) -> bool:
    """Whether a spreadsheet, which keeps 15 digits, holds the number; floats are rounded anyway."""
    if isinstance(value, float):
        return math.isfinite(value)
    if isinstance(value, int):
        return abs(value) < 10**MOST_DIGITS
    return value.is_finite() and len(value.normalize().as_tuple().digits) <= MOST_DIGITS
