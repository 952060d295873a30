"""What must hold of every company, whatever its ledger: each query finds what breaks one property.

Nothing here is a formula of the product: sums of what went in against sums of what came out.
"""

from __future__ import annotations

import duckdb

# What the ledger owes to the months: net amounts, with the tax that is known to be lost.
_OWED = """
    select source_file, source_row, cast(original_amount * 100 as bigint) as cents
    from intermediate.int_costs_payroll_lines_unioned
    union all
    select source_file, source_row, cast(
        (original_amount + coalesce(tax_original_amount - recoverable_tax_original_amount, 0))
        * 100 as bigint
    )
    from intermediate.int_costs_invoice_lines_unioned
"""
_COST = """
    select cost_month, pool_id, is_imputed, sum(cost_cents) as cents
    from intermediate.int_costs_accrued
    where not is_deferred
    group by all
"""

PROPERTIES = {
    "every cent of a row is in a month, deferred or excluded": f"""
        select source_file, source_row, owed.cents, found.cents
        from (select source_file, source_row, sum(cents) as cents from ({_OWED}) group by all)
            as owed
        full join (
            select source_file, source_row, sum(cents) as cents
            from (
                select source_file, source_row, original_cents as cents
                from intermediate.int_costs_accrued
                where not is_imputed
                union all
                select source_file, source_row, original_cents
                from intermediate.int_costs_lines_pooled
                where is_excluded
            )
            group by all
        ) as found
        using (source_file, source_row)
        where owed.cents is distinct from found.cents
    """,
    "an amount in the reporting currency is its own cost": """
        select line_id, cost_month, original_cents, cost_cents
        from intermediate.int_costs_accrued
        where original_currency_code = 'USD' and cost_cents is distinct from original_cents
    """,
    # A pool ends in others where pools serve each other; without services it ends in itself.
    "every pool ends in pools that hold its cost": f"""
        select cost_month, pool_id, is_imputed, cost.cents, ended.cents
        from ({_COST}) as cost
        full join (
            select cost_month, own_pool_id as pool_id, is_imputed, sum(contributed_cents) as cents
            from intermediate.int_costs_pool_contributions
            group by all
        ) as ended
        using (cost_month, pool_id, is_imputed)
        where coalesce(cost.cents, 0) <> coalesce(ended.cents, 0)
    """,
    "the cells of a month and pool add up to what accrued": f"""
        select cost_month, pool_id, is_imputed, cost.cents, allocated.cents
        from ({_COST}) as cost
        full join (
            select cost_month, pool_id, is_imputed, sum(cost_cents) as cents
            from intermediate.int_costs_allocated
            group by all
        ) as allocated
        using (cost_month, pool_id, is_imputed)
        where
            coalesce(cost.cents, 0) <> coalesce(allocated.cents, 0)
            and not exists (
                select 1 from definitions.pool_services as services
                where services.valid_from <= cost_month and cost_month < services.valid_to
            )
    """,
    "the cells of a month add up to what accrued": f"""
        select cost_month, is_imputed, cost.cents, allocated.cents
        from (select cost_month, is_imputed, sum(cents) as cents from ({_COST}) group by all)
            as cost
        full join (
            select cost_month, is_imputed, sum(cost_cents) as cents
            from intermediate.int_costs_allocated
            group by all
        ) as allocated
        using (cost_month, is_imputed)
        where cost.cents is distinct from allocated.cents
    """,
    "the published months add up to what accrued": f"""
        select cost_month, cost.cents, wide.cents, long.cents, wide.class_cents
        from (select cost_month, sum(cents) as cents from ({_COST}) group by all) as cost
        full join (
            select
                cost_month,
                sum(cost_amount) * 100 as cents,
                100 * sum(
                    labour_amount + overtime_amount + management_amount + vendor_amount
                    + software_amount + automation_amount + overhead_amount + idle_amount
                    + transition_amount
                ) as class_cents
            from marts.cost_per_tier_month
            group by all
        ) as wide
        using (cost_month)
        full join (
            select cost_month, sum(cost_amount) * 100 as cents
            from marts.cost_per_tier_route_month
            group by all
        ) as long
        using (cost_month)
        where
            coalesce(cost.cents, 0) <> coalesce(wide.cents, 0)
            or coalesce(cost.cents, 0) <> coalesce(wide.class_cents, 0)
            or coalesce(cost.cents, 0) <> coalesce(long.cents, 0)
    """,
    "nothing of the ledger is unexplained": """
        select ledger_month, source_system, original_currency_code, unexplained_original_amount
        from marts.fct_cost_reconciliations
        where unexplained_original_amount <> 0
    """,
    "no share is negative and cost has the sign of its pool": """
        select cost_month, pool_id, workflow_id, driver_weight, cost_cents, pool_cents
        from intermediate.int_costs_allocated
        where driver_weight < 0 or cost_cents * sign(pool_cents) < 0
            or abs(cost_cents) > abs(pool_cents)
    """,
    "no share is a cent away from its exact part": """
        select cost_month, pool_id, workflow_id, cost_cents, pool_cents
        from intermediate.int_costs_allocated
        where
            abs(
                cast(cost_cents as hugeint) * pool_weight
                - cast(pool_cents as hugeint) * driver_weight
            ) >= pool_weight
    """,
}
# Properties that hold of hop 1 alone, before there is any work.
LEDGER_PROPERTIES = (
    "every cent of a row is in a month, deferred or excluded",
    "an amount in the reporting currency is its own cost",
    "nothing of the ledger is unexplained",
)
Cells = dict[tuple, tuple]


def broken(
    connection: duckdb.DuckDBPyConnection, names: tuple[str, ...] = tuple(PROPERTIES)
) -> dict[str, list[tuple]]:
    """The properties that do not hold, each with its first rows."""
    found = {name: connection.execute(PROPERTIES[name]).fetchmany(3) for name in names}
    return {name: rows for name, rows in found.items() if rows}


def cells(connection: duckdb.DuckDBPyConnection) -> Cells:
    """Every cell of the allocation and of the published tables that holds cost."""
    found: Cells = {}
    for row in connection.execute("""
        select
            cost_month, pool_id, is_imputed, tier, workflow_id, route, provider_id, cost_class,
            cost_cents, rule_id, driver_id
        from intermediate.int_costs_allocated
        where cost_cents <> 0
    """).fetchall():
        found[row[:8]] = row[8:]
    for row in connection.execute("""
        select cost_month, tier, route, provider_id, cost_class, cost_amount
        from marts.cost_per_tier_route_month
        where cost_amount <> 0
    """).fetchall():
        found[("published", *row[:5])] = row[5:]
    for row in connection.execute("""
        select
            cost_month, tier, cost_amount, labour_amount, overtime_amount, management_amount,
            vendor_amount, software_amount, automation_amount, overhead_amount, idle_amount,
            transition_amount
        from marts.cost_per_tier_month
        where cost_amount <> 0
    """).fetchall():
        found[("wide", *row[:2])] = row[2:]
    return found
