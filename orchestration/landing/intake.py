"""Landing as a whole: every file of every drop folder, one transaction each."""

import csv
import errno
import hashlib
import shutil
import tempfile
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import duckdb

from orchestration.landing import archives, manifest
from orchestration.landing.checks import refuse_scientific_ids, refuse_unless_conserved
from orchestration.landing.declarations import SourceTable
from orchestration.landing.drift import drift
from orchestration.landing.file_columns import earlier_loads, profiled, record_columns
from orchestration.landing.found_files import FoundFile, found_files, refuse_unless_plain_file
from orchestration.landing.load import Counts, Export, Load
from orchestration.landing.local_times import clock_change_findings
from orchestration.landing.notes import rejections, told
from orchestration.landing.outcomes import FileOutcome, Finding, LandingReport, RefusalError
from orchestration.landing.packed_bytes import is_packed, unpack
from orchestration.landing.raw_tables import ensure_raw_tables, open_build
from orchestration.landing.readers import (
    cii,
    flat,
    grouped,
    ndjson,
    preamble,
    sectioned,
    ubl,
    xlsx,
)
from orchestration.landing.waivers import Waiver, is_waived, read_waivers
from orchestration.project import Home

_READERS: dict[str, Callable[[Load], Counts]] = {
    "cii": cii.read,
    "flat": flat.read,
    "grouped": grouped.read,
    "ndjson": ndjson.read,
    "preamble": preamble.read,
    "sectioned": sectioned.read,
    "ubl": ubl.read,
    "xlsx": xlsx.read,
}
_WORK_PREFIX = "landing-"
_NO_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS}
_MACHINE_ERRORS = (
    duckdb.FatalException,
    duckdb.IOException,
    duckdb.OutOfMemoryException,
    duckdb.TransactionException,
    MemoryError,
)


def land(
    home: Home,
    tables: Sequence[SourceTable],
    on_file: Callable[[FileOutcome], None] | None = None,
) -> LandingReport:
    """Land what is new in the drop folders; safe to run twice and after a run that was killed."""
    home.prepare()
    for left_over in home.build.glob(f"{_WORK_PREFIX}*"):
        shutil.rmtree(left_over, ignore_errors=True)
    waivers, warnings = read_waivers(home.definitions / "waivers.csv")
    outcomes: list[FileOutcome] = []
    unrecognised: list[str] = []
    connection = open_build(home.database)
    try:
        ensure_raw_tables(connection, tables)
        for file in found_files(home.landing, tables):
            if file.table is None:
                unrecognised.append(file.name)
                continue
            outcome = land_file(connection, file.table, file, home.build, waivers)
            outcomes.append(outcome)
            if on_file is not None:
                on_file(outcome)
        manifest.mark_present(connection, outcomes)
    finally:
        connection.close()
    return LandingReport(tuple(outcomes), tuple(unrecognised), tuple(warnings))


def land_file(
    connection: duckdb.DuckDBPyConnection,
    table: SourceTable,
    file: FoundFile,
    working_folder: Path,
    waivers: Iterable[Waiver] = (),
) -> FileOutcome:
    """Land one file in one transaction, under the name that its rows shall bear."""
    with tempfile.TemporaryDirectory(prefix=_WORK_PREFIX, dir=working_folder) as work:
        return _Attempt(connection, table, file, Path(work)).outcome(waivers)


