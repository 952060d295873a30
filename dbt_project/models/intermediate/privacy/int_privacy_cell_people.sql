{#- Who is behind the pay in each cell. -#}
with

cells as (

    select * from {{ ref("int_privacy_cells") }}
    where is_pay

),

pool_people as (

    select * from {{ ref("int_privacy_pool_people") }}

),

handled as (

    select * from {{ ref("int_work_handled") }}
    where performed_by = 'own_team'

),

final as (

    select
        cells.cost_month,
        cells.tier,
        cells.cost_class,
        cells.route,
        cells.provider_id,
        pool_people.agent_key
    from cells
    inner join pool_people
        on
            cells.cost_month = pool_people.cost_month
            and cells.pool_id = pool_people.pool_id
    where not cells.is_of_handlers
    union
    select
        cells.cost_month,
        cells.tier,
        cells.cost_class,
        cells.route,
        cells.provider_id,
        handled.agent_key
    from cells
    inner join handled
        on
            cells.cost_month = handled.work_month
            and cells.tier = handled.tier
            and cells.workflow_id = handled.workflow_id
            and cells.route = handled.route
            and cells.provider_id = handled.provider_id
    where cells.is_of_handlers

)

select * from final
