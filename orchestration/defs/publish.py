"""The release: the last asset, made only if everything before it passed."""

from collections.abc import Sequence

import dagster as dg

from orchestration.defs.failures import in_words
from orchestration.pages.bridge_picture import bridge_as_markdown
from orchestration.project import Home
from orchestration.publishing.release import publish
from orchestration.quality.results import CheckResult
from orchestration.transform.as_of import built_as_of

RELEASE = dg.AssetKey(["published", "release"])


def release(home: Home, upstream: Sequence[dg.AssetsDefinition]) -> dg.AssetsDefinition:
    """The asset that readers see; it depends on everything else."""
    check_keys = [key for assets in upstream for key in assets.check_keys]

    @dg.multi_asset(
        name="release",
        specs=[
            dg.AssetSpec(
                RELEASE,
                deps=[key for assets in upstream for key in assets.keys],
                group_name="publishing",
                kinds={"duckdb", "parquet"},
                owners=["team:analytics"],
                description="The folder that readers open: marts.duckdb, Parquet, CSV, the pages.",
            )
        ],
        required_resource_keys={"writer"},
    )
    def release(context: dg.AssetExecutionContext) -> dg.MaterializeResult:
        checks = latest_checks(context.instance, check_keys)
        warnings = [check.description for check in checks if not check.passed]
        with in_words():
            published = publish(
                home,
                run_id=context.run.run_id,
                checks=checks,
                warnings=warnings,
                as_of=built_as_of(home),
            )
        bridge = bridge_as_markdown(published.path / "marts.duckdb")
        return dg.MaterializeResult(
            metadata={
                **({} if bridge is None else {"bridge": dg.MetadataValue.md(bridge)}),
                "release_id": published.release_id,
                "rows": sum(published.table_rows.values()),
                "tables": len(published.table_rows),
                "checks": len(checks),
                "warnings": len(warnings),
                "content_hash": published.content_hash,
                "folder": dg.MetadataValue.path(published.path),
            }
        )

    return release


def latest_checks(
    instance: dg.DagsterInstance, check_keys: Sequence[dg.AssetCheckKey]
) -> list[CheckResult]:
    """What every check said last, so that a rerun of the last step alone still knows it."""
    records = instance.event_log_storage.get_latest_asset_check_execution_by_key(check_keys)
    results = []
    for key, record in sorted(records.items()):
        event = record.event.dagster_event if record.event else None
        if event is None or event.event_type_value != "ASSET_CHECK_EVALUATION":
            continue
        evaluation = event.asset_check_evaluation_data
        results.append(
            CheckResult(
                asset=(key.asset_key.path[0], key.asset_key.path[-1]),
                name=key.name,
                passed=evaluation.passed,
                blocking=evaluation.severity == dg.AssetCheckSeverity.ERROR,
                description=evaluation.description or "",
                metadata={},
            )
        )
    return results
