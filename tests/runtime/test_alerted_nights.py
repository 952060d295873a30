"""A blocked night tells once, from the command and from Dagster; a fine one tells nobody."""

from collections.abc import Iterator
from typing import Any

import dagster as dg
import pytest

from orchestration.defs.alerts import alert_sensors
from orchestration.defs.schedules import nightly_job
from orchestration.night_report import NightReport
from orchestration.nightly import run_night
from orchestration.problems import ExitCode, HomeError
from orchestration.project import Home
from orchestration.publishing import release
from orchestration.writer_lock import writer_lock
from tests.alerts.receivers import webhook


@pytest.fixture
def posted(small_home: Home, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[dict[str, Any]]]:
    """What the small company's webhook is sent."""
    monkeypatch.setattr(release, "write_owner_page", lambda *_: None)
    small_home.alerts_file.write_text('[[alert]]\nkind = "webhook"\nurl_env = "HOOK"\n')
    with webhook() as (url, posted):
        monkeypatch.setenv("HOOK", url)
        yield posted


def night(home: Home) -> NightReport:
    report = NightReport(on_stage=lambda _: None)
    run_night(home, "", report)
    return report


def test_a_blocked_night_is_told_once_by_the_command_or_by_dagster(
    small_home: Home, posted: list[dict[str, Any]]
) -> None:
    export = small_home.landing / "shop" / "orders-2.csv"
    export.write_text("<html>please log in, pay 7314</html>")
    blocked = night(small_home)
    assert blocked.exit_code == ExitCode.FINDINGS
    assert len(posted) == 1
    assert "orders-2.csv" in posted[0]["text"]
    assert posted[0]["causes"] == blocked.causes
    assert "7314" not in posted[0]["text"]

    # Dagster's daemon looks at the same run; then as if it had been first.
    with dg.DagsterInstance.from_config(str(small_home.dagster)) as instance:
        (run,) = instance.get_runs()
        assert run.run_id == posted[0]["run_id"]
        (ended,) = [
            entry.dagster_event
            for entry in instance.all_logs(run.run_id)
            if entry.dagster_event and entry.dagster_event.event_type_value == "PIPELINE_FAILURE"
        ]
        sensor = alert_sensors(small_home, nightly_job())[0]
        for expected in (1, 2):
            with dg.build_run_status_sensor_context(
                sensor_name=sensor.name,
                dagster_event=ended,
                dagster_instance=instance,
                dagster_run=run,
            ) as context:
                sensor(context.for_run_failure())
            assert len(posted) == expected
            (small_home.alerts / f"failed-{run.run_id}").unlink()
    assert posted[1] == posted[0]

    export.unlink()
    assert night(small_home).exit_code == ExitCode.FINE
    assert len(posted) == 2


def test_a_night_that_the_machine_refuses_is_told_too(
    small_home: Home, posted: list[dict[str, Any]]
) -> None:
    with writer_lock(small_home), pytest.raises(HomeError):
        night(small_home)
    (told,) = posted
    assert "Another run is writing to" in told["text"]
    assert "There is no earlier release." in told["text"]
