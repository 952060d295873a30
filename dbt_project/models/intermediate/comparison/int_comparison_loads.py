"""How busy each day was on each channel, against what its staff could get used to."""

from orchestration.comparison.service import load_rows


def model(dbt, session):
    """One row per day and channel, without a gap from the first arrival to the last."""
    dbt.config(materialized="table")
    loads = load_rows(dbt.ref("int_comparison_arrivals").df())
    return session.from_df(loads).select(
        "cast(arrived_date as date) as arrived_date, cast(channel as varchar) as channel, "
        "load_share, cast(load_band as integer) as load_band"
    )
