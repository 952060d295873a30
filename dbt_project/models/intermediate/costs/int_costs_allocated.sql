{#- Hop 2: pool of a month -> cells, by largest remainder: every share is rounded down and the
    missing cents go to the largest remainders, so the cells add up to the pool exactly. -#}
with

cells as (

    select * from {{ ref("int_costs_pool_cells") }}

),

measured as (

    select
        *,
        {{ share_ten_thousandths("abs(pool_cents)", "driver_weight", "pool_weight") }}
            as share_ten_thousandths
    from cells

),

floored as (

    select
        *,
        {{ integer_divide("share_ten_thousandths", "10000") }} as whole_cents
    from measured

),

shares as (

    select
        *,
        -- A share that lacks almost nothing to the next cent has been rounded up to it.
        cast(
            whole_cents
            - case
                when
                    whole_cents * {{ wide_integer("pool_weight") }}
                    > {{ wide_integer("abs(pool_cents)") }} * driver_weight
                    then 1
                else 0
            end as bigint
        ) as floor_cents
    from floored

),

ranked as (

    select
        *,
        row_number() over (
            partition by cost_month, pool_id, is_imputed
            order by
                share_ten_thousandths - 10000 * floor_cents desc,
                tier asc, workflow_id asc, route asc, provider_id asc, cost_class asc
        ) as remainder_rank,
        abs(pool_cents)
        - sum(floor_cents) over (partition by cost_month, pool_id, is_imputed) as missing_cents
    from shares

),

final as (

    select
        cost_month,
        pool_id,
        is_imputed,
        rule_id,
        driver_id,
        tier,
        workflow_id,
        route,
        provider_id,
        cost_class,
        driver_weight,
        pool_weight,
        pool_cents,
        cast(
            sign(pool_cents)
            * (floor_cents + case when remainder_rank <= missing_cents then 1 else 0 end) as bigint
        ) as cost_cents
    from ranked

)

select * from final
