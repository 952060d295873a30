{#- The tickets that this run times: new and changed ones, those whose clocks still run, and all
    of them when a setting changed. A ticket that is gone is listed too, so that its times go
    with it. A ticket keeps its number from run to run: everything is joined on it. -#}
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
        marked.ticket_id is null as is_gone,
        kept.ticket_number as kept_number
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

numbers as (

    select max(ticket_number) as highest_number
    from kept

),
{%- else -%}
    candidates as (

        select
            marked.source_system,
            marked.ticket_id,
            marked.ticket_mark,
            settings.settings_mark,
            false as is_gone,
            cast(null as integer) as kept_number
        from marked
        cross join settings

    ),

    numbers as (

        select 0 as highest_number

    ),
{%- endif %}

final as (

    select
        candidates.source_system,
        candidates.ticket_id,
        candidates.ticket_mark,
        candidates.settings_mark,
        candidates.is_gone,
        cast(
            coalesce(
                candidates.kept_number,
                coalesce(numbers.highest_number, 0) + row_number() over (
                    partition by candidates.kept_number
                    order by candidates.source_system, candidates.ticket_id
                )
            ) as integer
        ) as ticket_number
    from candidates
    cross join numbers

)

select * from final
