{#- The tickets that this run times: new and changed ones, those whose clocks still run, and all
    of them when a setting changed. A ticket that is gone is listed too, so that its times go
    with it. The number is this run's own: everything up to the kept tables is joined on it. -#}
{%- set kept = kept_service_tickets() -%}
with

marked as (

    select * from {{ ref("int_service_tickets_marked") }}

),

settings as (

    select * from {{ ref("int_service_settings") }}

),

{% if kept -%}
kept as (

    select * from {{ kept }}

),

candidates as (

    select
        coalesce(marked.source_system, kept.source_system) as source_system,
        coalesce(marked.ticket_id, kept.ticket_id) as ticket_id,
        marked.ticket_mark,
        settings.settings_mark,
        marked.ticket_id is null as is_gone
    from marked
    full outer join kept
        on
            marked.source_system = kept.source_system
            and marked.ticket_id = kept.ticket_id
    cross join settings
    where
        marked.ticket_id is null
        or kept.ticket_id is null
        or kept.is_live
        or marked.ticket_mark <> kept.ticket_mark
        or settings.settings_mark <> kept.settings_mark

),
{%- else -%}
    candidates as (

        select
            marked.source_system,
            marked.ticket_id,
            marked.ticket_mark,
            settings.settings_mark,
            false as is_gone
        from marked
        cross join settings

    ),
{%- endif %}

final as (

    select
        source_system,
        ticket_id,
        ticket_mark,
        settings_mark,
        is_gone,
        row_number() over (order by source_system, ticket_id) as ticket_number
    from candidates

)

select * from final
