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

time_entries as (

    select * from {{ ref("int_work_time_entries") }}
    where
        activity = 'support'
        and employer = 'internal'

),

workers as (

    select
        'handled_seconds' as driver_id,
        work_month,
        tier,
        workflow_id,
        route,
        provider_id,
        agent_key
    from handled
    union all
    select
        'logged_seconds' as driver_id,
        work_month,
        tier,
        workflow_id,
        route,
        provider_id,
        agent_key
    from time_entries

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
    where coalesce(cells.people_driver_id, '') not in ('handled_seconds', 'logged_seconds')
    union
    select
        cells.cost_month,
        cells.tier,
        cells.cost_class,
        cells.route,
        cells.provider_id,
        workers.agent_key
    from cells
    inner join workers
        on
            cells.people_driver_id = workers.driver_id
            and cells.cost_month = workers.work_month
            and cells.tier = workers.tier
            and cells.workflow_id = workers.workflow_id
            and cells.route = workers.route
            and cells.provider_id = workers.provider_id

)

select * from final
