{#- One row: the thresholds of quality. A home that states none has those that stand here. -#}
with

rules as (

    select * from {{ ref("quality_rules") }}

),

final as (

    select
        coalesce(max(rework_days), 7) as rework_days,
        coalesce(max(satisfied_share), 0.8) as satisfied_share,
        coalesce(max(min_sample_count), 30) as min_sample_count
    from rules

)

select * from final
