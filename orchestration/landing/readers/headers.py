"""Finding the header row of a delimited export by its signature."""

from collections.abc import Callable, Iterable, Sequence

from orchestration.landing.declarations import SourceTable
from orchestration.landing.outcomes import RefusalError
from orchestration.landing.readers.delimited import Record

# Exports have a few title lines at most; a header further down is not looked for.
LAST_HEADER_ROW = 50

Naming = Callable[[Sequence[str]], tuple[str, ...]]


def is_header(columns: Iterable[str], table: SourceTable) -> bool:
    """Whether a row that names these columns is the header."""
    return set(table.signature) <= set(columns)


def find_header(
    records: Iterable[Record], table: SourceTable, naming: Naming
) -> tuple[Record, tuple[str, ...]]:
    """The header record and its raw columns; without a signature the first row that is not blank.

    A refusal names the missing columns only: without a header, what was found is data.
    """
    fewest_missing, at_row = set(table.signature), 1
    for record in records:
        if record.number > LAST_HEADER_ROW:
            break
        if record.is_blank or record.problem:
            continue
        columns = naming(record.cells)
        if is_header(columns, table):
            return record, columns
        missing = set(table.signature) - set(columns)
        if len(missing) < len(fewest_missing):
            fewest_missing, at_row = missing, record.number
    raise missing_header(table, fewest_missing, at_row)


def missing_header(table: SourceTable, missing: set[str], row: int) -> RefusalError:
    """The refusal of a file whose header row was not found."""
    names = [name for name in table.signature if name in missing]
    return RefusalError(
        f"no header row with every needed column; missing {', '.join(names)}",
        row=row,
        expected=f"columns {', '.join(table.signature)}",
        remedy="export it again with these columns, or declare an alias for a renamed one",
    )
