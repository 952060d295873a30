"""One file's way into its raw table: everything that a reader does to the database."""

import io
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from pathlib import Path

import duckdb

from orchestration.landing.byte_scan import TextScan, scan
from orchestration.landing.column_names import raw_columns
from orchestration.landing.declarations import LINEAGE_COLUMNS, SourceTable
from orchestration.landing.outcomes import Finding, RefusalError
from orchestration.landing.raw_tables import add_columns, data_columns, identifier, qualified
from orchestration.landing.working_rows import REJECTED_COLUMNS, WorkingRows

_MOST_NEW_COLUMNS = 200
_MOST_COLUMNS = 5000
# DuckDB's own limit and buffer; a buffer that grows with the limit makes inserts slow.
_LINE_LIMIT = 2 * 1024 * 1024
_READ_BUFFER = 32 * 1024 * 1024
_CSV = """
    read_csv(
        ?, columns = ?, max_line_size = ?, buffer_size = ?, skip = {skip}, delim = {delimiter},
        header = false, quote = '"', escape = '"', compression = 'none', auto_detect = false,
        strict_mode = true{newline}
    )
"""
# Stated for our own files: DuckDB guesses the line end, and a return inside a cell misleads it.
# For the files of others it must guess ('\r\n' cannot be stated), so theirs must be even.
_THEIR_CSV = _CSV.format(skip="?", delimiter="?", newline="")
_OUR_CSV = _CSV.format(skip="0", delimiter="','", newline=r", new_line = '\n'")


@dataclass(frozen=True)
class Export:
    """A file of a declared table; `path` leads to its unpacked bytes.

    Only readers of text ask for its scan, which refuses the rest.
    """

    table: SourceTable
    file_name: str
    path: Path
    sha256: str

    @cached_property
    def scan(self) -> TextScan:
        """What its bytes show; refuses a file that is no text."""
        return scan(self.path)

    def open_text(self, newline: str | None = "", may_run_on: bool = False) -> io.TextIOWrapper:
        """The file's text; a byte that does not decode becomes a lone surrogate.

        A line without end is refused, unless the reader does not hold lines in memory.
        """
        if not may_run_on:
            self.scan.refuse_endless_lines()
        encoding = self.scan.encoding
        errors = "strict" if encoding == "utf-16" else "surrogateescape"
        return self.path.open(encoding=encoding, errors=errors, newline=newline)


@dataclass(frozen=True)
class Counts:
    """How many records a file held and what became of them."""

    read: int
    landed: int
    rejected: int


