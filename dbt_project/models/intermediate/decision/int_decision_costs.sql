{#- What a unit of each workflow costs now, with its interval from month to month, one-off cost of
    moves left out. A tier tells the cost of its workflows only if every cell of it has enough people
    and nothing of it is withheld or merged elsewhere: no pay can then be found by subtraction. -#}
with

allocated as (

    select * from {{ ref("int_costs_allocated") }}
    where cost_class <> 'transition'

),

demand as (

    select * from {{ ref("int_work_demand_months") }}

),

people as (

    select
        work_month,
        workflow_id,
        route,
        count(distinct agent_key) as people_count
    from {{ ref("int_work_handled") }}
    where performed_by = 'own_team'
    group by work_month, workflow_id, route

),

withheld as (

    select distinct
        cost_month,
        tier
    from {{ ref("int_privacy_routes") }}
    where is_withheld

),

home as (

    select * from {{ ref("int_privacy_home") }}

),

company as (

    select * from {{ ref("company") }}

),

bounds as (

    select
        {{ add_months("as_of.as_of_month", "-thresholds.window_months") }} as first_month,
        {{ add_months("as_of.as_of_month", "-1") }} as last_month
    from {{ ref("int_run_as_of") }} as as_of
    cross join {{ ref("int_decision_thresholds") }} as thresholds

),

cells as (

    select
        allocated.cost_month,
        allocated.tier,
        allocated.workflow_id,
        allocated.route,
        sum(allocated.cost_cents) as cost_cents,
        max(case when allocated.cost_class in ('labour', 'overtime') then 1 else 0 end) as is_labour
    from allocated
    inner join bounds
        on allocated.cost_month between bounds.first_month and bounds.last_month
    group by allocated.cost_month, allocated.tier, allocated.workflow_id, allocated.route

),

tiers as (

    select
        cells.tier,
        max(
            case
                when home.is_handled_time_withheld or withheld.tier is not null then 1
                when
                    cells.is_labour = 1
                    and {{ is_too_few("coalesce(people.people_count, 0)") }} then 1
                else 0
            end
        ) = 1 as is_withheld
    from cells
    cross join company
    cross join home
    left join withheld
        on
            cells.cost_month = withheld.cost_month
            and cells.tier = withheld.tier
    left join people
        on
            cells.cost_month = people.work_month
            and cells.workflow_id = people.workflow_id
            and cells.route = people.route
    group by cells.tier

),

workflow_tiers as (

    select
        cells.workflow_id,
        max(case when tiers.is_withheld then 1 else 0 end) = 1 as is_withheld
    from cells
    inner join tiers
        on cells.tier = tiers.tier
    group by cells.workflow_id

),

unit_months as (

    select
        demand.workflow_id,
        demand.demand_month,
        demand.route,
        sum(demand.demand_unit_count) as unit_count
    from demand
    inner join bounds
        on demand.demand_month between bounds.first_month and bounds.last_month
    group by demand.workflow_id, demand.demand_month, demand.route

),

stacked as (

    select
        workflow_id,
        demand_month as cost_month,
        route,
        unit_count,
        0 as cost_cents
    from unit_months
    union all
    select
        workflow_id,
        cost_month,
        route,
        0 as unit_count,
        cost_cents
    from cells

),

named as (

    select
        workflow_id,
        min(valid_from) as first_date
    from {{ ref("workflows") }}
    group by workflow_id

),

calendar as (

    select distinct cost_month
    from stacked

),

-- A month in which nobody asked for it is a month too.
months as (

    select
        named.workflow_id,
        calendar.cost_month,
        cast(coalesce(sum(stacked.unit_count), 0) as {{ double_type() }}) as unit_count,
        coalesce(sum(stacked.cost_cents), 0) / 100.0 as cost_amount
    from named
    inner join calendar
        on {{ month_start("named.first_date") }} <= calendar.cost_month
    left join stacked
        on
            named.workflow_id = stacked.workflow_id
            and calendar.cost_month = stacked.cost_month
    group by named.workflow_id, calendar.cost_month

),

routes as (

    select
        workflow_id,
        {%- for route in ["in_house", "onshore", "offshore", "automation"] %}
            cast(
                sum(case when route = '{{ route }}' then cost_cents else 0 end) / 100.0
                / nullif(sum(case when route = '{{ route }}' then unit_count else 0 end), 0)
                as decimal(18, 4)
            ) as {{ route }}_cost_per_unit_amount,
        {%- endfor %}
        {{ share_of(
            "sum(case when route = 'in_house' then cost_cents else 0 end)", "sum(cost_cents)"
        ) }}
            as in_house_cost_share
    from stacked
    group by workflow_id

),

means as (

    select
        workflow_id,
        count(*) as month_count,
        sum(unit_count) / count(*) as mean_unit_count,
        min(unit_count) as lowest_unit_count,
        sum(cost_amount) / nullif(sum(unit_count), 0) as unit_cost
    from months
    group by workflow_id

),

errors as (

    select
        months.workflow_id,
        case
            when count(*) >= 4
                then
                    sqrt(
                        sum(power(months.cost_amount - means.unit_cost * months.unit_count, 2))
                        / (count(*) - 1) / count(*)
                    )
                    / nullif(max(means.mean_unit_count), 0)
                    * {{ student_t("(count(*) - 1)") }}
        end as margin
    from months
    inner join means
        on months.workflow_id = means.workflow_id
    group by months.workflow_id

),

final as (

    select
        means.workflow_id,
        coalesce(workflow_tiers.is_withheld, false) as is_withheld,
        cast(means.month_count as bigint) as month_count,
        cast(means.mean_unit_count as decimal(18, 4)) as demand_units_per_month,
        cast(means.lowest_unit_count as bigint) as lowest_month_unit_count,
        {%- for name, amount in {
            "current": "means.unit_cost",
            "low_current": "means.unit_cost - errors.margin",
            "high_current": "means.unit_cost + errors.margin",
            "in_house": "routes.in_house_cost_per_unit_amount",
            "onshore": "routes.onshore_cost_per_unit_amount",
            "offshore": "routes.offshore_cost_per_unit_amount",
            "automation": "routes.automation_cost_per_unit_amount",
        }.items() %}
            case
                when not coalesce(workflow_tiers.is_withheld, false)
                    then cast({{ amount }} as decimal(18, 4))
            end as {{ name }}_cost_per_unit_amount,
        {%- endfor %}
        case
            when not coalesce(workflow_tiers.is_withheld, false) then routes.in_house_cost_share
        end as in_house_cost_share
    from means
    inner join named
        on means.workflow_id = named.workflow_id
    inner join errors
        on means.workflow_id = errors.workflow_id
    inner join routes
        on means.workflow_id = routes.workflow_id
    left join workflow_tiers
        on means.workflow_id = workflow_tiers.workflow_id

)

select * from final
