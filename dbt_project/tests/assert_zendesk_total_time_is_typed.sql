{#- If this fails, a ticket says how long it took but the figure could not be read, so its
    handle time would count as not measured. -#}
with

tickets as (

    select * from {{ ref("stg_zendesk__tickets") }}

),

texts as (

    select
        raw_tickets._source_file,
        raw_tickets._source_row,
        raw_tickets._loaded_at,
        {{ json_value_of_id("raw_tickets.custom_fields", "9000002") }} as total_time_text
    from {{ source("zendesk", "tickets") }} as raw_tickets

)

select
    tickets.source_file,
    tickets.source_row
from tickets
inner join texts
    on
        tickets.source_file = texts._source_file
        and tickets.source_row = texts._source_row
        and tickets.loaded_at = texts._loaded_at
where
    tickets.handle_seconds is null
    and trim(texts.total_time_text) <> ''
