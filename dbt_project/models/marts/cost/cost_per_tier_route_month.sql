with

cells as (

    select * from {{ ref("int_privacy_cells") }}

),

routes as (

    select * from {{ ref("int_privacy_routes") }}

),

company as (

    select * from {{ ref("company") }}

),

summed as (

    select
        cost_month,
        tier,
        route,
        provider_id,
        cost_class,
        case
            when max(case when is_shown_as_labour then 1 else 0 end) = 0
                then {{ distinct_words("driver_id") }}
        end as driver_ids,
        sum(cost_cents) as cost_cents
    from cells
    group by cost_month, tier, route, provider_id, cost_class

),

final as (

    select
        summed.cost_month,
        summed.tier,
        summed.route,
        summed.provider_id,
        summed.cost_class,
        case
            when not coalesce(routes.is_withheld, false)
                then {{ amount_from_cents("summed.cost_cents") }}
        end as cost_amount,
        coalesce(routes.is_withheld, false) as is_suppressed,
        summed.driver_ids,
        company.reporting_currency_code as currency_code
    from summed
    cross join company
    left join routes
        on
            summed.cost_month = routes.cost_month
            and summed.tier = routes.tier
            and summed.cost_class = routes.cost_class
            and summed.route = routes.route
            and summed.provider_id = routes.provider_id

)

select * from final
