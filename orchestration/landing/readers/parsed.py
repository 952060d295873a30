"""What the readers of small, irregular exports yield, and how it lands."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from orchestration.landing.declarations import SourceTable
from orchestration.landing.load import Counts, Load
from orchestration.landing.readers.delimited import Record, records
from orchestration.landing.readers.headers import Naming
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

    def reject(self, record: Record, reason: str, expected: str) -> None:
        """A row that does not land."""
        found = None if record.problem else f"{len(record.cells)} fields"
        self.rejected.append(RejectedRow(record.number, reason, expected, record.text, found=found))


Parser = Callable[[Iterable[Record], SourceTable, Naming], Parsed]


def land_parsed(load: Load, parse: Parser) -> Counts:
    """Parse the whole export, then land its rows."""
    with load.export.open_text() as text:
        parsed = parse(records(text, load.table.delimiter), load.table, load.columns_for)
    columns = tuple(parsed.columns)
    load.widen(columns)
    with WorkingRows(load.work, columns) as rows:
        for number, cells in parsed.rows:
            rows.keep(number, [cells.get(column, "") for column in columns])
        for rejected in parsed.rejected:
            rows.reject(rejected)
    return load.insert_working(rows)
