with

findings as (

    select * from {{ ref("int_files_judged") }}

),

final as (

    select
        source_system,
        table_name,
        file_name,
        finding_group,
        finding_type,
        column_name,
        finding_count,
        finding_text
    from findings

)

select * from final
