with

files as (

    select * from {{ source("raw", "files") }}

),

file_findings as (

    select * from {{ source("raw", "file_findings") }}

),

final as (

    select
        file_findings.source_system,
        file_findings.table_name,
        file_findings.file_name,
        file_findings.finding_type,
        file_findings.column_name,
        file_findings.finding_count,
        file_findings.finding_text
    from file_findings
    inner join files
        on
            file_findings.source_system = files.source_system
            and file_findings.table_name = files.table_name
            and file_findings.file_name = files.file_name
            and file_findings.file_sha256 is not distinct from files.file_sha256
            and file_findings.load_number is not distinct from files.load_number
    where files.is_present

)

select * from final
