with

source as (

    select * from {{ source("generic", "customer_flags") }}

),

home_settings as (

    select * from {{ source("raw", "home_settings") }}

),

typed as (

    select
        case
            when {{ filled_text("requester") }} is not null
                then {{ salted_hash("home_settings.requester_salt", "trim(requester)") }}
        end
            as requester_key,
        {{ boolean_from_text("is_vip") }} as is_vip,
        {{ money_from_text("account_value") }} as account_value,
        {{ date_from_iso("valid_from") }} as valid_from,
        _load_number,
        _source_row,
        _source_file,
        {{ lineage("generic") }}
    from source
    left join home_settings
        on true

),

versions as (

    select
        *,
        {{ is_newest_version(["requester_key", "valid_from"]) }} as is_newest
    from typed

),

final as (

    select
        requester_key,
        is_vip,
        account_value,
        valid_from,
        source_system,
        source_file,
        source_row,
        loaded_at
    from versions
    where is_newest

)

select * from final
