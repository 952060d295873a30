"""What a move did to service: as it was, and at the mix and the load of the tickets after."""

from orchestration.comparison.service import change_rows


def model(dbt, session):
    """One row per comparison, scope of work, metric, measure and channel."""
    dbt.config(materialized="table")
    rows = change_rows(dbt.ref("int_comparison_service_inputs").df())
    session.execute(
        "create or replace temp table comparison_service_changes ("
        "comparison_id varchar, work_scope varchar, metric varchar, measure varchar, "
        "channel varchar, before_value double, before_normalized_value double, "
        "after_value double, unadjusted_change double, normalized_change double, "
        "low_normalized_change double, high_normalized_change double, "
        "before_ticket_count bigint, after_ticket_count bigint, before_month_count integer, "
        "after_month_count integer, channel_share_ratio double, is_attributable boolean, "
        "refusal varchar, left_trend varchar, channels_shifted varchar, short_before varchar)"
    )
    if rows:
        session.executemany(
            f"insert into comparison_service_changes values ({', '.join('?' * 22)})", rows
        )
    return session.table("comparison_service_changes")
