-- If this fails, two rows of a definition are valid on one day for the same subject, and which of
-- them counts would be chance. Set valid_to of the earlier row.
with

periods as (

    select
        'pool_services' as definition,
        giving_pool_id || ' -> ' || receiving_pool_id as subject,
        valid_from,
        valid_to
    from {{ ref("pool_services") }}
    union all
    select
        'declared_drivers' as definition,
        driver_id || ', ' || workflow_id || ', ' || coalesce(provider_id, 'any') as subject,
        valid_from,
        valid_to
    from {{ ref("declared_drivers") }}
    union all
    select
        'handle_time_rules' as definition,
        source_system as subject,
        valid_from,
        valid_to
    from {{ ref("handle_time_rules") }}

)

select
    periods.definition,
    periods.subject,
    periods.valid_from as first_valid_from,
    later.valid_from as second_valid_from
from periods
inner join periods as later
    on
        periods.definition = later.definition
        and periods.subject = later.subject
        and periods.valid_from < later.valid_from
        and (periods.valid_to is null or later.valid_from < periods.valid_to)
