"""Check what has landed before it is modelled, and the marts before they are published.

What is expected stands beside the tables (`config.meta.expectations` in the yml of a source table
or of a mart); nothing here knows a table or a column.
"""

import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

from orchestration.project import Home
from orchestration.quality.declared import DeclaredExpectation, read_expectations
from orchestration.quality.files import check_files
from orchestration.quality.results import CheckResult
from orchestration.quality.tables import DeclaredTable
from orchestration.quality.warehouse import Outcome, opened

# Raw keeps every version that ever landed; a file that was replaced is no longer judged.
ROWS_OF_PRESENT_FILES = "_source_sha256 in (select file_sha256 from raw.files where is_present)"


def check_landed(
    home: Home, tables: Sequence[DeclaredTable], now: datetime | None = None
) -> list[CheckResult]:
    """Every source table's expectations, and the age and size of its files.

    Nobody may hold the build database open for writing meanwhile.
    """
    declared = [
        (table, expectations)
        for table in tables
        if (expectations := read_expectations(table.expectations))
    ]
    results = check_files(home, tables, now or datetime.now(UTC))
    if not declared:
        return results
    with opened(home.database) as warehouse:
        for table, expectations in declared:
            schema = f"raw_{table.system}"
            outcomes = warehouse.validate(schema, table.table, expectations, ROWS_OF_PRESENT_FILES)
            remedy = (
                f"Columns _source_file and _source_row of {schema}.{table.table} name the file "
                f"and the line: correct the export and drop it into landing/{table.system}."
            )
            results += _results((table.system, table.table), expectations, outcomes, remedy)
    return results


def check_marts(home: Home) -> list[CheckResult]:
    """The expectations declared for the models of the last dbt run, on the tables it built."""
    manifest = json.loads((home.dbt_target / "manifest.json").read_text())
    models = [
        (node["schema"], node["name"], expectations)
        for node in manifest["nodes"].values()
        if node["resource_type"] == "model" and (expectations := read_expectations(_declared(node)))
    ]
    if not models:
        return []
    results: list[CheckResult] = []
    with opened(home.database) as warehouse:
        for schema, name, expectations in sorted(models, key=lambda model: model[:2]):
            outcomes = warehouse.validate(schema, name, expectations)
            remedy = (
                f"Query {schema}.{name} in the build database for these rows and follow the "
                "model's lineage; nothing is published until this holds."
            )
            results += _results((schema, name), expectations, outcomes, remedy)
    return results


def _declared(node: Mapping[str, object]) -> Sequence[Mapping[str, object]]:
    config = node.get("config")
    meta = config.get("meta") if isinstance(config, Mapping) else None
    return (meta.get("expectations") or []) if isinstance(meta, Mapping) else []


def _results(
    asset: tuple[str, str],
    expectations: Sequence[DeclaredExpectation],
    outcomes: Sequence[Outcome],
    remedy: str,
) -> list[CheckResult]:
    return [
        CheckResult(
            asset=asset,
            name=expectation.name,
            passed=outcome.passed,
            blocking=expectation.is_blocking,
            description=_description(".".join(asset), expectation, outcome, remedy),
            metadata={"expectation": expectation.type, **outcome.counts},
        )
        for expectation, outcome in zip(expectations, outcomes, strict=True)
    ]


def _description(
    table: str, expectation: DeclaredExpectation, outcome: Outcome, remedy: str
) -> str:
    if outcome.problem:
        return (
            f"{table}: whether {expectation.words} could not be checked: {outcome.problem}. "
            "Correct the table's expectations in its yml."
        )
    if outcome.passed:
        return f"{table}: {expectation.words}."
    failing, rows = outcome.counts.get("failing_rows"), outcome.counts.get("rows")
    if failing is not None:
        found = f"{failing:,} rows" if rows is None else f"{failing:,} of {rows:,} rows"
        return f"{table}: {found} break the rule that {expectation.words}. {remedy}"
    found = f" (it has {rows:,} rows)" if rows is not None else ""
    return f"{table} breaks the rule that {expectation.words}{found}. {remedy}"
