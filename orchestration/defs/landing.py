"""Every landed table as an asset, built from the declarations beside the dbt sources."""

from collections.abc import Iterator, Mapping, Sequence, Set
from typing import Any

import dagster as dg
import duckdb

from orchestration.defs.failures import failed, in_words
from orchestration.defs.pulling import pulled_key
from orchestration.landing.declarations import SourceTable
from orchestration.landing.intake import land
from orchestration.landing.notes import told
from orchestration.landing.outcomes import CLOCK_CHANGE, DRIFT, FileOutcome, LandingReport
from orchestration.problems import ExitCode
from orchestration.project import Home
from orchestration.pulling.config import Pull

FILES = dg.AssetKey(["raw", "files"])
LANDING_OWN = (
    FILES,
    *(
        dg.AssetKey(["raw", name])
        for name in ("file_columns", "file_findings", "home_settings", "rejected_rows")
    ),
)
RETRY = dg.RetryPolicy(max_retries=2, delay=10)


def landed_tables(
    home: Home,
    tables: Sequence[SourceTable],
    manifest: Mapping[str, Any],
    pulls: Sequence[Pull] = (),
) -> dg.AssetsDefinition:
    """One step that lands whatever lies in the landing folder.

    It is tried again only while another program has the build database open.
    """
    described = _descriptions(manifest)
    keys = [dg.AssetKey([table.system, table.table]) for table in tables]

    @dg.multi_asset(
        name="landing",
        specs=[
            dg.AssetSpec(
                key,
                description=described.get(tuple(key.path)),
                deps=[pulled_key(pull) for pull in pulls if pull.system == key.path[0]],
                group_name="landing",
                kinds={"duckdb"},
                owners=["team:operations"],
            )
            for key in [*keys, *LANDING_OWN]
        ],
        check_specs=[
            *(spec for key in keys for spec in _table_check_specs(key)),
            dg.AssetCheckSpec("every_file_is_recognised", asset=FILES),
            dg.AssetCheckSpec("waivers_are_valid", asset=FILES),
        ],
        required_resource_keys={"writer", "checker"},
        retry_policy=RETRY,
    )
    def landing(context: dg.AssetExecutionContext) -> Iterator[dg.MaterializeResult]:
        with in_words():
            report = land(home, tables, lambda outcome: _tell(context, outcome))
            if not report.outcomes and not _has_landed(home):
                raise failed(
                    f"No export has ever landed here. Drop exports into {home.landing}/<system>/, "
                    "or try a made-up company: `tierledger init --sample real` in an empty home.",
                    ExitCode.FINDINGS,
                )
        for table, key in zip(tables, keys, strict=True):
            mine = [o for o in report.outcomes if _table_of(o) == (table.system, table.table)]
            yield dg.MaterializeResult(
                asset_key=key, metadata=_counts(mine), check_results=table_checks(key, mine)
            )
        for key in LANDING_OWN:
            yield dg.MaterializeResult(
                asset_key=key, check_results=_folder_checks(report) if key == FILES else []
            )

    return landing


def table_checks(key: dg.AssetKey, outcomes: Sequence[FileOutcome]) -> list[dg.AssetCheckResult]:
    """What the files of one table say: refused, rejected, lost, other columns, odd local times."""
    name = ".".join(key.path)
    refused = [o for o in outcomes if o.status == "refused"]
    lost = [o for o in outcomes if o.rows_read != o.rows_landed + o.rows_rejected]

    def noted(group: Set[str]) -> list[str]:
        return [
            f"{o.file_name}: {note}."
            for o in outcomes
            for note in told((f for f in o.findings if f.finding_type in group), name)
        ]

    return [
        _said(
            key,
            "no_file_is_refused",
            [f"{name}: refused: {o.reason}.{' (waived)' * o.is_waived}" for o in refused],
            f"No file of {name} was refused.",
            blocks=any(o.is_blocking for o in refused),
        ),
        _said(
            key,
            "rows_read_are_landed_or_rejected",
            [
                f"{o.file_name}: {o.rows_read} rows read, but {o.rows_landed} landed "
                f"and {o.rows_rejected} rejected."
                for o in lost
            ],
            f"Every row of {name} landed or was rejected.",
            blocks=True,
        ),
        _said(
            key, "no_row_is_rejected", noted({"rejected_rows"}), f"No row of {name} was rejected."
        ),
        _said(
            key,
            "columns_are_as_declared_and_as_before",
            noted(DRIFT),
            f"The columns of {name} are as declared and as before.",
        ),
        _said(
            key,
            "every_local_time_exists_once",
            noted(CLOCK_CHANGE),
            f"No local time of {name} is skipped or doubled by a clock change.",
        ),
    ]


def _table_check_specs(key: dg.AssetKey) -> list[dg.AssetCheckSpec]:
    return [
        dg.AssetCheckSpec("no_file_is_refused", asset=key, blocking=True),
        dg.AssetCheckSpec("rows_read_are_landed_or_rejected", asset=key, blocking=True),
        dg.AssetCheckSpec("no_row_is_rejected", asset=key),
        dg.AssetCheckSpec("columns_are_as_declared_and_as_before", asset=key),
        dg.AssetCheckSpec("every_local_time_exists_once", asset=key),
    ]


def _said(
    key: dg.AssetKey, name: str, problems: Sequence[str], good: str, *, blocks: bool = False
) -> dg.AssetCheckResult:
    severity = dg.AssetCheckSeverity.ERROR if blocks else dg.AssetCheckSeverity.WARN
    return dg.AssetCheckResult(
        asset_key=key,
        check_name=name,
        passed=not problems,
        severity=severity,
        description=" ".join(problems) or good,
    )


def _folder_checks(report: LandingReport) -> list[dg.AssetCheckResult]:
    strangers = [
        f"{name}: no declared table takes this file; rename it as its system's export is called, "
        "or move it away."
        for name in report.unrecognised_files
    ]
    return [
        _said(
            FILES,
            "every_file_is_recognised",
            strangers,
            "Every file in the landing folder belongs to a declared table.",
        ),
        _said(
            FILES,
            "waivers_are_valid",
            report.general_warnings,
            "Every waiver names a file, a reason and its dates.",
        ),
    ]


def _has_landed(home: Home) -> bool:
    with duckdb.connect(home.database, read_only=True) as connection:
        return bool(connection.execute("select 1 from raw.files limit 1").fetchall())


def _counts(outcomes: Sequence[FileOutcome]) -> dict[str, int]:
    landed = [o for o in outcomes if o.status == "landed"]
    return {
        "files_landed": len(landed),
        "files_unchanged": sum(o.status == "unchanged" for o in outcomes),
        "files_refused": sum(o.status == "refused" for o in outcomes),
        "rows_landed": sum(o.rows_landed for o in landed),
        "rows_rejected": sum(o.rows_rejected for o in landed),
    }


def _tell(context: dg.AssetExecutionContext, outcome: FileOutcome) -> None:
    if outcome.status != "unchanged":
        context.log.info(
            f"{outcome.file_name} {outcome.status}: {outcome.rows_landed} rows landed, "
            f"{outcome.rows_rejected} rejected"
        )


def _table_of(outcome: FileOutcome) -> tuple[str, str]:
    return outcome.source_system, outcome.table_name


def _descriptions(manifest: Mapping[str, Any]) -> dict[tuple[str, ...], str]:
    return {
        (source["source_name"], source["name"]): source["description"]
        for source in manifest["sources"].values()
    }
