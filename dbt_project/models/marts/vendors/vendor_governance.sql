{#- What was agreed to be done together, and whether it is done by the run's as-of. -#}
with

events as (

    select * from {{ ref("governance_events") }}

),

providers as (

    select * from {{ ref("dim_providers") }}

),

as_of as (

    select cast(as_of_at as date) as as_of_date
    from {{ ref("int_run_as_of") }}

),

-- What was held after the as-of is not known yet.
known as (

    select
        events.provider_id,
        events.kind,
        events.due_date,
        events.cadence_days,
        as_of.as_of_date,
        case when events.held_date <= as_of.as_of_date then events.held_date end as held_date
    from events
    cross join as_of

),

summed as (

    select
        provider_id,
        kind,
        max(as_of_date) as as_of_date,
        sum(case when due_date <= as_of_date then 1 else 0 end) as due_count,
        sum(case when due_date <= as_of_date and held_date is not null then 1 else 0 end)
            as held_count,
        sum(case when due_date <= as_of_date and held_date <= due_date then 1 else 0 end)
            as in_time_count,
        max(held_date) as last_held_date,
        max(due_date) as last_due_date,
        min(case when due_date > as_of_date then due_date end) as next_planned_date,
        max(cadence_days) as cadence_days
    from known
    group by provider_id, kind

),

final as (

    select
        summed.provider_id,
        providers.provider_name,
        summed.kind as governance_kind,
        cast(summed.due_count as bigint) as due_count,
        cast(summed.held_count as bigint) as held_count,
        cast(summed.in_time_count as bigint) as in_time_count,
        {{ share_of("summed.held_count", "summed.due_count") }} as held_share,
        summed.last_held_date,
        coalesce(
            summed.next_planned_date, {{ add_days("summed.last_due_date", "summed.cadence_days") }}
        ) as next_due_date,
        coalesce(
            summed.next_planned_date is null
            and {{ add_days("summed.last_due_date", "summed.cadence_days") }}
            < summed.as_of_date,
            false
        ) as is_cadence_broken,
        summed.held_count < summed.due_count as is_overdue
    from summed
    inner join providers
        on summed.provider_id = providers.provider_id

)

select * from final
