{#- The ticket from each instant on, until the next: its status, who has it, and how often it
    had been placed anew, answered and solved by then. Before the first change of a field stands
    what the change came from. -#}
{%- set before = "partition by ticket_number order by happened_at"
    ~ " rows between unbounded preceding and current row" -%}
{%- set after = "partition by ticket_number order by happened_at"
    ~ " rows between current row and unbounded following" -%}
with

instants as (

    select * from {{ ref("int_service_instants") }}

),

home_days as (

    select * from {{ ref("int_calendar_home_days") }}

),

stated as (

    select
        ticket_number,
        happened_at,
        lead(happened_at) over (partition by ticket_number order by happened_at) as next_at,
        coalesce(
            lead(reply_change) over (partition by ticket_number order by happened_at), 0
        ) as next_reply_change,
        {{ last_filled("status", before) }} as status,
        {%- for field in ["priority", "group", "assignee"] %}
            coalesce(
                {{ last_filled(field ~ "_value", before) }},
                {{ first_filled(field ~ "_value_before", after) }}
            ) as {{ field }}_value,
        {%- endfor %}
        placement_change,
        is_message,
        reply_change,
        -- Cast at once: sums are 128 bits wide, and slow to read back.
        cast(sum(placement_change) over ({{ before }}) as integer) as placement_number,
        cast(sum(reply_change) over ({{ before }}) as integer) as reply_number,
        cast(
            sum(case when {{ is_unsolved("coalesce(status, 'open')") }} then 0 else 1 end)
                over ({{ before }})
            as integer
        ) as solve_number
    from instants

),

final as (

    select
        stated.ticket_number,
        stated.happened_at,
        home_days.home_date as happened_date,
        stated.next_at,
        stated.next_reply_change,
        stated.status,
        {%- for field in ["priority", "group", "assignee"] %}
            stated.{{ field }}_value,
        {%- endfor %}
        stated.placement_change,
        stated.is_message,
        stated.reply_change,
        stated.placement_number,
        stated.reply_number,
        stated.solve_number
    from stated
    left join home_days
        on
            cast(stated.happened_at as date) = home_days.utc_date
            and stated.happened_at >= home_days.start_at
            and stated.happened_at < home_days.end_at

)

select * from final
