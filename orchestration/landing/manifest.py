"""raw.files: which version of which file was looked at, and what became of it."""

from collections.abc import Sequence
from datetime import datetime

import duckdb

from orchestration.landing.declarations import SourceTable
from orchestration.landing.outcomes import FileOutcome, Finding


def next_load_number(connection: duckdb.DuckDBPyConnection) -> int:
    """One more than the highest number that any landed file has."""
    row = connection.execute("select coalesce(max(load_number), 0) + 1 from raw.files").fetchone()
    return int(row[0]) if row else 1


def has_landed(
    connection: duckdb.DuckDBPyConnection, table: SourceTable, file_name: str, sha256: str
) -> bool:
    """Whether these very bytes are the last version of the file, or landed under another name.

    A file that was replaced and is put back as it was lands again: the version that counts is
    the one that landed last.
    """
    last = connection.execute(
        "select file_sha256 from raw.files where source_system = ? and table_name = ? "
        "and file_name = ? and status = 'landed' order by load_number desc limit 1",
        [table.system, table.table, file_name],
    ).fetchone()
    if last is not None:
        return last[0] == sha256
    known = connection.execute(
        "select 1 from raw.files where source_system = ? and table_name = ? "
        "and file_sha256 = ? and status = 'landed' limit 1",
        [table.system, table.table, sha256],
    ).fetchone()
    return known is not None


def record(
    connection: duckdb.DuckDBPyConnection,
    outcome: FileOutcome,
    size_bytes: int | None,
    load_number: int | None,
    loaded_at: datetime,
) -> None:
    """Write the file's row; a version that was refused before has one row, not one per night."""
    key = [outcome.source_system, outcome.table_name, outcome.file_name, outcome.sha256]
    connection.execute(
        "delete from raw.files where source_system = ? and table_name = ? and file_name = ? "
        "and file_sha256 is not distinct from ? and status = 'refused'",
        key,
    )
    connection.execute(
        "insert into raw.files values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, true)",
        [
            *key,
            size_bytes,
            load_number,
            loaded_at,
            outcome.status,
            outcome.reason,
            outcome.rows_read,
            outcome.rows_landed,
            outcome.rows_rejected,
            outcome.is_required,
        ],
    )
    _record_findings(connection, outcome, key, load_number)


def unknown_money(
    connection: duckdb.DuckDBPyConnection, table: SourceTable, sha256: str | None
) -> tuple[Finding, ...]:
    """Money columns of a file that landed before and that are still not declared."""
    rows = connection.execute(
        """
        select distinct finding_type, column_name, finding_count, finding_text
        from raw.file_findings
        where source_system = ? and table_name = ? and file_sha256 = ?
            and finding_type = 'unknown_money_column'
        order by column_name
        """,
        [table.system, table.table, sha256],
    ).fetchall()
    return tuple(Finding(*row) for row in rows if row[1] not in table.columns)


def _record_findings(
    connection: duckdb.DuckDBPyConnection,
    outcome: FileOutcome,
    key: Sequence[str | None],
    load_number: int | None,
) -> None:
    """Only the newest look at a version of a file counts."""
    connection.execute(
        "delete from raw.file_findings where source_system = ? and table_name = ? "
        "and file_name = ? and file_sha256 is not distinct from ?",
        key,
    )
    if outcome.findings:
        connection.executemany(
            "insert into raw.file_findings values (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [
                [*key, load_number, f.finding_type, f.column_name, f.count, f.said]
                for f in outcome.findings
            ],
        )


def mark_present(connection: duckdb.DuckDBPyConnection, outcomes: Sequence[FileOutcome]) -> None:
    """Note which versions lie in the drop folders now: what was replaced is no longer judged."""
    connection.execute("begin")
    connection.execute(
        "create temp table found (source_system varchar, table_name varchar, file_sha256 varchar)"
    )
    if outcomes:
        connection.executemany(
            "insert into found values (?, ?, ?)",
            [[o.source_system, o.table_name, o.sha256] for o in outcomes],
        )
    connection.execute(
        """
        update raw.files set is_present = not is_present
        where is_present <> exists (
            from found
            where found.source_system = files.source_system
                and found.table_name = files.table_name
                and found.file_sha256 is not distinct from files.file_sha256
        )
        """
    )
    connection.execute("drop table found")
    connection.execute("commit")
