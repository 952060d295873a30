{#- Why the cost of a tier in a closed month differs, in words: files with the number of their rows
    that differ, and drivers that spread a pool otherwise. Only what reaches the tier is named. -#}
with

cells as (

    select * from {{ ref("int_costs_restated_cells") }}
    where old_cents <> new_cents

),

lines as (

    select * from {{ ref("int_costs_restated_lines") }}

),

tier_lines as (

    select
        cells.tier,
        lines.*
    from cells
    inner join lines
        on
            cells.cost_month = lines.cost_month
            and cells.release_number = lines.release_number
            and cells.pool_id = lines.pool_id
            and cells.is_imputed = lines.is_imputed

),

file_rows as (

    select
        cost_month,
        release_number,
        tier,
        source_file,
        source_row,
        case
            when count(distinct side) = 2 then 'changed'
            else max(side)
        end as what
    from tier_lines
    group by cost_month, release_number, tier, source_file, source_row

),

files as (

    select
        cost_month,
        release_number,
        tier,
        source_file,
        sum(case when what = 'new' then 1 else 0 end) as new_count,
        sum(case when what = 'changed' then 1 else 0 end) as changed_count,
        sum(case when what = 'gone' then 1 else 0 end) as gone_count
    from file_rows
    group by cost_month, release_number, tier, source_file

),

spreads as (

    select
        cost_month,
        release_number,
        tier,
        driver_id,
        {{ joined_text("pool_id", ", ") }} as pools
    from cells
    where is_spread_anew
    group by cost_month, release_number, tier, driver_id

),

causes as (

    select
        cost_month,
        release_number,
        tier,
        concat(
            source_file,
            ': ',
            concat_ws(
                ', ',
                {{ counted_rows("new_count", "new") }},
                {{ counted_rows("changed_count", "changed") }},
                {{ counted_rows("gone_count", "gone") }}
            )
        ) as cause
    from files
    union all
    select
        cost_month,
        release_number,
        tier,
        concat(coalesce(driver_id, 'no driver'), ' spreads otherwise: ', pools) as cause
    from spreads

),

people as (

    select
        cost_month,
        release_number,
        tier,
        count(distinct agent_key) as people_count
    from tier_lines
    where line_source = 'payroll'
    group by cost_month, release_number, tier

),

final as (

    select
        causes.cost_month,
        causes.release_number,
        causes.tier,
        {{ joined_text("causes.cause", "; ") }} as cause,
        -- Null if no pay is among what differs.
        max(people.people_count) as people_count
    from causes
    left join people
        on
            causes.cost_month = people.cost_month
            and causes.release_number = people.release_number
            and causes.tier = people.tier
    group by causes.cost_month, causes.release_number, causes.tier

)

select * from final
