{{ config(materialized="table") }}

{#- An event without an id is known by its ticket, its time and its number. -#}
with

source as (

    select * from {{ source("generic", "ticket_events") }}

),

typed as (

    select
        coalesce(
            {{ filled_text("event_id") }},
            trim(ticket_id) || ' ' || trim(event_at) || ' ' || trim(seq)
        ) as event_id,
        {{ filled_text("ticket_id") }} as ticket_id,
        {{ timestamp_from_iso("event_at") }} as event_at,
        {{ integer_from_text("seq", "integer") }} as event_seq,
        {{ word_from_text("event_type") }} as event_type,
        {{ filled_text("actor_id") }} as stated_actor_id,
        {{ word_from_text("actor_kind") }} as stated_actor_kind,
        {{ filled_text("from_value") }} as from_value,
        {{ filled_text("to_value") }} as to_value,
        {{ integer_from_text("handle_seconds") }} as handle_seconds,
        _load_number,
        _source_row,
        _source_file,
        {{ lineage("generic") }}
    from source

),

versions as (

    select
        *,
        {{ is_newest_version(["event_id"]) }} as is_newest
    from typed

),

acted as (

    select
        *,
        case
            when stated_actor_kind is not null then stated_actor_kind
            when event_type in ('created', 'customer_reply') then 'customer'
            when stated_actor_id is null then 'system'
            else 'agent'
        end as actor_kind
    from versions
    where is_newest

),

final as (

    select
        event_id,
        ticket_id,
        event_at,
        event_seq,
        event_type,
        case when actor_kind not in ('customer', 'system') then stated_actor_id end as actor_id,
        actor_kind,
        from_value,
        to_value,
        handle_seconds,
        source_system,
        source_file,
        source_row,
        loaded_at
    from acted

)

select * from final
