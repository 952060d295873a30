"""What the readers of small, irregular exports yield, and how it lands."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from orchestration.landing.declarations import SourceTable
from orchestration.landing.load import Counts, Load
from orchestration.landing.readers.delimited import Record, records
from orchestration.landing.readers.headers import Naming
from orchestration.landing.readers.sheets import sheet_records
from orchestration.landing.workbooks import is_workbook
from orchestration.landing.working_rows import RejectedRow, WorkingRows


@dataclass
class Parsed:
    """Rows by column, with their row numbers, and the rows that do not land."""

    rows: list[tuple[int, Mapping[str, str]]] = field(default_factory=list)
    rejected: list[RejectedRow] = field(default_factory=list)
    columns: dict[str, None] = field(default_factory=dict)

    def keep(self, row: int, cells: Mapping[str, str]) -> None:
        """A good row."""
        self.rows.append((row, cells))

    def reject(
        self, record: Record, reason: str, expected: str, columns: Sequence[str] = ()
    ) -> None:
        """A row that does not land; `columns` are the columns of its cells, if they are known."""
        found = None if record.problem else f"{len(record.cells)} fields"
        place = record.problem_at
        column = columns[place] if place is not None and place < len(columns) else None
        self.rejected.append(
            RejectedRow(record.number, reason, expected, record.text, column, found)
        )


Parser = Callable[[Iterable[Record], SourceTable, Naming], Parsed]


def export_records(load: Load) -> Iterator[Record]:
    """The records of an export: delimited text, or the same rows in a workbook."""
    if is_workbook(load.export.path):
        yield from sheet_records(load)
        return
    with load.export.open_text() as text:
        yield from records(text, load.table.delimiter)


def land_parsed(
    load: Load, parse: Parser, records_of: Callable[[Load], Iterator[Record]] = export_records
) -> Counts:
    """Parse the whole export, then land its rows."""
    parsed = parse(records_of(load), load.table, load.columns_for)
    columns = tuple(parsed.columns)
    load.widen(columns)
    with WorkingRows(load.work, columns) as rows:
        for number, cells in parsed.rows:
            rows.keep(number, [cells.get(column, "") for column in columns])
        for rejected in parsed.rejected:
            rows.reject(rejected)
    return load.insert_working(rows)
