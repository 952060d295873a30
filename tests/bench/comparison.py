"""What comparisons add to a night, over 36 months and eight workflows: `make bench`.

The real sample after its first night gets an earlier year (its first one, moved back by twelve
months) in the tables that comparisons and learning read. Then their models alone are built: with
one comparison of all eight workflows, with another of each by itself beside it, and with nothing
declared. What dbt takes to start, and to build a model that stays empty, is in all three, so the
differences are what comparisons add. Processor seconds are those of whole dbt processes; each
figure is the smallest of its repeats, since others on the machine only add to it.
"""

import json
import os
import resource
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb

from orchestration.new_home import SAMPLE_DEFINITIONS
from orchestration.project import Home
from tests.product import command_environment, lay_out_sample, tierledger

REPEATS = int(os.environ.get("BENCH_REPEATS", "3"))
BAR_SECONDS = 2.0
MOVED = {
    "refunds": "northline",
    "order_changes": "northline",
    "product_questions": "northline",
    "order_status": "answerbot",
    "password_resets": "answerbot",
    "key_accounts": "own_team",
    "technical_issues": "own_team",
    "billing_disputes": "own_team",
}
WINDOWS = "2023-01-01,2024-06-01,2024-11-01,2025-12-01"
DECLARED = (*SAMPLE_DEFINITIONS, "transitions.csv")
FOLDERS = ("comparison", "learning")
MODELS = ("path:models/intermediate/comparison", "path:models/intermediate/learning")
MARTS = "path:models/marts/comparison"
KEYS = ("ticket_id", "item_id", "event_id", "review_id", "entry_id", "ticket_key")


@dataclass(frozen=True)
class Cost:
    """What one build of the models took."""

    cpu_seconds: float
    node_seconds: float
    node_count: int


def _dbt(home: Home, *arguments: str) -> None:
    command = [sys.executable, "-m", "dbt.cli.main", "--quiet", *arguments]
    finished = subprocess.run(
        command,
        cwd=home.dbt_project,
        env={**command_environment(home), **home.environment()},
        capture_output=True,
        text=True,
        check=False,
    )
    if finished.returncode:
        sys.exit(f"{command} failed:\n{finished.stdout}{finished.stderr}")


def _add_a_year(home: Home) -> None:
    """Everything of 2024 that the models read, once more a year earlier."""
    nodes = json.loads((home.dbt_target / "manifest.json").read_text())["nodes"].values()
    read = {
        parent
        for node in nodes
        if node["resource_type"] == "model" and _is_measured(node["original_file_path"])
        for parent in node["depends_on"]["nodes"]
    }
    tables = {
        (node["schema"], node["name"])
        for node in nodes
        if node["unique_id"] in read
        and node["config"]["materialized"] in ("table", "incremental")
        and not _is_measured(node["original_file_path"])
    }
    with duckdb.connect(home.database) as connection:
        for schema, name in sorted(tables):
            columns = connection.execute(f"describe {schema}.{name}").fetchall()
            dated = [column for column, kind, *_ in columns if kind in ("DATE", "TIMESTAMP")]
            if dated:
                moved = ", ".join(_moved(column, kind) for column, kind, *_ in columns)
                connection.execute(
                    f"insert into {schema}.{name} select {moved} from {schema}.{name} "
                    f"where year(coalesce({', '.join(dated)})) = 2024"
                )


def _is_measured(path: str) -> bool:
    return Path(path).parent.name in FOLDERS


def _moved(column: str, kind: str) -> str:
    if kind in ("DATE", "TIMESTAMP"):
        return f"cast({column} - interval 12 month as {kind})"
    return f"{column} || '-'" if column in KEYS and kind == "VARCHAR" else column


def _declare(home: Home, comparisons: dict[str, Sequence[str]]) -> None:
    """The comparisons; if there are any, a move and a change of every workflow too."""
    rows: dict[str, list[str]] = {name: [] for name in DECLARED}
    for comparison_id, workflows in comparisons.items():
        rows["comparisons.csv"].append(f"{comparison_id},{comparison_id},{WINDOWS}")
        rows["comparison_workflows.csv"] += [f"{comparison_id},{name}" for name in workflows]
    for workflow_id, provider_id in MOVED.items() if comparisons else ():
        rows["transitions.csv"].append(
            f"{workflow_id},{workflow_id},own_team,{provider_id},2024-07-01,2024-10-01,2024-12-30"
        )
        rows["playbook_changes.csv"].append(
            f"{workflow_id},{workflow_id},{workflow_id},{provider_id},2025-03-01,2025-03-15,,"
        )
    for name in DECLARED:
        file = home.definitions / name
        header = file.read_text().splitlines()[0]
        file.write_text("\n".join([header, *rows[name], ""]))
    _dbt(home, "seed", "--select", *(name.removesuffix(".csv") for name in DECLARED))


def _build(home: Home) -> Cost:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    _dbt(home, "run", "--select", *MODELS, MARTS)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    results = json.loads((home.dbt_target / "run_results.json").read_text())["results"]
    return Cost(
        after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime,
        sum(result["execution_time"] for result in results),
        len(results),
    )


def main() -> None:
    """Print what comparisons add; end with an error if one over eight workflows adds too much."""
    every = {"all": tuple(MOVED)}
    cases = {
        "nothing declared": {},
        "one of eight workflows": every,
        "that, and one of each": every | {name: (name,) for name in MOVED},
    }
    with tempfile.TemporaryDirectory() as folder:
        home = lay_out_sample(Path(folder) / "home", "real")
        finished = tierledger(home, "run")
        if not home.current.exists():
            sys.exit(finished.said)
        _add_a_year(home)
        costs: dict[str, Cost] = {}
        for name, comparisons in cases.items():
            _declare(home, comparisons)
            tried = [_build(home) for _ in range(REPEATS)]
            costs[name] = min(tried, key=lambda cost: cost.cpu_seconds)
    nothing = costs["nothing declared"]
    for name, cost in costs.items():
        added = cost.cpu_seconds - nothing.cpu_seconds
        print(
            f"{name:<24}{cost.node_seconds:7.1f} s in {cost.node_count} models"
            f"{cost.cpu_seconds:8.1f} s cpu of dbt{added:8.2f} s added"
        )
    added = costs["one of eight workflows"].cpu_seconds - nothing.cpu_seconds
    if added > BAR_SECONDS:
        sys.exit(f"A comparison of eight workflows adds more than {BAR_SECONDS:g} s to a night.")


if __name__ == "__main__":
    main()
