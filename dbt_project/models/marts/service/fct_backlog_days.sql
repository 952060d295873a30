{%- set cell = ["tier", "service", "provider_id", "channel", "priority", "status"] -%}
{%- set moves = ["opened", "reopened", "moved", "solved_out", "withdrawn_out", "moved_out"] -%}
with

moves as (

    select * from {{ ref("int_service_backlog_moves") }}

),

run_as_of as (

    select * from {{ ref("int_run_as_of") }}

),

company as (

    select * from {{ ref("company") }}

),

bounds as (

    select
        min(moves.moved_date) as first_date,
        min({{ home_date("run_as_of.as_of_at", "company.time_zone") }}) as last_date
    from moves
    cross join run_as_of
    cross join company

),

days as (

    {{ date_spine_days("(select first_date from bounds)", "(select last_date from bounds)") }}

),

cells as (

    select distinct
        {{ cell | join(",\n        ") }}
    from moves

),

moved as (

    select
        days.spine_date as backlog_date,
        {%- for column in cell %}
            cells.{{ column }},
        {%- endfor %}
        {%- for move in moves %}
            coalesce(moves.{{ move }}_count, 0) as {{ move }}_count,
        {%- endfor %}
        coalesce(moves.backlog_change, 0) as backlog_change,
        coalesce(moves.created_second_change, 0) as created_second_change
    from days
    cross join cells
    left join moves
        on
            days.spine_date = moves.moved_date
            {%- for column in cell %}
                and cells.{{ column }} = moves.{{ column }}
            {%- endfor %}

),

accumulated as (

    select
        *,
        sum(backlog_change) over up_to_here as backlog_count,
        sum(created_second_change) over up_to_here as created_second_sum
    from moved
    window up_to_here as (
        partition by {{ cell | join(", ") }}
        order by backlog_date
        rows between unbounded preceding and current row
    )

),

ended as (

    select
        accumulated.*,
        {{ seconds_since_epoch(utc_from_local(
            "cast(" ~ add_days("accumulated.backlog_date", 1) ~ " as timestamp)",
            "company.time_zone"
        )) }} as end_second,
        {{ seconds_since_epoch("run_as_of.as_of_at") }} as as_of_second
    from accumulated
    cross join company
    cross join run_as_of

),

final as (

    select
        cast(backlog_date as date) as backlog_date,
        {%- for column in cell %}
            {{ column }},
        {%- endfor %}
        cast(opened_count as bigint) as opened_count,
        cast(reopened_count as bigint) as reopened_count,
        cast(moved_count as bigint) as moved_in_count,
        cast(solved_out_count as bigint) as solved_count,
        cast(withdrawn_out_count as bigint) as withdrawn_count,
        cast(moved_out_count as bigint) as moved_out_count,
        cast(backlog_count as bigint) as backlog_count,
        cast(backlog_count * least(end_second, as_of_second) - created_second_sum as bigint)
            as backlog_age_seconds
    from ended
    where
        backlog_count > 0
        or opened_count + reopened_count + moved_count > 0
        or solved_out_count + withdrawn_out_count + moved_out_count > 0

)

select * from final
