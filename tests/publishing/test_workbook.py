"""`marts.xlsx` says what the marts say, cell by cell, and names what it leaves out."""

import re
import zipfile
from collections.abc import Callable, Sequence
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path

import duckdb
import pytest
from python_calamine import CalamineWorkbook

from orchestration.project import Home
from orchestration.publishing import workbook
from orchestration.publishing.build_marts import Column, Table
from orchestration.publishing.release import publish
from orchestration.publishing.tables import WrittenTable
from orchestration.publishing.workbook import left_out_because

# A sheet knows no zones; what it holds is UTC.
SEEN_AT = datetime.combine(date(2026, 1, 31), time(23, 59, 58))
WIDE_TABLE = """
    create table marts.cost_per_month (
        cost_month date, tier_name varchar, cost_amount decimal(18, 2), met_share decimal(9, 6),
        unit_count bigint, is_met boolean, latest_at timestamp, seen_at timestamptz,
        huge_count bigint, ratio double
    );
    comment on column marts.cost_per_month.cost_amount is 'Fully loaded cost';
    insert into marts.cost_per_month values
        ('2026-01-01', '=HYPERLINK("http://example.test")', 120000.05, 0.897, 30, true,
            '2026-01-31 23:59:58', '2026-01-31 23:59:58+00', 9007199254740993, 'nan'),
        ('2026-02-01', 'http://example.test/' || repeat('x', 40000), -0.01, null, 0, false,
            '1850-01-01', null, 1, 0.5),
        (null, null, null, null, null, null, null, null, null, null);
    create table marts.a_name_that_is_longer_than_a_sheets_may_be as select 1 as one_count;
    create table marts.a_name_that_is_longer_than_a_sheets_name as select 2 as two_count;
    create table marts.empty_month (empty_month date, unit_count bigint);
"""


def publish_now(home: Home) -> Path:
    made = publish(home, run_id="run-1", checks=(), warnings=(), as_of="2026-02-28T23:00:00")
    return made.path / "marts.xlsx"


@pytest.fixture
def book(home: Home) -> Path:
    with duckdb.connect(str(home.database)) as connection:
        connection.execute(WIDE_TABLE)
    return publish_now(home)


def sheet(book: Path, name: str) -> list[list[object]]:
    rows = CalamineWorkbook.from_path(str(book)).get_sheet_by_name(name).to_python()
    return [list(row) for row in rows]


def test_every_cell_of_a_wide_table_is_read_back(book: Path) -> None:
    header, first, second, *rest = sheet(book, "cost_per_month")
    assert header[:3] == ["cost_month", "tier_name", "cost_amount"]
    # A null month sorts last.
    assert first == [
        date(2026, 1, 1),
        '=HYPERLINK("http://example.test")',
        120000.05,
        0.897,
        30,
        True,
        SEEN_AT,
        SEEN_AT,
        "9007199254740993",
        "nan",
    ]
    assert second[0] == date(2026, 2, 1)
    assert second[2:] == [-0.01, "", 0, False, "1850-01-01 00:00:00", "", 1, 0.5]
    assert len(str(second[1])) == 32767
    assert all(cell == "" for row in rest for cell in row)


def test_no_cell_is_a_formula_or_a_link(book: Path) -> None:
    with zipfile.ZipFile(book) as packed:
        for name in packed.namelist():
            content = packed.read(name).decode()
            if name.startswith("xl/worksheets/"):
                assert "<f>" not in content
                assert "<hyperlink" not in content


def test_each_sheet_is_a_table_of_its_name(book: Path) -> None:
    with zipfile.ZipFile(book) as packed:
        tables = [
            packed.read(name).decode()
            for name in packed.namelist()
            if name.startswith("xl/tables/")
        ]
    named = {match[1]: match[2] for match in map(_name_and_range, tables)}
    assert named["cost_per_month"] == "A1:J4"
    assert named["empty_month"] == "A1:B2"
    assert named["a_name_that_is_longer_than_a_sheets_may_be"] == "A1:A2"
    assert {"contents", "left_out", "columns"} <= set(named)


