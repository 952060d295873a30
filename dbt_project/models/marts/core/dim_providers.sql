with

providers as (

    select * from {{ ref("providers") }}

),

final as (

    select
        provider_id,
        provider_name,
        route
    from providers

)

select * from final
