{#- Hours of management by what they were spent on, spread inside each activity by that activity's
    own driver: a workflow's hours to the workflow, a vendor's or tool's hours by its units, hours of the
    own team by handled time, hours of a transition by the units in transition. -#}
with

time_entries as (

    select * from {{ ref("int_work_time_entries") }}
    where
        activity in ('management', 'transition')
        and employer = 'internal'

),

handled as (

    select * from {{ ref("int_costs_handled_months") }}

),

provider_units as (

    select * from {{ ref("int_costs_provider_units") }}

),

transition_units as (

    select * from {{ ref("int_costs_transition_units") }}

),

activities as (

    select
        work_month as cost_month,
        case
            when activity = 'transition' then 'transition'
            when workflow_id <> 'unassigned' then 'workflow'
            when route in ('in_house', 'unassigned') then 'own_team'
            else 'provider'
        end as activity_kind,
        tier,
        workflow_id,
        route,
        provider_id,
        cast(sum(worked_seconds) as bigint) as activity_seconds
    from time_entries
    group by
        work_month,
        case
            when activity = 'transition' then 'transition'
            when workflow_id <> 'unassigned' then 'workflow'
            when route in ('in_house', 'unassigned') then 'own_team'
            else 'provider'
        end,
        tier, workflow_id, route, provider_id

),

weights as (

    select
        cost_month,
        tier,
        workflow_id,
        route,
        provider_id,
        cast(null as varchar) as cost_class,
        {{ nested_weight("activity_seconds", "1", "1") }} as driver_weight
    from activities
    where activity_kind = 'workflow'
    union all
    select
        activities.cost_month,
        handled.tier,
        handled.workflow_id,
        handled.route,
        handled.provider_id,
        cast(null as varchar) as cost_class,
        {{ nested_weight(
            "activities.activity_seconds", "handled.handled_seconds", "handled.month_handled_seconds"
        ) }} as driver_weight
    from activities
    inner join handled
        on activities.cost_month = handled.cost_month
    where activities.activity_kind = 'own_team'
    union all
    select
        activities.cost_month,
        provider_units.tier,
        provider_units.workflow_id,
        provider_units.route,
        provider_units.provider_id,
        cast(null as varchar) as cost_class,
        {{ nested_weight(
            "activities.activity_seconds", "provider_units.demand_unit_count",
            "provider_units.provider_unit_count"
        ) }} as driver_weight
    from activities
    inner join provider_units
        on
            activities.cost_month = provider_units.cost_month
            and activities.provider_id = provider_units.provider_id
    where activities.activity_kind = 'provider'
    union all
    select
        activities.cost_month,
        transition_units.tier,
        transition_units.workflow_id,
        transition_units.route,
        transition_units.provider_id,
        'transition' as cost_class,
        {{ nested_weight(
            "activities.activity_seconds", "transition_units.transition_unit_count",
            "transition_units.month_transition_unit_count"
        ) }} as driver_weight
    from activities
    inner join transition_units
        on activities.cost_month = transition_units.cost_month
    where activities.activity_kind = 'transition'

),

final as (

    select
        cost_month,
        tier,
        workflow_id,
        route,
        provider_id,
        cost_class,
        sum(driver_weight) as driver_weight
    from weights
    group by cost_month, tier, workflow_id, route, provider_id, cost_class

)

select * from final
