"""Dagster's own way to tell of a night: of a run that its daemon or its pages started.

A run that the command started is known there already; whoever comes second says nothing.
"""

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import dagster as dg

from orchestration.alerts.told import tell_of_failure, tell_of_week
from orchestration.night_report import NightReport
from orchestration.project import Home

if TYPE_CHECKING:
    from dagster._core.definitions.unresolved_asset_job_definition import (
        UnresolvedAssetJobDefinition,
    )


def alert_sensors(home: Home, job: "UnresolvedAssetJobDefinition") -> list[dg.SensorDefinition]:
    """One sensor for nights that failed, one for the weekly digest after nights that did not."""

    @dg.run_failure_sensor(
        name="tell_of_failed_night",
        monitored_jobs=[job],
        default_status=dg.DefaultSensorStatus.RUNNING,
        description="One message about a night that published nothing, if alerts.toml asks for it.",
    )
    def failed(context: dg.RunFailureSensorContext) -> None:
        report = NightReport(on_stage=lambda _: None)
        for entry in context.instance.all_logs(context.dagster_run.run_id):
            report.hear(entry)
        if not report.was_interrupted:
            _log(context, tell_of_failure(home, context.dagster_run.run_id, report.causes))

    @dg.run_status_sensor(
        name="tell_of_the_week",
        run_status=dg.DagsterRunStatus.SUCCESS,
        monitored_jobs=[job],
        default_status=dg.DefaultSensorStatus.RUNNING,
        description="One message a week that nights go well, if alerts.toml asks for it.",
    )
    def fine(context: dg.RunStatusSensorContext) -> None:
        _log(context, tell_of_week(home, context.dagster_run.run_id, datetime.now(UTC)))

    return [failed, fine]


def _log(context: dg.RunStatusSensorContext, problems: list[str]) -> None:
    for problem in problems:
        context.log.warning(problem)
