{#- What releases stated of closed months: the first release after the close, and each later one in
    which the cost of a tier differs. Only ever added to; what a build adds counts from the moment
    that the build is published, and is made anew by the next build until then. -#}
{{ config(
    materialized="incremental",
    full_refresh=false,
    incremental_strategy="append",
    on_schema_change="append_new_columns",
    pre_hook="{{ forget_unpublished() }}"
) }}

with

closes as (

    select * from {{ ref("month_closes") }}

),

allocated as (

    select * from {{ ref("int_costs_allocated") }}

),

withheld as (

    select * from {{ ref("int_privacy_tiers") }}
    where is_withheld

),

releases as (

    select * from {{ ref("stg_raw__releases") }}

),

company as (

    select * from {{ ref("company") }}

),

as_of as (

    select * from {{ ref("int_run_as_of") }}

),

latest as (

    select coalesce(max(release_number), 0) as release_number
    from releases

),

-- This build as the next release.
build as (

    select
        as_of.as_of_at,
        {{ home_date("as_of.as_of_at", "company.time_zone") }} as as_of_date,
        latest.release_number + 1 as release_number
    from as_of
    cross join company
    cross join latest

),

-- A closed month without any cost is remembered too, or a first late document would go unseen.
cells as (

    select
        build.release_number,
        build.as_of_at,
        closes.closed_month as cost_month,
        allocated.pool_id,
        allocated.is_imputed,
        allocated.tier,
        allocated.rule_id,
        allocated.driver_id,
        allocated.pool_weight,
        sum(allocated.driver_weight) as driver_weight,
        coalesce(sum(allocated.cost_cents), 0) as cost_cents,
        withheld.tier is not null as is_withheld
    from closes
    inner join build
        on closes.closed_on <= build.as_of_date
    left join allocated
        on closes.closed_month = allocated.cost_month
    left join withheld
        on
            allocated.cost_month = withheld.cost_month
            and allocated.tier = withheld.tier
    group by
        build.release_number, build.as_of_at, closes.closed_month, allocated.pool_id,
        allocated.is_imputed, allocated.tier, allocated.rule_id, allocated.driver_id,
        allocated.pool_weight, withheld.tier

),

{% if is_incremental() -%}
    remembered as (

        select
            *,
            max(release_number) over (partition by cost_month) as latest_release_number,
            max(as_of_at) over () as latest_as_of_at
        from {{ this }}

    ),

    tier_states as (

        select
            cost_month,
            tier,
            cost_cents,
            -cost_cents as difference_cents
        from remembered
        where release_number = latest_release_number
        union all
        select
            cost_month,
            tier,
            cost_cents,
            cost_cents as difference_cents
        from cells

    ),

    differing as (

        select cost_month
        from tier_states
        group by cost_month, tier
        having sum(difference_cents) <> 0

    ),

    -- A night that is judged in the past knows less, which changes nothing.
    stated_anew as (

        select distinct cells.cost_month
        from cells
        left join remembered
            on cells.cost_month = remembered.cost_month
        left join differing
            on cells.cost_month = differing.cost_month
        where
            remembered.cost_month is null
            or (
                differing.cost_month is not null
                {% if var("as_of") -%} and cells.as_of_at >= remembered.latest_as_of_at {%- endif %}
            )

    ),
{%- else -%}
    stated_anew as (

        select distinct cost_month
        from cells

    ),
{%- endif %}

final as (

    select
        cells.release_number,
        cells.as_of_at,
        cells.cost_month,
        cells.pool_id,
        cells.is_imputed,
        cells.tier,
        cells.rule_id,
        cells.driver_id,
        cast(cells.driver_weight as decimal(38, 0)) as driver_weight,
        cast(cells.pool_weight as decimal(38, 0)) as pool_weight,
        cast(cells.cost_cents as bigint) as cost_cents,
        cells.is_withheld
    from cells
    inner join stated_anew
        on cells.cost_month = stated_anew.cost_month

)

select * from final
