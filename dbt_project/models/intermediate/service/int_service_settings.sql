{#- One row: a number that changes with anything but the tickets themselves that a clock depends
    on, the definitions, the roster, what sources record, and the code of the models. When it
    changes, every ticket is timed anew. -#}
{%- set definitions = [
    "company", "schedules", "holidays", "sla_policies", "sla_targets", "workflows",
    "workflow_match_rules", "providers", "provider_match_rules",
] -%}
{%- set code = [] -%}
{%- if execute -%}
    {%- for node in graph.nodes.values() | selectattr("resource_type", "equalto", "model") -%}
        {%- if node.path.split("/")[:2] in [
            ["intermediate", "calendar"], ["intermediate", "service"], ["intermediate", "work"]
        ] -%}
            {%- do code.append(node.name ~ " " ~ node.checksum.checksum) -%}
        {%- endif -%}
    {%- endfor -%}
    {%- for name, macro in context.items() -%}
        {%- if macro.macro is defined and macro.macro.package_name == project_name -%}
            {%- do code.append(name ~ " " ~ macro.macro.macro_sql) -%}
        {%- endif -%}
    {%- endfor -%}
{%- endif -%}
{%- set code = local_md5(code | sort | join(" ")) -%}
with

{% for definition in definitions -%}
    {{ definition }} as (

        select * from {{ ref(definition) }}

    ),

{% endfor -%}
agents as (

    select * from {{ ref("int_work_agents") }}

),

sources as (

    select * from {{ ref("int_service_sources_observed") }}

),

workflow_matches as (

    select * from {{ ref("int_work_workflow_matches") }}

),

provider_matches as (

    select * from {{ ref("int_work_provider_matches") }}

),

parts as (

    {% for definition in definitions -%}
        select
            '{{ definition }}' as part,
            sum({{ hash_row(definition) }}) as part_mark
        from {{ definition }}
        union all
    {% endfor -%}
    {% for results in ["agents", "sources", "workflow_matches", "provider_matches"] -%}
        select
            '{{ results }}' as part,
            sum({{ hash_row(results) }}) as part_mark
        from {{ results }}
        union all
    {% endfor -%}
    select
        '{{ code }} {{ var("as_of") }}' as part,
        0 as part_mark

),

final as (

    select
        {{ hash_text(joined_text("concat(part, ' ', coalesce(part_mark, 0))", " ")) }}
            as settings_mark
    from parts

)

select * from final
