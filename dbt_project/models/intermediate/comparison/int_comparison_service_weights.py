"""Weights that give every month's work the mix that stands for its service."""

from orchestration.comparison.service import weight_rows


def model(dbt, session):
    """One row per month, metric, service, provider, tier, channel, priority and load."""
    dbt.config(materialized="table")
    weights = weight_rows(dbt.ref("int_comparison_service_cells").df())
    return session.from_df(weights).select(
        "cast(counted_month as date) as counted_month, metric, service, provider_id, tier, "
        "channel, priority, weight_band, ticket_count, "
        "case when not isnan(weight) then weight end as weight"
    )
