-- If this fails, a published table of costs and the allocation behind it state different costs.
-- What is withheld is left out; every amount that is shown must be that of the allocation.
with

allocated as (

    select
        cost_month,
        tier,
        cost_class,
        sum(cost_cents) as cost_cents
    from {{ ref("int_privacy_cells") }}
    group by cost_month, tier, cost_class

),

pools as (

    select
        cost_month,
        sum(pool_cents) as cost_cents
    from {{ ref("int_costs_pool_months") }}
    group by cost_month

),

tier_classes as (

    {%- for cost_class in cost_classes() %}
        select
            cost_month,
            tier,
            '{{ cost_class }}' as cost_class,
            {{ cost_class }}_amount as cost_amount
        from {{ ref("cost_per_tier_month") }}
        {{ "union all" if not loop.last }}
    {%- endfor %}

),

routes as (

    select
        cost_month,
        tier,
        cost_class,
        sum(cost_amount) as cost_amount
    from {{ ref("cost_per_tier_route_month") }}
    group by cost_month, tier, cost_class
    having count(*) = count(cost_amount)

),

tiers as (

    select
        cost_month,
        tier,
        sum(cost_cents) as cost_cents
    from allocated
    group by cost_month, tier

),

unequal as (

    select
        'cost_per_tier_month' as table_name,
        tier_classes.cost_month,
        tier_classes.tier,
        tier_classes.cost_class
    from tier_classes
    left join allocated
        on
            tier_classes.cost_month = allocated.cost_month
            and tier_classes.tier = allocated.tier
            and tier_classes.cost_class = allocated.cost_class
    where {{ cents_from_amount("tier_classes.cost_amount") }} <> coalesce(allocated.cost_cents, 0)
    union all
    select
        'cost_per_tier_month' as table_name,
        tier_months.cost_month,
        tier_months.tier,
        'all' as cost_class
    from {{ ref("cost_per_tier_month") }} as tier_months
    left join tiers
        on
            tier_months.cost_month = tiers.cost_month
            and tier_months.tier = tiers.tier
    where {{ cents_from_amount("tier_months.cost_amount") }} <> coalesce(tiers.cost_cents, 0)
    union all
    select
        'cost_per_tier_route_month' as table_name,
        allocated.cost_month,
        allocated.tier,
        allocated.cost_class
    from allocated
    inner join routes
        on
            allocated.cost_month = routes.cost_month
            and allocated.tier = routes.tier
            and allocated.cost_class = routes.cost_class
    where {{ cents_from_amount("routes.cost_amount") }} <> allocated.cost_cents
    union all
    select
        'cost_per_tier_month' as table_name,
        tiers.cost_month,
        tiers.tier,
        'missing' as cost_class
    from tiers
    left join {{ ref("cost_per_tier_month") }} as tier_months
        on
            tiers.cost_month = tier_months.cost_month
            and tiers.tier = tier_months.tier
    where tier_months.tier is null
    union all
    select
        'cost_per_month' as table_name,
        pools.cost_month,
        'all' as tier,
        'all' as cost_class
    from pools
    left join {{ ref("cost_per_month") }} as months
        on pools.cost_month = months.cost_month
    where
        months.cost_month is null
        or {{ cents_from_amount("months.cost_amount") }} <> pools.cost_cents

)

select * from unequal
