"""Reports that list rows under group rows, with a total per group, a grand total and a footer."""

import re
from collections.abc import Iterable

from orchestration.landing.declarations import SourceTable
from orchestration.landing.load import Counts, Load
from orchestration.landing.readers.control_totals import RunningTotals, missing_total
from orchestration.landing.readers.delimited import Record
from orchestration.landing.readers.headers import Naming, find_header
from orchestration.landing.readers.parsed import Parsed, land_parsed

_ROW_COUNT = re.compile(r"\s*\(\d+\)$")
_REMEDY = "the file is cut off or edited; export it again"


def read(load: Load) -> Counts:
    """Land the rows of all groups."""
    return land_parsed(load, parse)


def parse(records: Iterable[Record], table: SourceTable, naming: Naming) -> Parsed:
    """The rows of all groups, each with the name of its group; stops at the grand total."""
    records = iter(records)
    group_column = str(table.options["group_column"])
    header, columns = find_header(records, table, _naming_group(group_column, naming))
    parsed = Parsed(columns=dict.fromkeys(columns))
    group: str | None = None
    group_totals, all_totals = RunningTotals.of(table), RunningTotals.of(table)
    last_row = header.number
    for record in records:
        last_row = record.number
        first = record.cells[0].strip() if record.cells else ""
        cells = dict(zip(columns, record.cells, strict=False))
        if record.is_blank:
            continue
        if first and first == table.options["grand_total"]:
            if group is not None:
                raise missing_total("the total row of the group above", record.number, _REMEDY)
            all_totals.check(record.number, cells, "the report")
            return parsed
        if first.startswith(str(table.options["total_prefix"])):
            if group is None:
                raise missing_total("the group of this total row", record.number, _REMEDY)
            group_totals.check(record.number, cells, "the group")
            group, group_totals = None, RunningTotals.of(table)
        elif first and not any(cell.strip() for cell in record.cells[1:]):
            if group is not None:
                raise missing_total("the total row of the group above", record.number, _REMEDY)
            group = _ROW_COUNT.sub("", first)
        elif record.problem:
            parsed.reject(record, record.problem, "a readable row", columns)
        elif len(record.cells) != len(columns):
            parsed.reject(record, "wrong number of fields", f"{len(columns)} fields")
        elif group is None or first:
            parsed.reject(record, "a row outside of every group", "a row under its group's row")
        else:
            group_totals.add(record.number, cells)
            all_totals.add(record.number, cells)
            parsed.keep(record.number, {**cells, group_column: group})
    raise missing_total(f"the {table.options['grand_total']!r} row", last_row, _REMEDY)


def _naming_group(group_column: str, naming: Naming) -> Naming:
    """The first column has no header; it holds the groups."""
    return lambda cells: (group_column, *naming(cells[1:]))
