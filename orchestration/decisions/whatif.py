"""The options of a workflow costed anew with other inputs, by the statement that the night ran.

The release's rows hold every input beside every result. They go into a database in memory under
the names that the statement reads, changed as asked, and the statement runs there: a formula stands
in the model alone, and nothing that is published or built is touched.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb

from orchestration.explain.build_database import UnknownPartError, fetched
from orchestration.problems import HomeError
from orchestration.project import Home
from orchestration.publishing.tables import DATABASE_FILE

MODEL = Path("tierledger", "models", "marts", "decision", "workflow_options.sql")
TABLE = "workflow_options"
CATALOG = "tierledger"
ASKED = "asked"

Changes = Mapping[str, Decimal | bool]


@dataclass(frozen=True)
class WhatIf:
    """The released row that was started from, if any, and the row as it would be."""

    released: dict[str, Any] | None
    asked: dict[str, Any]


def what_if(
    home: Home, workflow: str, route: str, provider: str | None, changes: Changes
) -> WhatIf:
    """Cost one option of a workflow with changed inputs (columns of `workflow_options`).

    Without a released quote for the route it starts from the work as it is, all of it released and
    nothing paid but what is asked. Raises `HomeError` without a release or the night's statement,
    `UnknownPartError` if the release has no such workflow or several quotes fit.
    """
    statement = home.dbt_target / "compiled" / MODEL
    database = home.current / DATABASE_FILE
    for needed in (database, statement):
        if not needed.is_file():
            raise HomeError(f"There is no {needed}. `tierledger run` makes it.")
    with duckdb.connect(":memory:") as connection:
        connection.execute(
            f"attach '{str(database).replace(chr(39), chr(39) * 2)}' as released (read_only)"
        )
        options = _released(connection, workflow)
        started = _started_from(options, workflow, route, provider)
        _lay_out(connection, started, route, provider, changes)
        (asked,) = fetched(connection, statement.read_text(), [])
    return WhatIf(started if started["quote_id"] != "as_is" else None, asked)


def _released(connection: duckdb.DuckDBPyConnection, workflow: str) -> list[dict[str, Any]]:
    try:
        options = fetched(
            connection,
            f"select * from released.{TABLE} where workflow_id = ? order by quote_id",
            [workflow],
        )
    except duckdb.CatalogException:
        raise HomeError(
            f"The release has no {TABLE}: an earlier version made it. "
            "`tierledger run` makes another."
        ) from None
    if not options:
        known = connection.execute(
            f"select distinct workflow_id from released.{TABLE} order by 1"
        ).fetchall()
        raise UnknownPartError(
            "workflow",
            f"The release has no workflow {workflow!r}. "
            f"It has: {', '.join(name for (name,) in known)}.",
        )
    return options


def _started_from(
    options: list[dict[str, Any]], workflow: str, route: str, provider: str | None
) -> dict[str, Any]:
    fitting = [
        option
        for option in options
        if option["route_option"] == route and provider in {None, option["provider_name"]}
    ]
    if len(fitting) > 1:
        names = ", ".join(str(option["provider_name"]) for option in fitting)
        raise UnknownPartError(
            "provider", f"Several quotes fit {route} of {workflow}: name one of {names}."
        )
    return fitting[0] if fitting else next(one for one in options if one["quote_id"] == "as_is")


def _lay_out(
    connection: duckdb.DuckDBPyConnection,
    started: dict[str, Any],
    route: str,
    provider: str | None,
    changes: Changes,
) -> None:
    """The two tables that the statement reads, with the one option that is asked for."""
    connection.execute(f"attach ':memory:' as {CATALOG}")
    connection.execute(f"create schema {CATALOG}.definitions")
    connection.execute(f"create schema {CATALOG}.intermediate")
    connection.execute(
        f"create table {CATALOG}.definitions.company as "
        f"select currency_code as reporting_currency_code from released.{TABLE} limit 1"
    )
    table = f"{CATALOG}.intermediate.int_decision_options"
    connection.execute(
        f"create table {table} as select * from released.{TABLE} "
        "where workflow_id = ? and quote_id = ?",
        [started["workflow_id"], started["quote_id"]],
    )
    is_new = started["quote_id"] == "as_is"
    given: dict[str, object] = {"released_share": 1, "provider_name": provider} if is_new else {}
    given |= {"quote_id": ASKED, "route_option": route, **changes}
    connection.execute(
        f"update {table} set {', '.join(f'{name} = ?' for name in given)}", list(given.values())
    )
