{#- Which pool serves which in each month; the declared rows that are valid on its first day. -#}
with

services as (

    select * from {{ ref("pool_services") }}

),

pool_months as (

    select distinct cost_month from {{ ref("int_costs_pool_months") }}

),

final as (

    select
        pool_months.cost_month,
        services.giving_pool_id,
        services.receiving_pool_id,
        services.service_share
    from pool_months
    inner join services
        on {{ is_valid_on("pool_months.cost_month", "services") }}

)

select * from final
