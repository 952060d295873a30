"""How a file's columns differ from the declaration and from the files of the table before it."""

import re
from collections.abc import Iterator, Mapping, Sequence

from orchestration.landing.column_kinds import is_same_kind
from orchestration.landing.declarations import SourceTable
from orchestration.landing.file_columns import FileColumn
from orchestration.landing.money_text import looks_like_money
from orchestration.landing.outcomes import Finding

# With fewer filled cells a kind is chance.
FEWEST_CELLS_JUDGED = 20
# Numbers of documents and people may be letters tomorrow: that changes no kind.
_NAMES_AN_IDENTIFIER = re.compile(r"(^|_)(id|ids|number|num|no|code|key|ref|reference)(_|$)")


def drift(
    table: SourceTable,
    columns: Sequence[FileColumn],
    new_columns: Sequence[str],
    earlier: Sequence[Mapping[str, FileColumn]],
) -> list[Finding]:
    """Unknown money first, then new, vanished and changed columns. Names and kinds, no values.

    Money that nobody declared is found in every file; what else is new, in the file that has it
    first. A column has vanished if all of the last files had it and any of them filled it.
    """
    return [
        *_undeclared(table, columns, new_columns),
        *_vanished({column.name for column in columns}, earlier),
        *_changed(columns, earlier),
    ]


def _undeclared(
    table: SourceTable, columns: Sequence[FileColumn], new_columns: Sequence[str]
) -> Iterator[Finding]:
    undeclared = [column for column in columns if column.name not in table.columns]
    money = [c for c in undeclared if looks_like_money(c.name) or c.kind == "money"]
    for column in sorted(money, key=lambda column: column.name):
        yield Finding(
            "unknown_money_column",
            column.name,
            column.filled_count,
            "landed, but no model counts this money; declare the column and decide what it is",
        )
    for column in undeclared:
        if column not in money and column.name in new_columns:
            said = "a new column: landed, but no model reads it"
            yield Finding("new_column", column.name, column.filled_count, said)


def _vanished(now: set[str], earlier: Sequence[Mapping[str, FileColumn]]) -> Iterator[Finding]:
    for name in earlier[0] if earlier else ():
        was_always_there = all(name in load for load in earlier)
        was_filled = any(load[name].filled_count for load in earlier if name in load)
        if name not in now and was_always_there and was_filled:
            said = "the column is missing; the files before this one had it"
            yield Finding("vanished_column", name, 1, said)


def _changed(
    columns: Sequence[FileColumn], earlier: Sequence[Mapping[str, FileColumn]]
) -> Iterator[Finding]:
    for column in columns:
        if _NAMES_AN_IDENTIFIER.search(column.name):
            continue
        filled = (load[column.name] for load in earlier if column.name in load)
        before = next((past for past in filled if past.filled_count), None)
        if before is None or column.kind == "empty" or is_same_kind(before.kind, column.kind):
            continue
        # One cell is enough to break a kind, but many must agree to make one.
        judged = before.filled_count if column.kind == "text" else column.filled_count
        if min(before.filled_count, judged) >= FEWEST_CELLS_JUDGED:
            said = f"the cells used to be {before.kind}, now they are {column.kind}"
            yield Finding("changed_type", column.name, column.filled_count, said)
