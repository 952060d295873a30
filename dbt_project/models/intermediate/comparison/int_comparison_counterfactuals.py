"""What each month after would have cost without the move, as estimated."""

from orchestration.comparison.estimated import counterfactual_rows


def model(dbt, session):
    """One row per comparison that is not refused and month after."""
    dbt.config(materialized="table")
    rows = counterfactual_rows(dbt.ref("int_comparison_inputs").df())
    session.execute(
        "create or replace temp table comparison_counterfactuals ("
        "comparison_id varchar, cost_month date, counterfactual double, "
        "low_counterfactual double, high_counterfactual double)"
    )
    if rows:
        session.executemany("insert into comparison_counterfactuals values (?, ?, ?, ?, ?)", rows)
    return session.table("comparison_counterfactuals")
