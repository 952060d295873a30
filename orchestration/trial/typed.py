"""Typing what a trial has landed: staging alone, with its tests, and where they fail."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import duckdb

from orchestration.landing.declarations import SourceTable
from orchestration.project import Home
from orchestration.transform.dbt_build import broken_staging_tests
from orchestration.trial.report import TrialFinding

_PLACE = ("source_file", "source_row", "column_name")
_FORMS = (
    ("_at", "a time in the form of this export"),
    ("_date", "a date in the form of this export"),
    ("_month", "a month or a date in the form of this export"),
    ("_amount", "an amount of money such as 1250.50, $1,250.50, (1,250.50) or 1,250.50-"),
    ("_price", "an amount of money such as 1250.50, $1,250.50, (1,250.50) or 1,250.50-"),
    ("_seconds", "a duration in the form of this export, such as 26:40:00"),
    ("_count", "a whole number"),
    ("quantity", "a number with a decimal point"),
    ("hours", "hours with a decimal point"),
    ("_share", "a number with a decimal point"),
)
_REMEDY = (
    "correct it at its source and export again; if the whole export writes it so, the constants "
    "beside the source (date order, time zone, decimal mark) do not fit this account"
)


@dataclass(frozen=True)
class TypingFinding:
    """A finding of staging; without a file it is about all rows of the system together."""

    system: str
    file_name: str | None
    finding: TrialFinding


def typing_findings(home: Home, tables: Sequence[SourceTable]) -> list[TypingFinding]:
    """What the staging tests of these tables' systems say, with row and column where they know."""
    systems = sorted({table.system for table in tables})
    broken = broken_staging_tests(home, systems)
    # A column that could not be read is empty too; that is said once, by the test that knows why.
    broken.sort(key=lambda node: _kind(node) != "text_is_typed")
    said: set[tuple[str | None, int | None, str]] = set()
    findings: list[TypingFinding] = []
    with duckdb.connect(home.database, read_only=True) as connection:
        for node in broken:
            for found in _of_test(connection, node):
                column = found.finding.column or found.finding.problem
                keys = {(found.file_name, found.finding.row, name) for name in _names(node, column)}
                if not keys & said:
                    findings.append(found)
                said |= keys
    return findings


def _of_test(
    connection: duckdb.DuckDBPyConnection, node: Mapping[str, Any]
) -> Iterator[TypingFinding]:
    system = str(node["fqn"][2])
    rows_of_test = f"from ({node['compiled_code']}) as failing"
    cursor = connection.execute(f"select * {rows_of_test} limit 0")
    has = [name for name, *_ in cursor.description or () if name in _PLACE]
    if "source_row" not in has:
        problem = f"{node['failures']} times: {_problem(node)}"
        yield TypingFinding(
            system,
            None,
            TrialFinding("blocks", problem, expected=_expected(node, None), remedy=_REMEDY),
        )
        return
    columns = ", ".join(name if name in has else f"null as {name}" for name in _PLACE)
    rows = connection.execute(f"select distinct {columns} {rows_of_test} order by all").fetchall()
    for file_name, row, column in rows:
        yield TypingFinding(
            system,
            file_name,
            TrialFinding(
                weight="blocks",
                problem=_problem(node),
                row=row,
                column=column,
                expected=_expected(node, column),
                remedy=_REMEDY,
            ),
        )


def _problem(node: Mapping[str, Any]) -> str:
    return {
        "text_is_typed": "the cell cannot be read as what its column holds",
        "columns_are_filled": "nothing that can be read stands in a column that every row needs",
        "values_are_listed": "a value that is not on the closed list",
        "unique_combination": "two rows share what must be unique",
        "time_zone_is_known": "a name that is no time zone",
    }.get(_kind(node), f"the rule {str(node['name']).replace('_', ' ')!r} does not hold")


def _expected(node: Mapping[str, Any], column: str | None) -> str | None:
    said = _arguments(node)
    kind = _kind(node)
    if kind == "text_is_typed" and column is not None:
        typed = [name for name, text in said["columns"].items() if _bare(text) == column]
        return ", or ".join(_form(name) for name in typed) or None
    if kind == "columns_are_filled" and column is not None:
        return f"a value for {column}"
    if kind == "values_are_listed" and column is not None:
        return f"one of {', '.join(said['columns'][column])}"
    if kind == "unique_combination":
        return f"one row per {', '.join(said['columns'])}"
    if kind == "time_zone_is_known":
        return "an IANA name such as America/New_York, or a helpdesk's name of the zone"
    if kind == "row_is_true":
        return " ".join(str(said["statement"]).split())
    return None


def _form(typed: str) -> str:
    """What a typed column holds, by the ending of its name."""
    return next((form for ending, form in _FORMS if typed.endswith(ending)), f"a value of {typed}")


def _names(node: Mapping[str, Any], column: str) -> set[str]:
    """The column by its own name and by the names of what is typed from it."""
    if _kind(node) != "text_is_typed":
        return {column}
    typed = {name for name, text in _arguments(node)["columns"].items() if _bare(text) == column}
    return {column} | typed


def _kind(node: Mapping[str, Any]) -> str:
    return str((node.get("test_metadata") or {}).get("name") or "")


def _arguments(node: Mapping[str, Any]) -> Mapping[str, Any]:
    return (node.get("test_metadata") or {}).get("kwargs") or {}


def _bare(text: str) -> str:
    return text.replace('"', "")
