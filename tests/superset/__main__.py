"""Whether Superset reads a release as docs/bi.md says: `make superset-check`.

Superset gets an environment of its own below `warehouse/` (about 900 MB from a package index) and
listens on this machine alone. The database is added read-only, with a dataset and a chart; numbers
and descriptions that Superset shows must be those of the release. The words go to the transcript.
"""

import json
import sys
import tempfile
from decimal import Decimal
from pathlib import Path

import duckdb

from orchestration.project import REPOSITORY, home_at
from tests.superset.api import Api
from tests.superset.server import PACKAGES, PASSWORD, USER, superset

TRANSCRIPT = REPOSITORY / "docs" / "superset-check.txt"
TABLE = "cost_per_tier_month"
SQL = (
    "select cast(cost_month as varchar) as cost_month, tier, cast(cost_amount as varchar) as cost, "
    f"demand_unit_count from {TABLE} order by 1, 2"
)


def main() -> int:
    """0 if everything is as it should be; 2 if there is no release to read."""
    database = home_at().current / "marts.duckdb"
    if not database.is_file():
        print(f"There is no release at {database}: make demo comes first.")
        return 2
    lines = [f"$ pip install {' '.join(PACKAGES)}"]
    with tempfile.TemporaryDirectory() as folder, superset(Path(folder)) as address:
        lines += _checked(Api(address, USER, PASSWORD), database)
    TRANSCRIPT.write_text("\n".join(lines) + "\n")
    print("\n".join(lines))
    return 0


def _checked(api: Api, database: Path) -> list[str]:
    """What was asked and what came; raises `SystemExit` where it differs from the release."""
    with duckdb.connect(str(database), read_only=True) as connection:
        by_tier = dict(
            connection.execute(
                f"select tier, sum(cost_amount) from {TABLE} group by tier"
            ).fetchall()
        )
        rows = connection.execute(SQL).fetchall()
        described = dict(
            connection.execute(
                "select column_name, comment from duckdb_columns() where table_name = ?", [TABLE]
            ).fetchall()
        )
    added = api.call(
        "POST",
        "/api/v1/database/",
        {
            "database_name": "Tierledger",
            "sqlalchemy_uri": f"duckdb:///{database}",
            "expose_in_sqllab": True,
            "extra": json.dumps({"engine_params": {"connect_args": {"read_only": True}}}),
        },
    )
    lines = ["POST /api/v1/database/ (read_only): added"]
    dataset = api.call(
        "POST",
        "/api/v1/dataset/",
        {"database": added["id"], "schema": "main", "table_name": TABLE},
    )["id"]
    columns = api.call("GET", f"/api/v1/dataset/{dataset}")["result"]["columns"]
    told = {column["column_name"]: column["description"] for column in columns}
    _same("the descriptions of the columns", told, described)
    lines += [
        f"POST /api/v1/dataset/ {TABLE}: {len(told)} columns, each with the release's description",
        f"  cost_amount: {told['cost_amount']}",
    ]
    chart = api.call(
        "POST",
        "/api/v1/chart/",
        {
            "slice_name": "Cost per tier",
            "viz_type": "table",
            "datasource_id": dataset,
            "datasource_type": "table",
            "params": json.dumps(
                {"viz_type": "table", "groupby": ["tier"], "metrics": [_sum("cost_amount")]}
            ),
        },
    )["id"]
    lines.append(f"POST /api/v1/chart/ Cost per tier: {'added' if chart else 'not added'}")
    answered = api.call(
        "POST",
        "/api/v1/chart/data",
        {
            "datasource": {"id": dataset, "type": "table"},
            "queries": [{"columns": ["tier"], "metrics": [_sum("cost_amount")], "row_limit": 1000}],
            "result_format": "json",
            "result_type": "full",
        },
    )["result"][0]["data"]
    shown = {
        row["tier"]: Decimal(str(row["SUM(cost_amount)"])).quantize(Decimal("0.01"))
        for row in answered
    }
    _same("the cost of each tier", shown, by_tier)
    lines += [
        "POST /api/v1/chart/data: equal to the release, to the cent",
        *(f"  {tier}: {amount}" for tier, amount in sorted(shown.items())),
    ]
    asked = {"database_id": added["id"], "sql": SQL, "runAsync": False, "queryLimit": 100_000}
    found = api.call("POST", "/api/v1/sqllab/execute/", asked)["data"]
    _same("the rows of SQL Lab", [tuple(row.values()) for row in found], rows)
    lines.append(f"POST /api/v1/sqllab/execute/: {len(found)} rows, equal to the release")
    try:
        api.call(
            "POST", "/api/v1/sqllab/execute/", asked | {"sql": f"create table x as from {TABLE}"}
        )
    except RuntimeError:
        lines.append("POST /api/v1/sqllab/execute/ create table: refused, the release is read-only")
    else:
        raise SystemExit("Superset could write into the release.")
    return lines


def _sum(column: str) -> dict[str, object]:
    return {
        "expressionType": "SIMPLE",
        "column": {"column_name": column},
        "aggregate": "SUM",
        "label": f"SUM({column})",
    }


def _same(what: str, found: object, expected: object) -> None:
    if found != expected:
        raise SystemExit(f"Superset shows {what} otherwise:\n{found}\nexpected:\n{expected}")


if __name__ == "__main__":
    sys.exit(main())
