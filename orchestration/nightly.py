"""One night, from the exports to the release: the same Dagster job with or without its pages."""

import json
import os
import shutil
import uuid
from datetime import UTC, datetime

from orchestration.alerts.told import tell_of_failure, tell_of_week
from orchestration.check_process import CheckProcess, check_process
from orchestration.night_report import NightReport
from orchestration.private_files import private_files
from orchestration.problems import HomeError, home_error, masked
from orchestration.project import Home
from orchestration.writer_lock import lock_holder

# Below this not even the history of the run could be written.
LEAST_FREE_BYTES = 100_000_000
INSTANCE_SETTINGS = """\
# Written by Tierledger: how Dagster keeps the history of this home.
telemetry:
  enabled: false
# No invitation to leave an address somewhere.
nux:
  enabled: false
# A killed run never reports its end; this ends it in the history.
run_monitoring:
  enabled: true
  max_runtime_seconds: 21600
# A step's output could show a row of the data; the events say what a person needs.
compute_logs:
  module: dagster._core.storage.noop_compute_log_manager
  class: NoOpComputeLogManager
event_log_storage:
  module: orchestration.history
  class: RunHistory
  config:
    base_dir: {history}
"""


def enter(home: Home) -> None:
    """Make this process work on a home: folders, variables, Dagster's settings."""
    if not home.root.is_dir():
        raise HomeError(f"There is no folder {home.root}. `tierledger init` makes a home.")
    home.prepare()
    settings = home.dagster / "dagster.yaml"
    wanted = INSTANCE_SETTINGS.format(history=json.dumps(str(home.dagster / "history" / "runs")))
    if not settings.is_file() or settings.read_text() != wanted:
        settings.write_text(wanted)
    os.environ.update(home.environment())


def run_night(home: Home, as_of: str, report: NightReport) -> None:
    """Run the job in this process; what happened is in the report afterwards.

    A night that published nothing is told to whom `alerts.toml` names, unless somebody stopped it.
    """
    enter(home)
    run_id = str(uuid.uuid4())
    try:
        _run(home, run_id, as_of, report)
    except Exception as failure:
        problem = home_error(failure)
        said = str(problem) if problem else f"{type(failure).__name__}: {masked(str(failure))}"
        for unsent in tell_of_failure(home, run_id, [said]):
            failure.add_note(unsent)
        raise
    if report.causes and not report.was_interrupted:
        report.warnings += tell_of_failure(home, run_id, report.causes)
    elif report.release_id:
        report.warnings += tell_of_week(home, run_id, datetime.now(UTC))


def _run(home: Home, run_id: str, as_of: str, report: NightReport) -> None:
    """Importing Dagster takes a while: a home that is being written to is refused before it.

    (The job itself takes the lock for good.) The process of the checks starts beside it.
    """
    holder = lock_holder(home)
    if holder is not None:
        raise HomeError(
            f"Another run is writing to {home.root} ({holder}). "
            "Wait until it has ended, then run again."
        )
    free = shutil.disk_usage(home.root).free
    if free < LEAST_FREE_BYTES:
        raise HomeError(
            f"The disk of {home.root} is full: {free / 1e6:,.0f} MB are free. "
            "Free some space and run again; what was published stays."
        )
    with private_files(), check_process() as checker:
        _execute(home, run_id, as_of, report, checker)


def _execute(
    home: Home, run_id: str, as_of: str, report: NightReport, checker: CheckProcess
) -> None:
    import dagster as dg

    from orchestration.defs.night import definitions_of
    from orchestration.defs.schedules import JOB
    from orchestration.landing.declarations import DeclarationError
    from orchestration.transform.dbt_build import DbtError

    try:
        defs = definitions_of(home)
    except (DbtError, DeclarationError) as failure:
        report.causes.append(str(failure))
        return
    job = defs.resolve_job_def(JOB)
    report.stages_expected = len(job.nodes)
    with dg.DagsterInstance.from_config(str(home.dagster)) as instance:
        instance.add_event_listener(run_id, report.hear)
        job.execute_in_process(
            run_id=run_id,
            instance=instance,
            raise_on_error=False,
            resources={"checker": checker},
            run_config={
                "ops": {"models_and_tests": {"config": {"as_of": as_of}}},
                "loggers": {"console": {"config": {"log_level": "CRITICAL"}}},
            },
        )
