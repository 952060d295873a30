{#- Complete months before, and the calendar months of the first 90 days: that of the first cut-over
    and two more. -#}
with

cut_overs as (

    select * from {{ ref("int_comparison_cut_overs") }}

),

months as (

    select * from {{ ref("int_comparison_months") }}
    where is_complete

),

first_cut_overs as (

    select
        comparison_id,
        min(cut_over_date) as first_cut_over_date,
        {{ month_start("min(cut_over_date)") }} as first_month
    from cut_overs
    group by comparison_id

),

final as (

    select
        months.comparison_id,
        months.cost_month,
        first_cut_overs.first_cut_over_date,
        months.comparison_part <> 'before' as is_watched
    from months
    inner join first_cut_overs
        on months.comparison_id = first_cut_overs.comparison_id
    where
        months.comparison_part = 'before'
        or (
            first_cut_overs.first_month <= months.cost_month
            and months.cost_month < {{ add_months("first_cut_overs.first_month", 3) }}
        )

)

select * from final
