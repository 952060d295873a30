"""Which declared table an export belongs to, by what stands in it and by where it lies."""

import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import TextIO

from orchestration.landing.byte_scan import TextScan
from orchestration.landing.column_names import raw_columns
from orchestration.landing.declarations import SourceTable
from orchestration.landing.outcomes import RefusalError
from orchestration.landing.readers.delimited import Record, records
from orchestration.landing.readers.json_documents import document_records, is_document

_ROWS_LOOKED_AT = 60
# Without a signature a table is recognised only if most of the headers are its own.
_LEAST_KNOWN_SHARE = 0.5


@dataclass(frozen=True)
class Candidate:
    """How well one declared table fits; `missing` are needed columns that were not found."""

    table: SourceTable
    row: int
    known: int
    headers: int
    missing: tuple[str, ...]
    is_by_place: bool = False
    is_by_name: bool = False

    @property
    def name(self) -> str:
        return f"{self.table.system}.{self.table.table}"

    @property
    def fits(self) -> bool:
        """Whether the file can be an export of this table."""
        if self.missing:
            return False
        return bool(self.table.signature) or self.known >= _LEAST_KNOWN_SHARE * self.headers > 0

    @property
    def why(self) -> str:
        """The reason, in words; names of declared columns only."""
        place = "it lies in the drop folder and has a name of this table; " * self.is_by_place
        if self.missing:
            return f"{place}missing columns {', '.join(self.missing)}"
        needed = len(self.table.signature)
        return (
            f"{place}{needed} of {needed} needed columns in row {self.row}; "
            f"{self.known} of {self.headers} headers are declared"
        )


def table_by_place(path: Path, tables: Sequence[SourceTable]) -> SourceTable | None:
    """The table that takes the file where it lies, if it lies in a drop folder."""
    if not is_in_drop_folder(path, tables):
        return None
    system = path.parent.name
    return next((t for t in tables if t.system == system and t.takes(path.name)), None)


def is_in_drop_folder(path: Path, tables: Sequence[SourceTable]) -> bool:
    """Whether the file lies in `landing/<system>/` of some home."""
    folder = path.resolve().parent
    return folder.parent.name == "landing" and folder.name in {table.system for table in tables}


def candidates(
    path: Path, content: Path, scan: TextScan, tables: Sequence[SourceTable]
) -> list[Candidate]:
    """Every table with a text shape, best first: the place decides, then what is declared.

    `path` is where the file lies, `content` where its unpacked bytes do.
    """
    by_place = table_by_place(path, tables)
    beginning = _Beginning(content, scan)
    found = []
    for table in tables:
        seen = _SEEN.get(table.shape)
        if seen is not None:
            best = _best(table, seen(beginning, table))
            is_by_place, is_by_name = table is by_place, table.takes(path.name)
            found.append(replace(best, is_by_place=is_by_place, is_by_name=is_by_name))
    return sorted(found, key=_order)


def _order(candidate: Candidate) -> tuple[object, ...]:
    share = candidate.known / candidate.headers if candidate.headers else 0.0
    return (
        not candidate.is_by_place,
        not candidate.fits,
        len(candidate.missing),
        -candidate.known if candidate.fits else 0,
        -share,
        not candidate.is_by_name,
        candidate.name,
    )


def _best(table: SourceTable, rows: Iterator[tuple[int, tuple[str, ...]]]) -> Candidate:
    """The row that misses the fewest needed columns."""
    best = Candidate(table, 1, 0, 0, table.signature or ("a header row",))
    for row, columns in rows:
        known = len(set(columns) & set(table.columns))
        missing = tuple(name for name in table.signature if name not in columns)
        seen = Candidate(table, row, known, len(columns), missing)
        if (len(missing), -known) < (len(best.missing), -best.known):
            best = seen
    return best


class _Beginning:
    """The first rows of a file, read once per way of reading."""

    def __init__(self, path: Path, scan: TextScan) -> None:
        self._path, self._scan = path, scan
        self._records: dict[str, list[Record]] = {}
        self._keys: dict[tuple[str, ...], list[tuple[int, list[str]]]] = {}

    def records(self, delimiter: str) -> list[Record]:
        if delimiter not in self._records:
            with self._opened("") as text:
                self._records[delimiter] = [
                    record
                    for record in islice(records(text, delimiter), _ROWS_LOOKED_AT)
                    if not record.is_blank and not record.problem
                ]
        return self._records[delimiter]

    def objects(self, records_path: tuple[str, ...]) -> list[tuple[int, list[str]]]:
        """Keys of the first records that are JSON objects, one per line or in documents."""
        if records_path not in self._keys:
            self._keys[records_path] = found = []
            with self._opened(None) as text, suppress(RefusalError):
                is_whole = is_document(text, records_path)
                text.seek(0)
                lines = document_records(text, records_path) if is_whole else text
                for number, line in enumerate(islice(lines, _ROWS_LOOKED_AT), start=1):
                    with suppress(ValueError, RecursionError):
                        value = json.loads(line)
                        if isinstance(value, dict):
                            found.append((number, list(value)))
        return self._keys[records_path]

    def _opened(self, newline: str | None) -> TextIO:
        encoding = self._scan.encoding
        return self._path.open(encoding=encoding, errors="surrogateescape", newline=newline)


def _rows(beginning: _Beginning, table: SourceTable) -> Iterator[tuple[int, tuple[str, ...]]]:
    for record in beginning.records(table.delimiter):
        yield record.number, raw_columns(record.cells, table.columns, table.aliases)


def _grouped(beginning: _Beginning, table: SourceTable) -> Iterator[tuple[int, tuple[str, ...]]]:
    """The first column has no header; it holds the groups."""
    for record in beginning.records(table.delimiter):
        if record.cells and not record.cells[0].strip():
            columns = raw_columns(record.cells[1:], table.columns, table.aliases)
            yield record.number, (str(table.options["group_column"]), *columns)


def _sectioned(beginning: _Beginning, table: SourceTable) -> Iterator[tuple[int, tuple[str, ...]]]:
    """A header counts only below the marker of a section."""
    marker = str(table.options["section_marker"]).lower()
    is_inside = False
    for record in beginning.records(table.delimiter):
        is_inside = is_inside or record.cells[0].strip().lower() == marker
        if is_inside:
            yield record.number, raw_columns(record.cells, table.columns, table.aliases)


def _objects(beginning: _Beginning, table: SourceTable) -> Iterator[tuple[int, tuple[str, ...]]]:
    for number, keys in beginning.objects(table.records_path):
        yield number, raw_columns(keys, table.columns, table.aliases)


_Seen = Callable[[_Beginning, SourceTable], Iterator[tuple[int, tuple[str, ...]]]]
# Shapes whose beginning shows the columns; a file of another shape is recognised by landing it.
_SEEN: dict[str, _Seen] = {
    "flat": _rows,
    "preamble": _rows,
    "grouped": _grouped,
    "sectioned": _sectioned,
    "ndjson": _objects,
}
TEXT_SHAPES = frozenset(_SEEN)
