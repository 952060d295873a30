"""A schedule may name its zone as the helpdesk does; the row of an unknown zone is named."""

import csv
import os
import shutil
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from orchestration.project import REPOSITORY, Home

# India and Bangladesh, Britain and Ireland have a claim on each of the last two.
ZONES = ("Eastern Time (US & Canada)", "Nuku'alofa", "Asia/Kathmandu", "Estern Time", "IST", "BST")

HEADER = "schedule_id,time_zone,valid_from,valid_to,iso_weekday,starts_at_local,ends_at_local"


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """A home whose schedules are each in another zone, and nothing but those built."""
    home = Home(tmp_path_factory.mktemp("zones"))
    shutil.copytree(REPOSITORY / "seeds" / "definitions", home.definitions)
    with (home.definitions / "schedules.csv").open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(HEADER.split(","))
        writer.writerows(
            (f"s{number}", zone, "2024-01-01", "", 1, "09:00", "17:00")
            for number, zone in enumerate(ZONES)
        )
    home.prepare()
    done = subprocess.run(
        [sys.executable, "-m", "dbt.cli.main", "build", "--select", "schedules", "company"],
        cwd=home.dbt_project,
        env={**os.environ, **home.environment()},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1, done.stdout[-2000:]
    assert "FAIL 3 time_zone_is_known_schedules_time_zone" in done.stdout
    assert "PASS time_zone_is_known_company_time_zone" in done.stdout
    return home


def test_a_schedule_is_read_with_the_iana_name_of_its_zone(home: Home) -> None:
    with duckdb.connect(str(home.database), read_only=True) as connection:
        zones = connection.execute(
            "select time_zone from definitions.schedules order by schedule_id"
        ).fetchall()
    assert [zone for (zone,) in zones] == [
        "America/New_York", "Pacific/Tongatapu", "Asia/Kathmandu", "Estern Time", "IST", "BST",
    ]  # fmt: skip


def test_the_rows_of_a_zone_that_nobody_knows_are_named(home: Home) -> None:
    (check,) = home.dbt_target.rglob("compiled/**/time_zone_is_known_schedules*.sql")
    with duckdb.connect(str(home.database), read_only=True) as connection:
        rows = connection.execute(Path(check).read_text(encoding="utf-8")).fetchall()
    assert sorted(row[0] for row in rows) == ["s3", "s4", "s5"]
    assert {row[-1] for row in rows} == {"time_zone"}
