{{ config(materialized="table") }}

{#- A ticket that comes by the API and in the CSV export counts once, as it is in the newer of the
    two; of versions of one second the API's wins. Only the CSV tells the time that agents logged and
    what the customer answered. -#}
with

api_tickets as (

    select * from {{ ref("stg_freshdesk__api_tickets") }}

),

csv_tickets as (

    select * from {{ ref("stg_freshdesk__csv_tickets") }}

),

exported as (

    select
        *,
        1 as export_rank
    from api_tickets
    union all
    select
        *,
        2 as export_rank
    from csv_tickets

),

-- A time that cannot be read comes first: it fails the tests instead of hiding.
ranked as (

    select
        *,
        row_number() over (
            partition by ticket_id
            order by updated_at desc nulls first, export_rank asc
        ) as version_rank,
        max(csat_raw) over (partition by ticket_id) as known_csat_raw,
        max(handle_seconds) over (partition by ticket_id) as known_handle_seconds
    from exported

),

final as (

    select
        ticket_id,
        created_at,
        updated_at,
        channel,
        priority,
        status,
        group_name,
        form_name,
        tags,
        subject_hash,
        workflow_hint,
        requester_key,
        assignee_id,
        first_reply_at,
        solved_at,
        closed_at,
        reopen_count,
        known_csat_raw as csat_raw,
        is_automated,
        merged_into_ticket_id,
        known_handle_seconds as handle_seconds,
        source_system,
        source_file,
        source_row,
        loaded_at
    from ranked
    where version_rank = 1

)

select * from final
