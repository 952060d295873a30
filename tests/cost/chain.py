"""The compiled SQL of the cost chain, from staged lines to published tables, on any DuckDB."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd

from orchestration.project import REPOSITORY
from tests.cost.inputs import INPUT_COLUMNS

Rows = Sequence[Sequence[object]]
_COMPILE_SECONDS = 300


@dataclass(frozen=True)
class Model:
    """The compiled SQL (or the Python) of a model or data test, and the names of what it reads."""

    code: str
    reads: frozenset[str]
    is_python: bool


@dataclass(frozen=True)
class _Dbt:
    """What dbt hands to a model in Python."""

    connection: duckdb.DuckDBPyConnection
    relations: Mapping[str, str]

    def config(self, **_: object) -> None: ...

    def ref(self, name: str) -> duckdb.DuckDBPyRelation:
        return self.connection.sql(f"select * from {self.relations[name]}")


@dataclass(frozen=True)
class Chain:
    """Models in the order of their building, the tables that they start from, and data tests."""

    inputs: Mapping[str, Mapping[str, str]]
    relations: Mapping[str, str]
    models: Mapping[str, Model]
    checks: Mapping[str, Model]

    def run(
        self, tables: Mapping[str, Rows], until: Sequence[str] = ()
    ) -> duckdb.DuckDBPyConnection:
        """A database in memory with these tables and all models (or those that `until` needs).

        The rows of a table are in the order of its columns.
        """
        connection = duckdb.connect(":memory:", config={"threads": 2})
        connection.execute("set timezone = 'UTC'")
        for schema in sorted({relation.split(".")[1] for relation in self.relations.values()}):
            connection.execute(f"create schema if not exists {schema}")
        for name, columns in self.inputs.items():
            declared = ", ".join(f"{column} {kind}" for column, kind in columns.items())
            connection.execute(f"create table {self.relations[name]} ({declared})")
            if rows := tables.get(name):
                frame = pd.DataFrame(rows, columns=list(columns), dtype="object")
                connection.register("frame", frame)
                connection.execute(f"insert into {self.relations[name]} select * from frame")
                connection.unregister("frame")
        wanted = self._needed(until) if until else set(self.models)
        for name, model in self.models.items():
            if name not in wanted:
                continue
            if model.is_python:
                self._run_python(connection, name, model)
            else:
                connection.execute(f"create table {self.relations[name]} as ({model.code})")
        return connection

    def _run_python(self, connection: duckdb.DuckDBPyConnection, name: str, model: Model) -> None:
        defined: dict[str, Any] = {}
        exec(model.code, defined)
        result = defined["model"](_Dbt(connection, self.relations), connection)
        result.create(self.relations[name])

    def changed(self, model: str, old: str, new: str) -> Chain:
        """The same chain with one model whose SQL has been broken (or mended)."""
        before = self.models[model]
        assert old in before.code, f"{model} no longer contains: {old}"
        after = replace(before, code=before.code.replace(old, new))
        return replace(self, models={**self.models, model: after})

    def failing(self, connection: duckdb.DuckDBPyConnection) -> set[str]:
        """The data tests that a night would fail on."""
        return {
            name for name, check in self.checks.items() if connection.execute(check.code).fetchone()
        }

    def _needed(self, until: Sequence[str]) -> set[str]:
        needed, waiting = set(), list(until)
        while waiting:
            name = waiting.pop()
            if name in self.models and name not in needed:
                needed.add(name)
                waiting += self.models[name].reads
        return needed


def compiled_chain(folder: Path) -> Chain:
    """The whole chain, with nothing of it written down again."""
    return chain_of(compiled_nodes(folder), INPUT_COLUMNS, "marts.cost")


def compiled_nodes(folder: Path, target: str = "marts.cost") -> Mapping[str, Any]:
    """dbt's nodes of a folder of marts and what they read, compiled without a database."""
    finished = subprocess.run(
        [
            Path(sys.executable).with_name("dbt"),
            *("--quiet", "--no-use-colors", "compile"),
            *("--select", f"+{target}", "test_type:singular"),
            *("--target-path", str(folder), "--log-path", str(folder)),
        ],
        cwd=REPOSITORY / "dbt_project",
        env={**os.environ, "WAREHOUSE_PATH": ":memory:", "DBT_SEND_ANONYMOUS_USAGE_STATS": "false"},
        capture_output=True,
        text=True,
        timeout=_COMPILE_SECONDS,
        check=False,
    )
    assert finished.returncode == 0, finished.stdout + finished.stderr
    return json.loads((folder / "manifest.json").read_text())["nodes"]


def chain_of(
    nodes: Mapping[str, Any], inputs: Mapping[str, Mapping[str, str]], target: str
) -> Chain:
    """The models of a folder (`marts.cost`) or one model, back to the inputs named and seeds."""
    seeds = {
        node["name"]: node["config"]["column_types"]
        for node in nodes.values()
        if node["resource_type"] == "seed"
    }
    inputs = {**seeds, **inputs}
    models = dict(_in_order(nodes, set(inputs), target))
    known = set(inputs) | set(models)
    relations = {
        node["name"]: node["relation_name"] for node in nodes.values() if node["name"] in known
    }
    checks = {
        node["name"]: _model(node)
        for node in nodes.values()
        if node["resource_type"] == "test"
        and node["path"].startswith("assert_")
        and node["config"]["severity"].lower() == "error"
    }
    runnable = {
        name: check
        for name, check in checks.items()
        if check.reads <= known and check.reads & set(models)
    }
    return Chain(inputs, relations, models, runnable)


def _in_order(
    nodes: Mapping[str, Any], inputs: set[str], target: str
) -> Iterator[tuple[str, Model]]:
    """The models from the target back to the inputs, each after what it reads."""
    done: set[str] = set()

    def visit(unique_id: str) -> Iterator[tuple[str, Model]]:
        node = nodes.get(unique_id)
        if node is None or node["name"] in inputs or node["name"] in done:
            return
        done.add(node["name"])
        for upstream in node["depends_on"]["nodes"]:
            yield from visit(upstream)
        yield node["name"], _model(node)

    for unique_id, node in nodes.items():
        in_folder = ".".join(node["fqn"]).startswith(f"tierledger.{target}.")
        if node["resource_type"] == "model" and (in_folder or node["name"] == target):
            yield from visit(unique_id)


def _model(node: Mapping[str, Any]) -> Model:
    reads = frozenset(unique_id.split(".")[2] for unique_id in node["depends_on"]["nodes"])
    is_python = node["language"] == "python"
    return Model(node["raw_code" if is_python else "compiled_code"], reads, is_python)
