"""A home's night put together: all assets, checks, the job and its schedule."""

import dagster as dg
from dagster_dbt.dbt_manifest import read_manifest_path

from orchestration.defs.alerts import alert_sensors
from orchestration.defs.landing import landed_tables
from orchestration.defs.publish import release
from orchestration.defs.pulling import pulled
from orchestration.defs.quality import audit, landing_checks
from orchestration.defs.resources import run_resources
from orchestration.defs.schedules import nightly_job, nightly_schedule
from orchestration.defs.transform import attached, dbt_models
from orchestration.landing.declarations import declared_tables
from orchestration.project import Home
from orchestration.pulling.run import pulls_of
from orchestration.transform.dbt_build import ensure_manifest


def definitions_of(home: Home) -> dg.Definitions:
    """All assets, checks, the job and its schedule of one home.

    The dbt manifest is written first if there is none or an older one: a fresh clone has none.
    """
    manifest = attached(read_manifest_path(ensure_manifest(home)))
    tables = declared_tables(home.dbt_project / "models" / "staging")
    pulls = pulls_of(home)
    fetched = pulled(home, pulls)
    landed = landed_tables(home, tables, manifest, pulls)
    checks = landing_checks(home, tables)
    models = dbt_models(home, manifest)
    audited = audit(home, manifest, [landed, models])
    job = nightly_job()
    return dg.Definitions(
        assets=[
            *fetched,
            landed,
            models,
            audited,
            release(home, [*fetched, landed, checks, models, audited]),
        ],
        asset_checks=[checks],
        jobs=[job],
        schedules=[nightly_schedule(home, job)],
        sensors=alert_sensors(home, job),
        resources=run_resources(home),
        executor=dg.in_process_executor,
    )
