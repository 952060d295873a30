"""`tierledger explain cost` opens a cost down to the rows of the exports, to the cent."""

import csv
import json
import os
from decimal import Decimal
from pathlib import Path

import duckdb
import pytest

from orchestration.project import Home
from tests.product import Finished, tierledger

pytestmark = pytest.mark.whole_run

JANUARY_OF_TIER_3 = ("explain", "cost", "--month", "2024-01", "--tier", "3")


def _json(home: Home, *asked: str) -> dict:
    finished = tierledger(home, *JANUARY_OF_TIER_3, *asked, "--json")
    assert finished.code == 0, finished.said
    return json.loads(finished.said)


def _assert_adds_up(told: dict) -> None:
    """Classes make the cell, pools the class, cells of work and source rows the pool's part."""

    def total(parts: list[dict]) -> Decimal:
        return sum((Decimal(part["cost_amount"]) for part in parts), Decimal())

    assert total(told["classes"]) == Decimal(told["cost_amount"])
    for cost_class in told["classes"]:
        assert total(cost_class["pools"]) == Decimal(cost_class["cost_amount"])
        for pool in cost_class["pools"]:
            assert total(pool["cells"]) == total(pool["rows"]) == Decimal(pool["cost_amount"])


def _published(home: Home, query: str) -> Decimal:
    with duckdb.connect(home.current / "marts.duckdb", read_only=True) as connection:
        ((amount,),) = connection.execute(query).fetchall()
    return amount


def test_a_cell_leads_to_its_pools_rules_drivers_and_rows(small_release: Home) -> None:
    told = _json(small_release)

    _assert_adds_up(told)
    assert Decimal(told["cost_amount"]) == _published(
        small_release,
        "select cost_amount from marts.cost_per_tier_month "
        "where cost_month = date '2024-01-01' and tier = '3'",
    )
    pools = {pool["pool_id"]: pool for part in told["classes"] for pool in part["pools"]}
    telecom = pools["telecom"]
    (row,) = telecom["rows"]
    # 16,800.00 for the 182 days of January to June: 31 days are 2,861.54. The rest is the bill's.
    assert (telecom["rule_id"], telecom["driver_id"]) == ("telecom_handled", "handled_seconds")
    assert telecom["pool_cost_amount"] == row["line_cost_amount"] == "2861.54"
    assert row["pool_rule_id"] == "telecom"
    share = Decimal(telecom["driver_weight"]) / Decimal(telecom["driver_total_weight"])
    assert abs(Decimal(row["cost_amount"]) - share * Decimal("2861.54")) < Decimal("0.01")
    with (small_release.landing / row["source_file"]).open(newline="") as stream:
        bill = list(csv.reader(stream))[row["source_row"] - 1]
    assert (bill[3], bill[7]) == ("INV-TEL-H1", "16,800.00")


def test_the_parts_that_an_option_names_add_up_to_the_whole(small_release: Home) -> None:
    whole = Decimal(_json(small_release)["cost_amount"])
    with duckdb.connect(small_release.database, read_only=True) as build:
        workflows = [
            workflow
            for (workflow,) in build.execute(
                "select distinct workflow_id from private.fct_cost_allocations "
                "where cost_month = '2024-01-01' and tier = '3'"
            ).fetchall()
        ]
    parts = [_json(small_release, "--workflow", workflow) for workflow in workflows]
    for part in parts:
        _assert_adds_up(part)
    assert sum(Decimal(part["cost_amount"]) for part in parts) == whole

    labour = _json(small_release, "--class", "labour", "--route", "in_house")
    assert [part["cost_class"] for part in labour["classes"]] == ["labour"]
    assert Decimal(labour["cost_amount"]) == _published(
        small_release,
        "select cost_amount from marts.cost_per_tier_route_month where tier = '3' "
        "and cost_month = date '2024-01-01' and cost_class = 'labour' and route = 'in_house'",
    )


def test_the_tree_shows_the_largest_rows_and_says_how_many_are_left(small_release: Home) -> None:
    short = tierledger(small_release, *JANUARY_OF_TIER_3, "--rows", "2")
    assert short.code == 0, short.said
    lines = short.said.splitlines()
    assert lines[0].startswith("2024-01, tier 3: ")
    assert any(
        "driver handled_seconds" in line and "rule telecom_handled" in line for line in lines
    )
    assert any("quickbooks/transactions-by-vendor-earlier.csv row 7: " in line for line in lines)
    journal_rows = [line for line in lines if "gusto/payroll-journal" in line]
    assert any("more rows: " in line and "--all" in line for line in lines)

    whole = tierledger(small_release, *JANUARY_OF_TIER_3, "--all")
    assert "more row" not in whole.said
    assert whole.said.count("gusto/payroll-journal") > len(journal_rows)


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (("--month", "2031-01", "--tier", "3"), "2024-01, 2024-02, 2024-03"),
        (("--month", "2024-01", "--tier", "9"), "1, 2, 3, 4, unallocated"),
        (("--month", "2024-01", "--tier", "3", "--workflow", "knitting"), "refunds"),
        (("--month", "January", "--tier", "3"), "2024-03"),
    ],
)
def test_what_has_no_cost_is_refused_with_what_there_is(
    small_release: Home, asked: tuple[str, ...], said: str
) -> None:
    refused = tierledger(small_release, "explain", "cost", *asked, COLUMNS="400")
    assert refused.code == 2, refused.said
    assert said in refused.said
    assert "Traceback" not in refused.said


def _assert_cannot(finished: Finished, said: str) -> None:
    assert finished.code == 3, finished.said
    assert said in finished.said
    assert "Traceback" not in finished.said


def test_without_a_build_or_while_a_night_writes_it_says_so(
    small_exports: Home, served_home: Home
) -> None:
    _assert_cannot(tierledger(small_exports, *JANUARY_OF_TIER_3), "There is no build database")
    with duckdb.connect(served_home.database):
        _assert_cannot(tierledger(served_home, *JANUARY_OF_TIER_3), "Another program has")


def test_a_release_of_another_night_is_named(served_home: Home) -> None:
    same = tierledger(served_home, *JANUARY_OF_TIER_3)
    assert "another night" not in same.said
    with duckdb.connect(served_home.database) as build:
        build.execute("update marts.cost_per_tier_month set cost_amount = cost_amount + 1")

    told = tierledger(served_home, *JANUARY_OF_TIER_3)

    assert told.code == 0, told.said
    assert "another night" in told.said
    assert served_home.current.resolve().name in told.said


def test_it_changes_nothing_and_writes_no_log(served_home: Home) -> None:
    def state() -> dict[Path, int]:
        return {
            path: path.stat().st_mtime_ns
            for folder, _, names in os.walk(served_home.root)
            for path in (Path(folder) / name for name in names)
        }

    before = state()
    assert tierledger(served_home, *JANUARY_OF_TIER_3).code == 0
    assert state() == before
