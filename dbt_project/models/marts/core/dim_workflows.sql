with

workflows as (

    select * from {{ ref("workflows") }}

),

final as (

    select
        workflow_id,
        workflow_name,
        tier,
        service,
        valid_from as valid_from_date,
        valid_to as valid_to_date
    from workflows

)

select * from final
