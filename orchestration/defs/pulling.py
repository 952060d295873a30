"""What a home pulls, one asset per entry, before landing looks into the drop folders."""

from collections.abc import Sequence

import dagster as dg

from orchestration.defs.failures import failed, in_words
from orchestration.problems import ExitCode
from orchestration.project import Home
from orchestration.pulling.config import Pull
from orchestration.pulling.failures import PullError
from orchestration.pulling.run import run_pull

RETRIES = 2
RETRY_DELAY_SECONDS = 60
CHECK = "everything_new_was_pulled"


def pulled_key(pull: Pull) -> dg.AssetKey:
    """Where an entry stands in the lineage, upstream of its system's tables."""
    return dg.AssetKey(["pulled", pull.name])


def pulled(home: Home, pulls: Sequence[Pull]) -> list[dg.AssetsDefinition]:
    """One step per entry."""
    return [_pulled(home, pull) for pull in pulls]


def _pulled(home: Home, pull: Pull) -> dg.AssetsDefinition:
    key = pulled_key(pull)

    @dg.multi_asset(
        name=f"pull_{pull.name}",
        specs=[
            dg.AssetSpec(
                key,
                description=f"New files from {pull.kind} in landing/{pull.system}.",
                group_name="pulling",
                kinds={"dlt" if pull.kind != "files" else "file"},
                owners=["team:operations"],
            )
        ],
        check_specs=[dg.AssetCheckSpec(CHECK, asset=key, blocking=pull.required)],
        required_resource_keys={"writer"},
    )
    def pull_one(context: dg.AssetExecutionContext) -> dg.MaterializeResult:
        """A failure that may pass is tried again; one that stays only warns, unless it blocks."""
        said, rows, files = f"Everything new of {pull.name} was pulled.", 0, 0
        has_failed = False
        with in_words():
            try:
                fetched = run_pull(home, pull)
                rows, files = fetched.rows, fetched.files
            except PullError as failure:
                if failure.may_pass and context.retry_number < RETRIES:
                    raise dg.RetryRequested(RETRIES, RETRY_DELAY_SECONDS) from None
                if pull.required:
                    raise failed(f"Pull {failure}.", ExitCode.FINDINGS) from None
                said, has_failed = f"Pull {failure}. The night went on with what had landed.", True
        return dg.MaterializeResult(
            asset_key=key,
            metadata={"rows_pulled": rows, "files_pulled": files},
            check_results=[
                dg.AssetCheckResult(
                    asset_key=key,
                    check_name=CHECK,
                    passed=not has_failed,
                    severity=dg.AssetCheckSeverity.WARN,
                    description=said,
                )
            ],
        )

    return pull_one
