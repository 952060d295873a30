"""Hop 2 (pools of a month to cells of work) against a plain `group by` of the same rows.

A million rows: a hundred pools in each of a hundred months, a hundred cells each; three pools in
ten have the long weights of nested drivers. The SQL is the one that the nightly runs.
"""

import resource
import sys
import tempfile
import time
from pathlib import Path

import duckdb

from tests.bench.nightly import Cost
from tests.cost.chain import compiled_chain

REPEATS = 5
# The allocation may cost so many times a plain `group by` of the same rows.
BAR = 3.0

CELLS = """
    create table intermediate.int_costs_pool_cells as
    with cells as (
        select
            cast(date '2000-01-01' + to_months(cast(row // 10000 as integer)) as date)
                as cost_month,
            'pool_' || (row // 100) % 100 as pool_id,
            false as is_imputed,
            'rule' as rule_id,
            'handled_seconds' as driver_id,
            cast(row % 4 + 1 as varchar) as tier,
            'workflow_' || row % 25 as workflow_id,
            'in_house' as route,
            'own_team' as provider_id,
            'labour' as cost_class,
            cast(hash(row) % 100000 + 1 as hugeint)
                * case when (row // 100) % 10 < 3 then 100000000000 else 1 end as driver_weight,
            cast(hash(row // 100) % 100000000 as bigint) as pool_cents
        from range(1000000) as rows(row)
    )
    select
        * exclude (pool_cents),
        sum(driver_weight) over (partition by cost_month, pool_id) as pool_weight,
        pool_cents
    from cells
    order by hash(driver_weight)
"""
GROUP_BY = """
    select
        cost_month, pool_id, is_imputed, rule_id, driver_id, tier, workflow_id, route, provider_id,
        cost_class, sum(driver_weight), max(pool_weight), max(pool_cents)
    from intermediate.int_costs_pool_cells
    group by all
"""


def _cost_of(connection: duckdb.DuckDBPyConnection, query: str) -> Cost:
    connection.execute("drop table if exists result")
    before = resource.getrusage(resource.RUSAGE_SELF)
    started = time.perf_counter()
    connection.execute(f"create table result as ({query})")
    wall = time.perf_counter() - started
    after = resource.getrusage(resource.RUSAGE_SELF)
    return Cost(wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)


def main() -> None:
    """Print both and their ratio: the best of several turns, which others' work disturbs least."""
    with tempfile.TemporaryDirectory() as folder:
        allocation = compiled_chain(Path(folder)).models["int_costs_allocated"].code
    # The compiled names begin with the database in memory.
    with duckdb.connect(":memory:", config={"threads": 2}) as connection:
        connection.execute("create schema intermediate")
        connection.execute(CELLS)
        turns = [
            (_cost_of(connection, GROUP_BY), _cost_of(connection, allocation))
            for _ in range(REPEATS)
        ]
    best = [
        Cost(min(cost.wall_seconds for cost in costs), min(cost.cpu_seconds for cost in costs))
        for costs in zip(*turns, strict=True)
    ]
    for name, cost in zip(("group by of 1M rows", "hop 2 of 1M rows"), best, strict=True):
        print(
            f"{name:<28}{cost.wall_seconds:8.2f} s wall{cost.cpu_seconds:8.2f} s cpu"
            f"   {cost.wall_seconds / best[0].wall_seconds:5.2f}x wall"
            f"   {cost.cpu_seconds / best[0].cpu_seconds:5.2f}x cpu"
        )
    if best[1].cpu_seconds > BAR * best[0].cpu_seconds:
        sys.exit(f"The allocation costs more than {BAR} times a group by of its rows.")


if __name__ == "__main__":
    main()
