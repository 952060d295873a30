"""Dagster's and dbt's own commands work on a home as the README says."""

import shutil
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from orchestration.project import REPOSITORY, Home
from tests.product import command_environment

pytestmark = pytest.mark.whole_run


def _run(home: Home, folder: Path, *command: str) -> str:
    finished = subprocess.run(
        command,
        cwd=folder,
        env=command_environment(home, WAREHOUSE_PATH=str(home.database)),
        capture_output=True,
        text=True,
        check=False,
    )
    said = finished.stdout + finished.stderr
    assert finished.returncode == 0, said
    return said


def test_dagster_validates_the_definitions_of_a_home_that_never_ran(small_home: Home) -> None:
    # Copies of this home come with what dbt has parsed; a home of one's own does not.
    shutil.rmtree(small_home.dbt_target, ignore_errors=True)
    said = _run(
        small_home,
        REPOSITORY,
        *(sys.executable, "-m", "dagster", "definitions", "validate"),
        *("-m", "orchestration.definitions"),
    )
    assert "All code locations passed validation" in said


def test_plain_dbt_builds_everything_and_passes_every_test(served_home: Home) -> None:
    with duckdb.connect(served_home.database) as connection:
        connection.execute("drop schema marts cascade")
    dbt = str(Path(sys.executable).with_name("dbt"))
    said = _run(served_home, served_home.dbt_project, dbt, "build")
    assert "Completed successfully" in said
    with duckdb.connect(served_home.database, read_only=True) as connection:
        assert connection.execute("select count(*) from marts.cost_per_tier_month").fetchone() != (
            0,
        )
