with

findings as (

    select * from {{ ref("int_comparison_findings") }}

),

final as (

    select
        comparison_id,
        finding_number,
        finding_code,
        finding_effect,
        finding_words
    from findings

)

select * from final
