-- If this fails, a rule of allocation_rules.csv names a driver that is neither measured nor
-- declared, or a row of declared_drivers.csv takes the name of a measured one, has a negative
-- weight, or names no provider although its weight is not per demand unit.
with

measured as (

    {%- for driver_id in measured_drivers() %}
        select '{{ driver_id }}' as driver_id
        {{ "union all" if not loop.last }}
    {%- endfor %}

),

rules as (

    select * from {{ ref("allocation_rules") }}

),

declared as (

    select * from {{ ref("declared_drivers") }}

)

select
    rules.rule_id,
    rules.driver_id
from rules
left join declared
    on rules.driver_id = declared.driver_id
left join measured
    on rules.driver_id = measured.driver_id
where
    declared.driver_id is null
    and measured.driver_id is null
union all
select
    cast(null as varchar) as rule_id,
    declared.driver_id
from declared
left join measured
    on declared.driver_id = measured.driver_id
where
    measured.driver_id is not null
    or declared.weight < 0
    or (declared.provider_id is null and not declared.is_per_demand_unit)
