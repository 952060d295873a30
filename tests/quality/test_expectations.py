"""Great Expectations on DuckDB: what is declared is counted, and no value of a row is told."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import duckdb
import pytest

from orchestration.project import Home
from orchestration.quality.expectations import check_landed, check_marts
from orchestration.quality.results import CheckResult

NOW = datetime(2026, 3, 10, 6, tzinfo=UTC)


@dataclass(frozen=True)
class Table:
    system: str
    table: str
    required: bool = True
    freshness_hours: float | None = 26
    expectations: Sequence[Mapping[str, Any]] = field(default_factory=list)


@pytest.fixture
def home(tmp_path: Path) -> Home:
    made = Home(tmp_path / "home")
    made.prepare()
    with duckdb.connect(str(made.database)) as connection:
        connection.execute(
            """
            create schema raw;
            create table raw.files (
                source_system varchar, table_name varchar, file_name varchar,
                file_sha256 varchar, size_bytes bigint, load_number bigint,
                loaded_at timestamp, status varchar, reason varchar, rows_read bigint,
                rows_landed bigint, rows_rejected bigint, is_required boolean,
                is_present boolean
            );
            insert into raw.files (file_sha256, is_present) values ('now', true), ('old', false);
            create schema raw_gusto;
            create table raw_gusto.payroll_journal (
                last_name varchar, gross_earnings varchar, pay_day varchar,
                _source_sha256 varchar
            );
            insert into raw_gusto.payroll_journal values
                ('CANARY', '987654.32', '01/02/2026', 'now'),
                ('CANARY', '987654.32', 'tomorrow', 'now'),
                (null, '12.00', '01/09/2026', 'now');
            create schema marts;
            create table marts.cost_per_tier_month (tier varchar, cost_amount decimal(18, 2));
            insert into marts.cost_per_tier_month values ('1', 10), ('1', -987654.32), ('2', 5);
            """
        )
    return made


def journal(*expectations: Mapping[str, Any]) -> Table:
    return Table("gusto", "payroll_journal", expectations=expectations)


def landed(home: Home, *expectations: Mapping[str, Any]) -> CheckResult:
    (result,) = check_landed(home, [journal(*expectations)], NOW)
    return result


def test_a_broken_expectation_says_how_many_rows_of_which_table_and_what_to_do(home: Home) -> None:
    result = landed(
        home, {"type": "ExpectColumnValuesToNotBeNull", "kwargs": {"column": "last_name"}}
    )
    assert result == CheckResult(
        asset=("gusto", "payroll_journal"),
        name="last_name_to_not_be_null",
        passed=False,
        blocking=True,
        description=(
            "gusto.payroll_journal: 1 of 3 rows break the rule that last_name is never empty. "
            "Columns _source_file and _source_row of raw_gusto.payroll_journal name the file and "
            "the line: correct the export and drop it into landing/gusto."
        ),
        metadata={
            "expectation": "ExpectColumnValuesToNotBeNull",
            "rows": 3,
            "failing_rows": 1,
        },
    )


def test_an_expectation_that_holds_says_so(home: Home) -> None:
    result = landed(
        home, {"type": "ExpectColumnValuesToNotBeNull", "kwargs": {"column": "pay_day"}}
    )
    assert result.passed
    assert result.description == "gusto.payroll_journal: pay_day is never empty."


def test_a_warning_does_not_block(home: Home) -> None:
    result = landed(
        home,
        {
            "type": "ExpectTableRowCountToBeBetween",
            "kwargs": {"min_value": 10},
            "severity": "warn",
            "name": "a_journal_has_ten_rows",
        },
    )
    assert (result.passed, result.blocking) == (False, False)
    assert result.name == "a_journal_has_ten_rows"
    assert "a journal has ten rows (it has 3 rows)" in result.description


def test_a_regex_is_checked_in_sql_and_its_braces_survive(home: Home) -> None:
    result = landed(
        home,
        {
            "type": "ExpectColumnValuesToMatchRegex",
            "kwargs": {"column": "pay_day", "regex": "^[0-9]{2}/[0-9]{2}/[0-9]{4}$"},
        },
    )
    assert not result.passed
    assert result.metadata["failing_rows"] == 1
    assert "pay_day has the form ^[0-9]{2}/[0-9]{2}/[0-9]{4}$" in result.description


def test_a_rule_in_sql_counts_its_rows(home: Home) -> None:
    result = landed(
        home,
        {
            "type": "UnexpectedRowsExpectation",
            "kwargs": {"unexpected_rows_query": "select * from {batch} where last_name = 'CANARY'"},
            "name": "nobody_is_called_canary",
        },
    )
    assert result.metadata["failing_rows"] == 2


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        ({"type": "ExpectMiracles"}, "no expectation 'ExpectMiracles'"),
        ({"type": "ExpectColumnValuesToBeInSet", "kwargs": {"colum": "x"}}, "does not take"),
        (
            {"type": "ExpectColumnValuesToNotBeNull", "kwargs": {"column": "absent"}},
            "do the table and the columns exist",
        ),
    ],
)
def test_a_wrong_declaration_blocks_and_is_explained(
    home: Home, entry: Mapping[str, Any], said: str
) -> None:
    result = landed(home, entry)
    assert (result.passed, result.blocking) == (False, True)
    assert said in result.description


def test_results_keep_their_order_and_repeated_names_get_a_number(home: Home) -> None:
    entries = [
        {"type": "ExpectColumnValuesToBeUnique", "kwargs": {"column": "pay_day"}},
        {"type": "ExpectTableRowCountToBeBetween", "kwargs": {"min_value": 1}},
        {"type": "ExpectTableRowCountToBeBetween", "kwargs": {"max_value": 2}},
    ]
    results = check_landed(home, [journal(*entries)], NOW)
    assert [(result.name, result.passed) for result in results] == [
        ("pay_day_to_be_unique", True),
        ("table_row_count_to_be_between", True),
        ("table_row_count_to_be_between_2", False),
    ]


def test_no_pay_and_no_name_is_in_any_result_or_on_the_screen(
    home: Home, capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    entries = [
        {"type": kind, "kwargs": {"column": column} | more}
        for column in ("last_name", "gross_earnings")
        for kind, more in (
            ("ExpectColumnValuesToBeUnique", {}),
            ("ExpectColumnValuesToBeInSet", {"value_set": ["nobody"]}),
            ("ExpectColumnValuesToBeBetween", {"min_value": 0, "max_value": 1}),
            ("ExpectColumnMaxToBeBetween", {"min_value": "a", "max_value": "b"}),
            ("ExpectColumnSumToBeBetween", {"min_value": 0, "max_value": 1}),
            ("ExpectColumnDistinctValuesToBeInSet", {"value_set": ["nobody"]}),
        )
    ]
    results = check_landed(home, [journal(*entries)], NOW)
    assert len(results) == 12
    assert not any(result.passed for result in results)
    seen = repr(results) + "".join(capfd.readouterr()) + caplog.text
    assert "CANARY" not in seen
    assert "987654" not in seen


def test_the_database_can_be_opened_for_writing_right_after(home: Home) -> None:
    landed(home, {"type": "ExpectTableRowCountToBeBetween", "kwargs": {"min_value": 1}})
    with duckdb.connect(str(home.database)) as connection:
        connection.execute("create table marts.written (id integer)")


def test_marts_are_checked_as_the_dbt_manifest_declares(home: Home) -> None:
    expectations = [
        {"type": "ExpectColumnValuesToBeUnique", "kwargs": {"column": "tier"}},
        {
            "type": "ExpectColumnValuesToBeBetween",
            "kwargs": {"column": "cost_amount", "min_value": 0},
        },
    ]
    node = {
        "resource_type": "model",
        "schema": "marts",
        "name": "cost_per_tier_month",
        "config": {"meta": {"expectations": expectations}},
    }
    silent = node | {"name": "dim_tiers", "config": {"meta": {}}}
    manifest = {"nodes": {"model.a": node, "model.b": silent}}
    (home.dbt_target / "manifest.json").write_text(json.dumps(manifest))
    results = check_marts(home)
    assert [(result.asset, result.name, result.passed) for result in results] == [
        (("marts", "cost_per_tier_month"), "tier_to_be_unique", False),
        (("marts", "cost_per_tier_month"), "cost_amount_to_be_between", False),
    ]
    assert "2 of 3 rows break the rule that no two rows share a tier" in results[0].description
    assert "1 of 3 rows break the rule that cost_amount lies at or above 0" in (
        results[1].description
    )
    assert "987654" not in repr(results)


def test_rows_of_a_file_that_was_replaced_are_not_judged(home: Home) -> None:
    with duckdb.connect(str(home.database)) as connection:
        connection.execute("update raw_gusto.payroll_journal set _source_sha256 = 'old'")
    assert landed(
        home, {"type": "ExpectColumnValuesToNotBeNull", "kwargs": {"column": "last_name"}}
    ).passed
