"""The sample is the same bytes for the same arguments, and every file is one that lands."""

import hashlib
import shutil
from pathlib import Path

import pytest

from orchestration.landing.declarations import declared_tables
from orchestration.landing.intake import land
from orchestration.project import REPOSITORY, Home
from orchestration.sample import Variant, write_sample


def _hashes(landing: Path) -> dict[str, str]:
    return {
        path.relative_to(landing).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in landing.rglob("*.*")
    }


@pytest.mark.parametrize("templates_only", [False, True])
@pytest.mark.parametrize("variant", ["flat", "real"])
def test_the_same_arguments_write_the_same_bytes(
    tmp_path: Path, variant: Variant, *, templates_only: bool
) -> None:
    hashes = []
    for name in ("one", "two"):
        home = Home(tmp_path / name)
        paths = write_sample(home, variant, templates_only=templates_only, scale=0.02)
        assert sorted(paths) == sorted(home.landing.rglob("*.*"))
        hashes.append(_hashes(home.landing))
    assert hashes[0] == hashes[1]


def test_another_seed_writes_other_tickets(tmp_path: Path) -> None:
    homes = [Home(tmp_path / "one"), Home(tmp_path / "two")]
    for seed, home in enumerate(homes):
        write_sample(home, "flat", seed=seed, scale=0.01, end_month="2024-01")
    one, two = (_hashes(home.landing) for home in homes)
    different = {name for name in one if one[name] != two[name]}
    assert different == {
        "zendesk/tickets-2024-01.ndjson",
        "zendesk/ticket_audits-2024-01.ndjson",
    }


@pytest.mark.parametrize("variant", ["flat", "real"])
def test_files_of_a_month_are_the_same_whichever_months_follow(
    tmp_path: Path, variant: Variant
) -> None:
    short, long = Home(tmp_path / "short"), Home(tmp_path / "long")
    write_sample(short, variant, scale=0.02, end_month="2024-10")
    write_sample(long, variant, scale=0.02, end_month="2024-11")
    earlier, later = _hashes(short.landing), _hashes(long.landing)
    assert earlier.items() <= later.items()
    assert all("2024-11" in name for name in later.keys() - earlier.keys())


@pytest.mark.parametrize("templates_only", [False, True])
@pytest.mark.parametrize("variant", ["flat", "real"])
def test_every_file_lands_without_a_remark(
    tmp_path: Path, variant: Variant, *, templates_only: bool
) -> None:
    home = Home(tmp_path)
    shutil.copytree(REPOSITORY / "seeds" / "definitions", home.definitions)
    paths = write_sample(home, variant, templates_only=templates_only, scale=0.02)
    report = land(home, declared_tables(REPOSITORY / "dbt_project" / "models" / "staging"))
    assert not report.blocking
    assert not report.warnings
    assert {outcome.status for outcome in report.outcomes} == {"landed"}
    assert len(report.outcomes) == len(paths)
    assert not [outcome for outcome in report.outcomes if outcome.new_columns]
