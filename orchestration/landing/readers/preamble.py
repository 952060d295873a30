"""Reports with title lines above a header of one or two rows, and a total row below the rows.

Of two header rows the upper one names a question or a group and is empty over its further columns,
the lower one names the column; both together, with a space between, are the header.
"""

from collections.abc import Iterable, Iterator

from orchestration.landing.declarations import SourceTable
from orchestration.landing.load import Counts, Load
from orchestration.landing.outcomes import RefusalError
from orchestration.landing.readers.control_totals import RunningTotals, missing_total
from orchestration.landing.readers.delimited import Record
from orchestration.landing.readers.headers import Naming, find_header
from orchestration.landing.readers.parsed import Parsed, land_parsed


def read(load: Load) -> Counts:
    """Land the rows between the header and the total row."""
    return land_parsed(load, parse)


def parse(records: Iterable[Record], table: SourceTable, naming: Naming) -> Parsed:
    """The rows below the header; stops at the total row, if the report has one."""
    records = iter(records)
    header, columns = find_header(records, table, naming)
    if table.options.get("header_rows") == 2:
        columns = naming(_joined(header, records))
    parsed = Parsed(columns=dict.fromkeys(columns))
    totals, total_prefix = RunningTotals.of(table), str(table.options.get("total_prefix") or "")
    last_row = header.number
    for record in records:
        last_row = record.number
        if record.is_blank:
            continue
        cells = dict(zip(columns, record.cells, strict=False))
        if total_prefix and record.cells and record.cells[0].strip().startswith(total_prefix):
            totals.check(record.number, cells, "the report")
            return parsed
        if record.problem:
            parsed.reject(record, record.problem, "a readable row", columns)
        elif len(record.cells) != len(columns):
            parsed.reject(record, "wrong number of fields", f"{len(columns)} fields")
        else:
            totals.add(record.number, cells)
            parsed.keep(record.number, cells)
    if total_prefix:
        remedy = "the file is cut off or edited; export it again"
        raise missing_total(f"the {total_prefix!r} row", last_row, remedy)
    return parsed


def _joined(upper: Record, records: Iterator[Record]) -> list[str]:
    """Both header rows as one; a column without an upper name is under the last one before it."""
    lower = next(records, None)
    if lower is None or lower.problem or len(lower.cells) != len(upper.cells):
        raise RefusalError(
            "the second header row is missing or has another number of fields",
            row=upper.number + 1,
            expected=f"{len(upper.cells)} fields",
            remedy="export it again in the declared shape",
        )
    names: list[str] = []
    group = ""
    for above, below in zip(upper.cells, lower.cells, strict=True):
        group = above.strip() or group
        names.append(f"{group} {below.strip()}" if below.strip() else above.strip())
    return names
