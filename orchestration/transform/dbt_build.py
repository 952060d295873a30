"""dbt, started inside this process: parse when something changed, build, tell what failed.

In-process saves the seconds that a second Python needs to import dbt, and dbt's events arrive as
they happen. The price: dbt keeps the database open until it is told to close it.
"""

import contextlib
import json
import queue
import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import duckdb

from orchestration.problems import masked
from orchestration.project import Home
from orchestration.transform.broken_rows import broken_by, named_rows
from orchestration.transform.dbt_log import log_file
from orchestration.transform.staged_models import refresh

if TYPE_CHECKING:
    from dbt.cli.main import dbtRunnerResult
    from dbt_common.events.base_types import EventMsg

# The console stays quiet, and so does dbt's own log: what a person reads comes from the events.
_QUIET = ["--log-level", "none", "--log-level-file", "none"]
# The staging folder of what landing itself writes down.
_LANDING_RECORDS = "raw"


class DbtError(Exception):
    """dbt could not parse, build or confirm the models: one sentence per cause."""

    def __init__(self, causes: Sequence[str]) -> None:
        super().__init__("\n".join(causes))
        self.causes = tuple(causes)


@dataclass(frozen=True)
class _Finished:
    """The last thing in the queue of events."""

    outcome: "dbtRunnerResult"


def ensure_manifest(home: Home) -> Path:
    """The manifest of this home's project, parsed again if a file of the project is newer."""
    home.prepare()
    refresh(home.dbt_project)
    manifest = home.dbt_target / "manifest.json"
    if not manifest.exists() or manifest.stat().st_mtime < _newest_change(home):
        _parse(home)
    return manifest


def build(home: Home, as_of: str = "") -> Iterator["EventMsg"]:
    """Build seeds, models and tests; yields dbt's events as they come.

    Raises `DbtError` after the last event if anything failed. Nothing holds the database
    afterwards. The project is parsed without `as_of`, so a new moment parses nothing again. The
    tests of a system from which nothing has landed are left out: its staging models have no row.
    """
    manifest = _parse(home)
    arguments = ["build", "--exclude-resource-type", "unit_test"]
    silent = [f"staging.{system},resource_type:test" for system in silent_systems(home)]
    if silent:
        arguments += ["--exclude", *silent]
    if as_of:
        arguments += ["--vars", json.dumps({"as_of": as_of})]
    outcome: dbtRunnerResult | None = None
    for event in _events(home, arguments, manifest):
        if isinstance(event, _Finished):
            outcome = event.outcome
        else:
            yield event
    assert outcome is not None
    if not outcome.success:
        raise DbtError(_causes(outcome, home.database))


def silent_systems(home: Home) -> list[str]:
    """The staging folders of systems from which no file has ever landed: their models are empty."""
    folders = {path.name for path in (home.dbt_project / "models" / "staging").glob("*/")}
    with duckdb.connect(str(home.database)) as connection:
        rows = connection.execute(
            "select distinct source_system from raw.files where status = 'landed'"
        ).fetchall()
    return sorted(folders - {system for (system,) in rows} - {_LANDING_RECORDS})


def broken_staging_tests(home: Home, systems: Sequence[str]) -> list[dict[str, Any]]:
    """Build the staging folders of these systems alone, on what has landed; the tests that fail.

    Each is dbt's node of the test with `failures`, the number of its rows, which the query
    `compiled_code` gives. Nothing holds the database afterwards.
    """
    from dbt.adapters.duckdb.connections import DuckDBConnectionManager

    refresh(home.dbt_project)
    try:
        chosen = [f"staging.{system}" for system in systems]
        # Not one `build`: it leaves out what stands on a model of which a test fails.
        outcome = _invoke(home, ["run", "--select", *chosen], None, [])
        if outcome.success:
            rules = ["--exclude-resource-type", "unit_test", "--indirect-selection", "buildable"]
            outcome = _invoke(home, ["test", *rules, "--select", *chosen], None, [])
    finally:
        DuckDBConnectionManager.close_all_connections()
    if outcome.exception is not None:
        raise DbtError(_causes(outcome, home.database))
    results = getattr(outcome.result, "results", [])
    errors = [_cause(result, home.database) for result in results if result.status == "error"]
    if errors:
        raise DbtError(errors)
    return [
        {**result.node.to_dict(), "failures": result.failures}
        for result in results
        if result.status in {"fail", "warn"}
    ]


def _events(home: Home, arguments: list[str], manifest: Any) -> Iterator["EventMsg | _Finished"]:
    from dbt.adapters.duckdb.connections import DuckDBConnectionManager

    events: queue.SimpleQueue[EventMsg | _Finished] = queue.SimpleQueue()

    def work() -> None:
        outcome = _invoke(home, arguments, manifest, [events.put])
        DuckDBConnectionManager.close_all_connections()
        events.put(_Finished(outcome))

    threading.Thread(target=work, name="dbt", daemon=True).start()
    while True:
        event = events.get()
        yield event
        if isinstance(event, _Finished):
            return


def _parse(home: Home) -> Any:
    outcome = _invoke(home, ["parse"], None, [])
    if not outcome.success:
        raise DbtError(_causes(outcome, home.database))
    return outcome.result


def _invoke(home: Home, arguments: list[str], manifest: Any, callbacks: list) -> "dbtRunnerResult":
    from dbt.cli.main import dbtRunner

    folders = ["--project-dir", str(home.dbt_project), "--profiles-dir", str(home.dbt_project)]
    written = ["--target-path", str(home.dbt_target)]
    with contextlib.chdir(home.dbt_project), log_file(home.dbt_logs) as write:
        return dbtRunner(manifest=manifest, callbacks=[write, *callbacks]).invoke(
            [*_QUIET, arguments[0], *folders, *written, *arguments[1:]]
        )


def _newest_change(home: Home) -> float:
    """The last change of anything that dbt parses; a seed's rows are read when it is built."""
    files = [
        path
        for folder in home.dbt_project.iterdir()
        for path in (folder.rglob("*") if folder.is_dir() else [folder])
    ]
    return max(path.stat().st_mtime for path in [*files, home.definitions])


def _causes(outcome: "dbtRunnerResult", database: Path) -> list[str]:
    if outcome.exception is not None:
        return [_first_lines(str(outcome.exception))]
    results = getattr(outcome.result, "results", [])
    causes = [_cause(result, database) for result in results if result.status in {"error", "fail"}]
    return causes or ["dbt stopped without saying why; see warehouse/build/logs/dbt.log."]


def _cause(result: Any, database: Path) -> str:
    node = result.node
    place = f"{node.name} ({node.original_file_path})"
    if result.status == "fail":
        rows = named_rows(database, node) or "."
        return f"Test {place} failed: {broken_by(result.failures)}{rows}"
    kind = str(node.resource_type).capitalize()
    return f"{kind} {place} could not be built: {masked(_first_lines(result.message or ''))}"


def _first_lines(message: str) -> str:
    """The lines that name the mistake, without the query."""
    lines = [line.strip() for line in message.splitlines() if line.strip()]
    return " ".join(lines[:4])
