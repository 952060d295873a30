with

findings as (

    select * from {{ ref("stg_raw__file_findings") }}

),

final as (

    select
        source_system,
        table_name,
        file_name,
        case
            when finding_type in ('refused_file', 'rejected_rows', 'unread_sheets') then 'kept_out'
            when finding_type in ('skipped_local_time', 'doubled_local_time') then 'clock_change'
            else 'drift'
        end as finding_group,
        finding_type,
        column_name,
        finding_count,
        finding_text
    from findings

)

select * from final
