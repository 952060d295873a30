"""Cents of each pool's own cost of a month, by the pool in which they end."""

from orchestration.allocation.pool_months import pool_contributions


def model(dbt, session):
    """One row per month, own pool and end pool; without services a pool ends in itself."""
    dbt.config(materialized="table")
    own = dbt.ref("int_costs_pool_months").fetchall()
    services = dbt.ref("int_costs_pool_services").fetchall()
    rows = pool_contributions(own, services)
    session.execute(
        "create or replace temp table pool_contributions ("
        "cost_month date, own_pool_id varchar, pool_id varchar, is_imputed boolean, "
        "contributed_cents bigint)"
    )
    if rows:
        session.executemany("insert into pool_contributions values (?, ?, ?, ?, ?)", rows)
    return session.table("pool_contributions")
