{#- One row per review of finished work, in the month of the review and the cell of its ticket. -#}
with

reviews as (

    select * from {{ ref("int_work_qa_reviews_unioned") }}

),

matched as (

    select * from {{ ref("int_quality_items_matched") }}
    where item_kind = 'review'

),

company as (

    select * from {{ ref("company") }}

),

final as (

    select
        {{ home_month("reviews.reviewed_at", "company.time_zone") }} as quality_month,
        matched.tier,
        matched.service,
        matched.workflow_id,
        matched.provider_id,
        matched.route,
        matched.channel,
        matched.is_matched,
        reviews.score_share,
        reviews.is_critical_fail,
        reviews.error_count
    from reviews
    cross join company
    inner join matched
        on
            reviews.source_system = matched.source_system
            and reviews.review_id = matched.item_id

)

select * from final
