"""Exports of several sections, each with its own particulars, header, rows and total row.

A payroll journal is one: title lines, then for every pay run a marker, a few labelled values (the
pay period, the pay day), a header, one row per worker and the totals.
"""

from collections.abc import Iterable, Mapping

from orchestration.landing.declarations import SourceTable
from orchestration.landing.load import Counts, Load
from orchestration.landing.outcomes import RefusalError
from orchestration.landing.readers.control_totals import RunningTotals, missing_total
from orchestration.landing.readers.delimited import Record
from orchestration.landing.readers.headers import Naming, is_header, missing_header
from orchestration.landing.readers.parsed import Parsed, land_parsed

_REMEDY = "the file is cut off or edited; export it again"


def read(load: Load) -> Counts:
    """Land the rows of all sections."""
    return land_parsed(load, parse)


def parse(records: Iterable[Record], table: SourceTable, naming: Naming) -> Parsed:
    """The rows of all sections, each with the labelled values of its section."""
    parsed = Parsed()
    section: _Section | None = None
    sections = last_row = 0
    for record in records:
        last_row = record.number
        if record.is_blank:
            continue
        if _first(record) == _key(table.options["section_marker"]):
            if section is not None:
                what = f"the {table.options['end_marker']!r} row of the section before"
                raise missing_total(what, record.number, _REMEDY)
            section, sections = _Section(table, naming, parsed, record.number), sections + 1
        elif section is None:
            if sections and not _is_aside(record):
                parsed.reject(record, "a row outside of every section", "a row inside a section")
        elif _first(record) == _key(table.options["end_marker"]):
            section.close(record)
            section = None
        else:
            section.take(record)
    if section is not None:
        raise missing_total(f"the {table.options['end_marker']!r} row", last_row, _REMEDY)
    if not sections:
        raise RefusalError(
            "no section",
            expected=f"a row that begins with {table.options['section_marker']!r}",
            remedy="check that this is the declared export",
        )
    return parsed


class _Section:
    def __init__(self, table: SourceTable, naming: Naming, parsed: Parsed, row: int) -> None:
        self._table, self._naming, self._parsed, self._row = table, naming, parsed, row
        self._carried: dict[str, str] = {}
        self._columns: tuple[str, ...] | None = None
        self._totals = RunningTotals.of(table)

    def take(self, record: Record) -> None:
        """A labelled value, the header, or a row."""
        if self._columns is None:
            columns = self._naming(record.cells)
            if is_header(columns, self._table):
                self._open(columns)
            else:
                self._carry(record)
        elif record.problem:
            self._parsed.reject(record, record.problem, "a readable row", self._columns)
        elif len(record.cells) != len(self._columns):
            self._parsed.reject(record, "wrong number of fields", f"{len(self._columns)} fields")
        else:
            cells = dict(zip(self._columns, record.cells, strict=True))
            self._totals.add(record.number, cells)
            self._parsed.keep(record.number, {**self._carried, **cells})

    def close(self, record: Record) -> None:
        """The total row."""
        if self._columns is None:
            raise missing_header(self._table, set(self._table.signature), self._row)
        stated = dict(zip(self._columns, record.cells, strict=False))
        self._totals.check(record.number, stated, "the section")

    def _open(self, columns: tuple[str, ...]) -> None:
        fields: Mapping[str, str] = self._table.options.get("section_fields") or {}
        for column, label in fields.items():
            if not self._carried.get(column):
                raise RefusalError(
                    "a section without a value that all its rows need",
                    row=self._row,
                    column=column,
                    expected=f"a row labelled {label!r} above the header",
                    remedy="export it again in the declared shape",
                )
        self._columns = columns
        self._parsed.columns.update(dict.fromkeys((*self._carried, *columns)))

    def _carry(self, record: Record) -> None:
        fields: Mapping[str, str] = self._table.options.get("section_fields") or {}
        for column, label in fields.items():
            if label.lower() in _first(record) and len(record.cells) > 1:
                self._carried[column] = record.cells[1].strip()


def _first(record: Record) -> str:
    return _key(record.cells[0]) if record.cells else ""


def _key(text: str) -> str:
    return " ".join(text.split()).lower()


def _is_aside(record: Record) -> bool:
    """Title lines and totals over several sections: they hold no row."""
    filled = [cell for cell in record.cells if cell.strip()]
    return not record.problem and (len(filled) < 3 or "total" in _first(record))
