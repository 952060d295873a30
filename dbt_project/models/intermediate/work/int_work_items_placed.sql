{#- Where each item of work belongs; what no rule places is visible work of `unassigned`. -#}
with

items as (

    select * from {{ ref("int_work_items") }}

),

workflow_matches as (

    select * from {{ ref("int_work_workflow_matches") }}

),

provider_matches as (

    select * from {{ ref("int_work_provider_matches") }}

),

final as (

    select
        items.item_kind,
        items.source_system,
        items.item_id,
        items.work_date,
        {{ month_start("items.work_date") }} as work_month,
        coalesce(workflow_matches.workflow_id, 'unassigned') as workflow_id,
        coalesce(workflow_matches.tier, 'unassigned') as tier,
        coalesce(workflow_matches.service, 'unassigned') as service,
        coalesce(provider_matches.provider_id, 'unassigned') as provider_id,
        coalesce(provider_matches.route, 'unassigned') as route
    from items
    left join workflow_matches
        on
            items.workflow_hint_key = workflow_matches.hint_key
            and {{ is_valid_on("items.work_date", "workflow_matches") }}
    left join provider_matches
        on
            items.provider_hint_key = provider_matches.hint_key
            and {{ is_valid_on("items.work_date", "provider_matches") }}

)

select * from final
