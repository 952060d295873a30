{#- Contacts that are about a request which already counts: same requester and workflow, within
    the home's number of days of the first contact. A contact after that counts again and starts
    anew. -#}
with recursive

tickets as (

    select * from {{ ref("int_work_tickets_assigned") }}

),

placed as (

    select * from {{ ref("int_work_items_placed") }}
    where item_kind = 'ticket'

),

company as (

    select * from {{ ref("company") }}

),

contacts as (

    select
        tickets.source_system,
        tickets.ticket_id,
        tickets.requester_key,
        placed.workflow_id,
        {{ seconds_since_epoch("tickets.created_at") }} as contact_second,
        company.repeat_contact_days * 86400 as window_seconds
    from tickets
    inner join placed
        on
            tickets.source_system = placed.source_system
            and tickets.ticket_id = placed.item_id
    cross join company
    where
        tickets.status <> 'deleted'
        and tickets.merged_into_ticket_id is null

),

spaced as (

    select
        *,
        lag(contact_second) over (
            partition by source_system, requester_key, workflow_id
            order by contact_second, ticket_id
        ) as previous_second
    from contacts

),

-- A contact that follows another within the window may be a repeat; only those runs are searched.
runs as (

    select
        *,
        sum(
            case when contact_second < previous_second + window_seconds then 0 else 1 end
        ) over (
            partition by source_system, requester_key, workflow_id
            order by contact_second, ticket_id
            rows between unbounded preceding and current row
        ) as run_number
    from spaced

),

numbered as (

    select
        *,
        row_number() over (
            partition by source_system, requester_key, workflow_id, run_number
            order by contact_second, ticket_id
        ) as contact_number,
        count(*) over (
            partition by source_system, requester_key, workflow_id, run_number
        ) as contact_count
    from runs

),

chained as (

    select
        source_system,
        ticket_id,
        requester_key,
        workflow_id,
        run_number,
        contact_number,
        contact_second,
        window_seconds
    from numbered
    where contact_count > 1

),

walked as (

    select
        source_system,
        ticket_id,
        requester_key,
        workflow_id,
        run_number,
        contact_number,
        contact_second as first_second,
        false as is_repeat
    from chained
    where contact_number = 1
    union all
    select
        chained.source_system,
        chained.ticket_id,
        chained.requester_key,
        chained.workflow_id,
        chained.run_number,
        chained.contact_number,
        case
            when chained.contact_second < walked.first_second + chained.window_seconds
                then walked.first_second
            else chained.contact_second
        end as first_second,
        chained.contact_second < walked.first_second + chained.window_seconds as is_repeat
    from walked
    inner join chained
        on
            walked.source_system = chained.source_system
            and walked.requester_key = chained.requester_key
            and walked.workflow_id = chained.workflow_id
            and walked.run_number = chained.run_number
            and walked.contact_number + 1 = chained.contact_number

),

final as (

    select
        source_system,
        ticket_id
    from walked
    where is_repeat

)

select * from final
