{#- The cells of cost as they may be told apart. A pool of a month that holds the pay of too few
    people is shown as labour: its class would tell their pay. -#}
with

allocated as (

    select * from {{ ref("int_costs_allocated") }}

),

pool_people as (

    select
        cost_month,
        pool_id,
        count(distinct agent_key) as people_count
    from {{ ref("int_privacy_pool_people") }}
    group by cost_month, pool_id

),

company as (

    select * from {{ ref("company") }}

),

judged as (

    select
        allocated.*,
        not allocated.is_imputed and pool_people.pool_id is not null as holds_pay,
        not allocated.is_imputed
        and {{ is_too_few("pool_people.people_count") }} as has_few_people
    from allocated
    cross join company
    left join pool_people
        on
            allocated.cost_month = pool_people.cost_month
            and allocated.pool_id = pool_people.pool_id

),

few_classes as (

    select distinct
        cost_month,
        cost_class
    from judged
    where has_few_people

),

-- Imputed time is nobody's pay, but it is spread as paid time is, and would tell how that was.
told as (

    select
        judged.*,
        coalesce(judged.has_few_people, false)
        or (judged.is_imputed and few_classes.cost_class is not null) as is_shown_as_labour
    from judged
    left join few_classes
        on
            judged.cost_month = few_classes.cost_month
            and judged.cost_class = few_classes.cost_class

),

final as (

    select
        cost_month,
        pool_id,
        is_imputed,
        driver_id,
        tier,
        workflow_id,
        route,
        provider_id,
        case when is_shown_as_labour then 'labour' else cost_class end as cost_class,
        is_shown_as_labour,
        holds_pay and cost_cents <> 0 as is_pay,
        -- Who worked in the cell is behind its share of labour; behind all else, the whole pool.
        case
            when cost_class in ('labour', 'overtime') and not is_shown_as_labour then driver_id
        end as people_driver_id,
        cost_class as own_cost_class,
        cost_cents
    from told

)

select * from final
