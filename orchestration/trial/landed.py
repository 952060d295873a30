"""One file recognised and landed in a throw-away home: the same intake and readers as at night."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb

from orchestration.landing.byte_scan import TextScan, scan
from orchestration.landing.declarations import SourceTable
from orchestration.landing.found_files import FoundFile, refuse_unless_plain_file, shown
from orchestration.landing.intake import land_file
from orchestration.landing.notes import told
from orchestration.landing.outcomes import FileOutcome, RefusalError
from orchestration.landing.raw_tables import data_columns, ensure_raw_tables
from orchestration.trial.recognition import (
    TEXT_SHAPES,
    Candidate,
    candidates,
    is_in_drop_folder,
    table_by_place,
)
from orchestration.trial.report import FileReport, LooksLike, TrialFinding
from orchestration.trial.unrecognised import refusal_finding, unrecognised

# All that may be told of what was found in a rejected row: other words could be its cells.
_SAFE_FOUND = re.compile(r"\d+ fields?")
_ENCODINGS = {"utf-8-sig": "UTF-8", "utf-16": "UTF-16", "cp1252": "Windows-1252"}


@dataclass
class Tried:
    """One file on its way: where it lies, where its unpacked bytes are, and what became of it."""

    path: Path
    content: Path
    report: FileReport
    outcome: FileOutcome | None = None
    table: SourceTable | None = None


@dataclass(frozen=True)
class Recognised:
    """What is known of a file before it lands."""

    facts: TextScan | None
    refusal: RefusalError | None
    looked_at: Sequence[Candidate]
    fitting: Sequence[Candidate]


def land_trial(
    one: Tried,
    connection: duckdb.DuckDBPyConnection,
    tables: Sequence[SourceTable],
    working_folder: Path,
) -> None:
    """Recognise the file, then land it under the table that fits best."""
    report = one.report
    seen = recognise(one.path, one.content, tables, working_folder)
    report.is_packed = one.content != one.path
    if seen.facts is not None:
        report.encoding = _ENCODINGS.get(seen.facts.encoding)
    report.looks_like = [LooksLike(c.name, c.table.shape, c.why) for c in seen.fitting]
    chosen = seen.fitting[0].table if seen.fitting else None
    one.table = chosen or table_by_place(one.path, tables)
    if one.table is None:
        report.add(
            unrecognised(one.path, one.content, seen.facts, seen.refusal, seen.looked_at, tables)
        )
        return
    name = f"{one.table.system}/{shown(one.path.name)}"
    file = FoundFile(one.content, name, one.table)
    one.outcome = land_file(connection, one.table, file, working_folder)
    _describe(one, connection, tables)


def recognise(
    path: Path, content: Path, tables: Sequence[SourceTable], working_folder: Path
) -> Recognised:
    """The tables that the file can be an export of, best first, and why others are none."""
    refusal, facts = _scanned(content)
    looked_at = candidates(path, content, facts, tables) if facts is not None else []
    fitting = [candidate for candidate in looked_at if candidate.fits or candidate.is_by_place]
    by_landing = _by_landing(path, content, tables, working_folder)
    return Recognised(facts, refusal, looked_at, [*fitting, *by_landing])


def _scanned(path: Path) -> tuple[RefusalError | None, TextScan | None]:
    try:
        refuse_unless_plain_file(path)
        return None, scan(path)
    except RefusalError as refusal:
        return refusal, None
    except OSError as problem:
        return RefusalError(f"it cannot be read ({problem.strerror})"), None


def _by_landing(
    path: Path, content: Path, tables: Sequence[SourceTable], working_folder: Path
) -> list[Candidate]:
    """Tables of other shapes than text that can land the file, each tried in memory."""
    found = []
    for table in tables:
        if table.shape in TEXT_SHAPES:
            continue
        connection = duckdb.connect(":memory:")
        try:
            ensure_raw_tables(connection, [table])
            outcome = land_file(
                connection, table, FoundFile(content, shown(path.name), table), working_folder
            )
            if outcome.status == "landed":
                columns = data_columns(connection, table)
                known = len(set(columns) & set(table.columns))
                by_place = table_by_place(path, [table]) is table
                found.append(Candidate(table, 1, known, len(columns), (), by_place))
        finally:
            connection.close()
    return sorted(found, key=lambda c: (not c.is_by_place, -c.known, c.name))


def _describe(
    one: Tried, connection: duckdb.DuckDBPyConnection, tables: Sequence[SourceTable]
) -> None:
    """Put the outcome into the report."""
    outcome, report, table = one.outcome, one.report, one.table
    assert outcome is not None
    assert table is not None
    report.status = outcome.status
    report.rows_read, report.rows_landed = outcome.rows_read, outcome.rows_landed
    report.rows_rejected = outcome.rows_rejected
    report.drop_as = f"landing/{table.system}/{table.files}"
    if outcome.status == "landed":
        report.control_totals = list(table.options.get("control_totals") or ())
        report.absent_columns = _absent_columns(connection, outcome, table)
    if is_in_drop_folder(one.path, tables) and table_by_place(one.path, tables) is None:
        problem = "no declared table of this drop folder takes a file of this name"
        remedy = f"name it like {table.files} and put it into landing/{table.system}/"
        report.add(TrialFinding("warns", problem, found=shown(one.path.name), remedy=remedy))
    if outcome.status == "refused":
        report.add(refusal_finding(outcome.refusal, outcome.is_blocking))
    for finding in _rejected_rows(connection, outcome):
        report.add(finding)
    others = (
        f for f in outcome.findings if f.finding_type not in {"rejected_rows", "refused_file"}
    )
    for note in told(others, f"{table.system}.{table.table}"):
        report.add(TrialFinding("warns", note))


def _rejected_rows(
    connection: duckdb.DuckDBPyConnection, outcome: FileOutcome
) -> Iterator[TrialFinding]:
    rows = connection.execute(
        """
        select source_row, column_name, found, expected, reason from raw.rejected_rows
        where source_system = ? and table_name = ? and file_name = ? and file_sha256 = ?
        order by source_row
        """,
        [outcome.source_system, outcome.table_name, outcome.file_name, outcome.sha256],
    ).fetchall()
    for row, column, found, expected, reason in rows if outcome.status == "landed" else ():
        yield TrialFinding(
            "warns",
            f"rejected: {reason}",
            row=row,
            column=column or None,
            found=found if found and _SAFE_FOUND.fullmatch(found) else None,
            expected=expected,
            remedy="correct the row at its source and export again",
        )


def _absent_columns(
    connection: duckdb.DuckDBPyConnection, outcome: FileOutcome, table: SourceTable
) -> list[str]:
    """Declared columns that the file lacks: none of them is needed, or it would be refused."""
    rows = connection.execute(
        "select column_name from raw.file_columns where source_system = ? and table_name = ? "
        "and file_sha256 = ?",
        [outcome.source_system, outcome.table_name, outcome.sha256],
    ).fetchall()
    there = {name for (name,) in rows}
    return [name for name in table.columns if name not in there]
