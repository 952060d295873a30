"""Weights that give every month's work the mix that stands for its service."""

from orchestration.comparison.service import weight_rows

KEYS = ("metric", "service", "provider_id", "tier", "channel", "priority")


def model(dbt, session):
    """One row per month, metric, service, provider, tier, channel, priority and load."""
    dbt.config(materialized="table")
    weights = weight_rows(dbt.ref("int_comparison_service_cells").df())
    # Named types, for a home without tickets has columns without any.
    return session.from_df(weights).select(
        "cast(counted_month as date) as counted_month, "
        + "".join(f"cast({key} as varchar) as {key}, " for key in KEYS)
        + "cast(weight_band as integer) as weight_band, cast(ticket_count as bigint) as "
        "ticket_count, case when not isnan(weight) then weight end as weight"
    )
