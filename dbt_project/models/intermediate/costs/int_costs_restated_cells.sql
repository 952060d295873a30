{#- What each pool gave to a tier of a closed month before and after a restatement, and whether it
    was spread by other weights. -#}
with

cells as (

    select * from {{ ref("int_costs_closed_cells") }}
    where tier is not null

),

states as (

    select * from {{ ref("int_costs_closed_states") }}

),

sided as (

    {% for side, release_number in [("old", "old_release_number"), ("new", "release_number")] -%}
        select
            states.cost_month,
            states.release_number,
            states.as_of_at,
            '{{ side }}' as side,
            cells.pool_id,
            cells.is_imputed,
            cells.tier,
            cells.driver_id,
            cells.driver_weight,
            cells.pool_weight,
            cells.cost_cents,
            cells.is_withheld
        from states
        inner join cells
            on
                states.cost_month = cells.cost_month
                and states.{{ release_number }} = cells.release_number
        {% if not loop.last -%} union all {% endif -%}
    {% endfor %}

),

compared as (

    select
        cost_month,
        release_number,
        as_of_at,
        pool_id,
        is_imputed,
        tier,
        {%- for side in ["old", "new"] %}
            sum(case when side = '{{ side }}' then cost_cents else 0 end) as {{ side }}_cents,
            sum(case when side = '{{ side }}' then driver_weight else 0 end)
                as {{ side }}_driver_weight,
            max(max(case when side = '{{ side }}' then pool_weight end)) over (
                partition by cost_month, release_number, pool_id, is_imputed
            ) as {{ side }}_pool_weight,
            max(max(case when side = '{{ side }}' then driver_id end)) over (
                partition by cost_month, release_number, pool_id, is_imputed
            ) as {{ side }}_driver_id,
        {%- endfor %}
        max(case when is_withheld then 1 else 0 end) = 1 as is_withheld
    from sided
    group by cost_month, release_number, as_of_at, pool_id, is_imputed, tier

),

final as (

    select
        cost_month,
        release_number,
        as_of_at,
        pool_id,
        is_imputed,
        tier,
        new_driver_id as driver_id,
        cast(old_cents as bigint) as old_cents,
        cast(new_cents as bigint) as new_cents,
        old_pool_weight is not null
        and new_pool_weight is not null
        and (
            coalesce(old_driver_id, '') <> coalesce(new_driver_id, '')
            or {{ wide_integer("old_driver_weight") }} * {{ wide_integer("new_pool_weight") }}
            <> {{ wide_integer("new_driver_weight") }} * {{ wide_integer("old_pool_weight") }}
        ) as is_spread_anew,
        is_withheld
    from compared

)

select * from final
