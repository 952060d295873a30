"""dbt inside the process: what is built, what is said, and that nothing stays open."""

import os
from datetime import datetime
from pathlib import Path
from typing import Any

import dagster as dg
import duckdb
import pytest
from dagster_dbt.dbt_manifest import read_manifest_path

from orchestration.defs.transform import Translator, asset_events, attached
from orchestration.landing import raw_tables
from orchestration.project import Home
from orchestration.transform.dbt_build import DbtError, build, ensure_manifest


@pytest.fixture
def landed(small_home: Home) -> Home:
    """The small company with two orders landed."""
    land_orders(small_home, [("apple", "1.50"), ("pear", "2.00")])
    return small_home


def land_orders(home: Home, orders: list[tuple[str | None, str]]) -> None:
    with duckdb.connect(home.database) as connection:
        raw_tables.ensure_manifest(connection)
        connection.execute(
            "insert into raw.files (source_system, status) values ('shop', 'landed')"
        )
        connection.execute("create schema if not exists raw_shop")
        connection.execute(
            "create or replace table raw_shop.orders "
            "(fruit varchar, price varchar, _source_file varchar)"
        )
        connection.executemany("insert into raw_shop.orders values (?, ?, 'orders-1.csv')", orders)


def test_the_database_is_free_after_a_build_and_the_moment_reaches_the_models(
    landed: Home,
) -> None:
    here = Path.cwd()
    for _ in build(landed, as_of="2025-04-01 00:00:00"):
        pass
    with duckdb.connect(landed.database) as connection:
        rows = connection.execute("select fruit, as_of_at from marts.fruits order by 1").fetchall()
    assert rows == [("apple", datetime(2025, 4, 1)), ("pear", datetime(2025, 4, 1))]  # noqa: DTZ001
    assert Path.cwd() == here


def test_every_model_seed_and_test_becomes_the_event_that_dagster_expects(landed: Home) -> None:
    land_orders(landed, [("apple", "1.50"), ("plum", "2.00")])
    accepted = landed.dbt_project / "models/marts/fruits.yml"
    accepted.write_text(accepted.read_text().replace("[apple, pear]", "[apple, plum]"))
    manifest = attached(read_manifest_path(ensure_manifest(landed)))
    translator = Translator()
    events = [
        converted
        for message in build(landed)
        for converted in asset_events(message, manifest, translator, None, None)
    ]
    built = [event for event in events if isinstance(event, dg.AssetMaterialization)]
    assert {event.asset_key.to_user_string() for event in built} == {
        "definitions/company",
        "definitions/fruit_kinds",
        "staging/stg_shop__orders",
        "intermediate/int_run_as_of",
        "marts/fruits",
    }
    checks = {e.check_name: e for e in events if isinstance(e, dg.AssetCheckEvaluation)}
    warned = "relationships_fruits_fruit__fruit__ref_fruit_kinds_"
    assert {name: check.passed for name, check in checks.items()} == {
        "accepted_values_fruits_fruit__apple__plum": True,
        warned: False,
        "every_fruit_has_a_price": True,
    }
    assert checks[warned].severity == dg.AssetCheckSeverity.WARN
    assert checks["every_fruit_has_a_price"].asset_key == dg.AssetKey(["marts", "fruits"])
    assert len(events) == len(built) + len(checks)


def test_a_failing_test_is_named_with_its_number_of_rows(landed: Home) -> None:
    land_orders(landed, [("apple", "1.50"), ("plum", "7314")])
    with pytest.raises(DbtError) as raised:
        list(build(landed))
    assert raised.value.causes == (
        "Test accepted_values_fruits_fruit__apple__pear (models/marts/fruits.yml) failed: "
        "1 row breaks it.",
    )


def test_a_failing_test_says_the_columns_of_its_rows_that_it_declares_and_what_to_do(
    landed: Home,
) -> None:
    land_orders(landed, [("pear", f"{price}") for price in (5, 6, 7, 8, 9)])
    (landed.dbt_project / "tests" / "no_order_is_dear.sql").write_text(
        """{{ config(meta={"names": ["fruit", "eaten_date"], "remedy": "Eat less fruit."}) }}
        select fruit, price, date '2024-01-01' + cast(price as integer) as eaten_date
        from {{ ref("fruits") }}
        """
    )
    with pytest.raises(DbtError) as raised:
        list(build(landed))
    assert raised.value.causes == (
        "Test no_order_is_dear (tests/no_order_is_dear.sql) failed: 5 rows break it: "
        "fruit pear, eaten_date 2024-01-06; fruit pear, eaten_date 2024-01-07; "
        "fruit pear, eaten_date 2024-01-08; and 2 more. Eat less fruit.",
    )


def test_only_tests_of_systems_that_have_landed_are_run_and_the_log_says_which(
    landed: Home,
) -> None:
    for system, model in (("shop", "stg_shop__orders"), ("market", "stg_market__orders")):
        folder = landed.dbt_project / "models" / "staging" / system
        folder.mkdir(exist_ok=True)
        (folder / f"{model}.sql").write_text("select fruit from {{ source('shop', 'orders') }}")
        (folder / f"{system}.yml").write_text(
            f"models: [{{name: {model}, columns: [{{name: fruit, data_tests: [not_null]}}]}}]\n"
        )
    (landed.dbt_project / "models/marts/fruits.sql").unlink()
    (landed.dbt_project / "models/marts/fruits.yml").unlink()
    (landed.dbt_project / "tests" / "every_fruit_has_a_price.sql").unlink()
    messages: list[Any] = list(build(landed))
    run = {m.data.node_info.node_name for m in messages if m.info.name == "LogTestResult"}
    assert run == {"not_null_stg_shop__orders_fruit"}
    log = (landed.dbt_logs / "dbt.log").read_text()
    assert "PASS not_null_stg_shop__orders_fruit" in log
    assert "market__orders_fruit" not in log
    assert "[debug]" not in log


def test_a_model_that_cannot_be_built_is_named_without_the_value_it_met(landed: Home) -> None:
    land_orders(landed, [("apple", "1.50"), ("pear", "7314 EUR")])
    with pytest.raises(DbtError, match=r"Model fruits \(models/marts/fruits.sql\)") as raised:
        list(build(landed))
    assert "Conversion Error" in str(raised.value)
    assert "7314" not in str(raised.value)


def test_a_project_that_cannot_be_parsed_is_one_sentence(small_home: Home) -> None:
    (small_home.dbt_project / "models/marts/fruits.sql").write_text("select {{ ref('nothing') }}")
    with pytest.raises(DbtError, match="nothing"):
        ensure_manifest(small_home)


def test_the_manifest_is_written_on_a_fresh_clone_and_again_only_after_a_change(
    small_home: Home,
) -> None:
    manifest = ensure_manifest(small_home)
    written = manifest.stat().st_mtime_ns
    assert ensure_manifest(small_home).stat().st_mtime_ns == written
    model = small_home.dbt_project / "models/marts/fruits.sql"
    later = manifest.stat().st_mtime + 5
    os.utime(model, (later, later))
    assert ensure_manifest(small_home).stat().st_mtime_ns > written
