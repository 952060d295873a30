{#- What came into each cell of the backlog and left it, per day of the home. Months in which
    nothing changed keep the rows that they have. -#}
{{ config(
    materialized="incremental",
    incremental_strategy="append",
    on_schema_change="sync_all_columns",
    pre_hook=before_begin("{{ forget_changed_months('moved_month') }}")
) }}

{%- set cell = ["tier", "service", "provider_id", "channel", "priority"] %}
{%- set moves = backlog_moves() %}
with

intervals as (

    select * from {{ ref("int_service_intervals_kept") }}
    where is_backlog

),

months as (

    select * from {{ ref("int_service_months_changed") }}

),

places as (

    select * from {{ ref("int_service_places") }}

),

moves as (

    select
        started_date as moved_date,
        backlog_entry_number as move_number,
        1 as backlog_change,
        {{ seconds_since_epoch("created_at") }} as created_second,
        place_key,
        status_number
    from intervals
    union all
    select
        ended_date as moved_date,
        backlog_exit_number as move_number,
        -1 as backlog_change,
        {{ seconds_since_epoch("created_at") }} as created_second,
        place_key,
        status_number
    from intervals
    where backlog_exit_number is not null

),

-- First by number: a day has few places.
counted as (

    select
        moved_date,
        place_key,
        status_number,
        {%- for move in moves %}
            cast(
                sum(case when move_number = {{ loop.index }} then 1 else 0 end) as bigint
            ) as {{ move }}_count,
        {%- endfor %}
        cast(sum(backlog_change) as bigint) as backlog_change,
        cast(sum(backlog_change * created_second) as bigint) as created_second_change
    from moves
    group by moved_date, place_key, status_number

),

dated as (

    select
        *,
        {{ month_start("moved_date") }} as moved_month
    from counted

),

final as (

    select
        dated.moved_month,
        dated.moved_date,
        {%- for column in cell %}
            places.{{ column }},
        {%- endfor %}
        {{ name_of_number("dated.status_number", ticket_statuses()) }} as status,
        {%- for move in moves %}
            cast(sum(dated.{{ move }}_count) as bigint) as {{ move }}_count,
        {%- endfor %}
        cast(sum(dated.backlog_change) as bigint) as backlog_change,
        cast(sum(dated.created_second_change) as bigint) as created_second_change
    from dated
    inner join months
        on dated.moved_month = months.changed_month
    inner join places
        on dated.place_key = places.place_key
    group by
        {%- for column in cell %}
            places.{{ column }},
        {%- endfor %}
        dated.status_number,
        dated.moved_month,
        dated.moved_date

)

select * from final
