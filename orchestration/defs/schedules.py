"""The nightly job and when it runs."""

from typing import TYPE_CHECKING

import dagster as dg

from orchestration.clock import home_zone
from orchestration.project import Home

if TYPE_CHECKING:
    from dagster._core.definitions.unresolved_asset_job_definition import (
        UnresolvedAssetJobDefinition,
    )

JOB = "nightly"


def nightly_job() -> "UnresolvedAssetJobDefinition":
    """Everything from the exports to the release, one step after the other in one process."""
    return dg.define_asset_job(
        JOB,
        selection=dg.AssetSelection.all(),
        description="Land the exports, build and check the marts, publish a release.",
        executor_def=dg.in_process_executor,
    )


def nightly_schedule(home: Home, job: "UnresolvedAssetJobDefinition") -> dg.ScheduleDefinition:
    """Two in the morning where the company is."""
    return dg.ScheduleDefinition(
        name="nightly_at_two",
        job=job,
        cron_schedule="0 2 * * *",
        execution_timezone=str(home_zone(home)),
        default_status=dg.DefaultScheduleStatus.RUNNING,
    )
