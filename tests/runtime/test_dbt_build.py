"""dbt inside the process: what is built, what is said, and that nothing stays open."""

import os
from pathlib import Path
from typing import Any

import dagster as dg
import duckdb
import pytest
from dagster_dbt.dbt_manifest import read_manifest_path

from orchestration.defs.transform import Translator, asset_events, attached
from orchestration.project import Home
from orchestration.transform.dbt_build import DbtError, build, ensure_manifest


def table(home: Home) -> list[tuple[Any, ...]]:
    with duckdb.connect(home.database) as connection:
        return connection.execute("select * from marts.fruits order by name").fetchall()


def test_the_database_is_free_after_a_build_and_the_moment_reaches_the_models(
    small_home: Home,
) -> None:
    here = Path.cwd()
    for _ in build(small_home, as_of="2025-04-01 00:00:00"):
        pass
    assert table(small_home) == [
        ("apple", 3, "2025-04-01 00:00:00"),
        ("pear", 4, "2025-04-01 00:00:00"),
    ]
    assert Path.cwd() == here


def test_every_model_seed_and_test_becomes_the_event_that_dagster_expects(
    small_home: Home,
) -> None:
    manifest = attached(read_manifest_path(ensure_manifest(small_home)))
    translator = Translator()
    events = [
        converted
        for message in build(small_home)
        for converted in asset_events(message, manifest, translator, None, None)
    ]
    built = [event for event in events if isinstance(event, dg.AssetMaterialization)]
    assert [event.asset_key.to_user_string() for event in built] == [
        "definitions/prices",
        "marts/fruits",
    ]
    checks = {e.check_name: e for e in events if isinstance(e, dg.AssetCheckEvaluation)}
    assert {name: check.passed for name, check in checks.items()} == {
        "not_null_fruits_name": True,
        "accepted_values_fruits_name__apple": False,
        "every_price_is_known": True,
    }
    warned = checks["accepted_values_fruits_name__apple"]
    assert warned.severity == dg.AssetCheckSeverity.WARN
    assert checks["every_price_is_known"].asset_key == dg.AssetKey(["marts", "fruits"])
    assert len(events) == 5


def test_a_failing_test_is_named_with_its_number_of_rows(small_home: Home) -> None:
    prices = small_home.definitions / "prices.csv"
    prices.write_text("name,price\napple,3\n,7314\n")
    with pytest.raises(DbtError) as raised:
        list(build(small_home))
    assert (
        "Test not_null_fruits_name (models/marts/fruits.yml) failed: 1 row breaks it."
        in raised.value.causes
    )


def test_a_model_that_cannot_be_built_is_named_without_the_value_it_met(
    small_home: Home,
) -> None:
    (small_home.definitions / "prices.csv").write_text("name,price\napple,3\npear,7314 EUR\n")
    with pytest.raises(DbtError, match=r"Model fruits \(models/marts/fruits.sql\)") as raised:
        list(build(small_home))
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
