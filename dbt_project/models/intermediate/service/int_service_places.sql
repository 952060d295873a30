{#- Every place at which a ticket has been, by its number: what the kept tables name by the number
    alone. Places are added, never changed. -#}
{{ config(
    materialized="incremental",
    incremental_strategy="append",
    on_schema_change="sync_all_columns"
) }}

with

placements as (

    select * from {{ ref("int_service_promises_numbered") }}
    where not is_same_place

),

{% if is_incremental() -%}
known as (

    select * from {{ this }}

),

{% endif -%}
final as (

    select
        placements.place_key,
        {%- for column in place_columns() %}
            min(placements.{{ column }}) as {{ column }}
            {{- "," if not loop.last }}
        {%- endfor %}
    from placements
    {%- if is_incremental() %}
        left join known
            on placements.place_key = known.place_key
    where known.place_key is null
    {%- endif %}
    group by placements.place_key

)

select * from final
