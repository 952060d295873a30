with

seasons as (

    select * from {{ ref("int_comparison_seasons") }}

),

final as (

    select
        calendar_month,
        cast(factor_ten_thousandths / 10000.0 as decimal(9, 4)) as seasonality_factor,
        year_count,
        is_observed as is_season_observed
    from seasons

)

select * from final
