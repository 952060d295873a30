"""How many rows a table has that dbt has just built, asked beside dbt, which has the file open."""

from typing import Any


def row_count(node: Any) -> int | None:
    """Rows of the table of a built node (dbt's `node_info`); None for a view, which has none.

    DuckDB knows the number of rows of a table without reading it.
    """
    from dbt.adapters.duckdb.connections import DuckDBConnectionManager

    if node.materialized not in {"table", "incremental", "seed"}:
        return None
    handle: Any = DuckDBConnectionManager.env().handle()
    try:
        relation = node.node_relation
        query = f'select count(*) from "{relation.schema}"."{relation.alias}"'
        return int(handle.cursor().execute(query).fetchone()[0])
    finally:
        handle.close()