def _name_and_range(table: str) -> re.Match[str]:
    found = re.search(r'displayName="([^"]+)" ref="([^"]+)"', table)
    assert found
    return found


def test_long_names_get_sheets_of_their_own(book: Path) -> None:
    names = CalamineWorkbook.from_path(str(book)).sheet_names
    assert all(len(name) <= 31 for name in names)
    assert sheet(book, "a_name_that_is_longer_than_a_sh") == [["one_count"], [1]]
    assert sheet(book, "a_name_that_is_longer_than_a__2") == [["two_count"], [2]]


def test_the_first_sheet_names_what_is_held_and_what_is_left_out_and_why(book: Path) -> None:
    first = CalamineWorkbook.from_path(str(book)).sheet_names[0]
    rows = sheet(book, first)
    assert first == "contents"
    assert "data as of 2026-02-28T23:00:00" in str(rows[0][0])
    said = {(row[0], row[1], row[2], row[3]) for row in rows}
    assert ("cost_per_month", "cost_per_month", 3, "") in said
    assert ("fct_amounts", 2, "single facts", "parquet/fct_amounts.parquet") in said
    assert any(row[0] == "dim_tiers" for row in rows)
    assert "fct_amounts" not in CalamineWorkbook.from_path(str(book)).sheet_names


def test_the_last_sheet_says_what_a_column_means(book: Path) -> None:
    rows = sheet(book, "columns")
    assert ["cost_per_month", "cost_amount", "DECIMAL(18,2)", "Fully loaded cost"] in rows


def test_equal_data_gives_an_equal_workbook_but_for_the_release_it_names(
    home: Home, book: Path
) -> None:
    again = publish_now(home)
    with zipfile.ZipFile(book) as one, zipfile.ZipFile(again) as other:
        differing = {name for name in one.namelist() if one.read(name) != other.read(name)}
    assert differing <= {"xl/sharedStrings.xml"}


@pytest.mark.parametrize(
    ("rows", "columns", "reason"),
    [
        (1_048_575, 1, None),
        (1_048_576, 1, "more than the 1,048,575 rows that a sheet holds below its header"),
        (400_000, 5, None),
        (400_001, 5, "more than 2,000,000 cells"),
    ],
)
def test_a_table_that_no_sheet_can_hold_is_left_out(
    rows: int, columns: int, reason: str | None
) -> None:
    table = Table("sla_month", None, (Column("a", "BIGINT", True, None),) * columns, "sla_month")
    assert left_out_because(WrittenTable(table, rows, "")) == reason


def test_a_file_that_cannot_be_written_is_a_failure_of_the_machine(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    duckdb.connect(str(tmp_path / "marts.duckdb")).close()
    monkeypatch.setattr(workbook, "FILE_NAME", "no-such-folder/marts.xlsx")
    with pytest.raises(OSError, match="No such file"):
        workbook.write_workbook(
            tmp_path / "marts.duckdb", tmp_path, [], "1", "2026-01-01", tmp_path / "spill"
        )


@pytest.mark.whole_run
def test_the_workbook_of_the_sample_says_what_its_marts_say(
    published: Callable[..., Home], release: Callable
) -> None:
    home = published("flat")
    connection = release(home)
    book = CalamineWorkbook.from_path(str(home.current / "marts.xlsx"))
    names = [name for name in book.sheet_names if name not in {"contents", "columns"}]
    assert {"cost_per_tier_month", "sla_month", "quality_month", "savings_bridge"} <= set(names)
    for name in names:
        header, *rows = book.get_sheet_by_name(name).to_python()
        cursor = connection.execute(f"from {name}")
        assert header == [column for column, *_ in cursor.description]
        expected = [[_as_in_a_sheet(cell) for cell in row] for row in cursor.fetchall()]
        found = [list(row) for row in rows if any(cell != "" for cell in row)]
        _assert_equal(name, found, expected)


def _as_in_a_sheet(cell: object) -> object:
    if cell is None:
        return ""
    return float(cell) if isinstance(cell, Decimal) else cell


def _assert_equal(name: str, found: Sequence[object], expected: Sequence[object]) -> None:
    assert len(found) == len(expected), name
    for read, told in zip(found, expected, strict=True):
        assert read == told, name
