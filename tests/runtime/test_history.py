"""The history of runs: as Dagster would keep it, but quickly and not for ever."""

from pathlib import Path

import dagster as dg
import pytest

from orchestration.history import RunHistory, forget_old_runs
from orchestration.nightly import enter
from orchestration.project import Home


@dg.asset(check_specs=[dg.AssetCheckSpec("is_ripe", asset="apple")])
def apple() -> dg.MaterializeResult:
    return dg.MaterializeResult(check_results=[dg.AssetCheckResult(passed=True)])


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Home:
    home = Home(tmp_path)
    for name, value in home.environment().items():
        monkeypatch.setenv(name, value)
    enter(home)
    return home


def run(instance: dg.DagsterInstance) -> str:
    return dg.materialize([apple], instance=instance).dagster_run.run_id


def databases(home: Home) -> set[str]:
    return {path.stem for path in (home.dagster / "history" / "runs").glob("*.db")}


def test_runs_are_kept_where_dagster_looks_for_them(home: Home) -> None:
    with dg.DagsterInstance.from_config(str(home.dagster)) as instance:
        assert isinstance(instance.event_log_storage, RunHistory)
        assert not instance.telemetry_enabled
        run_id = run(instance)
    with dg.DagsterInstance.from_config(str(home.dagster)) as instance:
        assert [r.run_id for r in instance.get_runs()] == [run_id]
        events = [e.dagster_event_type for e in instance.all_logs(run_id)]
        assert dg.DagsterEventType.ASSET_MATERIALIZATION in events
        assert dg.DagsterEventType.ASSET_CHECK_EVALUATION in events


def test_old_runs_are_forgotten_but_not_what_a_check_said_last(home: Home) -> None:
    with dg.DagsterInstance.from_config(str(home.dagster)) as instance:
        runs = [run(instance) for _ in range(3)]
        forget_old_runs(instance, keep=1)
        assert [r.run_id for r in instance.get_runs()] == [runs[-1]]
        assert databases(home) & set(runs) == {runs[-1]}
        assert instance.all_logs(runs[0]) == []
        forget_old_runs(instance, keep=0)
        key = dg.AssetCheckKey(dg.AssetKey("apple"), "is_ripe")
        record = instance.get_latest_asset_check_evaluation_record(key)
        assert record is not None
        assert record.event is not None


def test_a_connection_is_kept_for_the_last_few_runs_only(home: Home) -> None:
    with dg.DagsterInstance.from_config(str(home.dagster)) as instance:
        for _ in range(10):
            run(instance)
        storage = instance.event_log_storage
        assert isinstance(storage, RunHistory)
        assert len(storage._engines) <= 8
