{#- Placements with the promise that they fall under: a new one begins when something changes
    that a policy or a target can depend on. The place itself is spelled out where it differs from
    the one before; its number stands for it everywhere else. -#}
{%- set conditions = ["priority", "workflow_id", "tier", "service", "provider_id"] -%}
{%- set place = place_columns() -%}
{%- set in_order = "partition by ticket_number order by placement_number" -%}
with

placements as (

    select * from {{ ref("int_service_placements_made") }}

),

home_days as (

    select * from {{ ref("int_calendar_home_days") }}

),

periods as (

    select * from {{ ref("int_service_periods") }}

),

marked as (

    select
        *,
        {{ hash_number(place) }} as place_key,
        {{ hash_number(conditions) }} as conditions_mark
    from placements

),

compared as (

    select
        *,
        coalesce(place_key = lag(place_key) over ({{ in_order }}), false) as is_same_place,
        coalesce(conditions_mark = lag(conditions_mark) over ({{ in_order }}), false)
            as is_as_before
    from marked

),

dated as (

    select
        compared.*,
        periods.period_date
    from compared
    left join home_days
        on
            cast(compared.placed_at as date) = home_days.utc_date
            and compared.placed_at >= home_days.start_at
            and compared.placed_at < home_days.end_at
    left join periods
        on home_days.home_date = periods.home_date

),

final as (

    select
        ticket_number,
        placement_number,
        placed_at,
        period_date,
        place_key,
        {%- for column in place %}
            case when not is_same_place then {{ column }} end as {{ column }},
        {%- endfor %}
        is_same_place,
        is_as_before,
        cast(
            sum(case when is_as_before then 0 else 1 end) over (
                {{ in_order }} rows between unbounded preceding and current row
            ) as integer
        ) as promise_number
    from dated

)

select * from final
