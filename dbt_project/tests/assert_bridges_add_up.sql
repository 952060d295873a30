-- If this fails, a bar of a savings bridge hides or invents money: before and the bars must lead to
-- the budget and from there to what was paid after, and the classes of a bar must add up to it, to
-- the cent.
with

bridge as (

    select * from {{ ref("savings_bridge") }}
    where not is_suppressed

),

parts as (

    select
        comparison_id,
        bar,
        sum(part_amount) as part_amount
    from {{ ref("savings_bridge_parts") }}
    where not is_suppressed
    group by comparison_id, bar

),

summary as (

    select * from {{ ref("comparison_summary") }}

),

sums as (

    select
        comparison_id,
        sum(case when not is_level then bar_amount else 0 end) as bars_amount,
        sum(
            case when bar in ('season', 'growth', 'mix', 'wage') then bar_amount else 0 end
        ) as demand_amount,
        sum(case when bar = 'before' then bar_amount else 0 end) as before_amount,
        sum(case when bar = 'budget' then bar_amount else 0 end) as budget_amount,
        sum(case when bar = 'after' then bar_amount else 0 end) as after_amount,
        count(*) as bar_count
    from bridge
    group by comparison_id
    having count(*) = 14

)

select
    sums.comparison_id,
    'budget' as what_differs
from sums
where sums.before_amount + sums.demand_amount <> sums.budget_amount
union all
select
    sums.comparison_id,
    'after' as what_differs
from sums
where sums.before_amount + sums.bars_amount <> sums.after_amount
union all
select
    sums.comparison_id,
    'what was paid before or after' as what_differs
from sums
inner join summary
    on sums.comparison_id = summary.comparison_id
where
    sums.before_amount <> summary.before_cost_amount
    or sums.after_amount <> summary.after_cost_amount
union all
select
    bridge.comparison_id,
    bridge.bar as what_differs
from bridge
inner join sums
    on bridge.comparison_id = sums.comparison_id
left join parts
    on
        bridge.comparison_id = parts.comparison_id
        and bridge.bar = parts.bar
where
    bridge.bar not in ('budget', 'after')
    and bridge.bar_amount <> coalesce(parts.part_amount, 0)
