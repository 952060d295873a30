{#- What each source system records at all: where nobody's reply is ever recorded, none is
    missed. -#}
with

tickets as (

    select * from {{ ref("int_work_tickets") }}

),

final as (

    select
        source_system,
        count(first_reply_at) > 0 as has_replies
    from tickets
    group by source_system

)

select * from final
