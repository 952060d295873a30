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

final as (

    select
        allocated.cost_month,
        allocated.pool_id,
        allocated.is_imputed,
        allocated.tier,
        allocated.workflow_id,
        allocated.route,
        allocated.provider_id,
        case
            when
                not allocated.is_imputed
                and pool_people.people_count < company.min_people_per_cell
                then 'labour'
            else allocated.cost_class
        end as cost_class,
        not allocated.is_imputed
        and pool_people.pool_id is not null
        and allocated.cost_cents <> 0 as is_pay,
        -- Who handled the work is behind its share of labour; behind all else, the whole pool.
        allocated.cost_class in ('labour', 'overtime')
        and allocated.driver_id = 'handled_seconds'
        and pool_people.people_count >= company.min_people_per_cell as is_of_handlers,
        allocated.cost_cents
    from allocated
    cross join company
    left join pool_people
        on
            allocated.cost_month = pool_people.cost_month
            and allocated.pool_id = pool_people.pool_id

)

select * from final
