with

source as (

    select * from {{ source("freshdesk", "groups") }}

),

ranked as (

    select
        *,
        {{ version_rank("id", "_load_number") }} as version_rank
    from source

),

final as (

    select
        {{ filled_text("id") }} as group_id,
        {{ filled_text("name") }} as group_name,
        {{ lineage("freshdesk") }}
    from ranked
    where version_rank = 1

)

select * from final
