"""Answers, quotes and thresholds that cannot be used are named by file, row and column."""

from pathlib import Path

import duckdb

from orchestration.project import Home

TESTS = Path("tierledger", "tests")
DEFINITIONS = ("workflow_answers", "route_quotes", "decision_thresholds")


def found(home: Home, test: str, change: str) -> list[tuple[str, int | None, str, str]]:
    """What a test of the night says of the built definitions after one change of them."""
    statement = (home.dbt_target / "compiled" / TESTS / f"{test}.sql").read_text()
    with duckdb.connect(":memory:") as connection:
        connection.execute(f"attach '{home.database}' as built (read_only)")
        connection.execute("attach ':memory:' as tierledger")
        connection.execute("create schema tierledger.definitions")
        for name in DEFINITIONS:
            connection.execute(
                f"create table tierledger.definitions.{name} as "
                f"select * from built.definitions.{name}"
            )
        connection.execute(change)
        return [row[:4] for row in connection.execute(statement).fetchall()]


def test_a_level_beyond_three_is_named_with_its_row(small_release: Home) -> None:
    change = (
        "update tierledger.definitions.workflow_answers set brand_core_level = 4 "
        "where workflow_id = 'refunds'"
    )
    named = found(small_release, "assert_decision_answers_can_be_used", change)
    assert [(file, column, cell) for file, _, column, cell in named] == [
        ("workflow_answers.csv", "brand_core_level", "4")
    ]


def test_a_quote_without_a_price_is_named(small_release: Home) -> None:
    change = (
        "update tierledger.definitions.route_quotes set price_per_unit_amount = null "
        "where quote_id = 'answerbot_status'"
    )
    named = found(small_release, "assert_decision_answers_can_be_used", change)
    assert [(file, column, cell) for file, _, column, cell in named] == [
        ("route_quotes.csv", "price_per_unit_amount", "nothing")
    ]


def test_a_threshold_with_a_wrong_name_is_named_with_the_one_that_is_missing(
    small_release: Home,
) -> None:
    change = (
        "update tierledger.definitions.decision_thresholds set threshold_name = 'keep_brands' "
        "where threshold_name = 'keep_brand'"
    )
    named = found(small_release, "assert_decision_thresholds_are_complete", change)
    assert sorted((file, cell) for file, _, _, cell in named) == [
        ("decision_thresholds.csv", "keep_brands"),
        ("decision_thresholds.csv", "no row"),
    ]
