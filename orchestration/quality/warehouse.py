"""Run Great Expectations inside DuckDB: it sends queries and gets counts, no rows leave.

duckdb-engine's cursor is the connection itself, and Great Expectations reads results after giving
the connection back to the pool, which empties them. So every cursor here is one of its own over a
single read-only connection, and giving back or ending a transaction does nothing.
"""

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import duckdb

from orchestration.project import QUIET_ENVIRONMENT
from orchestration.quality.declared import DeclaredExpectation

if TYPE_CHECKING:
    from great_expectations.core import ExpectationValidationResult
    from great_expectations.datasource.fluent.sql_datasource import SQLDatasource
    from great_expectations.expectations.expectation import Expectation

# Counts, and not one value of a row: the raw tables hold pay.
COUNTS_ONLY = {"result_format": "BASIC", "partial_unexpected_count": 0}
# Expectations whose observed value is a number of rows.
COUNTING = frozenset(
    {
        "unexpected_rows_expectation",
        "expect_table_row_count_to_be_between",
        "expect_table_row_count_to_equal",
    }
)
# Great Expectations knows no regex of DuckDB: these two are asked in SQL. Null breaks neither.
REGEX_CONDITIONS = {
    "ExpectColumnValuesToMatchRegex": "not regexp_matches({column}, {regex})",
    "ExpectColumnValuesToNotMatchRegex": "regexp_matches({column}, {regex})",
}


@dataclass(frozen=True)
class Outcome:
    """What became of one expectation; `problem` says why it could not be evaluated at all."""

    passed: bool
    counts: dict[str, int]
    problem: str | None = None


@dataclass(frozen=True)
class Warehouse:
    """An opened database on which tables can be validated."""

    source: "SQLDatasource"

    def validate(
        self,
        schema: str,
        table: str,
        expectations: Sequence[DeclaredExpectation],
        rows: str = "true",
    ) -> list[Outcome]:
        """The outcome of each expectation on one table, in the order given.

        `rows` is a condition in SQL: only rows for which it holds are judged.
        """
        import great_expectations as gx

        built = [_built(index, declared) for index, declared in enumerate(expectations)]
        usable = [expectation for expectation in built if not isinstance(expectation, Outcome)]
        outcomes = {index: item for index, item in enumerate(built) if isinstance(item, Outcome)}
        if usable:
            asset = self.source.add_query_asset(
                f"{schema}.{table}", query=f'select * from "{schema}"."{table}" where {rows}'
            )
            batch = asset.add_batch_definition_whole_table("all rows").get_batch()
            suite = gx.ExpectationSuite(f"{schema}.{table}", expectations=list(usable))
            for result in batch.validate(suite, result_format=COUNTS_ONLY).results:
                index, outcome = _outcome(result)
                outcomes[index] = outcome
        return [outcomes[index] for index in range(len(built))]


def load() -> None:
    """Import Great Expectations, quietly. It takes 2 to 3 CPU-seconds, so call it beside work."""
    for variable, value in QUIET_ENVIRONMENT.items():
        os.environ.setdefault(variable, value)
    import great_expectations.expectations  # noqa: F401  (the slow part of it)


@contextmanager
def opened(database: Path) -> Iterator[Warehouse]:
    """The database, read-only, for as long as the block lasts; everything is closed after."""
    load()
    import great_expectations as gx
    from great_expectations.data_context.types.base import ProgressBarsConfig

    base = duckdb.connect(str(database), read_only=True)
    try:
        context = gx.get_context(mode="ephemeral")
        context.variables.progress_bars = ProgressBarsConfig(globally=False)
        source = context.data_sources.add_sql(
            "build",
            connection_string="duckdb:///:memory:",
            create_temp_table=False,
            kwargs={"creator": lambda: _shared(base)},  # pyright: ignore[reportCallIssue]
        )
        try:
            yield Warehouse(source)
        finally:
            source.get_execution_engine().close()
            source.get_engine().dispose()
    finally:
        base.close()


def _shared(base: duckdb.DuckDBPyConnection) -> Any:
    from duckdb_engine import ConnectionWrapper, CursorWrapper

    class SharedConnection(ConnectionWrapper):
        def cursor(self) -> CursorWrapper:
            return CursorWrapper(base.cursor(), self)

        def begin(self) -> None: ...

        def commit(self) -> None: ...

        def rollback(self) -> None: ...

        def close(self) -> None: ...

    return SharedConnection(base)


def _built(index: int, declared: DeclaredExpectation) -> "Expectation | Outcome":
    import great_expectations.expectations as known
    from great_expectations.expectations.core.unexpected_rows_expectation import (
        UnexpectedRowsExpectation,
    )

    kind = getattr(known, declared.type, None)
    if kind is None:
        return Outcome(False, {}, f"Great Expectations has no expectation {declared.type!r}")
    try:
        if declared.type in REGEX_CONDITIONS:
            query = _regex_query(declared)
            return UnexpectedRowsExpectation(unexpected_rows_query=query, meta={"index": index})
        return kind(**declared.kwargs, meta={"index": index})
    except (KeyError, TypeError, ValueError):
        return Outcome(False, {}, f"{declared.type} does not take the kwargs given")


def _regex_query(declared: DeclaredExpectation) -> str:
    """The rows that break a regex; braces are doubled because only {batch} is to be filled in."""
    column = str(declared.kwargs["column"]).replace('"', '""')
    regex = str(declared.kwargs["regex"]).replace("'", "''").replace("{", "{{").replace("}", "}}")
    condition = REGEX_CONDITIONS[declared.type].format(column=f'"{column}"', regex=f"'{regex}'")
    return f"select 1 as failing from {{batch}} where {condition}"


def _outcome(result: "ExpectationValidationResult") -> tuple[int, Outcome]:
    configuration = result.expectation_config
    index = configuration.meta["index"] if configuration and configuration.meta else 0
    kind = configuration.type if configuration else ""
    if _raised(result.exception_info or {}):
        # The message is left out: an engine's error often quotes the value that it met.
        return index, Outcome(False, {}, "the query failed (do the table and the columns exist?)")
    found = result.result or {}
    counts = {
        name: int(found[key])
        for name, key in (("rows", "element_count"), ("failing_rows", "unexpected_count"))
        if found.get(key) is not None
    }
    if kind in COUNTING and found.get("observed_value") is not None:
        name = "failing_rows" if kind == "unexpected_rows_expectation" else "rows"
        counts[name] = int(found["observed_value"])
    return index, Outcome(bool(result.success), counts)


def _raised(info: dict[str, Any]) -> bool:
    """Great Expectations reports either one flat record or one record per failed metric."""
    if "raised_exception" in info:
        return bool(info["raised_exception"])
    return any(isinstance(part, dict) and part.get("raised_exception") for part in info.values())
