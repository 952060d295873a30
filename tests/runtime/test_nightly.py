"""A whole small night, and each way in which one can end."""

import json
from pathlib import Path

import dagster as dg
import duckdb
import pytest

from orchestration.defs import landing
from orchestration.night_report import NightReport, Stage
from orchestration.nightly import run_night
from orchestration.problems import ExitCode
from orchestration.project import Home
from orchestration.publishing import release
from orchestration.writer_lock import lock_holder


@pytest.fixture
def home(small_home: Home, monkeypatch: pytest.MonkeyPatch) -> Home:
    """The small company; its marts are not those that the owner's page shows."""
    monkeypatch.setattr(release, "write_site", lambda *_: None)
    return small_home


def night(home: Home, as_of: str = "") -> NightReport:
    report = NightReport(on_stage=lambda _: None)
    run_night(home, as_of, report)
    assert lock_holder(home) is None
    return report


def export(home: Home, name: str, text: str) -> Path:
    path = home.landing / "shop" / name
    path.write_text(text)
    return path


def published(home: Home) -> list[tuple[object, ...]]:
    with duckdb.connect(home.current / "marts.duckdb", read_only=True) as connection:
        return connection.execute(
            "select fruit, price::varchar, as_of_at::varchar from marts.fruits order by fruit"
        ).fetchall()


def test_a_fine_night_publishes_and_says_what_it_did(home: Home) -> None:
    seen: list[Stage] = []
    built: list[tuple[str, int]] = []
    report = NightReport(
        on_stage=seen.append, on_progress=lambda stage: built.append((stage.name, stage.assets))
    )
    run_night(home, "2025-04-01 06:00:00", report)
    assert (report.causes, report.warnings, report.exit_code) == ([], [], ExitCode.FINE)
    assert published(home) == [
        ("apple", "1.50", "2025-04-01 06:00:00"),
        ("pear", "2.00", "2025-04-01 06:00:00"),
    ]
    stages = list(report.stages.values())
    assert [stage.name for stage in stages] == [
        "landing",
        "landing checks",
        "models and tests",
        "audit",
        "release",
    ]
    assert all(stage.is_done and not stage.has_failed for stage in stages)
    assert stages[0].counts == {
        "files_landed": 1,
        "files_unchanged": 0,
        "files_refused": 0,
        "rows_landed": 2,
        "rows_rejected": 0,
    }
    assert seen == [stage for stage in stages for _ in ("begun", "ended")]
    assert report.release_id == home.current.resolve().name
    assert report.stages_expected == len(stages)
    assert ("models and tests", 2) in built
    with dg.DagsterInstance.from_config(str(home.dagster)) as instance:
        event = instance.get_latest_materialization_event(dg.AssetKey(["marts", "fruits"]))
    assert event is not None
    assert event.asset_materialization is not None
    assert event.asset_materialization.metadata["dagster/row_count"].value == 2
    told = report.as_document()
    assert (told["exit_code"], told["release_id"]) == (0, report.release_id)
    json.dumps(told)


def test_rejected_rows_and_refused_optional_files_warn_and_publish(home: Home) -> None:
    export(home, "orders-2.csv", "fruit,price\napple,7314.15,x\npear,3.00\n")
    export(home, "notes-1.csv", "<html>please log in</html>")
    report = night(home)
    assert report.causes == []
    assert report.exit_code == ExitCode.FINDINGS
    assert any("orders-2.csv: 1 of 2 rows rejected" in said for said in report.warnings)
    assert any("notes-1.csv" in said and "refused" in said for said in report.warnings)
    assert "7314" not in " ".join(report.warnings)
    assert len(published(home)) == 3


@pytest.mark.parametrize(
    ("text", "stage", "said"),
    [
        ("<html>please log in</html>", "landing", "orders-2.csv"),
        ("fruit,price\n,7314\n", "landing checks", "fruit is never empty"),
        ("fruit,price\nplum,5\n", "models and tests", "accepted_values_fruits"),
        ("fruit,price\npear,much\n", "models and tests", "Model fruits (models/"),
        ("fruit,price\npear,7314\n", "audit", "price lies between 0 and 100"),
    ],
)
def test_what_blocks_publishes_nothing_and_names_the_cause_once(
    home: Home, text: str, stage: str, said: str
) -> None:
    export(home, "orders-2.csv", text)
    report = night(home)
    assert report.exit_code == ExitCode.FINDINGS
    assert [s.name for s in report.stages.values() if s.has_failed] == [stage]
    assert "release" not in report.stages
    assert len(report.causes) == 1
    assert said in report.causes[0]
    assert "7314" not in report.causes[0]
    assert not home.current.exists()


def test_a_blocked_night_leaves_the_last_release_and_the_next_one_heals(home: Home) -> None:
    assert night(home).exit_code == ExitCode.FINE
    before = home.current.resolve()
    export(home, "orders-2.csv", "<html>please log in</html>")
    assert night(home).exit_code == ExitCode.FINDINGS
    assert home.current.resolve() == before
    export(home, "orders-2.csv", "fruit,price\npear,5\n")
    assert night(home).exit_code == ExitCode.FINE
    assert len(published(home)) == 3


def test_an_empty_home_is_told_where_exports_belong(home: Home) -> None:
    (home.landing / "shop" / "orders-1.csv").unlink()
    report = night(home)
    assert report.exit_code == ExitCode.FINDINGS
    assert report.causes[0].startswith("No export has ever landed here. Drop exports into")


def test_a_project_that_cannot_be_parsed_stops_the_night_in_words(home: Home) -> None:
    (home.dbt_project / "models/marts/fruits.sql").write_text("select {{ ref('nothing') }}")
    report = night(home)
    assert report.exit_code == ExitCode.FINDINGS
    assert "depends on a node named 'nothing'" in report.causes[0]


def test_a_build_that_another_program_has_open_is_said_with_the_remedy(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert night(home).exit_code == ExitCode.FINE
    monkeypatch.setattr("orchestration.landing.intake.open_build", busy)
    monkeypatch.setattr(landing, "RETRY", dg.RetryPolicy(max_retries=2))
    report = night(home)
    assert report.exit_code == ExitCode.ENVIRONMENT
    assert "Another program has a file of the build open" in report.causes[0]


def busy(_: Path) -> None:
    raise duckdb.IOException("IO Error: Could not set lock on file")


def test_the_build_is_not_readable_by_others_and_the_release_is(home: Home) -> None:
    night(home)
    written = [home.build, *home.build.rglob("*")]
    assert {path for path in written if path.stat().st_mode & 0o077} == {
        home.dagster / "dagster.yaml"
    }
    assert all(path.stat().st_mode & 0o004 for path in home.current.resolve().rglob("*"))
