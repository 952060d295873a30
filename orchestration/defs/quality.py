"""Great Expectations twice: on what has landed, and on the marts before they are released."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, cast

import dagster as dg

from orchestration.check_process import CheckProcess
from orchestration.defs.failures import in_words
from orchestration.landing.declarations import SourceTable
from orchestration.project import Home
from orchestration.quality.declared import read_expectations
from orchestration.quality.expectations import check_landed, check_marts
from orchestration.quality.results import CheckResult

FILE_CHECKS = (
    "newest_file_is_fresh",
    "no_file_came_again_with_far_fewer_rows",
)
AUDIT = dg.AssetKey(["published", "audit"])


def landing_checks(home: Home, tables: Sequence[SourceTable]) -> dg.AssetChecksDefinition:
    """The expectations beside the sources, and whether files are fresh and whole."""
    specs = [spec for table in tables for spec in _landed_specs(table)]

    @dg.multi_asset_check(
        name="landing_checks",
        specs=specs,
        required_resource_keys={"writer", "checker"},
    )
    def landing_checks(context: dg.AssetCheckExecutionContext) -> Iterator[dg.AssetCheckResult]:
        with in_words():
            results = _process(context).ask(check_landed, home, tables)
        yield from map(as_dagster, results)
        said = {dg.AssetCheckKey(dg.AssetKey(r.asset), r.name) for r in results}
        for key in sorted({spec.key for spec in specs} - said):
            yield dg.AssetCheckResult(
                asset_key=key.asset_key,
                check_name=key.name,
                passed=True,
                description=f"No file of {'.'.join(key.asset_key.path)} has landed.",
            )

    return landing_checks


def audit(
    home: Home, manifest: Mapping[str, Any], upstream: Sequence[dg.AssetsDefinition]
) -> dg.AssetsDefinition:
    """The expectations beside the marts, on the tables that are about to be published."""

    @dg.multi_asset(
        name="audit",
        specs=[
            dg.AssetSpec(
                AUDIT,
                deps=[key for assets in upstream for key in assets.keys],
                group_name="publishing",
                kinds={"greatexpectations"},
                owners=["team:analytics"],
                description="What the marts must hold to be published.",
            )
        ],
        check_specs=list(_mart_specs(manifest)),
        required_resource_keys={"writer", "checker"},
        allow_arbitrary_check_specs=True,
    )
    def audit(context: dg.AssetExecutionContext) -> Iterator[Any]:
        with in_words():
            results = _process(context).ask(check_marts, home)
        yield from map(as_dagster, results)
        yield dg.MaterializeResult(asset_key=AUDIT, metadata={"checks": len(results)})

    return audit


def as_dagster(result: CheckResult) -> dg.AssetCheckResult:
    """A check's result as the event that Dagster keeps."""
    severity = dg.AssetCheckSeverity.ERROR if result.blocking else dg.AssetCheckSeverity.WARN
    return dg.AssetCheckResult(
        asset_key=dg.AssetKey(result.asset),
        check_name=result.name,
        passed=result.passed,
        severity=severity,
        description=result.description,
        metadata=result.metadata,
    )


def _landed_specs(table: SourceTable) -> Iterator[dg.AssetCheckSpec]:
    key = dg.AssetKey([table.system, table.table])
    for expectation in read_expectations(table.expectations):
        yield dg.AssetCheckSpec(
            expectation.name,
            asset=key,
            blocking=expectation.is_blocking,
            description=expectation.words,
        )
    for name in FILE_CHECKS:
        yield dg.AssetCheckSpec(name, asset=key, blocking=table.required)


def _mart_specs(manifest: Mapping[str, Any]) -> Iterator[dg.AssetCheckSpec]:
    for node in manifest["nodes"].values():
        declared = (node["config"].get("meta") or {}).get("expectations") or []
        for expectation in read_expectations(declared):
            yield dg.AssetCheckSpec(
                expectation.name,
                asset=dg.AssetKey([node["config"]["schema"], node["name"]]),
                blocking=expectation.is_blocking,
                description=expectation.words,
            )


def _process(
    context: dg.AssetExecutionContext | dg.AssetCheckExecutionContext,
) -> CheckProcess:
    return cast("CheckProcess", context.resources.checker)
