{#- Queries that turn the rules matching each hint into periods that do not overlap, each with the
    rule of the lowest order. `matches` names a query with hint_key, rule_order, rule_id, the result
    columns, valid_from and valid_to; the result is the query `final`. -#}
{% macro matched_rule_periods(matches, result_columns) -%}
    boundaries as (

        select
            hint_key,
            valid_from as boundary_date
        from {{ matches }}
        union
        select
            hint_key,
            valid_to as boundary_date
        from {{ matches }}
        where valid_to is not null

    ),

    periods as (

        select
            hint_key,
            boundary_date as period_start_date,
            lead(boundary_date) over (partition by hint_key order by boundary_date) as period_end_date
        from boundaries

    ),

    ranked as (

        select
            periods.hint_key,
            periods.period_start_date,
            periods.period_end_date,
            {{ matches }}.rule_id,
            {%- for column in result_columns %}
            {{ matches }}.{{ column }},
            {%- endfor %}
            row_number() over (
                partition by periods.hint_key, periods.period_start_date
                order by {{ matches }}.rule_order, {{ matches }}.rule_id
            ) as rule_rank
        from periods
        inner join {{ matches }}
            on
                periods.hint_key = {{ matches }}.hint_key
                and {{ is_valid_on("periods.period_start_date", matches) }}

    ),

    final as (

        select
            hint_key,
            rule_id,
            {%- for column in result_columns %}
            {{ column }},
            {%- endfor %}
            period_start_date as valid_from,
            period_end_date as valid_to
        from ranked
        where rule_rank = 1

    )
{%- endmacro %}
