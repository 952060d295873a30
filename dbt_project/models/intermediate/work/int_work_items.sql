{#- Everything that has to be placed in a workflow and with a provider, with all that its record
    says about both. -#}
with

tickets as (

    select * from {{ ref("int_work_tickets_assigned") }}

),

work_counts as (

    select * from {{ ref("int_work_counts_unioned") }}

),

time_entries as (

    select * from {{ ref("int_work_time_entries_unioned") }}

),

automation_events as (

    select * from {{ ref("int_work_automation_events_unioned") }}

),

billed_units as (

    select * from {{ ref("int_work_billed_units_unioned") }}

),

company as (

    select * from {{ ref("company") }}

),

items as (

    select
        'ticket' as item_kind,
        source_system,
        ticket_id as item_id,
        created_date as work_date,
        workflow_hint,
        group_name,
        form_name,
        tags,
        is_automated,
        assignee_employer as employer,
        cast(null as varchar) as provider_hint
    from tickets
    union all
    select
        'automation_event' as item_kind,
        automation_events.source_system,
        automation_events.event_id as item_id,
        {{ home_date("automation_events.event_at", "company.time_zone") }} as work_date,
        automation_events.workflow_hint,
        cast(null as varchar) as group_name,
        cast(null as varchar) as form_name,
        cast(null as varchar) as tags,
        true as is_automated,
        cast(null as varchar) as employer,
        automation_events.tool_name as provider_hint
    from automation_events
    cross join company
    {%- for kind, table, item_id, work_date in [
        ("work_count", "work_counts", row_id("source_file", "source_row"), "work_date"),
        ("billed_units", "billed_units", row_id("source_file", "source_row"), "period_start"),
        ("time_entry", "time_entries", "entry_id", "work_date"),
    ] %}
        union all
        select
            '{{ kind }}' as item_kind,
            source_system,
            {{ item_id }} as item_id,
            {{ work_date }} as work_date,
            workflow_hint,
            cast(null as varchar) as group_name,
            cast(null as varchar) as form_name,
            cast(null as varchar) as tags,
            false as is_automated,
            cast(null as varchar) as employer,
            provider_hint
        from {{ table }}
    {%- endfor %}

),

final as (

    select
        item_kind,
        source_system,
        item_id,
        work_date,
        lower(workflow_hint) as workflow_hint,
        lower(group_name) as group_name,
        lower(form_name) as form_name,
        lower(tags) as tags,
        is_automated,
        lower(employer) as employer,
        lower(provider_hint) as provider_hint,
        {{ hint_key(["source_system", "workflow_hint", "group_name", "form_name", "tags"]) }}
            as workflow_hint_key,
        {{ hint_key(["source_system", "is_automated", "employer", "group_name", "provider_hint"]) }}
            as provider_hint_key
    from items

)

select * from final
