{#- What came into each cell of the backlog and left it, per day of the home. Months in which nothing
    changed keep the rows that they have. -#}
{{ config(
    materialized="incremental",
    incremental_strategy="append",
    on_schema_change="sync_all_columns",
    pre_hook=before_begin("{{ forget_changed_months('moved_month') }}")
) }}

{%- set cell = ["tier", "service", "provider_id", "channel", "priority", "status"] %}
with

intervals as (

    select * from {{ ref("int_service_intervals") }}
    where is_backlog

),

months as (

    select * from {{ ref("int_service_months_changed") }}

),

moves as (

    select
        started_date as moved_date,
        backlog_entry as move,
        1 as backlog_change,
        created_at,
        {{ cell | join(",\n        ") }}
    from intervals
    union all
    select
        ended_date as moved_date,
        concat(backlog_exit, '_out') as move,
        -1 as backlog_change,
        created_at,
        {{ cell | join(",\n        ") }}
    from intervals
    where backlog_exit is not null

),

dated as (

    select
        *,
        {{ month_start("moved_date") }} as moved_month
    from moves

),

final as (

    select
        dated.moved_month,
        dated.moved_date,
        {%- for column in cell %}
            dated.{{ column }},
        {%- endfor %}
        {%- for move in ["opened", "reopened", "moved", "solved_out", "withdrawn_out", "moved_out"] %}
            cast(
                sum(case when dated.move = '{{ move }}' then 1 else 0 end) as bigint
            ) as {{ move }}_count,
        {%- endfor %}
        cast(sum(dated.backlog_change) as bigint) as backlog_change,
        sum(dated.backlog_change * {{ seconds_since_epoch("dated.created_at") }})
            as created_second_change
    from dated
    inner join months
        on dated.moved_month = months.changed_month
    group by
        dated.moved_month,
        dated.moved_date,
        {%- for column in cell %}
            dated.{{ column }}{{ "," if not loop.last }}
        {%- endfor %}

)

select * from final
