"""Whether readers see the numbers of this build, or those of another night."""

import json
from pathlib import Path
from typing import Any

import duckdb

from orchestration.project import Home
from orchestration.publishing.build_marts import SCHEMA
from orchestration.publishing.tables import DATABASE_FILE, built_content_hash

COST_TABLES = ("cost_per_tier_month", "cost_per_tier_route_month")
SAVING_TABLES = ("comparison_summary", "savings_bridge", "savings_bridge_parts")
TICKET_TABLE = "fct_sla_events"


def costs_served_otherwise(home: Home) -> str | None:
    """A sentence if the release that is served states other costs than the build database."""
    return _tables_served_otherwise(home, COST_TABLES, "costs")


def saving_served_otherwise(home: Home) -> str | None:
    """A sentence if the release that is served states other savings than the build database."""
    return _tables_served_otherwise(home, SAVING_TABLES, "savings")


def ticket_served_otherwise(home: Home, source_system: str, ticket_id: str) -> str | None:
    """A sentence if the release that is served states other promises of a ticket."""
    told = _release(home)
    ticket = (source_system, ticket_id)
    is_same = told is not None and (
        _promises(home.current / DATABASE_FILE, TICKET_TABLE, ticket)
        == _promises(home.database, f"{SCHEMA}.{TICKET_TABLE}", ticket)
    )
    return _sentence(told, "times of this ticket", is_same=is_same)


def _tables_served_otherwise(home: Home, tables: tuple[str, ...], what: str) -> str | None:
    told = _release(home)
    hashes = told["content_hashes"] if told else {}
    is_same = all(hashes.get(name) == built_content_hash(home.database, name) for name in tables)
    return _sentence(told, what, is_same=is_same)


def _release(home: Home) -> dict[str, Any] | None:
    try:
        return json.loads((home.current / "release.json").read_text())
    except FileNotFoundError:
        return None


def _promises(database: Path, table: str, ticket: tuple[str, str]) -> tuple[object, ...] | None:
    """The columns and rows of a ticket; nothing where an earlier version had other columns."""
    with duckdb.connect(database, read_only=True) as connection:
        try:
            cursor = connection.execute(
                f"select * from {table} where source_system = ? and ticket_id = ? order by all",
                ticket,
            )
        except (duckdb.CatalogException, duckdb.BinderException):
            return None
        return ([name for name, *_ in cursor.description or ()], cursor.fetchall())


def _sentence(told: dict[str, Any] | None, what: str, *, is_same: bool) -> str | None:
    if told is None:
        return "No release is served: this explains the build database."
    if is_same:
        return None
    return (
        f"The release that is served ({told['release_id']}, data as of {told['data_as_of']}) was "
        f"built from another night and states other {what}: this explains the build database. "
        "`tierledger run` publishes the build, if nothing stands against it."
    )
