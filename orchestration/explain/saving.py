"""A comparison, opened: its months, its estimate, its findings and the parts of its bridge."""

from dataclasses import dataclass
from typing import Any

from orchestration.explain.build_database import UnknownPartError, fetched, opened_build
from orchestration.project import Home

Record = dict[str, Any]

_ORDER = {
    "saving_estimate_months": "cost_month",
    "comparison_findings": "finding_number",
    "savings_bridge": "bar_order",
    "savings_bridge_parts": "bar_order, abs(part_amount) desc, cost_class",
    "bridge_sensitivity": "method, bar",
    "transition_payback": "cost_month",
    "comparison_service": "work_scope, metric, measure, channel <> 'all', channel",
}


@dataclass(frozen=True)
class ExplainedSaving:
    """One comparison: its row of the summary, and its rows of each table that is behind it."""

    summary: Record
    tables: dict[str, list[Record]]


def explain_comparison(home: Home, comparison_id: str) -> ExplainedSaving:
    """Open a comparison of the build; raises `UnknownPartError` if there is none of this name."""
    with opened_build(home) as connection:
        found = fetched(
            connection,
            "select * from marts.comparison_summary where comparison_id = ?",
            [comparison_id],
        )
        if not found:
            names = connection.execute(
                "select comparison_id from marts.comparison_summary order by 1"
            ).fetchall()
            listed = ", ".join(name for (name,) in names) or "none (comparisons.csv)"
            raise UnknownPartError(
                "comparison", f"No comparison {comparison_id}. There is: {listed}."
            )
        tables = {
            table: fetched(
                connection,
                f"select * exclude (comparison_id) from marts.{table} "
                f"where comparison_id = ? order by {order}",
                [comparison_id],
            )
            for table, order in _ORDER.items()
        }
    return ExplainedSaving(found[0], tables)