@dataclass
class Load:
    """An open transaction that lands one export; `work` is a private folder of its own."""

    connection: duckdb.DuckDBPyConnection
    export: Export
    load_number: int
    loaded_at: datetime
    work: Path
    new_columns: list[str] = field(default_factory=list)
    remarks: list[Finding] = field(default_factory=list)  # by the reader, without values
    file_columns: list[str] = field(default_factory=list)

    @property
    def table(self) -> SourceTable:
        return self.export.table

    @property
    def lineage_sql(self) -> str:
        """Columns of lineage for an insert, in order; `source_row` must be in scope."""
        return "?, source_row, ?, ?, ?"

    @property
    def lineage(self) -> list[object]:
        """The parameters of `lineage_sql`."""
        return [self.export.file_name, self.export.sha256, self.load_number, self.loaded_at]

    def columns_for(self, headers: Sequence[str]) -> tuple[str, ...]:
        """The raw column of each header; changes nothing yet."""
        if len(headers) > _MOST_COLUMNS:
            raise RefusalError(
                f"a row of {len(headers)} columns where the header is looked for",
                expected=f"at most {_MOST_COLUMNS}",
                remedy="check that this is the declared export",
            )
        known = data_columns(self.connection, self.table)
        return raw_columns(headers, known, self.table.aliases)

    def widen(self, columns: Sequence[str]) -> None:
        """Give the raw table the columns that it lacks, and remember them for the report."""
        known = set(data_columns(self.connection, self.table))
        new = [name for name in columns if name not in known]
        if len(new) > _MOST_NEW_COLUMNS:
            raise RefusalError(
                f"{len(new)} columns that are not declared",
                expected=f"at most {_MOST_NEW_COLUMNS} new ones",
                remedy="check that this is the declared export",
            )
        add_columns(self.connection, self.table, new)
        self.new_columns += new
        self.file_columns += [name for name in columns if name not in self.file_columns]

    def start_over(self) -> None:
        """Undo all that this load has done, so that another way of reading can be tried."""
        self.connection.execute("rollback")
        self.connection.execute("begin")
        self.new_columns.clear()
        self.file_columns.clear()

    def insert_delimited(
        self, path: Path, columns: Sequence[str], delimiter: str, rows_before: int
    ) -> int:
        """Land a file of even line ends through DuckDB's own reader; its count of rows.

        Rows are numbered after the insert, by where they stand in the table: DuckDB keeps their
        order, and numbering them on the way would keep it from reading with all cores. Zero if
        they do not stand one after the other.
        """
        table = qualified(self.table)
        landed = self._count(
            f"""
            insert into {table} ({self._column_list(columns)})
            select {_names(columns)}, {self.lineage_sql}
            from (
                select *, cast(null as bigint) as source_row
                from {_THEIR_CSV}
            )
            """,
            [*self.lineage, *self._csv(path, columns), rows_before, delimiter],
        )
        first, last = self.connection.execute(
            f"select min(rowid), max(rowid) from {table} where _load_number = ?",
            [self.load_number],
        ).fetchone() or (None, None)
        if first is None or last - first + 1 != landed:
            return 0
        self._count(
            f"""
            update {table} set _source_row = rowid - cast(? as bigint) + 1 + ?
            where _load_number = ?
            """,
            [first, rows_before, self.load_number],
        )
        return landed

    def insert_working(self, rows: WorkingRows) -> Counts:
        """Land what a Python reader has written down."""
        landed = self._count(
            f"""
            insert into {qualified(self.table)} ({self._column_list(rows.columns)})
            select {_names(rows.columns)}, {self.lineage_sql}
            from (
                select * exclude (_row), _row::bigint as source_row
                from {_OUR_CSV}
            )
            """,
            [*self.lineage, *self._csv(rows.good_path, ("_row", *rows.columns), rows.longest_line)],
        )
        rejected = self._count(
            f"""
            insert into raw.rejected_rows
            select
                ?, ?, ?, ?, source_row::bigint, column_name, found, expected, reason, row_text, ?
            from {_OUR_CSV}
            """,
            [
                *self.rejected_lineage,
                *self._csv(rows.rejected_path, REJECTED_COLUMNS, rows.longest_line),
            ],
        )
        return Counts(rows.good_count + rows.rejected_count, landed, rejected)

    @property
    def rejected_lineage(self) -> list[object]:
        """Parameters of a rejected row: where it comes from and when it was looked at."""
        names = [self.table.system, self.table.table, self.export.file_name, self.export.sha256]
        return [*names, self.loaded_at]

    def _column_list(self, columns: Sequence[str]) -> str:
        return _names((*columns, *LINEAGE_COLUMNS))

    def _csv(self, path: Path, columns: Sequence[str], longest_line: int = 0) -> list[object]:
        return [literal_path(path), dict.fromkeys(columns, "VARCHAR"), *line_limits(longest_line)]

    def _count(self, statement: str, parameters: list[object]) -> int:
        row = self.connection.execute(statement, parameters).fetchone()
        return int(row[0]) if row else 0


def literal_path(path: Path) -> str:
    """The path for DuckDB's readers, which would take `orders[1].csv` for a pattern."""
    return re.sub(r"([*?\[])", r"[\1]", str(path))


def line_limits(longest_line: int) -> tuple[int, int]:
    """DuckDB's limit for one line and its read buffer, so that a line of this many bytes fits."""
    limit = max(_LINE_LIMIT, longest_line)
    return limit, max(_READ_BUFFER, 2 * limit)


def _names(columns: Sequence[str]) -> str:
    return ", ".join(identifier(name) for name in columns)
