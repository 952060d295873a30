{{ config(materialized="view") }}

{#- What lies between two replies of people, or a reply and a solution: when it began and ended,
    the first message of the customer in it that waits for the next reply, and whether one came.
    What comes before the first reply is the first reply's. -#}
with

segments as (

    select * from {{ ref("int_service_segments") }}

),

final as (

    select
        ticket_number,
        reply_number,
        solve_number,
        min(
            case when is_message and {{ is_unsolved("status_number") }} then started_at end
        ) as wait_started_at,
        min(
            case when reply_change = 1 and {{ is_unsolved("status_number") }} then started_at end
        ) as update_started_at,
        max(ended_at) as ended_at,
        max(case when is_last then 1 else 0 end) = 1 as is_last,
        {{ latest_known("next_reply_change", "started_at") }} = 1 as is_answered
    from segments
    where reply_number > 0
    group by ticket_number, reply_number, solve_number

)

select * from final