class _Attempt:
    """One file: looked at, then landed, refused or left alone."""

    def __init__(
        self,
        connection: duckdb.DuckDBPyConnection,
        table: SourceTable,
        file: FoundFile,
        work: Path,
    ) -> None:
        self._connection, self._table, self._file_name = connection, table, file.name
        self._file, self._path, self._work = file, file.path, work
        self._now = datetime.now(UTC).replace(tzinfo=None)
        self._sha256: str | None = None
        self._size: int | None = None

    def outcome(self, waivers: Iterable[Waiver]) -> FileOutcome:
        """Never raises for what is wrong with the file; nothing of a refused file lands.

        What is wrong with the machine (no room, no memory) is not the file's fault and is raised.
        """
        try:
            outcome = self._looked_at()
            if outcome.status == "unchanged" and not self._is_waived(waivers):
                return self._with(outcome, self._still_unknown())
            return outcome
        except RefusalError as refusal:
            return self._refused(refusal, waivers)
        except _MACHINE_ERRORS:
            if self._path.exists():
                raise
            return self._refused(RefusalError("it was taken away while it was read"), waivers)
        except OSError as problem:
            if problem.errno in _NO_ROOM:
                raise
            refusal = RefusalError(
                f"it cannot be read ({problem.strerror or type(problem).__name__})",
                remedy="make it readable and run again",
            )
            return self._refused(refusal, waivers)
        except (duckdb.Error, csv.Error, ValueError) as problem:
            # The message of such an error can quote the row, so only its kind is told.
            refusal = RefusalError(
                f"it could not be landed ({type(problem).__name__})",
                remedy="check that this is the declared export",
            )
            return self._refused(refusal, waivers)

    def _looked_at(self) -> FileOutcome:
        refuse_unless_plain_file(self._path)
        before = _state(self._path)
        sha256 = self._sha256 = self._identified(before[0])
        if self._file.refusal is not None:
            raise self._file.refusal
        if manifest.has_landed(self._connection, self._table, self._file_name, sha256):
            return replace(self._blank(), status="unchanged")
        export = Export(self._table, self._file_name, self._unpacked(), sha256)
        number = manifest.next_load_number(self._connection)
        self._connection.execute("begin")
        load = Load(self._connection, export, number, self._now, self._work)
        counts = _READERS[self._table.shape](load)
        refuse_unless_conserved(load, counts)
        refuse_scientific_ids(load)
        outcome = replace(
            self._with(self._blank(), self._found(load, counts)),
            status="landed",
            rows_read=counts.read,
            rows_landed=counts.landed,
            rows_rejected=counts.rejected,
            new_columns=tuple(load.new_columns),
        )
        manifest.record(self._connection, outcome, self._size, number, self._now)
        if _state(self._path) != before:
            raise RefusalError(
                "it changed while it was read",
                expected="a file that is complete",
                remedy="it will be looked at again in the next run; write it under another name "
                "and rename it when it is whole",
            )
        self._connection.execute("commit")
        return outcome

    def _identified(self, size: int) -> str:
        """The hash of the file's own bytes; of a file in an archive, of its bytes there."""
        member = self._file.member
        if member is not None:
            self._size = member.size_bytes
            return member.sha256
        self._size = size
        with self._path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()

    def _unpacked(self) -> Path:
        """Where the bytes lie as the readers want them: one file at a time takes room."""
        target = self._work / "unpacked"
        if self._file.member is not None:
            archives.unpack(self._path, self._file.member, target)
        elif is_packed(self._path):
            unpack(self._path, target)
        else:
            return self._path
        return target

    def _refused(self, refusal: RefusalError, waivers: Iterable[Waiver]) -> FileOutcome:
        # A transaction is open only if reading had begun.
        with suppress(duckdb.TransactionException):
            self._connection.execute("rollback")
        outcome = replace(
            self._blank(),
            status="refused",
            reason=f"{self._file_name}: {refusal}",
            refusal=refusal,
            findings=(Finding("refused_file", None, 1, f"refused: {refusal}"),),
            breaks_control_total=refusal.breaks_control_total,
            is_waived=self._is_waived(waivers),
        )
        self._connection.execute("begin")
        manifest.record(self._connection, outcome, self._size, None, self._now)
        self._connection.execute("commit")
        return outcome

    def _found(self, load: Load, counts: Counts) -> tuple[Finding, ...]:
        """What is known of the file that has just been read, before it is kept."""
        columns = profiled(load, counts.landed)
        earlier = earlier_loads(self._connection, self._table)
        record_columns(load, columns)
        return (
            *rejections(load, counts),
            *load.remarks,
            *drift(self._table, columns, load.new_columns, earlier),
            *clock_change_findings(load),
        )

    def _still_unknown(self) -> tuple[Finding, ...]:
        return manifest.unknown_money(self._connection, self._table, self._sha256)

    def _with(self, outcome: FileOutcome, findings: tuple[Finding, ...]) -> FileOutcome:
        notes = told(findings, f"{self._table.system}.{self._table.table}")
        return replace(outcome, findings=findings, notes=notes)

    def _is_waived(self, waivers: Iterable[Waiver]) -> bool:
        day = self._now.date()
        return is_waived(waivers, self._table.system, self._file_name, self._sha256, day)

    def _blank(self) -> FileOutcome:
        return FileOutcome(
            source_system=self._table.system,
            table_name=self._table.table,
            file_name=self._file_name,
            sha256=self._sha256,
            status="refused",
            is_required=self._table.required,
        )


def _state(path: Path) -> tuple[int, int, int]:
    facts = path.stat()
    return facts.st_size, facts.st_mtime_ns, facts.st_ino
