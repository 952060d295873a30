"""CSV and TSV: straight through DuckDB's own reader, by hand only where a record is damaged.

The same rows in a workbook are read as a report whose header may stand in any row.
"""

import csv
from pathlib import Path
from shutil import copyfileobj

import duckdb

from orchestration.landing.load import Counts, Load
from orchestration.landing.readers.delimited import count_records, records
from orchestration.landing.readers.headers import find_header
from orchestration.landing.readers.parsed import land_parsed
from orchestration.landing.readers.preamble import parse
from orchestration.landing.workbooks import is_workbook
from orchestration.landing.working_rows import RejectedRow, WorkingRows


def read(load: Load) -> Counts:
    """Land the rows below the header."""
    if is_workbook(load.export.path):
        return land_parsed(load, parse)
    with load.export.open_text() as text:
        found = records(text, load.table.delimiter)
        header, columns = find_header(found, load.table, load.columns_for)
    load.widen(columns)
    scan = load.export.scan
    if header.number == 1 and scan.is_clean and scan.has_even_newlines:
        counts = _read_with_duckdb(load, columns)
        if counts is not None:
            return counts
        load.start_over()
        load.widen(columns)
    return _read_record_by_record(load, columns, header.number)


def _read_with_duckdb(load: Load, columns: tuple[str, ...]) -> Counts | None:
    """All rows at once; none if the file is not clean enough or the counts differ."""
    try:
        path = load.export.path if load.export.scan.is_plain else _as_utf8(load)
        with path.open("rb") as lines:
            expected, has_gap = count_records(lines)
        if has_gap:
            return None
        landed = load.insert_delimited(path, columns, load.table.delimiter, rows_before=1)
    except (csv.Error, duckdb.Error):
        return None
    return Counts(expected - 1, landed, 0) if landed == expected - 1 else None


def _as_utf8(load: Load) -> Path:
    copy = load.work / "export.csv"
    with (
        load.export.open_text() as text,
        copy.open("w", encoding="utf-8", newline="") as file,
    ):
        copyfileobj(text, file)
    return copy


def _read_record_by_record(load: Load, columns: tuple[str, ...], header_row: int) -> Counts:
    width = len(columns)
    with (
        load.export.open_text() as text,
        WorkingRows(load.work, columns) as rows,
    ):
        for record in records(text, load.table.delimiter):
            is_empty = not record.problem and not record.text.strip()
            if record.number <= header_row or is_empty:
                continue
            if record.problem:
                expected = "a row of closed quotes in one encoding"
                rows.reject(RejectedRow(record.number, record.problem, expected, record.text))
            elif len(record.cells) != width:
                reason = "wrong number of fields"
                found, expected = f"{len(record.cells)} fields", f"{width} fields"
                rows.reject(RejectedRow(record.number, reason, expected, record.text, found=found))
            else:
                rows.keep(record.number, record.cells)
    return load.insert_working(rows)
