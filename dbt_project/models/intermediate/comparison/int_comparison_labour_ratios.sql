{#- By how much labour would have followed the season, the volume and the work of a month, for each
    way in which it can behave. -#}
with

ratios as (

    select * from {{ ref("int_comparison_ratios") }}

),

months as (

    select * from {{ ref("int_comparison_months") }}
    where
        is_complete
        and comparison_part = 'before'

),

capacity as (

    select * from {{ ref("int_costs_capacity_months") }}

),

rules as (

    select * from {{ ref("capacity_rules") }}

),

staff as (

    select
        months.comparison_id,
        -- Of the mean month before, and of one full-time person.
        {{ integer_divide("sum(capacity.practical_seconds)", "count(distinct months.cost_month)") }}
            as staff_seconds,
        max(60 * rules.practical_minutes_per_fte_month) as person_seconds
    from months
    inner join capacity
        on months.cost_month = capacity.cost_month
    inner join rules
        on
            capacity.role_band = rules.role_band
            and {{ is_valid_on("months.cost_month", "rules") }}
    group by months.comparison_id

),

stepped as (

    select
        ratios.comparison_id,
        ratios.cost_month,
        ratios.season_millionths,
        ratios.volume_millionths,
        ratios.work_millionths,
        {% for ratio in ["season", "volume", "work"] -%}
            case
                when staff.staff_seconds > 0
                    then {{ stepped_millionths(
                        "ratios." ~ ratio ~ "_millionths", "staff.staff_seconds",
                        "staff.person_seconds"
                    ) }}
                else ratios.{{ ratio }}_millionths
            end as stepped_{{ ratio }}_millionths,
        {% endfor -%}
        staff.staff_seconds
    from ratios
    left join staff
        on ratios.comparison_id = staff.comparison_id

),

final as (

    {% for behaviour, season, volume, work in [
        ("variable", "season_millionths", "volume_millionths", "work_millionths"),
        ("step", "stepped_season_millionths", "stepped_volume_millionths",
         "stepped_work_millionths"),
        ("fixed", "1000000", "1000000", "1000000"),
    ] -%}
        select
            comparison_id,
            cost_month,
            '{{ behaviour }}' as labour_behaviour,
            cast({{ season }} as bigint) as labour_season_millionths,
            cast({{ volume }} as bigint) as labour_volume_millionths,
            cast({{ work }} as bigint) as labour_work_millionths,
            work_millionths
        from stepped
        {{ "union all" if not loop.last }}
    {% endfor %}
)

select * from final
