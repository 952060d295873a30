{{ config(materialized="view") }}

{#- The ticket from each instant on, until the next: its status, and how often it had been placed
    anew, answered and solved by then. -#}
{%- set in_order = "partition by ticket_number order by happened_at" -%}
{%- set before = in_order ~ " rows between unbounded preceding and current row" -%}
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
        lead(happened_at) over ({{ in_order }}) as next_at,
        coalesce(lead(reply_change) over ({{ in_order }}), 0) as next_reply_change,
        {{ last_filled("status_number", before) }} as status_number,
        {{ last_filled(
            "status_number", in_order ~ " rows between unbounded preceding and 1 preceding"
        ) }} as previous_status_number,
        placement_change,
        is_message,
        reply_change,
        -- Cast at once: sums are 128 bits wide, and slow to read back.
        cast(sum(placement_change) over ({{ before }}) as integer) as placement_number,
        cast(sum(reply_change) over ({{ before }}) as integer) as reply_number,
        cast(
            sum(case when {{ is_unsolved("status_number") }} or status_number is null then 0 else 1 end)
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
        stated.status_number,
        stated.previous_status_number,
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
