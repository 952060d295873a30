"""The saving of each comparison with its interval, or why there is none."""

from orchestration.comparison.estimated import estimate_rows


def model(dbt, session):
    """One row per comparison."""
    dbt.config(materialized="table")
    rows = estimate_rows(dbt.ref("int_comparison_inputs").df())
    session.execute(
        "create or replace temp table comparison_estimates ("
        "comparison_id varchar, saving_share double, low_saving_share double, "
        "high_saving_share double, counterfactual_total double, low_counterfactual_total double, "
        "high_counterfactual_total double, degrees_of_freedom double, noise_floor_share double, "
        "noise_floor_reason varchar, all_months_saving_share double, is_refused boolean, "
        "is_provisional boolean, is_saving_shown boolean, reason varchar)"
    )
    if rows:
        session.executemany(
            f"insert into comparison_estimates values ({', '.join('?' * 15)})", rows
        )
    return session.table("comparison_estimates")
