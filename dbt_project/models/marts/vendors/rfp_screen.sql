{%- set severities = ["blocks", "price_it", "watch"] -%}
with

answers as (

    select * from {{ ref("rfp_screen_answers") }}

),

worded as (

    select
        vendor_name,
        severity,
        is_open,
        answered_date,
        concat(criterion_name, ' (', open_words, ')') as named
    from answers

),

summed as (

    select
        vendor_name,
        max(answered_date) as answered_date,
        {%- for severity in severities %}
            sum(case when is_open and severity = '{{ severity }}' then 1 else 0 end)
                as open_{{ severity }}_count,
            {{ joined_text(
                "case when is_open and severity = '" ~ severity ~ "' then named end", "; "
            ) }} as open_{{ severity }}_words,
        {%- endfor %}
        count(*) as criterion_count
    from worded
    group by vendor_name

),

final as (

    select
        vendor_name,
        case
            when open_blocks_count > 0 then 'fails'
            when open_price_it_count > 0 then 'passes_at_a_price'
            else 'passes'
        end as verdict,
        {%- for severity in severities %}
            cast(open_{{ severity }}_count as bigint) as open_{{ severity }}_count,
            open_{{ severity }}_words,
        {%- endfor %}
        cast(criterion_count as bigint) as criterion_count,
        answered_date
    from summed

)

select * from final
